"""Numbers of this room, for pages and papers."""

from django.db.models import Count, Exists, OuterRef

from households.models import Household
from packs.models import Delivery, Kit
from saferstreets.common.figures import EXACT, figure


@figure("P01", label="Packs delivered", unit="packs", disclosure=EXACT)
def packs_delivered(project, period):
    """Safer Homes Packs handed over at doors from the first to the last day of the period, both included.

    A second pack to the same home counts again. Withdrawn deliveries do not count. Counted in packs.
    """
    return Delivery.objects.filter(project=project).standing().within(period)


@figure(
    "P02", label="Homes with a pack", unit="homes", disclosure=EXACT, counts=Count("household", distinct=True)
)
def homes_with_pack(project, period):
    """Distinct homes that were given a Safer Homes Pack in the period, both days included: homes, not packs.

    A second pack to the same home adds nothing. Withdrawn deliveries do not count.
    """
    return Delivery.objects.filter(project=project).standing().within(period)


@figure("P03", label="Kits issued with a code", unit="kits", disclosure=EXACT)
def kits_issued(project, period):
    """Property-marking kits issued in the period whose code was written down. Withdrawn deliveries do not count."""
    return Kit.objects.filter(project=project).standing().filter(issued_on__range=(period.start, period.end))


@figure("P04", label="Kits registered at the door", unit="kits", disclosure=EXACT)
def kits_registered(project, period):
    """Property-marking kits registered with their owner, at the door, in the period. Withdrawn deliveries do not count."""
    return Kit.objects.filter(project=project).registered_within(period)


@figure("P05", label="Homes still to reach", unit="homes", disclosure=EXACT, as_at=True)
def homes_still_to_reach(project, period):
    """Occupied homes, open to visits, with no pack handed over on or before the period's last day.

    Homes that asked not to be visited, empty homes and what is no dwelling are left out. State and refusals as known now.
    """
    had = Delivery.objects.standing().filter(
        project=OuterRef("project"), household=OuterRef("pk"), delivered_on__lte=period.end
    )
    return Household.objects.filter(project=project).open_to_visits().filter(~Exists(had))
