"""Numbers of this room, for pages and papers."""

from django.db.models import Avg, F, IntegerField, Q, Sum
from django.db.models.functions import Cast, Round

from hardening.choices import Stage
from hardening.models import CocoonTask, Job, SecuritySurvey, Snag
from saferstreets.common.figures import EXACT, PEOPLE, Among, figure

SECURED = Among(lambda project: Job.objects.filter(project=project).secured(), day="fitted_on")
COCOON_DOORS = Among(lambda project: CocoonTask.objects.filter(project=project), day="done_on")
SCORED_TWICE = Q(wide_before__isnull=False, wide_after__isnull=False)


@figure(
    "H01",
    label="Homes secured",
    unit="homes",
    disclosure=EXACT,
    distinct="household",
    among=SECURED,
)
def homes_secured(project):
    """Distinct homes where target hardening was fitted from the first to the last day of the period, both included: homes, not jobs.

    A home counts on the day its work was fitted. One whose inspection found a snag that is not put right does not count, as known
    now. A second job at the same home adds nothing; declined and cancelled work does not count.
    """
    return Q()


@figure(
    "H02",
    label="Homes waiting for target hardening",
    unit="homes",
    disclosure=EXACT,
    distinct="household",
    as_at=True,
)
def homes_waiting(project, period):
    """Distinct homes referred for target hardening on or before the period's last day and on that day neither fitted, declined nor cancelled."""
    return Job.objects.filter(project=project).waiting_on(period.end)


@figure(
    "H03",
    label="Homes surveyed for security",
    unit="homes",
    disclosure=EXACT,
    distinct="household",
    day="happened_on",
)
def homes_surveyed(project):
    """Distinct homes with a home security survey before any work, in the period, both days included. Withdrawn surveys do not count."""
    return SecuritySurvey.objects.filter(project=project, stage=Stage.BEFORE).standing()


@figure("H04", label="Homes scored before and after", unit="homes", disclosure=PEOPLE, among=SECURED)
def homes_scored_twice(project):
    """Jobs fitted in the period at homes with a WIDE score from a survey before and one after the work. Snagged work does not count."""
    return SCORED_TWICE


@figure(
    "H05",
    label="WIDE points before",
    unit="points",
    disclosure=PEOPLE,
    counts=Sum("wide_before"),
    among=SECURED,
)
def wide_before(project):
    """WIDE points (windows, interior light, doors, external light; four a home) at the last survey before the work, added over the homes of H04."""
    return SCORED_TWICE


@figure(
    "H06",
    label="WIDE points after",
    unit="points",
    disclosure=PEOPLE,
    counts=Sum("wide_after"),
    among=SECURED,
)
def wide_after(project):
    """WIDE points at the first survey after the work, added over the homes of H04."""
    return SCORED_TWICE


@figure(
    "H07",
    label="Cost of what was fitted",
    unit="pence",
    disclosure=EXACT,
    counts=Sum("fitted_pence"),
    among=SECURED,
)
def cost_of_fitted(project):
    """What was fitted at the homes of H01 in the period, at the prices of its order, without VAT and without later variations. Whole pence."""
    return Q()


@figure(
    "H08",
    label="Days from referral to fitting",
    unit="days",
    disclosure=EXACT,
    counts=Cast(Round(Avg("days_to_fit")), IntegerField()),
    among=SECURED,
)
def days_to_fit(project):
    """Calendar days from the referral to the fitting, averaged over the jobs of H01 in the period and rounded to a whole day, halves up.

    The day of the referral is day 0. Nothing fitted gives 0.
    """
    return Q()


@figure("H09", label="Target hardening jobs late", unit="jobs", disclosure=EXACT, as_at=True)
def jobs_late(project, period):
    """Open jobs that on the period's last day had stood in their status longer than the office allows. Status as known now."""
    return Job.objects.filter(project=project).late_on(period.end)


@figure("H10", label="Snags open", unit="snags", disclosure=EXACT, as_at=True)
def snags_open(project, period):
    """Snags found on or before the period's last day and not put right by then."""
    found = Snag.objects.filter(project=project, found_on__lte=period.end)
    return found.exclude(mended_on__lte=period.end)


@figure("H11", label="Doors of cocoons visited", unit="visits", disclosure=PEOPLE, among=COCOON_DOORS)
def cocoon_doors_done(project):
    """Doors of cocoons (a burgled home and four each side) at which something was recorded in the period, whatever came of it."""
    return Q()


@figure(
    "H12",
    label="Doors of cocoons visited in time",
    unit="visits",
    disclosure=PEOPLE,
    among=COCOON_DOORS,
)
def cocoon_doors_in_time(project):
    """Those of H11 that were done on or before the last day of their cocoon."""
    return Q(done_on__lte=F("cocoon__due_on"))
