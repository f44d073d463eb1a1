from django.db import migrations

from saferstreets.common.triggers import append_only


class Migration(migrations.Migration):
    """What has been issued is never changed or removed, by anybody, whatever runs."""

    dependencies = [("reports", "0001_initial")]
    operations = [
        append_only("reports_update", frozen_when="OLD.status = 'issued'", message="an issued update is never changed; correct it by a new one"),
        append_only("reports_section", frozen_when="OLD.frozen", message="the words of an issued update are never changed"),
    ]
