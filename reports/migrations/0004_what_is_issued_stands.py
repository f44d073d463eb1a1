from django.db import migrations

from saferstreets.common.triggers import append_only


class Migration(migrations.Migration):
    """Photographs, reasons and the large print of an issued update are never changed or removed."""

    dependencies = [("reports", "0003_photographs_reasons_and_large_print")]
    operations = [
        append_only("reports_photograph", frozen_when="OLD.frozen", message="the photographs of an issued update are never changed"),
        append_only("reports_reason", frozen_when="OLD.frozen", message="the reasons of an issued update are never changed"),
        append_only("reports_largeprint", message="the large print of an issued update is never changed"),
    ]
