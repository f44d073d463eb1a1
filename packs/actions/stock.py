"""The stock ledger: things go from place to place, and never out of a place where they are not."""

from collections import defaultdict

from django.db import IntegrityError, connection, transaction
from django.db.models import F
from django.utils import timezone

from accounts.actions import record_event
from packs import rules
from packs.models import Balance, Item, Location, Movement
from saferstreets.common.workflow import Refused


class StockRefused(Refused):
    """The things cannot be moved, or counted, like this."""


class StockShort(StockRefused):
    """There is less at the place than was asked for. missing: (item, asked, there) of each."""

    def __init__(self, missing, place):
        self.missing = missing
        super().__init__(
            rules.short_words([(item.name, asked, there) for item, asked, there in missing], place)
        )


@transaction.atomic
def add_item(*, project, name, kind, by, lead_days=None):
    """Enter a kind of thing to count. Raises StockRefused for a name, or a kind of which there is only one, that is there."""
    try:
        with transaction.atomic():
            item = Item.objects.create(project=project, name=name.strip(), kind=kind, lead_days=lead_days)
    except IntegrityError as taken:
        raise StockRefused(f"“{name}”, or the only item of this kind, is already entered.") from taken
    record_event(by=by, verb="item.add", subject=item, fields=["name", "kind"])
    return item


def place(*, project, kind, holder=None, name=""):
    """The place of this kind, made when it is first asked for. holder: whose bag; name: where there are several stores."""
    name = name or rules.place_name(kind, holder.name if holder else "")
    known = {"holder": holder} if holder else {"name": name}
    found, _made = Location.objects.get_or_create(
        project=project, kind=kind, **known, defaults={} if not holder else {"name": name}
    )
    return found


@transaction.atomic
def move_stock(
    *, project, lines, from_location, to_location, happened_on, by, reason="", source="", key=None
):
    """Move several items at once, all or none. lines: (item, quantity). Returns the movements, in the order of the lines.

    key: whoever sends the same key again gets the movements stored with it and moves nothing. Raises StockShort, which
    names every item that is not there, or StockRefused. Writes one audit event.
    """
    moved, made = post(
        project=project, lines=lines, from_location=from_location, to_location=to_location, happened_on=happened_on,
        by=by, reason=reason, source=source, key=key,
    )  # fmt: skip
    if made:
        record_event(by=by, verb="stock.move", subject=moved[0], fields=["item", "quantity", "to_location"])
    return moved


def post(
    *,
    project,
    lines,
    from_location,
    to_location,
    happened_on,
    by,
    reason="",
    source="",
    key=None,
    reverses=None,
):
    """Write movements and their guards without an event of their own, for verbs that write one. Returns (movements, made).

    The caller's transaction is rolled back by a refusal: never catch one and go on.
    """
    lines = [(item, int(quantity)) for item, quantity in lines]
    _check(project, lines, from_location, to_location)
    movements = [
        Movement(
            project=project, item=item, from_location=from_location, to_location=to_location, quantity=quantity, reason=reason,
            source=source, key=_line_key(key, number), reverses=reverses, happened_on=happened_on, recorded_at=timezone.now(), recorded_by=by,
        )
        for number, (item, quantity) in enumerate(lines)
    ]  # fmt: skip
    stored = _insert(project, movements, key)
    if stored is not None:
        return stored, False
    _balance(project, lines, from_location, to_location)
    return movements, True


def _line_key(key, number):
    return None if key is None else f"{key}#{number}" if number else key


def _check(project, lines, from_location, to_location):
    if not lines or any(quantity < 1 for _, quantity in lines):
        raise StockRefused("Enter how many to move: at least one.")
    if from_location == to_location:
        raise StockRefused("The things are there already: choose two different places.")
    if {thing.project_id for thing in (from_location, to_location, *(item for item, _ in lines))} != {
        project.pk
    }:
        raise StockRefused("Items and places must be of this project.")


def _insert(project, movements, key):
    """Store the movements. Returns None, or what is stored with their key already.

    They go in before the balances: of two people with one key the second waits here and learns that it is done.
    """
    if key is None:
        Movement.objects.bulk_create(movements)
        return None
    try:
        with transaction.atomic():
            Movement.objects.bulk_create(movements)
    except IntegrityError:
        keys = [movement.key for movement in movements]
        stored = {found.key: found for found in Movement.objects.filter(project=project, key__in=keys)}
        if [_content(one) for one in movements] != [_content(stored.get(key)) for key in keys]:
            raise StockRefused(
                "This was recorded already, with other things or places. Open the page again."
            ) from None
        return [stored[key] for key in keys]
    return None


def _content(movement):
    return movement and (
        movement.item_id,
        movement.from_location_id,
        movement.to_location_id,
        movement.quantity,
    )


def _balance(project, lines, from_location, to_location):
    """Book the lines out of one place and into the other, rows always in one order so that nobody waits in a circle."""
    changes = defaultdict(int)
    for item, quantity in lines:
        changes[_row(item, from_location, to_location)] -= quantity
        changes[_row(item, to_location, from_location)] += quantity
    places = {place.pk: place for place in (from_location, to_location)}
    short = set()
    for (location_id, item_id, lane_id), change in sorted(changes.items()):
        guarded = places[location_id].guarded
        if change < 0 and guarded:
            here = Balance.objects.filter(project=project, location=location_id, item=item_id, lane=lane_id)
            if not here.filter(quantity__gte=-change).update(quantity=F("quantity") + change):
                short.add(item_id)
        else:
            _add(project, location_id, item_id, lane_id, guarded, change)
    if short:
        raise StockShort(_missing(project, lines, from_location, short), from_location)


def _row(item, location, other):
    return location.pk, item.pk, location.pk if location.guarded else other.pk


def _add(project, location_id, item_id, lane_id, guarded, change):
    table = connection.ops.quote_name(Balance._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (project_id, location_id, item_id, lane_id, guarded, quantity) VALUES (%s, %s, %s, %s, %s, %s) "
            f"ON CONFLICT (project_id, location_id, item_id, lane_id) DO UPDATE SET quantity = {table}.quantity + excluded.quantity",
            [project.pk, location_id, item_id, lane_id, guarded, change],
        )


def _missing(project, lines, from_location, short):
    """(item, asked, there) of each item that is short."""
    asked = defaultdict(int)
    for item, quantity in lines:
        asked[item] += quantity
    found = Balance.objects.filter(project=project, location=from_location, item__in=short)
    there = dict(found.values_list("item", "quantity"))
    return [(item, wanted, there.get(item.pk, 0)) for item, wanted in asked.items() if item.pk in short]


@transaction.atomic
def reverse_movement(*, movement, reason, happened_on, by):
    """Take a movement back by the opposite one, with the reason. Raises StockRefused the second time, StockShort when it has gone on."""
    if Movement.objects.filter(project_id=movement.project_id, reverses=movement).exists():
        raise StockRefused("This movement has been taken back already.")
    if not reason.strip():
        raise StockRefused("Say why the movement is taken back.")
    back, _made = post(
        project=movement.project, lines=[(movement.item, movement.quantity)], from_location=movement.to_location,
        to_location=movement.from_location, happened_on=happened_on, by=by, reason=reason, source=movement.source,
        key=f"reverse:{movement.pk}", reverses=movement,
    )  # fmt: skip
    record_event(by=by, verb="stock.reverse", subject=back[0], fields=["quantity", "reason"])
    return back[0]
