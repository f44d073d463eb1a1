"""What the desk's pages read, across rooms. Every function asks a fixed number of queries, whatever the size."""

import datetime

from django.db.models import Max

from grants.models import Milestone
from households.choices import HouseholdState
from households.models import Street, Visit
from packs.models import Delivery
from saferstreets.common import figures
from saferstreets.common.periods import Period, working_days

RECENT_WORKING_DAYS = 10
# What a street's row counts, by figure: the page can never differ from the update.
STREET_COLUMNS = (("homes", "R01"), ("visited", "V02"), ("with_pack", "P02"), ("left", "P05"))


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
