"""What the match page says: wanted, given, what waits, and every contribution with its proof."""

from grants import match_rules as rules
from grants.delivery_choices import MatchKind
from grants.models import MatchContribution, MatchRate, MatchTerms


def standing(project, day):
    """{wanted, given, in_kind, cash, minutes, waiting, terms, status, label} on `day`, in pence and minutes. Two queries."""
    given = MatchContribution.objects.filter(project=project).until(day)
    kinds = [
        {"kind": MatchKind(kind), "grade": grade, "minutes": minutes, "pence": pence or 0}
        for kind, grade, minutes, pence in given.by_kind()
    ]
    terms = MatchTerms.objects.holding_on(project, day)
    wanted = None
    if terms and project.award_pence is not None:
        wanted = rules.wanted(project.award_pence, terms.basis_points, terms.basis)
    total = sum(row["pence"] for row in kinds)
    status, label = rules.status(total, wanted, day, project.period)
    return {
        "terms": terms, "wanted": wanted, "given": total, "missing": None if wanted is None else max(0, wanted - total),
        "kinds": [row for row in kinds if row["pence"] or row["minutes"]],
        "in_kind": sum(row["pence"] for row in kinds if row["kind"] in rules.IN_KIND),
        "waiting": given.waiting_minutes(), "status": status, "label": label,
    }  # fmt: skip


def rates(project):
    """The rates of every grade, the newest first."""
    return MatchRate.objects.filter(project=project).order_by("grade", "-from_on")


def rows(contributions):
    """[{one, back}] of a page: back is false for an opposite and for what was taken back. One query."""
    contributions = list(contributions)
    taken_back = set(
        MatchContribution.objects.filter(
            project_id__in={one.project_id for one in contributions},
            reverses__in=[one.pk for one in contributions],
        ).values_list("reverses", flat=True)
    )
    return [
        {"one": one, "stands": one.reverses_id is None and one.pk not in taken_back} for one in contributions
    ]
