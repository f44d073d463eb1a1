"""What a Safer Homes Pack holds."""

from django.db import transaction

from accounts.actions import record_event
from packs.models import PackContent, PackSpecification


@transaction.atomic
def add_specification(*, project, from_on, contents, by, note=""):
    """Enter the next version of the pack. contents: (name, quantity or None) in order."""
    last = PackSpecification.objects.filter(project=project).order_by("version").last()
    specification = PackSpecification.objects.create(
        project=project, version=last.version + 1 if last else 1, from_on=from_on, note=note
    )
    PackContent.objects.bulk_create(
        PackContent(
            project=project, specification=specification, position=position, name=name, quantity=quantity
        )
        for position, (name, quantity) in enumerate(contents, 1)
    )
    record_event(by=by, verb="pack_specification.add", subject=specification, fields=["contents"])
    return specification
