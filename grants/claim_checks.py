"""Moves between lines and returns, recomputed: plain sentences, one for each thing that does not add up."""

from django.db.models import Count, F, Q, Sum

from grants.claim_choices import Capacity
from grants.models import BudgetChange, BudgetLine, ClaimLine, Return, Submission
from saferstreets.common.money import pounds


def faults(project=None):
    """Sentences about one project or all: the award, moves that keep no total, claims that are not what was submitted."""
    return [*_award(project), *_moves(project), *_claimed(project), *_submissions(project), *_signed(project)]


def _of(rows, project):
    return rows.filter(project=project) if project else rows.all()


def _award(project):
    grouped = _of(BudgetLine.objects, project).order_by().values_list("project__slug", "project__award_pence")
    for slug, award, allocated in grouped.annotate(Sum("allocated_pence")):
        if award is not None and allocated > award:
            yield f"{slug}: {pounds(allocated)} is allocated, and the award is {pounds(award)}."


def _moves(project):
    opposite = Q(
        from_entry__cost_pence=-F("amount_pence"), to_entry__cost_pence=F("amount_pence"), from_entry__line=F("from_line"),
        to_entry__line=F("to_line"),
    )  # fmt: skip
    approved = _of(BudgetChange.objects.approved(), project)
    for change in approved.exclude(opposite).select_related("project", "from_line", "to_line"):
        yield f"{change.project.slug}: move {change.pk}, {change}: its two entries are not opposite."
    wrong = Q(decided_by=F("proposed_by")) | Q(needs_letter=True, letter=None)
    for change in approved.filter(wrong).select_related("project", "from_line", "to_line"):
        yield f"{change.project.slug}: move {change.pk}, {change}: approved by its proposer, or without its letter."


def _claimed(project):
    """Every line of a return is an entry it may claim, and is claimed once."""
    fits = Q(
        entry__kind="accrual", entry__line__eligible=True, entry__project=F("project"), claim__project=F("project"),
        entry__happened_on__lte=F("claim__ends_on"),
    )  # fmt: skip
    for line in _of(ClaimLine.objects, project).exclude(fits).select_related("claim__project"):
        yield f"{line.claim.project.slug}: return {line.claim.number} claims entry {line.entry_id}, which it may not."
    twice = (
        _of(ClaimLine.objects, project)
        .order_by()
        .values_list("project__slug", "entry")
        .annotate(n=Count("pk"))
    )
    for slug, entry, count in twice.filter(n__gt=1):
        yield f"{slug}: entry {entry} is claimed {count} times."


def _submissions(project):
    """What was submitted is what its digest says; what stands is what its return claims, to the penny."""
    from grants import returning

    rows = _of(Submission.objects, project).select_related("claim__project")
    for one in rows.order_by("pk").iterator(chunk_size=20):
        name = f"{one.claim.project.slug}: return {one.claim.number}, version {one.version}"
        for fault in returning.faults_of(one):
            yield f"{name}: {fault}."
        if sum(row["cost"] for row in one.ledger) != one.claimed_pence:
            yield f"{name}: {pounds(one.claimed_pence)} is claimed, its entries make {pounds(sum(row['cost'] for row in one.ledger))}."
    for claim in (
        _of(Return.objects.standing(), project)
        .select_related("project")
        .annotate(now=Sum("lines__entry__cost_pence", default=0))
    ):
        said = returning.last_submission(claim)
        if said is None or said.claimed_pence != claim.now:
            yield f"{claim.project.slug}: return {claim.number} claims {pounds(claim.now)}, which is not what was submitted."


def _signed(project):
    """A return past its certifier bears two names."""
    for claim in _of(Return.objects.signed(), project).select_related("project"):
        signed = claim.submissions.order_by("-version").first().signatures.values_list("capacity", "person")
        if {capacity for capacity, _ in signed} != set(Capacity.values) or len(
            {person for _, person in signed}
        ) < 2:
            yield f"{claim.project.slug}: return {claim.number} is not signed by two people."
