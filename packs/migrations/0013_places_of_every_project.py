from django.db import migrations
from django.db.models import Q
from django.utils import timezone

PLACES = (
    ("store", "Store"),
    ("supplier", "Supplier"),
    ("damaged", "Damaged"),
    ("lost", "Lost"),
    ("returned", "Returned to the supplier"),
)


def open_places(apps, schema_editor):
    """Every project has the places its stock comes from and goes to, and a bag for each who carries one today.

    Safe on live data: a place that is there stays as it is.
    """
    Project, Membership = apps.get_model("accounts", "Project"), apps.get_model("accounts", "Membership")
    Location = apps.get_model("packs", "Location")
    current = Membership.objects.filter(Q(until=None) | Q(until__gte=timezone.localdate()))
    walkers = current.filter(role__in=("assistant", "coordinator")).values_list("project", "user", "user__name").distinct()
    places = [
        Location(project_id=project, kind=kind, name=name)
        for project in Project.objects.values_list("pk", flat=True) for kind, name in PLACES
    ]  # fmt: skip
    bags = [
        Location(project_id=project, kind="bag", holder_id=user, name=f"Bag of {name}") for project, user, name in walkers
    ]  # fmt: skip
    Location.objects.bulk_create([*places, *bags], ignore_conflicts=True, batch_size=1000)


class Migration(migrations.Migration):
    dependencies = [("packs", "0012_what_was_decided_and_received_stands"), ("accounts", "0005_look_log_append_only")]
    # On the way back the places stay: things may lie in them by now, and the pages then find them as if they had made them.
    operations = [migrations.RunPython(open_places, migrations.RunPython.noop)]
