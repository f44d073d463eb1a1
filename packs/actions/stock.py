"""The stock ledger: things go from place to place, and never out of a place where they are not."""

from collections import defaultdict

from django.db import IntegrityError, connection, transaction
from django.db.models import F
from django.utils import timezone

from accounts.actions import record_event
from accounts.choices import Role
from accounts.models import Membership
from packs import rules
from packs.choices import PlaceKind
from packs.models import Balance, Item, Location, Movement
from saferstreets.common.workflow import Refused

# Who takes things out of the store, in a bag of their own.
WALKERS = (Role.ASSISTANT, Role.COORDINATOR)


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
def open_places(*, project, by):
    """Make what is missing of the places every project has, and of the bags of those who record visits and move stock today.

    Returns how many were made. Writes one audit event when there were any.
    """
    walkers = Membership.objects.current().filter(project=project, role__in=WALKERS).select_related("user")
    wanted = [(kind, None) for kind in rules.IN_EVERY_PROJECT]
    wanted += [(PlaceKind.BAG, user) for user in {one.user for one in walkers}]
    there = set(Location.objects.filter(project=project).values_list("kind", "holder"))
    missing = [
        Location(
            project=project, kind=kind, holder=holder, name=rules.place_name(kind, holder.name if holder else "")
        )
        for kind, holder in wanted
        if (kind, holder and holder.pk) not in there
    ]  # fmt: skip
    if missing:
        # Whoever made one of them at this moment made the same.
        Location.objects.bulk_create(missing, ignore_conflicts=True)
        record_event(by=by, verb="place.open", subject=project, project=project, fields=["locations"])
    return len(missing)


@transaction.atomic
def move_stock(
    *, project, lines, from_location, to_location, happened_on, by, reason="", source="", key=None
):
    """Move several items at once, all or none. lines: (item, quantity). Returns the movements, in the order of the lines.

    key: whoever sends the same key again gets the movements stored with it and moves nothing. Raises StockShort, which
    names every item that is not there, or StockRefused. Writes one audit event.
    """
    legs = [(item, quantity, from_location, to_location) for item, quantity in lines]
    moved, made = post(
        project=project, legs=legs, happened_on=happened_on, by=by, reason=reason, source=source, key=key
    )
    if made:
        record_event(by=by, verb="stock.move", subject=moved[0], fields=["item", "quantity", "to_location"])
    return moved


def post(*, project, legs, happened_on, by, reason="", source="", key=None, reverses=None):
    """Write movements and their guards without an event of their own, for verbs that write one. Returns (movements, made).

    legs: (item, quantity, from, to). A refusal rolls the caller's transaction back: never catch one and go on.
    """
    legs = [(item, int(quantity), source_, target) for item, quantity, source_, target in legs]
    _check(project, legs)
    now = timezone.now()
    movements = [
        Movement(
            project=project, item=item, from_location=from_location, to_location=to_location, quantity=quantity, reason=reason,
            source=source, key=_leg_key(key, number), reverses=reverses, happened_on=happened_on, recorded_at=now, recorded_by=by,
        )
        for number, (item, quantity, from_location, to_location) in enumerate(legs)
    ]  # fmt: skip
    stored = _insert(project, movements, key)
    if stored is not None:
        return stored, False
    _balance(project, legs)
    return movements, True


def _leg_key(key, number):
    return None if key is None else f"{key}#{number}" if number else key


def _check(project, legs):
    if not legs or any(quantity < 1 for _, quantity, _, _ in legs):
        raise StockRefused("Enter how many to move: at least one.")
    if any(from_location == to_location for _, _, from_location, to_location in legs):
        raise StockRefused("The things are there already: choose two different places.")
    things = [thing for item, _, *ends in legs for thing in (item, *ends)]
    if {thing.project_id for thing in things} != {project.pk}:
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


def _balance(project, legs):
    """Book every leg out of one place and into the other. The rows of stores and bags come first, then the outside, each
    by id: everybody takes them in this one order, so that nobody waits in a circle."""
    changes, places = defaultdict(int), {}
    for item, quantity, from_location, to_location in legs:
        changes[_row(item, from_location, to_location)] -= quantity
        changes[_row(item, to_location, from_location)] += quantity
        places |= {from_location.pk: from_location, to_location.pk: to_location}
    short = set()
    for (outside, location_id, item_id, lane_id), change in sorted(changes.items()):
        if change < 0 and not outside:
            if not take(project.pk, location_id, item_id, -change):
                short.add((location_id, item_id))
        elif change:
            add(project.pk, location_id, item_id, lane_id, not outside, change)
    if short:
        where = min(location_id for location_id, _ in short)
        raise StockShort(_missing(project, legs, where, short), places[where])


def _row(item, location, other):
    inside = location.guarded
    return not inside, location.pk, item.pk, location.pk if inside else other.pk


def take(project_id, location_id, item_id, quantity):
    """Take so many out of a guarded place, if they are there. Returns whether they were."""
    here = Balance.objects.filter(project=project_id, location=location_id, item=item_id, lane=location_id)
    return bool(here.filter(quantity__gte=quantity).update(quantity=F("quantity") - quantity))


def add(project_id, location_id, item_id, lane_id, guarded, change):
    """Add to one guard row, made where it is missing; an outside place may go below nothing."""
    table = connection.ops.quote_name(Balance._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (project_id, location_id, item_id, lane_id, guarded, quantity) VALUES (%s, %s, %s, %s, %s, %s) "
            f"ON CONFLICT (project_id, location_id, item_id, lane_id) DO UPDATE SET quantity = {table}.quantity + excluded.quantity",
            [project_id, location_id, item_id, lane_id, guarded, change],
        )


def _missing(project, legs, where, short):
    """(item, asked, there) of each item that is short at the place `where`."""
    asked = defaultdict(int)
    for item, quantity, from_location, _ in legs:
        if (from_location.pk, item.pk) in short and from_location.pk == where:
            asked[item] += quantity
    found = Balance.objects.filter(project=project, location=where, item__in=asked)
    there = dict(found.values_list("item", "quantity"))
    return [(item, wanted, there.get(item.pk, 0)) for item, wanted in asked.items()]


@transaction.atomic
def reverse_movement(*, movement, reason, happened_on, by):
    """Take a movement back by the opposite one, with the reason. Raises StockRefused the second time, or for a movement
    that belongs to something larger, and StockShort when the things have gone on."""
    if movement.source:
        raise StockRefused("This movement belongs to something larger. Take that back instead.")
    if Movement.objects.filter(project_id=movement.project_id, reverses=movement).exists():
        raise StockRefused("This movement has been taken back already.")
    if not reason.strip():
        raise StockRefused("Say why the movement is taken back.")
    back = undo(movement=movement, reason=reason, happened_on=happened_on, by=by)
    record_event(by=by, verb="stock.reverse", subject=back, fields=["quantity", "reason"])
    return back


def undo(*, movement, reason, happened_on, by):
    """Post the opposite of a movement, without an event, for verbs that write one. Returns it."""
    leg = (movement.item, movement.quantity, movement.to_location, movement.from_location)
    (back,), _made = post(
        project=movement.project, legs=[leg], happened_on=happened_on, by=by, reason=reason, source=movement.source,
        key=f"reverse:{movement.pk}", reverses=movement,
    )  # fmt: skip
    return back
