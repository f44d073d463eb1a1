"""Writes about the budget as a whole: the agreement's terms, moves between lines, entries that somebody types, their papers."""

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from accounts.actions import record_event
from accounts.models import Project
from evidence.actions import keep_document
from grants import claim_rules
from grants.actions.budget import EntryRefused, post_entry
from grants.actions.promises import GrantRefused
from grants.choices import EntryKind
from grants.claim_choices import ChangeStatus, TypedKind
from grants.models import BudgetChange, BudgetLine, Entry, EntryPaper, Terms
from saferstreets.common.money import pounds


class ChangeRefused(GrantRefused):
    """The move between lines cannot be proposed or decided like this."""


@transaction.atomic
def set_terms(*, project, virement_threshold_pence, stated_in, by, reminder_days=claim_rules.REMINDER_DAYS, illustrative=False):  # fmt: skip
    """Enter what the agreement says about moving and claiming, or enter it anew. Moves already proposed stay as they are."""
    values = {
        "virement_threshold_pence": virement_threshold_pence, "stated_in": stated_in, "reminder_days": reminder_days,
        "illustrative": illustrative,
    }  # fmt: skip
    terms, _ = Terms.objects.update_or_create(project=project, defaults=values)
    record_event(by=by, verb="terms.set", subject=terms, fields=list(values))
    return terms


@transaction.atomic
def propose_change(*, project, from_line, to_line, amount_pence, reason, proposed_on, by, letter=None):
    """Propose a move between two lines; nothing moves before somebody else approves it. letter: bytes of the funder's letter.

    Raises ChangeRefused for one line, lines of two projects, and more than the line has free.
    """
    project = Project.objects.select_for_update().get(pk=project.pk)
    if {from_line.project_id, to_line.project_id} != {project.pk}:
        raise ChangeRefused("Both lines must be of this project.")
    if from_line.pk == to_line.pk:
        raise ChangeRefused("Choose two different lines.")
    _check_free(BudgetLine.objects.get(pk=from_line.pk), amount_pence)
    terms = Terms.objects.filter(project=project).first()
    before = BudgetChange.objects.filter(project=project).without_letter_out_of(from_line)
    change = BudgetChange.objects.create(
        project=project, from_line=from_line, to_line=to_line, amount_pence=amount_pence, reason=reason, proposed_on=proposed_on,
        proposed_by=by, letter=_kept(project, letter, by),
        needs_letter=claim_rules.needs_letter(
            amount_pence, from_line.nature != to_line.nature, before.aggregate(n=Sum("amount_pence", default=0))["n"],
            terms.virement_threshold_pence if terms else None,
        ),
    )  # fmt: skip
    record_event(
        by=by, verb="change.propose", subject=change, fields=["from_line", "to_line", "amount_pence"]
    )
    return change


def _check_free(line, amount_pence):
    if amount_pence > line.free_pence:
        raise ChangeRefused(
            f"“{line}” has {pounds(line.free_pence)} free, and {pounds(amount_pence)} would be moved."
        )


def _kept(project, letter, by):
    if letter is None:
        return None
    return keep_document(project=project, title="Letter of the funder on moving money", content=letter, by=by)


def _held(change_id, by):
    """The waiting change, locked, for somebody who did not propose it."""
    change = BudgetChange.objects.select_for_update().get(pk=change_id)
    if change.status != ChangeStatus.PROPOSED:
        raise ChangeRefused(f"This move is decided already: {change.get_status_display().lower()}.")
    refusal = claim_rules.may_not_decide(change.proposed_by_id, by.pk)
    if refusal:
        raise ChangeRefused(refusal)
    return change


@transaction.atomic
def approve_change(*, change_id, decided_on, by, letter=None):
    """Move the money: two opposite allocations, the total stays. letter: bytes, where the proposal came without one.

    Raises ChangeRefused for one's own proposal, a missing letter, and where the line no longer has as much free.
    """
    change = _held(change_id, by)
    change.letter = change.letter or _kept(change.project, letter, by)
    if change.needs_letter and change.letter is None:
        raise ChangeRefused("This move needs the funder’s letter. Attach it, then approve.")
    # Both lines in one order, so that two opposite moves never wait for each other.
    lines = {line.pk: line for line in BudgetLine.objects.select_for_update().filter(pk__in=(change.from_line_id, change.to_line_id)).order_by("pk")}  # fmt: skip
    _check_free(lines[change.from_line_id], change.amount_pence)
    for way, pence in (("from", -change.amount_pence), ("to", change.amount_pence)):
        entry = post_entry(
            project=change.project, line=lines[getattr(change, f"{way}_line_id")], kind=EntryKind.ALLOCATION, net_pence=pence,
            vat_pence=0, happened_on=decided_on, source=change.source, by=by, reason=change.reason, key=f"change:{change.pk}:{way}",
        )  # fmt: skip
        setattr(change, f"{way}_entry", entry)
    change.status, change.decided_on, change.decided_by = ChangeStatus.APPROVED, decided_on, by
    change.save(update_fields=["status", "decided_on", "decided_by", "letter", "from_entry", "to_entry"])
    record_event(by=by, verb="change.approve", subject=change, fields=["status", "decided_by"])
    return change


@transaction.atomic
def refuse_change(*, change_id, decided_on, words, by):
    """Refuse a move, in words. Nothing has moved."""
    if not words.strip():
        raise ChangeRefused("Say why the move is refused.")
    change = _held(change_id, by)
    change.status, change.decided_on, change.decided_by = ChangeStatus.REFUSED, decided_on, by
    change.decided_words = words.strip()
    change.save(update_fields=["status", "decided_on", "decided_by", "decided_words"])
    record_event(by=by, verb="change.refuse", subject=change, fields=["status", "decided_words"])
    return change


@transaction.atomic
def type_entry(*, line, kind, net_pence, vat_pence, happened_on, reason, key, by, paper=None):
    """Enter money that no order posts: pay, a grant to a partner, a small purchase. kind: a TypedKind. Returns the last entry.

    What was promised before and is here now moves from committed to received. paper: bytes of what proves it. Raises EntryRefused
    without a reason, and where more is taken from a promise than was typed as promised on this line.
    """
    if not reason.strip():
        raise EntryRefused("Say what this is for.")
    line = BudgetLine.objects.select_for_update().select_related("project").get(pk=line.pk)
    entry = Entry.objects.filter(project_id=line.project_id, key=f"typed:{key}").first()
    if entry:
        return entry
    parts = TypedKind(kind).parts
    if any(of == EntryKind.COMMITMENT and sign * net_pence < 0 for of, sign in parts):
        _check_promised(line, abs(net_pence))
    for number, (of, sign) in enumerate(parts, 1):
        entry = post_entry(
            project=line.project, line=line, kind=of, net_pence=sign * net_pence, vat_pence=sign * vat_pence, happened_on=happened_on,
            source="", by=by, reason=reason.strip(), key=f"typed:{key}" + (f":{number}" if number < len(parts) else ""),
        )  # fmt: skip
    if paper is not None:
        add_entry_paper(entry=entry, content=paper, title=reason.strip()[:160], by=by)
    return entry


def _check_promised(line, net_pence):
    """What an order has promised is let go by the order alone."""
    typed = Entry.objects.of_source(line.project_id, "").filter(line=line).of_kind(EntryKind.COMMITMENT)
    promised = typed.aggregate(n=Sum("net_pence", default=0))["n"]
    if net_pence > promised:
        raise EntryRefused(
            f"{pounds(promised)} without VAT is entered by hand as promised on “{line}”. Orders keep their own."
        )


@transaction.atomic
def add_entry_paper(*, entry, content, title, by):
    """Keep the paper that proves an entry: an invoice, a timesheet, a delivery note. content: its bytes."""
    document = keep_document(project=entry.project, title=title, content=content, by=by)
    paper = EntryPaper.objects.create(
        project_id=entry.project_id, entry=entry, document=document, added_by=by, added_at=timezone.now()
    )
    record_event(by=by, verb="entry.paper", subject=paper, fields=["document"])
    return paper
