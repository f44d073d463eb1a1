"""Writes about how the work goes: expected days and delays, activities held, and the risk register."""

from django.db import transaction

from accounts.actions import record_event
from grants import delivery_rules as rules
from grants.actions.promises import GrantRefused
from grants.models import Activity, Milestone, Risk
from grants.starter_risks import STARTER

WATCHED = (
    "deliverable", "category", "description", "mitigations", "owner", "pre_impact", "pre_likelihood", "post_impact",
    "post_likelihood", "proximity",
)  # fmt: skip


@transaction.atomic
def forecast_milestone(
    *, milestone, forecast_on, stated_on, by, delay_factor="", delay_words="", deliverable=None
):
    """Say when a step is expected now. Raises GrantRefused for a delay without its leading factor, or once it is done."""
    milestone = Milestone.objects.select_for_update(of=("self",)).get(pk=milestone.pk)
    if milestone.done_on:
        raise GrantRefused("This milestone is already marked as done.")
    if rules.needs_factor(milestone.due_on, forecast_on):
        if not delay_factor:
            raise GrantRefused("It is later than planned. Choose the leading factor of the delay.")
    else:
        delay_factor = ""
    changes = {
        "forecast_on": forecast_on, "forecast_stated_on": stated_on, "delay_factor": delay_factor, "delay_words": delay_words,
        "deliverable": deliverable or milestone.deliverable,
    }  # fmt: skip
    for field, value in changes.items():
        setattr(milestone, field, value)
    milestone.save(update_fields=changes)
    record_event(by=by, verb="milestone.forecast", subject=milestone, fields=changes)
    return milestone


@transaction.atomic
def hold_activity(*, activity, held_on, by, reach=None, counted_by=""):
    """Record that an activity was held, and how many it reached where somebody counted. Raises GrantRefused for a number nobody counted."""
    activity = Activity.objects.select_for_update(of=("self",)).get(pk=activity.pk)
    if activity.held_on:
        raise GrantRefused("This activity is already recorded as held.")
    if reach is not None and not counted_by:
        raise GrantRefused("Say who counted the people, or how. A number that nobody counted is left empty.")
    activity.held_on, activity.reach, activity.counted_by = held_on, reach, counted_by
    activity.save(update_fields=["held_on", "reach", "counted_by"])
    record_event(by=by, verb="activity.hold", subject=activity, fields=["held_on", "reach"])
    return activity


@transaction.atomic
def add_risk(*, project, title, raised_on, by, **details):
    """Enter a risk. details: WATCHED. Raises GrantRefused for one that is there, open or closed."""
    if Risk.objects.filter(project=project, title=title).exists():
        raise GrantRefused(f"“{title}” is already on the register.")
    risk = Risk.objects.create(
        project=project, title=title, raised_on=raised_on, reviewed_on=raised_on, recorded_by=by, **details
    )
    record_event(by=by, verb="risk.add", subject=risk, fields=["title", *details])
    return risk


@transaction.atomic
def review_risk(*, risk, reviewed_on, by, **changes):
    """Look at a risk again; what differs of WATCHED is changed. Raises GrantRefused once it is closed, or for an earlier day."""
    risk = Risk.objects.select_for_update(of=("self",)).get(pk=risk.pk)
    if risk.closed_on:
        raise GrantRefused("This risk is closed. Enter a new one if it comes back.")
    if reviewed_on < risk.reviewed_on:
        raise GrantRefused(f"It was looked at on {risk.reviewed_on:%-d %B %Y} already; this day is earlier.")
    changed = [field for field in WATCHED if field in changes and getattr(risk, field) != changes[field]]
    for field in changed:
        setattr(risk, field, changes[field])
    risk.reviewed_on = reviewed_on
    risk.save(update_fields=[*changed, "reviewed_on"])
    record_event(by=by, verb="risk.review", subject=risk, fields=["reviewed_on", *changed])
    return risk


@transaction.atomic
def close_risk(*, risk, closed_on, closed_words, by):
    """Take a risk off the open list, with the reason; it stays readable."""
    risk = Risk.objects.select_for_update(of=("self",)).get(pk=risk.pk)
    if risk.closed_on:
        raise GrantRefused("This risk is closed already.")
    risk.closed_on, risk.closed_words = closed_on, closed_words
    risk.save(update_fields=["closed_on", "closed_words"])
    record_event(by=by, verb="risk.close", subject=risk, fields=["closed_on", "closed_words"])
    return risk


@transaction.atomic
def add_starter_risks(*, project, raised_on, by):
    """Enter the usual risks of such a project that are not there yet, to be rated by whoever knows it. Returns how many."""
    there = set(Risk.objects.filter(project=project).values_list("title", flat=True))
    missing = [row for row in STARTER if row["title"] not in there]
    for row in missing:
        add_risk(project=project, raised_on=raised_on, by=by, **row)
    return len(missing)
