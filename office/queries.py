"""What the desk's pages read, across rooms. Every function asks a fixed number of queries, whatever the size."""

import datetime
from dataclasses import dataclass

from django.db.models import Max

from grants import rules
from grants.models import Deliverable, Milestone, Post
from households.choices import HouseholdState
from households.models import Street, Visit
from packs.models import Delivery
from saferstreets.common import figures
from saferstreets.common.periods import Period, working_days

RECENT_WORKING_DAYS = 10
# What a street's row counts, by figure: the page can never differ from the update.
STREET_COLUMNS = (("homes", "R01"), ("visited", "V02"), ("with_pack", "P02"), ("left", "P05"))


@dataclass(frozen=True)
class Promise:
    """One deliverable against its targets on one day. expected and needed are None where nothing counts it.

    expected: where a steady pace would be. needed: a working day from tomorrow on to the end; None when no day is left.
    """

    deliverable: Deliverable
    actual: int | None
    baseline: int | None
    target: int | None
    expected: int | None
    needed: float | None
    unapproved: bool

    @property
    def behind(self):
        """How many short of a steady pace; 0 when on it or ahead."""
        return max(0, self.expected - self.actual) if self.expected is not None else 0


def promises(project, day):
    """Every deliverable of the project with its targets stated by `day` and its figure since the start."""
    starts_on = Post.objects.filter(project=project).delivery_starts_on(project)
    since_start = Period(project.starts_on, max(day, project.starts_on))
    return [
        _promise(deliverable, project, day, starts_on, since_start) for deliverable in Deliverable.objects.filter(project=project).with_targets(day)
    ]


def _promise(deliverable, project, day, starts_on, since_start):
    first, last = rules.baseline(deliverable.history), rules.current(deliverable.history)
    actual = expected = needed = None
    if deliverable.figure:
        actual = figures.value(deliverable.figure, project, since_start)
    if actual is not None and last:
        expected = rules.expected_by(last.value, day, starts_on, project.ends_on)
        needed = rules.pace_needed(last.value - actual, day + datetime.timedelta(days=1), project.ends_on)
    return Promise(
        deliverable=deliverable,
        actual=actual,
        baseline=first.value if first else None,
        target=last.value if last else None,
        expected=expected,
        needed=needed,
        unapproved=rules.unapproved_change(deliverable.history),
    )


def recent_pace(project, day):
    """Packs a working day over the last ten working days up to `day`; 0.0 before the project starts."""
    start = day
    while working_days(start, day) < RECENT_WORKING_DAYS:
        start -= datetime.timedelta(days=1)
    return figures.value("P01", project, Period(start, day)) / RECENT_WORKING_DAYS


def late_milestones(project, day):
    """Milestones past their last planned day, oldest first."""
    return Milestone.objects.filter(project=project).late_on(day)


def streets_done(project, day, only=None):
    """One row a street, by name: what is there, what is done, what is left. Five queries for any number of streets.

    Rows: dict of pk, name, town, homes, visited, with_pack, left. only: one street's pk.
    """
    since_start = Period(project.starts_on, max(day, project.starts_on))
    streets = Street.objects.filter(project=project).order_by("name", "town", "id")
    if only is not None:
        streets = streets.filter(pk=only)
    counts = {column: figures.by(figure, project, since_start, "street") for column, figure in STREET_COLUMNS}
    return [
        {"pk": pk, "name": name, "town": town, **{column: found.get(pk, 0) for column, found in counts.items()}}
        for pk, name, town in streets.values_list("pk", "name", "town")
    ]


def doors(homes, day):
    """The rows of a list of homes, in its order: address of the door, last knock, pack, and a status with its words.

    homes: (pk, flat, name, number, postcode, state, closed_on) rows of one street. Two queries for any number.
    """
    homes = list(homes)
    keys = [home[0] for home in homes]
    last = {visit.household_id: visit for visit in Visit.objects.standing().filter(household__in=keys).for_doors()}
    packs = dict(Delivery.objects.standing().filter(household__in=keys).order_by().values_list("household").annotate(Max("delivered_on")))
    return [_door(home, last.get(home[0]), packs.get(home[0]), day) for home in homes]


def _door(home, visit, pack_on, day):
    pk, flat, name, number, postcode, state, closed_on = home
    status, label = door_status(state, closed_on, visit, pack_on, day)
    return {"pk": pk, "door": ", ".join(part for part in (flat, name, number) if part), "postcode": postcode, "status": status, "label": label, "visit": visit, "pack_on": pack_on}


def door_status(state, closed_on, visit, pack_on, day):
    """(code for the colour, words) of one door: the one thing an Assistant needs to know before knocking."""
    if closed_on:
        return "stopped", "Do not call"
    if state != HouseholdState.OCCUPIED:
        return "closed", HouseholdState(state).label
    if pack_on:
        return "done", "Has a pack"
    if visit is None:
        return "not-due", "Not visited yet"
    if visit.call_back_on:
        return ("late" if visit.call_back_on < day else "due"), f"Call back {visit.call_back_on:%-d %B}"
    return visit.outcome, visit.get_outcome_display()


def facts(household):
    """What is written down about a home, as rows of a summary list."""
    return [
        {"label": "Address", "value": household.address},
        {"label": "Town", "value": ", ".join(part for part in (household.street.locality, household.street.town) if part)},
        {"label": "State", "value": household.get_state_display()},
        {"label": "Tenure", "value": household.get_tenure_display()},
        {"label": "UPRN", "value": household.uprn},
        {"label": "Reference", "value": household.reference},
    ]
