"""What a Safer Homes Pack holds."""

from django.db import transaction

from accounts.actions import record_event
from packs.models import PackContent, PackSpecification


@transaction.atomic
def add_specification(*, project, from_on, contents, by, note=""):
    """Enter the next version of the pack. contents: (name, quantity or None) in order.

    What the version before counted as an item of the stock stays counted as it, by its name.
    """
    last = PackSpecification.objects.filter(project=project).order_by("version").last()
    specification = PackSpecification.objects.create(
        project=project, version=last.version + 1 if last else 1, from_on=from_on, note=note
    )
    items = dict(PackContent.objects.filter(project=project, specification=last).values_list("name", "item"))
    PackContent.objects.bulk_create(
        PackContent(
            project=project,
            specification=specification,
            position=position,
            name=name,
            quantity=quantity,
            item_id=items.get(name),
        )  # fmt: skip
        for position, (name, quantity) in enumerate(contents, 1)
    )
    record_event(by=by, verb="pack_specification.add", subject=specification, fields=["contents"])
    return specification
