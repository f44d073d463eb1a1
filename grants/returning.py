"""What a return says: the figures of each budget line, the promises beside them, and every entry it claims with its papers."""

from collections import defaultdict

from django.db.models import Q, Sum

from grants import ledger, progress
from grants.choices import EntryKind
from grants.models import BudgetLine, ClaimLine, Deliverable, Entry, EntryPaper, Return, Submission
from grants.return_telling import telling
from saferstreets.common.digests import canonical, digest
from saferstreets.common.periods import long_date

K = EntryKind


def figures(claim):
    """A dict for each budget line, in the order entered: what it holds and what the return claims. All money in pence.

    received: in the period; *_to_date: from the start to the period's last day; cumulative: claimed by this and earlier returns.
    A count of queries that no number of entries changes.
    """
    rows, claimed, before = (
        _sums(claim),
        ClaimLine.objects.filter(claim=claim).by_line(),
        claimed_before(claim),
    )
    notes = {note.line_id: note for note in claim.notes.all()}
    found = []
    for line in BudgetLine.objects.filter(project_id=claim.project_id).for_list():
        pence, entries = claimed.get(line.pk, (0, 0))
        note = notes.get(line.pk)
        found.append(
            {
                "line": line.pk, "title": str(line), "illustrative": line.illustrative, "category": line.get_category_display(),
                "nature": line.get_nature_display(), "promise": line.deliverable.title if line.deliverable else "",
                "eligible": line.eligible, "vat_recoverable": line.vat_recoverable, **rows[line.pk], "claimed": pence,
                "entries": entries, "claimed_before": before.get(line.pk, 0), "cumulative": before.get(line.pk, 0) + pence,
                "forecast": note.forecast_pence if note else None, "words": note.words if note else "",
            }
        )  # fmt: skip
    return found


def _sums(claim):
    """{line: {allocated, committed, received, received_to_date, paid_to_date}} as at the period's last day."""
    until = Q(happened_on__lte=claim.ends_on)
    asked = {
        "allocated": Q(kind=K.ALLOCATION) & until,
        "committed": Q(kind=K.COMMITMENT) & until,
        "received": Q(kind=K.ACCRUAL, happened_on__range=(claim.starts_on, claim.ends_on)),
        "received_to_date": Q(kind=K.ACCRUAL) & until,
        "paid_to_date": Q(kind=K.PAYMENT) & until,
    }
    sums = {name: Sum("cost_pence", filter=which, default=0) for name, which in asked.items()}
    found = defaultdict(lambda: dict.fromkeys(asked, 0))
    grouped = Entry.objects.filter(project_id=claim.project_id).order_by().values("line").annotate(**sums)
    found.update({row.pop("line"): row for row in grouped})
    return found


def last_submission(claim):
    """What was submitted last for this return, whatever became of it; None when nothing was. Without its ledger."""
    return Submission.objects.filter(claim=claim).defer("ledger").order_by("-version").first()


def _before(claim):
    """The last standing submission of an earlier return, or None."""
    earlier = Return.objects.before(claim).standing().order_by("-ends_on").first()
    return last_submission(earlier) if earlier else None


def cumulative(submission):
    """{line: pence claimed since the start} as that submission says it."""
    return {row["line"]: row["cumulative"] for row in submission.frozen["lines"]} if submission else {}


def claimed_before(claim):
    """{line: pence} that earlier returns have claimed."""
    return cumulative(_before(claim))


def said_before(claim):
    """{line: pence} claimed since the start as it was said last, by an earlier version of this return or the return before it."""
    return cumulative(last_submission(claim) or _before(claim))


def totals(lines):
    """The sums of every amount over the lines of a return."""
    names = ("allocated", "committed", "received", "received_to_date", "paid_to_date", "claimed", "entries", "claimed_before", "cumulative")  # fmt: skip
    return {name: sum(row[name] for row in lines) for name in names}


def promises(claim):
    """What was promised and how far it is kept at the period's end: dicts of plain values."""
    rows = Deliverable.objects.filter(project_id=claim.project_id).with_targets(claim.ends_on)
    found = []
    for one in progress.promises(rows, claim.project, claim.ends_on):
        found.append(
            {
                "title": one.deliverable.title, "unit": one.deliverable.unit, "actual": one.actual,
                "baseline": one.baseline.value if one.baseline else None, "current": one.current.value if one.current else None,
                "approved": not one.unapproved, "figure": one.figure.id if one.figure else "",
            }
        )  # fmt: skip
    return found


def entries(claim):
    """Every entry claimed, in the order of its days, with what it came from and the papers that prove it: plain values."""
    rows = [line.entry for line in claim.lines.for_list()]
    papers, sources = _papers(claim), ledger.sources(rows, claim.project)
    kept = ledger.source_papers(rows, claim.project)
    return [
        {
            "entry": one.pk, "day": one.happened_on.isoformat(), "line": one.line_id, "title": str(one.line),
            "net": one.net_pence, "vat": one.vat_pence, "cost": one.cost_pence,
            # What an order or a job says stays in the office: it may speak of a home.
            "reason": "" if one.source else one.reason,
            "from": sources[one.source][0] if one.source in sources else "", "takes_back": one.reverses_id,
            "papers": [_paper(document) for document in [*papers.get(one.pk, ()), *kept.get(one.source, ())]],
        }
        for one in rows
    ]  # fmt: skip


def _papers(claim):
    found = defaultdict(list)
    rows = EntryPaper.objects.filter(project_id=claim.project_id, entry__claimed__claim=claim)
    for row in rows.select_related("document").order_by("id"):
        found[row.entry_id].append(row.document)
    return found


def _paper(document):
    return {"id": document.pk, "title": document.title, "type": document.type, "sha256": document.sha256}


def compose(claim, version, warnings):
    """(frozen, ledger, digest) of a return as it stands now: plain values; the digest holds for both."""
    lines, claimed = figures(claim), entries(claim)
    frozen = {
        "project": {
            "name": claim.project.name, "round": claim.project.round, "award": claim.project.award_pence,
            "demonstration": claim.project.demonstration,
        },
        "return": {
            "number": claim.number, "version": version, "period": claim.period.label, "starts_on": claim.starts_on.isoformat(),
            "ends_on": claim.ends_on.isoformat(), "window": claim.window.label, "grant_ends_on": claim.project.ends_on.isoformat(),
            "basis": f"Received by {long_date(claim.ends_on)}, paid or not",
        },
        "lines": lines, "totals": totals(lines), "promises": promises(claim), **telling(claim), "warnings": warnings,
        "illustrative": any(row["illustrative"] for row in lines), "ledger_sha256": digest(canonical(claimed)),
    }  # fmt: skip
    return frozen, claimed, digest(canonical(frozen))


def faults_of(submission):
    """Sentences where a submission is not what its digest says; none when it is."""
    if digest(canonical(submission.ledger)) != submission.frozen["ledger_sha256"]:
        yield "the entries are not those that were submitted"
    if digest(canonical(submission.frozen)) != submission.sha256:
        yield "the figures are not those that were submitted"
