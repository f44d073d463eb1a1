from django.db import migrations

from saferstreets.common.triggers import append_only, fixed_columns

KEPT = [
    "project_id", "questionnaire_id", "client_id", "wave", "how", "happened_at", "happened_on", "recorded_at", "recorded_by_id",
]  # fmt: skip


class Migration(migrations.Migration):
    """A version of the questions never changes. A response may follow its home, be withdrawn, and be emptied; nothing else."""

    dependencies = [("outcomes", "0001_questionnaires_and_responses")]
    operations = [
        append_only("outcomes_questionnaire", message="a version of the questions never changes; add the next one"),
        fixed_columns("outcomes_response", KEPT),
        fixed_columns("outcomes_response", ["answers"], unless="NEW.answers = '{}'", name="answers"),
    ]
