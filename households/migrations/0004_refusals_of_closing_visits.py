"""Homes that visits have closed so far get the refusal rows that now hold them closed."""

from django.db import migrations

KINDS = {"hard_refusal": "at_the_door", "opted_out": "in_writing"}


def forwards(apps, schema_editor):
    visits = apps.get_model("households", "Visit").objects.filter(outcome__in=KINDS, refusal=None)
    refusals = apps.get_model("households", "Refusal").objects
    refusals.bulk_create(
        (
            refusals.model(
                project_id=visit.project_id,
                household_id=visit.household_id,
                kind=KINDS[visit.outcome],
                visit_id=visit.pk,
                refused_on=visit.happened_on,
                recorded_at=visit.recorded_at,
                recorded_by_id=visit.recorded_by_id,
            )
            for visit in visits.iterator()
        ),
        batch_size=1000,
    )


def backwards(apps, schema_editor):
    apps.get_model("households", "Refusal").objects.filter(visit__isnull=False, lifted_on=None, name="").delete()


class Migration(migrations.Migration):
    dependencies = [("households", "0003_figures_from_indexes_alone")]
    operations = [migrations.RunPython(forwards, backwards)]
