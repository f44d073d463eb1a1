from django.core.management import call_command
from django.db import migrations


def make(apps, schema_editor):
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


def drop(apps, schema_editor):
    schema_editor.execute("DROP TABLE house_cache")


class Migration(migrations.Migration):
    """Sign-in throttling counts over all workers, so its cache is a table."""

    dependencies = [("accounts", "0002_audit_append_only")]
    operations = [migrations.RunPython(make, drop)]
