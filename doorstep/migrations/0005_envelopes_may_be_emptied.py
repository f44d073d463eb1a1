from django.db import migrations, models

from saferstreets.common.triggers import append_only, fixed_columns

OF_OLD = append_only("doorstep_envelope", message="what a phone handed in is never changed or removed")
KEPT = ["id", "project_id", "device_id", "handed_in_by_id", "sha", "received_at"]
TRUNCATE = "doorstep_envelope_never_truncated"


def guard(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            f"CREATE TRIGGER {TRUNCATE} BEFORE TRUNCATE ON doorstep_envelope FOR EACH STATEMENT EXECUTE FUNCTION doorstep_envelope_fixed_refuse()"
        )


def unguard(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP TRIGGER {TRUNCATE} ON doorstep_envelope")


class Migration(migrations.Migration):
    """An erasure empties what a phone handed in; nothing else may touch it, and the row stays as its tombstone."""

    dependencies = [("doorstep", "0004_fewer_indexes_of_the_inbox")]
    operations = [
        migrations.RunPython(OF_OLD.reverse_code, OF_OLD.code),
        fixed_columns("doorstep_envelope", KEPT),
        fixed_columns("doorstep_envelope", ["content"], unless="length(NEW.content) = 0", name="content"),
        migrations.RunPython(guard, unguard),
        migrations.AlterField(
            model_name="letter",
            name="status",
            field=models.CharField(
                choices=[
                    ("stored", "Received"),
                    ("accepted", "Applied"),
                    ("conflict", "Applied, to be looked at"),
                    ("attention", "Needs attention"),
                    ("erased", "Erased"),
                ],
                default="stored",
                max_length=10,
            ),
        ),
    ]
