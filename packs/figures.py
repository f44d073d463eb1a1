"""Numbers of this room, for pages and papers."""

from django.db.models import Case, Count, Exists, F, OuterRef, Q, Sum, Value, When
from django.db.models.functions import NullIf

from households.models import Household
from packs import rules
from packs.choices import ItemKind, PlaceKind, RegisteredHow
from packs.models import Assembly, Delivery, Find, Item, Kit, Location, Movement, OrderLine, Sign, TorchIssue
from saferstreets.common.figures import EXACT, Among, figure


def _deliveries(project, period):
    return Delivery.objects.filter(project=project).standing().within(period)


DELIVERIES = Among(_deliveries, day="delivered_on", distinct="household")


@figure("P01", label="Packs delivered", unit="packs", disclosure=EXACT, among=DELIVERIES)
def packs_delivered(project):
    """Safer Homes Packs handed over at doors from the first to the last day of the period, both included.

    A second pack to the same home counts again. Withdrawn deliveries do not count. Counted in packs.
    """
    return Q()


@figure(
    "P02",
    label="Homes with a pack",
    unit="homes",
    disclosure=EXACT,
    distinct="household",
    among=DELIVERIES,
)
def homes_with_pack(project):
    """Distinct homes that were given a Safer Homes Pack in the period, both days included: homes, not packs.

    A second pack to the same home adds nothing. Withdrawn deliveries do not count.
    """
    return Q()


@figure("P03", label="Kits issued with a code", unit="kits", disclosure=EXACT)
def kits_issued(project, period):
    """Property-marking kits issued in the period whose code was written down. Withdrawn deliveries do not count."""
    return Kit.objects.filter(project=project).issued_within(period)


@figure("P04", label="Kits registered at the door", unit="kits", disclosure=EXACT)
def kits_registered(project, period):
    """Property-marking kits registered with their owner, at the door, in the period. Withdrawn deliveries do not count."""
    kits = Kit.objects.filter(project=project).registered_within(period)
    return kits.filter(registered_how=RegisteredHow.AT_THE_DOOR)


@figure("P05", label="Homes still to reach", unit="homes", disclosure=EXACT, as_at=True)
def homes_still_to_reach(project, period):
    """Occupied homes, open to visits, with no pack handed over on or before the period's last day.

    Homes that asked not to be visited, empty homes and what is no dwelling are left out. State and refusals as known now.
    """
    had = Delivery.objects.standing().filter(
        project=OuterRef("project"), household=OuterRef("pk"), delivered_on__lte=period.end
    )
    return Household.objects.filter(project=project).open_to_visits().filter(~Exists(had))


@figure("P06", label="Kits registered", unit="kits", disclosure=EXACT)
def kits_registered_anyhow(project, period):
    """Property-marking kits registered with their owner in the period in any way: at the door, by a paper form, or by the
    residents themselves as the register's list shows. Withdrawn deliveries do not count.
    """
    return Kit.objects.filter(project=project).registered_within(period)


@figure("P07", label="Kits confirmed by the register", unit="kits", disclosure=EXACT)
def kits_confirmed(project, period):
    """Property-marking kits found on the register's own list, by the day of the first list that had them."""
    kits = Kit.objects.filter(project=project).standing()
    return kits.filter(confirmed_on__range=(period.start, period.end))


@figure("P08", label="Stickers seen in windows", unit="kits", disclosure=EXACT)
def stickers_seen(project, period):
    """Kits whose window sticker was seen at a later visit, by the day of the first visit that saw it."""
    kits = Kit.objects.filter(project=project).standing()
    return kits.filter(sticker_seen_on__range=(period.start, period.end))


@figure("P09", label="Packs made up", unit="packs", disclosure=EXACT, counts=Sum("quantity"))
def packs_made_up(project, period):
    """Safer Homes Packs made up from their contents in the period. What was taken back does not count."""
    made = Assembly.objects.filter(project=project, undone_at=None)
    return made.filter(made_on__range=(period.start, period.end))


def _signed(inwards):
    """The sum of movements: added where `inwards` holds, taken off where it does not."""
    return Sum(Case(When(inwards, then=F("quantity")), default=-F("quantity")))


def _moved(project, kind):
    """Movements of items of this kind. They are looked up first: joined, PostgreSQL reads every movement of the project."""
    items = Item.objects.filter(project=project, kind=kind).values_list("pk", flat=True)
    return Movement.objects.filter(project=project, item__in=list(items))


_INTO_HAND = Q(to_location__kind__in=rules.GUARDED)
_OUT_OF_HAND = Q(from_location__kind__in=rules.GUARDED)


@figure(
    "P10", label="Packs in store and bags", unit="packs", disclosure=EXACT, as_at=True,
    counts=_signed(_INTO_HAND),
)  # fmt: skip
def packs_in_hand(project, period):
    """Safer Homes Packs in the stores, in bags, with police officers and on the way between two people on the period's
    last day: everything moved in on or before it, less everything moved out.
    """
    moved = _moved(project, ItemKind.PACK).filter(happened_on__lte=period.end)
    return moved.filter(_INTO_HAND & ~_OUT_OF_HAND | ~_INTO_HAND & _OUT_OF_HAND).told()


@figure(
    "P11", label="Torches received", unit="torches", disclosure=EXACT,
    counts=_signed(Q(from_location__kind=PlaceKind.SUPPLIER)),
)  # fmt: skip
def torches_received(project, period):
    """Ultraviolet torches that came from the supplier in the period, less those taken back. An order is not a torch."""
    moved = _moved(project, ItemKind.TORCH).filter(happened_on__range=(period.start, period.end))
    supplier = Q(from_location__kind=PlaceKind.SUPPLIER) | Q(to_location__kind=PlaceKind.SUPPLIER)
    return moved.filter(supplier).told()


@figure("P12", label="Torches issued to officers", unit="torches", disclosure=EXACT)
def torches_issued(project, period):
    """Ultraviolet torches given to police officers in the period, whether or not they were given back later."""
    return TorchIssue.objects.filter(project=project, issued_on__range=(period.start, period.end))


@figure("P13", label="Officers trained with the torch", unit="officers", disclosure=EXACT)
def officers_trained(project, period):
    """Torches whose officer watched the training video in the period."""
    return TorchIssue.objects.filter(project=project, trained_on__range=(period.start, period.end))


@figure("P14", label="Marks found with a torch", unit="finds", disclosure=EXACT)
def marks_found(project, period):
    """Marks seen under a torch in the period and written down, traced or not."""
    return Find.objects.filter(project=project, found_on__range=(period.start, period.end))


@figure("P15", label="Marked property returned", unit="finds", disclosure=EXACT)
def property_returned(project, period):
    """Finds that were traced and given back to their owner in the period."""
    return Find.objects.filter(project=project, returned_on__range=(period.start, period.end))


@figure("P16", label="Signs put up", unit="signs", disclosure=EXACT)
def signs_put_up(project, period):
    """Signs put up on lamp columns in the period, with the county's permission, whether or not they came down later."""
    return Sign.objects.filter(project=project, up_on__range=(period.start, period.end))


@figure("P17", label="Packs no bag covered", unit="packs", disclosure=EXACT, counts=Sum("quantity"))
def packs_not_covered(project, period):
    """Packs delivered in the period that, by the books, were in nobody's bag. Withdrawn deliveries do not count."""
    uncovered = Location.objects.filter(project=project, kind=PlaceKind.UNRECONCILED).values_list(
        "pk", flat=True
    )
    drawn = _moved(project, ItemKind.PACK).filter(happened_on__range=(period.start, period.end))
    drawn = drawn.filter(from_location__in=list(uncovered), to_location__kind=PlaceKind.HOUSEHOLD)
    return drawn.filter(reversed_by=None).told()


@figure("P18", label="Torches ordered", unit="torches", disclosure=EXACT, counts=Sum("ordered"))
def torches_ordered(project, period):
    """Ultraviolet torches on orders that went to the supplier in the period. A cancelled order does not count, and of an order
    closed short only what came.
    """
    return OrderLine.objects.filter(project=project, item__kind=ItemKind.TORCH).sent_within(period)


# Whole per cent, a half up, in integers. registered: annotated, 1 for a kit that is registered.
_PER_CENT = (Sum("registered") * 200 + Count("pk")) / NullIf(Count("pk") * 2, Value(0))


@figure("P19", label="Kit registration rate", unit="per cent", disclosure=EXACT, counts=_PER_CENT)
def kit_registration_rate(project, period):
    """Of every hundred property-marking kits given to homes in the period with their code, how many were registered with their
    owner by its last day, in any way: whole per cent, a half upwards; 0 where no kit was given out. Withdrawn deliveries do
    not count.
    """
    done = Case(When(registered_on__lte=period.end, then=1), default=0)
    return Kit.objects.filter(project=project).issued_within(period).annotate(registered=done)
