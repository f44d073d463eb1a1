from django.db import migrations
from django.utils import timezone


def draw(apps, schema_editor):
    """Every pack delivered before stock was kept is a movement too: from what no bag covered to the homes.

    A withdrawn delivery has its movement and the opposite one. Safe on live data: deliveries with a movement are left.
    """
    Delivery = apps.get_model("packs", "Delivery")
    for project_id in Delivery.objects.order_by().values_list("project_id", flat=True).distinct():
        _draw_project(apps, project_id)


def _draw_project(apps, project_id):
    models = {name: apps.get_model("packs", name) for name in ("Delivery", "Movement", "Item", "Location", "Balance")}
    User = apps.get_model("accounts", "User")
    rows = models["Delivery"].objects.filter(project_id=project_id)
    done = set(
        models["Movement"].objects.filter(project_id=project_id, key__startswith="delivery:").values_list("key", flat=True)
    )  # fmt: skip
    rows = [row for row in rows.order_by("id") if f"delivery:{row.pk}" not in done]
    item, _ = models["Item"].objects.get_or_create(
        project_id=project_id, kind="pack", defaults={"name": "Safer Homes Pack"}
    )
    homes, _ = models["Location"].objects.get_or_create(project_id=project_id, kind="household", name="At homes")
    places = {}
    for user in User.objects.filter(pk__in={row.recorded_by_id for row in rows}):
        places[user.pk], _ = models["Location"].objects.get_or_create(
            project_id=project_id, kind="unreconciled", holder=user,
            defaults={"name": f"Not covered by the bag of {user.name}"},
        )  # fmt: skip
    now = timezone.now()

    def movement(row, start, end, **values):
        return models["Movement"](
            project_id=project_id, item=item, from_location=start, to_location=end, quantity=1, source=f"packs.Delivery:{row.pk}",
            happened_on=row.delivered_on, recorded_at=now, recorded_by_id=row.recorded_by_id, **values,
        )  # fmt: skip

    drawn = models["Movement"].objects.bulk_create(
        [movement(row, places[row.recorded_by_id], homes, key=f"delivery:{row.pk}") for row in rows], batch_size=2000
    )  # fmt: skip
    models["Movement"].objects.bulk_create(
        [
            movement(row, homes, places[row.recorded_by_id], key=f"reverse:{one.pk}", reverses=one, reason="The visit was withdrawn")
            for row, one in zip(rows, drawn, strict=True)
            if row.withdrawn_at
        ],
        batch_size=2000,
    )  # fmt: skip
    counted = {}
    for row in rows:
        counted.setdefault(row.recorded_by_id, 0)
        counted[row.recorded_by_id] += row.withdrawn_at is None
    for user_id, count in counted.items():
        for location, lane, quantity in ((homes, places[user_id], count), (places[user_id], homes, -count)):
            balance, _ = models["Balance"].objects.get_or_create(
                project_id=project_id, item=item, location=location, lane=lane, defaults={"guarded": False, "quantity": 0}
            )  # fmt: skip
            balance.quantity += quantity
            balance.save()


class Migration(migrations.Migration):
    dependencies = [("packs", "0009_the_closed_day"), ("accounts", "0005_look_log_append_only")]
    # Movements are never removed; the way back ends with their table.
    operations = [migrations.RunPython(draw, migrations.RunPython.noop)]
