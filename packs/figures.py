"""Numbers of this room, for pages and papers."""

from django.db.models import Case, Count, Exists, F, OuterRef, Q, Sum, Value, When
from django.db.models.functions import NullIf

from households.models import Household
from packs import rules
from packs.choices import ItemKind, PlaceKind, RegisteredHow
from packs.models import Assembly, Delivery, Find, Item, Kit, Location, Movement, OrderLine, Sign, TorchIssue
from saferstreets.common.figures import EXACT, Among, figure


def _deliveries(project):
    return Delivery.objects.filter(project=project).standing()


def _kits(project):
    return Kit.objects.filter(project=project).standing()


DELIVERIES = Among(_deliveries, day="delivered_on", by="household")
KITS = Among(_kits)
TORCH_ISSUES = Among(lambda project: TorchIssue.objects.filter(project=project))
FINDS = Among(lambda project: Find.objects.filter(project=project))


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


@figure(
    "P03",
    label="Kits issued with a code",
    unit="kits",
    disclosure=EXACT,
    among=KITS,
    day="issued_on",
)
def kits_issued(project):
    """Property-marking kits issued in the period whose code was written down. Withdrawn deliveries do not count."""
    return Q()


@figure(
    "P04",
    label="Kits registered at the door",
    unit="kits",
    disclosure=EXACT,
    among=KITS,
    day="registered_on",
)
def kits_registered(project):
    """Property-marking kits registered with their owner, at the door, in the period. Withdrawn deliveries do not count."""
    return Q(registered_how=RegisteredHow.AT_THE_DOOR)


@figure("P05", label="Homes still to reach", unit="homes", disclosure=EXACT, as_at=True)
def homes_still_to_reach(project, period):
    """Occupied homes, open to visits, with no pack handed over on or before the period's last day.

    Homes that asked not to be visited, empty homes and what is no dwelling are left out. State and refusals as known now.
    """
    had = Delivery.objects.standing().filter(
        project=project, household=OuterRef("pk"), delivered_on__lte=period.end
    )
    return Household.objects.filter(project=project).open_to_visits().filter(~Exists(had))


@figure("P06", label="Kits registered", unit="kits", disclosure=EXACT, among=KITS, day="registered_on")
def kits_registered_anyhow(project):
    """Property-marking kits registered with their owner in the period in any way: at the door, by a paper form, or by the
    residents themselves as the register's list shows. Withdrawn deliveries do not count.
    """
    return Q()


@figure(
    "P07",
    label="Kits confirmed by the register",
    unit="kits",
    disclosure=EXACT,
    among=KITS,
    day="confirmed_on",
)
def kits_confirmed(project):
    """Property-marking kits found on the register's own list, by the day of the first list that had them."""
    return Q()


@figure(
    "P08",
    label="Stickers seen in windows",
    unit="kits",
    disclosure=EXACT,
    among=KITS,
    day="sticker_seen_on",
)
def stickers_seen(project):
    """Kits whose window sticker was seen at a later visit, by the day of the first visit that saw it."""
    return Q()


@figure(
    "P09",
    label="Packs made up",
    unit="packs",
    disclosure=EXACT,
    counts=Sum("quantity"),
    day="made_on",
)
def packs_made_up(project):
    """Safer Homes Packs made up from their contents in the period. What was taken back does not count."""
    return Assembly.objects.filter(project=project, undone_at=None)


def _signed(inwards):
    """The sum of movements: added where `inwards` holds, taken off where it does not."""
    return Sum(Case(When(inwards, then=F("quantity")), default=-F("quantity")))


def _moved(project, kind):
    """Movements of items of this kind."""
    items = Item.objects.filter(project=project, kind=kind)
    return Movement.objects.filter(project=project, item__found_first=items)


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
    counts=_signed(Q(from_location__kind=PlaceKind.SUPPLIER)), day="happened_on",
)  # fmt: skip
def torches_received(project):
    """Ultraviolet torches that came from the supplier in the period, less those taken back. An order is not a torch."""
    supplier = Q(from_location__kind=PlaceKind.SUPPLIER) | Q(to_location__kind=PlaceKind.SUPPLIER)
    return _moved(project, ItemKind.TORCH).filter(supplier).told()


@figure(
    "P12",
    label="Torches issued to officers",
    unit="torches",
    disclosure=EXACT,
    among=TORCH_ISSUES,
    day="issued_on",
)
def torches_issued(project):
    """Ultraviolet torches given to police officers in the period, whether or not they were given back later."""
    return Q()


@figure(
    "P13",
    label="Officers trained with the torch",
    unit="officers",
    disclosure=EXACT,
    among=TORCH_ISSUES,
    day="trained_on",
)
def officers_trained(project):
    """Torches whose officer watched the training video in the period."""
    return Q()


@figure(
    "P14",
    label="Marks found with a torch",
    unit="finds",
    disclosure=EXACT,
    among=FINDS,
    day="found_on",
)
def marks_found(project):
    """Marks seen under a torch in the period and written down, traced or not."""
    return Q()


@figure(
    "P15",
    label="Marked property returned",
    unit="finds",
    disclosure=EXACT,
    among=FINDS,
    day="returned_on",
)
def property_returned(project):
    """Finds that were traced and given back to their owner in the period."""
    return Q()


@figure("P16", label="Signs put up", unit="signs", disclosure=EXACT, day="up_on")
def signs_put_up(project):
    """Signs put up on lamp columns in the period, with the county's permission, whether or not they came down later."""
    return Sign.objects.filter(project=project)


@figure(
    "P17",
    label="Packs no bag covered",
    unit="packs",
    disclosure=EXACT,
    counts=Sum("quantity"),
    day="happened_on",
)
def packs_not_covered(project):
    """Packs delivered in the period that, by the books, were in nobody's bag. Withdrawn deliveries do not count."""
    uncovered = Location.objects.filter(project=project, kind=PlaceKind.UNRECONCILED)
    drawn = _moved(project, ItemKind.PACK).filter(
        from_location__found_first=uncovered, to_location__kind=PlaceKind.HOUSEHOLD
    )
    return drawn.filter(reversed_by=None).told()


@figure(
    "P18",
    label="Torches ordered",
    unit="torches",
    disclosure=EXACT,
    counts=Sum("ordered"),
    day="order__sent_on",
)
def torches_ordered(project):
    """Ultraviolet torches on orders that went to the supplier in the period. A cancelled order does not count, and of an order
    closed short only what came.
    """
    return OrderLine.objects.filter(project=project, item__kind=ItemKind.TORCH).sent()


def _per_cent_registered(last):
    """Whole per cent, a half up, in integers."""
    registered = Count("pk", filter=Q(registered_on__lte=last))
    return (registered * 200 + Count("pk")) / NullIf(Count("pk") * 2, Value(0))


@figure(
    "P19", label="Kit registration rate", unit="per cent", disclosure=EXACT, counts=_per_cent_registered, among=KITS, day="issued_on",
)  # fmt: skip
def kit_registration_rate(project):
    """Of every hundred property-marking kits given to homes in the period with their code, how many were registered with their
    owner by its last day, in any way: whole per cent, a half upwards; 0 where no kit was given out. Withdrawn deliveries do
    not count.
    """
    return Q()
