"""How the work goes, as a return tells the funder beside the money: each promise with its colours, the risks, the moves of the period."""

from django.db.models import Q

from grants.models import BudgetChange, Milestone, Risk
from grants.ratings import ratings


def telling(claim):
    """{progress, risks, moves}: lists of dicts of plain values, as at the last day of the period. A fixed number of queries."""
    return {"progress": _progress(claim), "risks": _risks(claim), "moves": _moves(claim)}


def _progress(claim):
    """Delivery, spend and risk of each promise in the order of the bid, each with the rule that gave it, and what holds it up."""
    held_up = _delays(claim)
    rows = []
    for row in ratings(claim.project, claim.ends_on):
        deliverable = row["promise"].deliverable
        rows.append(
            {
                "title": deliverable.title,
                **{name: row[name].label for name in ("delivery", "spend", "risk")},
                **{f"{name}_why": row[name].rule for name in ("delivery", "spend", "risk")},
                "delays": "; ".join(held_up.get(deliverable.pk, []) + held_up.get(deliverable.section, [])),
            }
        )
    return rows


def _delays(claim):
    """{deliverable, or part of the update where a step names no deliverable: [step, leading factor, what holds it up]} as sentences."""
    found = {}
    open_then = Q(done_on=None) | Q(done_on__gt=claim.ends_on)
    steps = Milestone.objects.filter(
        open_then, project_id=claim.project_id, forecast_stated_on__lte=claim.ends_on
    )
    for step in steps.exclude(delay_factor="").order_by("due_on", "id"):
        words = f"{step.title}: {step.get_delay_factor_display().lower()}"
        found.setdefault(step.deliverable_id or step.section, []).append(
            f"{words}, {step.delay_words}" if step.delay_words else words
        )
    return found


def _risks(claim):
    """The risks that were open on the last day of the period, the heaviest first."""
    day = claim.ends_on
    standing = Q(closed_on=None) | Q(closed_on__gt=day)
    risks = Risk.objects.filter(standing, project_id=claim.project_id, raised_on__lte=day).for_list()
    return [
        {
            "title": risk.title, "threatens": risk.deliverable.title if risk.deliverable else "The whole programme",
            "category": risk.get_category_display(), "description": risk.description, "mitigations": risk.mitigations,
            "pre_impact": risk.get_pre_impact_display(), "pre_likelihood": risk.get_pre_likelihood_display(),
            "post_impact": risk.get_post_impact_display(), "post_likelihood": risk.get_post_likelihood_display(),
            "proximity": risk.get_proximity_display(), "owner": risk.owner,
        }
        for risk in risks
    ]  # fmt: skip


def _moves(claim):
    """The moves between lines that were approved in the period."""
    period = (claim.starts_on, claim.ends_on)
    moves = (
        BudgetChange.objects.filter(project_id=claim.project_id, decided_on__range=period)
        .approved()
        .for_list()
    )
    return [
        {
            "from": str(move.from_line), "to": str(move.to_line), "amount": move.amount_pence, "reason": move.reason,
            "on": move.decided_on.isoformat(), "letter": move.letter_id is not None,
        }
        for move in moves
    ]  # fmt: skip
