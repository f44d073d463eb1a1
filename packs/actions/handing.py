"""Packs made up, and things handed from one person to another: both ends say what they gave and took."""

from collections import defaultdict

from django.db import transaction
from django.utils import timezone

from accounts.actions import record_event
from packs import rules
from packs.actions.delivery import pack_item
from packs.actions.once import once
from packs.actions.stock import StockRefused, StockShort, place, post, undo
from packs.choices import PlaceKind
from packs.models import Assembly, Balance, Handover, HandoverLine, Item, Movement, PackContent


class AssemblyShort(StockRefused):
    """There is not enough of something for so many packs. possible: how many can be made up."""

    def __init__(self, missing, possible):
        self.possible = possible
        super().__init__(rules.assembly_words(missing, possible))


class HandoverRefused(StockRefused):
    """The things cannot be given or taken like this."""


@transaction.atomic
def stock_contents(*, specification, by):
    """Count each thing in the pack as stock: find or make its item, and link the two. Returns how many were linked."""
    contents = list(PackContent.objects.filter(specification=specification, item=None))
    for content in contents:
        kind = rules.content_kind(content.name)
        same = Item.objects.filter(project_id=specification.project_id)
        item = (
            same.filter(name=content.name).first()
            or same.filter(kind=kind).filter(kind__in=rules.ONE_OF_A_KIND).first()
        )
        content.item = item or Item.objects.create(
            project_id=specification.project_id, name=content.name, kind=kind
        )
        content.save(update_fields=["item"])
    if contents:
        record_event(by=by, verb="pack_specification.stock", subject=specification, fields=["item"])
    return len(contents)


@transaction.atomic
def assemble_packs(*, specification, quantity, location, made_on, by, key):
    """Make up packs at a place, out of what the specification says each holds. Returns (assembly, made).

    The same key again is the same assembly. Raises AssemblyShort, which says what is missing and how many are possible, or
    StockRefused while a quantity of the specification is not known. Writes one audit event.
    """
    contents = list(specification.contents.select_related("item"))
    unknown = [content.name for content in contents if not content.quantity or content.item_id is None]
    if unknown or not contents:
        raise StockRefused(rules.unknown_words(unknown))
    if quantity < 1:
        raise StockRefused("Enter how many packs were made up: at least one.")
    assembly, made = once(
        Assembly, project=specification.project, key=key, specification=specification, location=location, quantity=quantity, made_on=made_on,
        recorded_at=timezone.now(), recorded_by=by,
    )  # fmt: skip
    if not made:
        return assembly, False
    used_up = place(project=specification.project, kind=PlaceKind.ASSEMBLY)
    legs = [(content.item, content.quantity * quantity, location, used_up) for content in contents]
    legs.append((pack_item(specification.project), quantity, used_up, location))
    try:
        with transaction.atomic():
            post(project=specification.project, legs=legs, happened_on=made_on, by=by, source=assembly.source)
    except StockShort as short:
        missing = [(item.name, asked, there) for item, asked, there in short.missing]
        raise AssemblyShort(missing, possible_packs(specification, location)) from short
    record_event(by=by, verb="pack.assemble", subject=assembly, fields=["quantity"])
    return assembly, True


def possible_packs(specification, location):
    """How many packs of the specification the things at a place are enough for; 0 while it is not complete."""
    contents = list(specification.contents.all())
    if not all(content.item_id and content.quantity for content in contents):
        return 0
    needed = defaultdict(int)
    for content in contents:
        needed[content.item_id] += content.quantity
    here = Balance.objects.filter(project_id=specification.project_id, location=location, item__in=needed)
    return rules.possible_packs(needed, dict(here.values_list("item", "quantity")))


@transaction.atomic
def undo_assembly(*, assembly_id, reason, on, by):
    """Take packs apart again, on paper: everything back to where it was. Raises StockShort when some packs have gone on."""
    assembly = Assembly.objects.select_for_update(of=("self",)).select_related("project").get(pk=assembly_id)
    if assembly.undone_at:
        raise StockRefused("This has been taken back already.")
    if not reason.strip():
        raise StockRefused("Say why it is taken back.")
    moved = Movement.objects.filter(project=assembly.project, source=assembly.source)
    # The packs go out first: if some are gone, nothing else is tried.
    for movement in moved.select_related("project", "item", "from_location", "to_location").order_by("-id"):
        undo(movement=movement, reason=reason, happened_on=on, by=by)
    assembly.undone_at, assembly.undone_reason = timezone.now(), reason.strip()
    assembly.save(update_fields=["undone_at", "undone_reason"])
    record_event(by=by, verb="pack.assemble_undo", subject=assembly, fields=["undone_reason"])
    return assembly


@transaction.atomic
def give(*, project, lines, from_location, to_location, given_on, by, key):
    """Hand things over: they leave their place and are on the way until somebody else takes them. Returns (handover, made).

    lines: (item, quantity), each item once. Raises StockShort or HandoverRefused. Writes one audit event.
    """
    lines = [(item, quantity) for item, quantity in lines if quantity]
    if not lines:
        raise HandoverRefused("Enter how many of what you hand over.")
    if from_location.kind == PlaceKind.BAG and from_location.holder_id != by.pk:
        raise HandoverRefused("Only its holder gives out of a bag.")
    if from_location == to_location:
        raise HandoverRefused("Choose two different places.")
    handover, made = once(
        Handover, project=project, key=key, from_location=from_location, to_location=to_location, given_on=given_on,
        given_at=timezone.now(), given_by=by,
    )  # fmt: skip
    if not made:
        return handover, False
    HandoverLine.objects.bulk_create(
        HandoverLine(project=project, handover=handover, item=item, given=quantity)
        for item, quantity in lines
    )
    way = place(project=project, kind=PlaceKind.ON_THE_WAY)
    legs = [(item, quantity, from_location, way) for item, quantity in lines]
    post(project=project, legs=legs, happened_on=given_on, by=by, source=handover.source)
    record_event(by=by, verb="stock.give", subject=handover, fields=["item", "quantity"])
    return handover, True


def _waiting(handover_id):
    handover = (
        Handover.objects.select_for_update(of=("self",))
        .select_related("project", "from_location", "to_location", "given_by")
        .get(pk=handover_id)
    )
    if handover.taken_at or handover.recalled_at:
        raise HandoverRefused("This handover is closed already.")
    return handover


@transaction.atomic
def take_over(*, handover_id, counts, on, by):
    """Say what arrived. counts: {item id: pieces counted}. What differs from what was given waits for an explanation.

    Fewer: the rest stays on the way. More: the rest came from the giver's place or, where the books have none left there, from
    what no bag covered. Raises HandoverRefused for the giver, or for somebody else than the bag's holder.
    """
    handover = _waiting(handover_id)
    if by.pk == handover.given_by_id:
        raise HandoverRefused(
            "Whoever gave the things cannot take them as well. The other person counts them."
        )
    if handover.to_location.kind == PlaceKind.BAG and handover.to_location.holder_id != by.pk:
        raise HandoverRefused("Only its holder takes things into a bag.")
    way = place(project=handover.project, kind=PlaceKind.ON_THE_WAY)
    lines, legs = list(handover.lines.select_related("item")), []
    for line in lines:
        line.taken = counts.get(line.item_id, 0)
        if line.taken:
            legs.append((line.item, min(line.taken, line.given), way, handover.to_location))
        if line.taken > line.given:
            origin = _origin_of_more(handover, line)
            legs.append((line.item, line.taken - line.given, origin, handover.to_location))
    HandoverLine.objects.bulk_update(lines, ["taken"])
    if legs:
        post(project=handover.project, legs=legs, happened_on=on, by=by, source=handover.source)
    handover.taken_at, handover.taken_by = timezone.now(), by
    handover.differs = any(line.taken != line.given for line in lines)
    handover.save(update_fields=["taken_at", "taken_by", "differs"])
    record_event(by=by, verb="stock.take", subject=handover, fields=["taken"])
    return handover


def _origin_of_more(handover, line):
    """Where more than was given came from."""
    there = Balance.objects.filter(
        project=handover.project, location=handover.from_location, item=line.item, guarded=True
    )
    if there.filter(quantity__gte=line.taken - line.given).exists():
        return handover.from_location
    return place(project=handover.project, kind=PlaceKind.UNRECONCILED, holder=handover.given_by)


@transaction.atomic
def explain_handover(*, handover_id, became, explanation, on, by):
    """Say what became of the difference. became: where the missing things are booked to; nothing moves where more arrived."""
    handover = Handover.objects.select_for_update(of=("self",)).select_related("project").get(pk=handover_id)
    if not handover.differs or handover.explained_at:
        raise HandoverRefused("There is nothing left to explain.")
    if not explanation.strip():
        raise HandoverRefused("Say what became of the difference.")
    way = place(project=handover.project, kind=PlaceKind.ON_THE_WAY)
    missing = [line for line in handover.lines.select_related("item") if line.taken < line.given]
    legs = [(line.item, line.given - line.taken, way, became) for line in missing]
    if legs:
        post(
            project=handover.project,
            legs=legs,
            happened_on=on,
            by=by,
            source=handover.source,
            reason=explanation,
        )
    handover.explained_at, handover.explained_by, handover.explanation = (
        timezone.now(),
        by,
        explanation.strip(),
    )
    handover.save(update_fields=["explained_at", "explained_by", "explanation"])
    record_event(by=by, verb="stock.explain", subject=handover, fields=["explanation"])
    return handover


@transaction.atomic
def recall(*, handover_id, on, by):
    """Take back a handover that nobody has taken yet. Only who gave it does."""
    handover = _waiting(handover_id)
    if by.pk != handover.given_by_id:
        raise HandoverRefused("Only the person who gave the things takes the handover back.")
    moved = Movement.objects.filter(project=handover.project, source=handover.source)
    for movement in moved.select_related("project", "item", "from_location", "to_location"):
        undo(movement=movement, reason="Handover taken back", happened_on=on, by=by)
    handover.recalled_at = timezone.now()
    handover.save(update_fields=["recalled_at"])
    record_event(by=by, verb="stock.recall", subject=handover, fields=["recalled_at"])
    return handover
