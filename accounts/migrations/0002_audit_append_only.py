from django.db import migrations

from saferstreets.common.triggers import append_only


class Migration(migrations.Migration):
    """The audit trail and its seals refuse change from the first day."""

    dependencies = [("accounts", "0001_initial")]
    operations = [append_only("accounts_auditevent"), append_only("accounts_auditseal")]
