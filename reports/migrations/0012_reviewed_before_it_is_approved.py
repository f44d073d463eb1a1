import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q

from saferstreets.common.triggers import append_only

CLOSED = append_only(
    "reports_update",
    frozen_when="OLD.status = 'issued'",
    message="an issued update is never changed; correct it by a new one",
)
NOT_REVIEWED = Q(reviewed_by=None, reviewed_at=None, review_note="")
REVIEWED = Q(reviewed_by__isnull=False, reviewed_at__isnull=False) & ~Q(review_note="")
STATUSES = [
    ("draft", "Draft"),
    ("in_review", "Waiting for review"),
    ("reviewed", "Waiting for approval"),
    ("issued", "Issued"),
]


def _say_which_had_none(apps, schema_editor):
    """Papers issued before keep every byte; they only learn that no review was recorded of them."""
    apps.get_model("reports", "Update").objects.filter(status="issued").update(without_review=True)


def _back_to_waiting(apps, schema_editor):
    apps.get_model("reports", "Update").objects.filter(status="reviewed").update(
        status="in_review", reviewed_by=None, reviewed_at=None, review_note=""
    )


class Migration(migrations.Migration):
    """A review by another person before the approval. What waited for approval waits for its review now.

    The triggers step aside: SQLite makes the table anew.
    """

    dependencies = [
        ("reports", "0011_what_was_told_stays"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.RunPython(CLOSED.reverse_code, CLOSED.code),
        migrations.AddField("update", "reviewed_by", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
        migrations.AddField("update", "reviewed_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField("update", "review_note", models.CharField("What was checked", blank=True, max_length=500)),
        migrations.AddField("update", "without_review", models.BooleanField(default=False)),
        migrations.AlterField("update", "status", models.CharField(choices=STATUSES, default="draft", max_length=10)),
        migrations.RunPython(_say_which_had_none, migrations.RunPython.noop),
        migrations.AddConstraint("update", models.CheckConstraint(
            condition=Q(status__in=["draft", "in_review"], without_review=False) & NOT_REVIEWED
            | Q(status__in=["reviewed", "issued"], without_review=False) & REVIEWED
            | Q(status="issued") & Q(without_review=True) & NOT_REVIEWED,
            name="update_reviewed_before_it_is_approved",
        )),
        migrations.AddConstraint("update", models.CheckConstraint(
            condition=Q(reviewed_by=None) | ~Q(reviewed_by=F("prepared_by")), name="update_reviewed_by_another"
        )),
        migrations.RunPython(migrations.RunPython.noop, _back_to_waiting),
        migrations.RunPython(CLOSED.code, CLOSED.reverse_code),
    ]
