from django.db import migrations

from saferstreets.common.triggers import append_only


class Migration(migrations.Migration):
    """A look at a sensitive record stays written down."""

    dependencies = [("accounts", "0004_look_log")]
    operations = [append_only("accounts_viewevent")]
