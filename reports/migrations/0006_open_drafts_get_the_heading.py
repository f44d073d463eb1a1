from django.db import migrations


def _give_drafts_the_heading(apps, schema_editor):
    """Open drafts get the new heading, empty; issued papers stay what they are."""
    sections, updates = apps.get_model("reports", "Section"), apps.get_model("reports", "Update")
    sections.objects.bulk_create(
        sections(project_id=project, update_id=pk, key="changed")
        for pk, project in updates.objects.exclude(status="issued").values_list("pk", "project_id").order_by("pk")
    )


def _take_it_away(apps, schema_editor):
    apps.get_model("reports", "Section").objects.filter(key="changed", frozen=False).delete()


class Migration(migrations.Migration):
    """Sections are made with the draft; those begun before have to be given the new one."""

    dependencies = [("reports", "0005_words_about_what_changed")]
    operations = [migrations.RunPython(_give_drafts_the_heading, _take_it_away)]
