"""The forecast in words and rows: what the page prints, from two reads, the figures and the arithmetic."""

import datetime

from grants.models import Deliverable
from grants.progress import promises
from households.choices import PartOfDay
from households.ladder import part_of_day
from office import forecast, forecast_queries
from office.forecast import Rates, Share
from office.queries import RECENT_WORKING_DAYS
from saferstreets.common import charts
from saferstreets.common.periods import DAY, Period, working_days

PACK_FIGURES = ("P02", "P01")  # what a promise of packs is counted by, homes before packs
NARROW = 330  # units of a picture that stands beside its table, or alone on a phone
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# (label, from this hour, before this hour), local.
BANDS = (
    ("Before 10", 0, 10), ("10 to 12", 10, 12), ("12 to 2", 12, 14), ("2 to 4", 14, 16), ("4 to 6", 16, 18), ("After 6", 18, 24),
)  # fmt: skip


def page(project, day):
    """Everything the page prints, as a dict. A fixed number of queries for any number of homes, streets and knocks."""
    since_start = Period(project.starts_on, max(day, project.starts_on))
    standing = forecast_queries.standing(project)
    hours = forecast_queries.hours(project, since_start)
    rates = _rates(standing, hours)
    promise = _promise(project, day)
    team = _team(project, day, hours)
    context = {
        "day": day,
        "rates": rates,
        "team": team,
        "promise": promise,
        "standing": standing,
        "enough": rates.enough,
        "times": _parts(hours, rates, team, promise, standing),
        "grid": _grid(hours),
        "dwellings": standing.entries,
        "plan": forecast.plan_table(standing.entries),
        "tries": forecast.TRIES,
    }
    if rates.enough:
        context |= _outlooks(standing, rates, promise, team, forecast_queries.ladder(project))
    context["times_chart"] = _times_chart(context["times"])
    return context


def _rates(standing, hours):
    decided = standing.with_pack + standing.refused
    return Rates(
        answer=Share(sum(hour.answered for hour in hours), sum(hour.knocks for hour in hours)),
        refusal=Share(standing.refused, decided),
        void=Share(standing.no_home, standing.looked_at),
    )


def _promise(project, day):
    """The promise of packs that is counted and has a target, or None."""
    found = Deliverable.objects.filter(project=project, figure__in=PACK_FIGURES).with_targets(day)
    counted = [promise for promise in promises(found, project, day) if promise.counted]
    return min(counted, key=lambda promise: PACK_FIGURES.index(promise.figure.id), default=None)


def _team(project, day, hours):
    """Who knocks, how long there is, and what they manage now: knocks over the last ten working days up to `day`."""
    start = day
    while working_days(start, day) < RECENT_WORKING_DAYS:
        start -= datetime.timedelta(days=1)
    assistants = forecast_queries.assistants(project)
    now = sum(hour.knocks for hour in hours if hour.day >= start) / RECENT_WORKING_DAYS
    days = working_days(day + DAY, project.ends_on)
    return {
        "assistants": assistants,
        "days": days,
        "now": now,
        "now_each": now / assistants,
        "possible": now * days,
    }


def _outlooks(standing, rates, promise, team, rule):
    target = promise.current.value if promise else None
    rows = [
        _outlook_row(forecast.outlook(standing, rates, tries), standing, rates, target, team)
        for tries in sorted({*forecast.TRIES, rule})
    ]
    return {
        "outlooks": rows,
        "rule": next(row for row in rows if row["tries"] == rule),
        "takes": _takes(standing, rates, target, team) if target else None,
        "outlook_chart": charts.columns(
            [
                {
                    "label": f"{row['tries']} tries",
                    "under": "at every home",
                    "value": row["packs"],
                    "mark": target,
                }
                for row in rows
            ],
            what="Homes with a pack in the end",
            mark="target" if target else "",
            width=NARROW,
        ),
    }


def _outlook_row(found, standing, rates, target, team):
    by_end = forecast.by_the_end(standing, rates, found.tries, team["possible"])
    status, label = _verdict(found, target)
    return {
        "tries": found.tries, "packs": found.packs, "low": found.low, "high": found.high, "knocks": found.knocks,
        "each": _each(found.knocks, team), "by_end": by_end, "status": status, "label": label,
    }  # fmt: skip


def _verdict(found, target):
    """(code of the colour, words): does this rule reach the target?"""
    if target is None:
        return "", ""
    if found.low >= target:
        return "done", "Reaches the target"
    if found.high < target:
        return "behind", "Falls short"
    return "due", "May reach the target" if found.packs < target else "Likely to reach it"


def _each(knocks, team):
    """Knocks a working day by each Assistant; None when no working day is left."""
    if knocks is None or not team["days"]:
        return None
    return knocks / team["days"] / team["assistants"]


def _takes(standing, rates, target, team):
    """What the target takes from today on: tries in all, knocks, and knocks a working day by each Assistant."""
    missing = max(0, target - standing.with_pack)
    knocks = forecast.knocks_for(missing, rates.answer.value, rates.refusal.value)
    return {
        "target": target, "missing": missing, "tries": forecast.tries_for(standing, rates, target), "knocks": knocks,
        "each": _each(knocks, team), "fits": knocks <= team["possible"], "most": forecast.MOST_TRIES,
    }  # fmt: skip


def _parts(hours, rates, team, promise, standing):
    """One row a part of the day: its answer rate, and what the target takes if every knock were made then."""
    shares = forecast_queries.shares(hours, lambda hour: part_of_day(hour.at))
    missing = max(0, promise.current.value - standing.with_pack) if promise else None
    rows = []
    for part in PartOfDay:
        share = shares.get(part, Share(0, 0))
        known = share.enough and missing is not None and rates.enough
        knocks = forecast.knocks_for(missing, share.value, rates.refusal.value) if known else None
        rows.append({"label": part.label, "share": share, "knocks": knocks, "each": _each(knocks, team)})
    return rows


def _grid(hours):
    """One row a weekday on which anybody knocked: a Share for each band of hours."""
    shares = forecast_queries.shares(hours, lambda hour: (hour.day.weekday(), _band(hour.at.hour)))
    used = sorted({weekday for weekday, _ in shares})
    rows = [
        {
            "label": WEEKDAYS[weekday],
            "cells": [shares.get((weekday, band), Share(0, 0)) for band in range(len(BANDS))],
        }
        for weekday in used
    ]
    return {"bands": [label for label, *_ in BANDS], "rows": rows}


def _band(hour):
    return next(place for place, (_, start, end) in enumerate(BANDS) if start <= hour < end)


def _times_chart(rows):
    """Answers in a hundred knocks by part of the day; parts with too few knocks are left out."""
    points = [
        {
            "label": row["label"].removeprefix("Weekday ").capitalize(),
            "under": f"{row['share'].of:,} knocks",
            "value": round(100 * row["share"].value),
        }
        for row in rows
        if row["share"].enough
    ]
    return charts.columns(points, what="Answered of every 100 knocks", width=NARROW)
