"""The three colours of every promise on a day, each with the rule that gave it. A fixed number of queries."""

from collections import defaultdict

from grants import delivery_rules as rules
from grants import radar
from grants.models import Deliverable, Milestone, Risk
from grants.progress import promises


def ratings(project, day):
    """[{promise, delivery, spend, risk}] of every deliverable in the order of the bid; the last three are Ratings."""
    steps, of_section = defaultdict(list), defaultdict(list)
    for one in Milestone.objects.filter(project=project, stated_on__lte=day):
        step = (one.title, one.due_on, one.forecast_on, one.done_on)
        (steps[one.deliverable_id] if one.deliverable_id else of_section[one.section]).append(step)
    weights = defaultdict(list)
    for risk in Risk.objects.filter(project=project).open():
        weights[risk.deliverable_id].append(risk.after)
    lines = defaultdict(list)
    for sight in radar.sights(project, day):
        lines[sight.line.deliverable_id].append((sight.allocated, sight.free, sight.safe_on))
    found = promises(Deliverable.objects.filter(project=project).with_targets(day), project, day)
    return [_rated(one, steps, of_section, weights, lines, day) for one in found]


def _rated(promise, steps, of_section, weights, lines, day):
    pk, section = promise.deliverable.pk, promise.deliverable.section
    own = steps[pk] + of_section[section]
    finished = promise.met or bool(own) and not promise.counted and all(done for *_, done in own)
    return {
        "promise": promise,
        "finished": finished,
        "delivery": rules.delivery_rating(
            own, promise.actual, promise.expected if promise.counted else None, promise.met, day
        ),
        "spend": rules.spend_rating(lines[pk], day),
        "risk": rules.risk_rating(weights[pk], finished),
    }


def gaps(project, rows):
    """What the risk register lacks, as sentences. rows: of `ratings`."""
    unfinished = {
        row["promise"].deliverable.pk: row["promise"].deliverable.title for row in rows if not row["finished"]
    }
    open_risks = list(Risk.objects.filter(project=project).open().values_list("deliverable", flat=True))
    return rules.register_gaps(unfinished, open_risks)
