"""What the pages say about a scheme: before, now, next, energy, who looks after it. Reads only, few queries."""

import datetime

from django.urls import reverse

from accounts.permissions import Perm
from grants import lasting
from grants.models import Duty
from households.map.reading import lsoa_codes
from lighting import rules
from lighting.choices import GateKind, GateState, PlaceKind, SchemeKind
from lighting.models import Column, NightEvidence
from lighting.picture import picture
from lighting.showing.columns import day_words
from saferstreets.common import stages
from saferstreets.common.periods import long_date

FAR_YEAR = 2041  # the last year of the shortest life expected of lights lit in 2021
ON_A_PAGE = 50


def marks(scheme):
    """{stage: Mark} from the prefetched stages."""
    return {work.stage: work.mark for work in scheme.works.all()}


def road(scheme, today):
    """[Step] of a scheme whose works and gates are loaded."""
    passed = {gate.kind for gate in scheme.gates.all() if gate.state != GateState.OPEN}
    return stages.road(rules.stages_of(scheme.kind), marks(scheme), today, passed)


def next_step(steps):
    """The step that is next, or None."""
    return next((step for step in steps if step.state == "next"), None)


def state_of(scheme, today):
    """(words, code for the colour) of a scheme in a list: the last stage reached, late or not. Gates are not asked."""
    found = marks(scheme)
    every = rules.stages_of(scheme.kind)
    coming, done = stages.following(every, found), stages.reached(every, found)
    late = coming and stages.days_late(found.get(coming.name, stages.NOTHING), today)
    if not coming:
        return "Handed over", "done"
    if late:
        return f"Next step {days(late)} late: {coming.label.lower()}", "late"
    return (done.label, "on-track") if done else ("Not begun", "due")


def days(number):
    """1 day, 2 days."""
    return "1 day" if number == 1 else f"{number:,} days"


def step_rows(steps):
    """[{label, state, status, planned, expected, reached, late, why, waits}] of the road, for a table."""
    words = {"done": "Done", "next": "Next", "later": "Later"}
    return [
        {
            "label": step.stage.label, "words": words[step.state],
            "status": "late" if step.days_late and step.state == "next" else {"done": "done", "next": "due", "later": ""}[step.state],
            "planned": step.mark.planned_words or day_words(step.mark.planned_on), "expected": day_words(step.mark.forecast_on),
            "reached": step.mark.actual_words or day_words(step.mark.actual_on), "late": days(step.days_late) if step.days_late else "",
            "why": _why(step.mark), "waits": [_gate_words(gate) for gate in step.waits_for],
        }
        for step in steps
    ]  # fmt: skip


def _why(mark):
    factor = stages.DelayFactor(mark.factor).label if mark.factor else ""
    return f"{factor}: {mark.why}" if factor and mark.why else factor


def _gate_words(gate):
    return GateKind(gate).label


def now_words(totals, steps):
    """One sentence: where the scheme stands."""
    done = [step for step in steps if step.state == "done"]
    where = (
        f"{done[-1].stage.label}, {done[-1].mark.actual_words or long_date(done[-1].mark.actual_on)}"
        if done
        else "Nothing has begun yet"
    )
    if not totals["columns"]:
        return f"{where}. No columns are entered yet; how many there are is not stated in the papers."
    return f"{where}. {totals['lit']:,} of {totals['columns']:,} columns are lit."


def next_words(steps):
    """One sentence: what comes next, by when, and what it waits for."""
    step = next_step(steps)
    if step is None:
        return "Nothing more: the lights are handed over."
    by = step.mark.forecast_on or step.mark.planned_on
    when = (
        f", planned for {step.mark.planned_words}"
        if step.mark.planned_words and not step.mark.forecast_on
        else f" by {long_date(by)}"
        if by
        else ""
    )
    late = (
        f", {days(step.days_late)} late ({_why(step.mark) or 'no factor entered yet'})"
        if step.days_late
        else ""
    )
    waits = (
        f" It waits for: {', '.join(_gate_words(gate).lower() for gate in step.waits_for)}."
        if step.waits_for
        else ""
    )
    return f"{step.stage.coming[:1].upper()}{step.stage.coming[1:]}{when}{late}.{waits}"


def energy(scheme, totals):
    """{lines, assumption} of a year's energy and carbon: before and after where both are known, else of what is new. None without wattages."""
    hours, grams = scheme.burning_hours, scheme.grams_a_kwh
    if scheme.kind == SchemeKind.NEW:
        sides = [("A year’s light", totals["new_load"])] if totals["new"] else []
        known = totals["new"]
    else:
        sides = (
            [("A year before", totals["before"]), ("A year after", totals["after"])] if totals["both"] else []
        )
        known = totals["both"]
    if not sides:
        return None
    lines = [
        (words, rules.kwh_a_year(load, hours), rules.kilograms_a_year(load, hours, grams))
        for words, load in sides
    ]
    return {
        "lines": lines, "saved": lines[0][1] - lines[1][1] if len(lines) == 2 else None,
        "assumption": (
            f"Reckoned for the {known:,} columns whose wattage is known, at {hours:,} burning hours a year and {grams:,} g of CO2e a kWh. "
            "Both are assumptions of this office; change them on the scheme."
        ),
    }  # fmt: skip


def looked_after(scheme, steps):
    """Who looks after the lights in 2041, in a sentence; from the duty once there is one, else from what was agreed."""
    duty = (
        Duty.objects.filter(project_id=scheme.project_id, source=f"lighting.Scheme:{scheme.pk}")
        .select_related("body__successor").prefetch_related("body__names", "body__successor__names").first()
    )  # fmt: skip
    if duty:
        return {
            "sentence": lasting.holder_in(duty, FAR_YEAR),
            "review_on": duty.next_review_on,
            "life": lasting.life_words(duty.least_years, duty.most_years),
        }
    if scheme.owner is None:
        return {"sentence": "Not recorded yet.", "review_on": None, "life": ""}
    day = datetime.date(FAR_YEAR, 12, 31)
    name = scheme.owner.holder_as_at(day).name_as_at(day)
    return {
        "sentence": f"{name}, once the lights are handed over.",
        "review_on": None,
        "life": lasting.life_words(scheme.life_from_years, scheme.life_to_years),
    }


def places(scheme):
    """{kind label: names} of the places of a scheme, in order."""
    found = {}
    for place in scheme.places.all():
        found.setdefault(PlaceKind(place.kind), []).append(place.name)
    return found


def map_of(scheme, streets):
    """The small map: the streets and ends of the route as published points, columns with a position as dots."""
    named = [(place.name, PlaceKind(place.kind)) for place in scheme.places.all()]
    dots = (
        Column.objects.of(scheme)
        .filter(easting__isnull=False)
        .values_list("easting", "northing", "energised_on")[:2_000]
    )
    return picture(codes=lsoa_codes(scheme.project), places=named, streets=streets, dots=list(dots))


def one_picture(scheme):
    """The photograph a page shows: the newest by night, else the newest before the works; None without one."""
    found = (
        NightEvidence.objects.filter(project_id=scheme.project_id, scheme=scheme)
        .photographs()
        .select_related("document")
    )
    return found.order_by("-kind", "-happened_on", "-id").first()


def readable(user, project, evidence):
    """Evidence this person may open: papers only for those who report or see the grant, photographs for all who see the scheme."""
    papers = user.can(Perm.SCHEME_REPORT, project) or user.can(Perm.GRANT_SEE, project)
    return evidence if papers else evidence.without_papers()


def doors(scheme, steps, totals, user):
    """What may be done now, as {label, url, style}: for the coordinator and the scheme's own partner."""
    coming = next_step(steps)
    if coming is None:
        return []
    words = coming.stage.name
    may_report, may_keep = (
        user.can(Perm.SCHEME_REPORT, scheme.project),
        user.can(Perm.LIGHTING_KEEP, scheme.project),
    )
    started = any(step.state == "done" and step.stage.name == rules.STARTED for step in steps)
    found = []
    if may_report and words != rules.HANDED_OVER:
        found.append((f"Record: {coming.stage.label.lower()}", "scheme_reach", ""))
    if may_keep and words == rules.HANDED_OVER:
        found.append(("Hand over", "scheme_hand_over", ""))
    if may_report and started and totals["columns"] > totals["lit"]:
        found.append(("Lights on", "scheme_lights_on", "secondary"))
    if may_report:
        found += [
            ("Forecast", "scheme_forecast", "secondary"),
            ("Add evidence", "scheme_evidence_add", "secondary"),
        ]
    if may_keep:
        found += [("Plan a stage", "scheme_plan", "secondary"), ("Take columns", "scheme_take", "secondary")]
    return [
        {
            "label": label,
            "url": reverse(f"lighting:{name}", args=[scheme.project.slug, scheme.pk]),
            "style": style,
        }
        for label, name, style in found
    ]
