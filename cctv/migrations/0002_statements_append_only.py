from django.db import migrations

from saferstreets.common.triggers import append_only


class Migration(migrations.Migration):
    """A statement about the compliance pack is never changed; the next one follows it."""

    dependencies = [("cctv", "0001_cameras_and_what_proves_them_lawful")]
    operations = [
        append_only("cctv_complianceitem", message="a statement is never changed; state it anew"),
    ]
