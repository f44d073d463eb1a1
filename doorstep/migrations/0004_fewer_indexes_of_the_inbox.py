"""The indexes that foreign keys made by themselves are dropped by name: altering the fields would make SQLite copy both tables,
and their triggers would be gone (decision 0173)."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

INDEXES = (
    ("doorstep_envelope", "device_id", "doorstep_envelope_device_id_8dccecd0"),
    ("doorstep_envelope", "handed_in_by_id", "doorstep_envelope_handed_in_by_id_3ad2fbbc"),
    ("doorstep_envelope", "project_id", "doorstep_envelope_project_id_da3e5a72"),
    ("doorstep_letter", "author_id", "doorstep_letter_author_id_7a6ade21"),
    ("doorstep_letter", "household_id", "doorstep_letter_household_id_fc294eff"),
    ("doorstep_letter", "project_id", "doorstep_letter_project_id_4968ccf4"),
    ("doorstep_letter", "settled_by_id", "doorstep_letter_settled_by_id_3eb79077"),
    ("doorstep_letter", "visit_id", "doorstep_letter_visit_id_23965236"),
    ("doorstep_letter", "vouched_by_id", "doorstep_letter_vouched_by_id_8241eb3b"),
)


def dropped(table, column, name):
    """The index away; the same again on the way back."""
    return migrations.RunSQL(f'DROP INDEX "{name}"', f'CREATE INDEX "{name}" ON "{table}" ("{column}")')


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0007_whom_to_ring_about_a_caller"),
        ("doorstep", "0003_the_words_of_a_bag_that_differs"),
        ("households", "0007_check_in_timer"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[dropped(*index) for index in INDEXES],
            state_operations=[
        migrations.AlterField(
            model_name='envelope',
            name='device',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='doorstep.device'),
        ),
        migrations.AlterField(
            model_name='envelope',
            name='handed_in_by',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AlterField(
            model_name='envelope',
            name='project',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='envelopes', to='accounts.project'),
        ),
        migrations.AlterField(
            model_name='letter',
            name='author',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='letters', to='doorstep.device'),
        ),
        migrations.AlterField(
            model_name='letter',
            name='household',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='households.household'),
        ),
        migrations.AlterField(
            model_name='letter',
            name='project',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='letters', to='accounts.project'),
        ),
        migrations.AlterField(
            model_name='letter',
            name='settled_by',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AlterField(
            model_name='letter',
            name='visit',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='letters', to='households.visit'),
        ),
        migrations.AlterField(
            model_name='letter',
            name='vouched_by',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
            ],
        ),
        migrations.AddIndex(
            model_name='letter',
            index=models.Index(condition=models.Q(('visit__isnull', False)), fields=['project', 'visit'], name='letter_visit'),
        ),
    ]
