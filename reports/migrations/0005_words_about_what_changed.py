from django.db import migrations, models

from saferstreets.common.triggers import append_only

CLOSED = append_only(
    "reports_section", frozen_when="OLD.frozen", message="the words of an issued update are never changed"
)


class Migration(migrations.Migration):
    """A heading for what changed since the last update. The triggers step aside: SQLite makes the table anew."""

    dependencies = [("reports", "0004_what_is_issued_stands")]
    operations = [
        migrations.RunPython(CLOSED.reverse_code, CLOSED.code),
        migrations.RemoveConstraint(
            model_name='section',
            name='section_key_known',
        ),
        migrations.AlterField(
            model_name='section',
            name='key',
            field=models.CharField(choices=[('summary', 'Summary'), ('changed', 'Changed since the last update, and why'), ('award', 'Award and area'), ('proposals', 'Proposals'), ('people', 'People in post'), ('agreements', 'Agreements'), ('packs', 'Safer Homes Packs'), ('torches', 'Ultraviolet torches'), ('hardening', 'Target hardening'), ('lighting', 'Street and park lighting'), ('cctv', 'CCTV at the school'), ('engagement', 'Engagement'), ('sustainability', 'Sustainability')], max_length=20),
        ),
        migrations.AddConstraint(
            model_name='section',
            constraint=models.CheckConstraint(condition=models.Q(('key__in', ['summary', 'changed', 'award', 'proposals', 'people', 'agreements', 'packs', 'torches', 'hardening', 'lighting', 'cctv', 'engagement', 'sustainability'])), name='section_key_known'),
        ),
        migrations.RunPython(CLOSED.code, CLOSED.reverse_code),
    ]
