"""What the desk's pages read, across rooms. Every function asks a fixed number of queries, whatever the size."""

import datetime

from django.urls import reverse

from accounts.permissions import Perm
from cctv.models import Scheme as CctvScheme
from cctv.showing import lapses
from grants.models import Deliverable, Milestone
from grants.progress import promises
from households.choices import PartOfDay
from households.models import DataRequest, Enquiry, Household, Outing, Round, Street, Visit
from packs.models import Delivery, Kit
from packs.stock_queries import tasks_waiting
from saferstreets.common import clock, figures
from saferstreets.common.periods import Period, working_days

RECENT_WORKING_DAYS = 10
SHOWN_ON_TODAY = 8
# What a street's row counts, by figure: the page can never differ from the update.
STREET_COLUMNS = (("homes", "R01"), ("visited", "V02"), ("with_pack", "P02"), ("left", "P05"))


def today(project, day):
    """Everything the page Today says of `day`: what is done, what is due, what is late."""
    since_start = Period(project.starts_on, max(day, project.starts_on))
    calls = Visit.objects.filter(project=project).calling_back_by(day)
    return {
        "day": day,
        "days_left": (project.ends_on - day).days,
        "promises": promises(Deliverable.objects.filter(project=project).with_targets(day), project, day),
        "recent_pace": recent_pace(project, day),
        "left": figures.value("P05", project, since_start),
        "visits_today": figures.value("V01", project, Period(day, day)),
        "packs_today": figures.value("P01", project, Period(day, day)),
        "calls": list(calls.for_list()[:SHOWN_ON_TODAY]),
        "calls_due": calls.count(),
        "late": list(late_milestones(project, day)[:SHOWN_ON_TODAY]),
        "without_kit": Delivery.objects.filter(project=project).without_kit().count(),
        "stock_tasks": tasks_waiting(project),
        "unregistered": Kit.objects.filter(project=project).standing().unregistered().count(),
    }


def asked(user, project, day):
    """People who asked for a visit, for the page Today: whose promised day has come, and how many wait for a word."""
    enquiries = Enquiry.objects.visible_to(user, project)
    due = enquiries.promised_by(day)
    return {
        "asked_due": list(due.for_list()[:SHOWN_ON_TODAY]),
        "asked_due_count": due.count(),
        "asked_new": enquiries.unanswered().count(),
    }


def beginning(user, project):
    """Where a project without homes begins, for the page Today of whoever may bring them: doors of label and address, or none."""
    if not user.can(Perm.ADDRESSES_IMPORT, project) or Household.objects.filter(project=project).exists():
        return {}
    doors = (
        ("Enter what the project is and what it promised", "office:setup"),
        ("Import an address list", "imports:batch_list"),
    )
    return {"beginning": [(label, reverse(name, args=[project.slug])) for label, name in doors]}


def rounds(user, project, day):
    """The rounds of the day, for the page Today: one's own, or all of them for whoever makes them; which doors open beside them."""
    found = list(Round.objects.visible_to(user, project).of_day(day).for_list()[:SHOWN_ON_TODAY])
    parts = list(PartOfDay)
    return {
        "rounds": sorted(found, key=lambda one: (parts.index(one.part_of_day), one.walked_by.name)),
        "walks": any(one.walked_by_id == user.pk for one in found),
        "may_make_rounds": user.can(Perm.ROUND_MAKE, project),
        "may_open_grant": user.can(Perm.GRANT_SEE, project),
    }


def overdue(user, project):
    """Who is out and has not said that they are safe in time, for the page Today of whoever is told."""
    if not user.can(Perm.CHECK_IN_SEE, project):
        return {}
    late = Outing.objects.filter(project=project).overdue_at(clock.now())
    return {"overdue": list(late.for_list()[:SHOWN_ON_TODAY])}


def cctv_lapses(user, project, day):
    """Live cameras whose compliance pack is not complete, for the page Today of whoever enters what is missing."""
    if not user.can(Perm.CCTV_KEEP, project):
        return {}
    schemes = CctvScheme.objects.visible_to(user, project).live().for_list()
    return {"cctv_lapses": [{"scheme": scheme, "words": pack.words} for scheme, pack in lapses(schemes, day)]}


def requests_late(user, project, day):
    """How many requests and complaints about data are past their day, for the page Today of whoever answers them."""
    undone = DataRequest.objects.visible_to(user, project).undone()
    return {"requests_late": sum(request.is_late_on(day) for request in undone)}


def recent_pace(project, day):
    """Packs a working day over the last ten working days up to `day`; 0.0 before the project starts."""
    start = day
    while working_days(start, day) < RECENT_WORKING_DAYS:
        start -= datetime.timedelta(days=1)
    return figures.value("P01", project, Period(start, day)) / RECENT_WORKING_DAYS


def late_milestones(project, day):
    """Milestones past their last planned day, oldest first."""
    return Milestone.objects.filter(project=project).late_on(day)


def streets_done(project, day):
    """One row a street, by name: what is there, what is done, what is left. Five queries for any number of streets.

    Rows: dict of pk, name, town, homes, visited, with_pack, left.
    """
    since_start = Period(project.starts_on, max(day, project.starts_on))
    streets = Street.objects.filter(project=project).order_by("name", "town", "id")
    counts = {column: figures.by(figure, project, since_start, "street") for column, figure in STREET_COLUMNS}
    return [
        {
            "pk": pk,
            "name": name,
            "town": town,
            **{column: found.get(pk, 0) for column, found in counts.items()},
        }
        for pk, name, town in streets.values_list("pk", "name", "town")
    ]


def facts(household):
    """What is written down about a home, as rows of a summary list."""
    return [
        {"label": "Address", "value": household.address},
        {
            "label": "Town",
            "value": ", ".join(part for part in (household.street.locality, household.street.town) if part),
        },
        {"label": "State", "value": household.get_state_display()},
        {"label": "Tenure", "value": household.get_tenure_display()},
        {"label": "UPRN", "value": household.uprn},
        {"label": "Reference", "value": household.reference},
    ]
