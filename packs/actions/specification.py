"""What a Safer Homes Pack holds."""

from django.db import transaction

from accounts.actions import record_event
from accounts.models import Project
from packs.models import PackContent, PackSpecification
from saferstreets.common.workflow import Refused


class SpecificationRefused(Refused):
    """The pack cannot be changed like this."""


@transaction.atomic
def add_specification(*, project, from_on, contents, by, note="", after=None):
    """Enter the next version of the pack. contents: (name, quantity or None) in order.

    after: the number of the version that it was made from, 0 for none; raises SpecificationRefused where another came since.

    What the version before counted as an item of the stock stays counted as it, by its name. The same version sent twice
    is one: the newest is returned where it says exactly this.
    """
    project = Project.objects.select_for_update().get(pk=project.pk)  # two at once never share a number
    last = PackSpecification.objects.filter(project=project).order_by("version").last()
    if last and (last.from_on, last.note, _held(last)) == (from_on, note, list(contents)):
        return last
    if after is not None and after != (last.version if last else 0):
        raise SpecificationRefused(
            "Somebody has changed the pack since you opened this page. Look at it again."
        )
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


def _held(version):
    return list(version.contents.order_by("position").values_list("name", "quantity"))
