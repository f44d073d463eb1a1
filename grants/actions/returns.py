"""Writes about returns to the funder: planned, gathered, submitted, certified, queried, paid, reopened."""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accounts.actions import record_event
from accounts.models import Project
from grants import claim_rules as rules
from grants import preflight, returning
from grants.actions.promises import GrantRefused
from grants.claim_choices import Capacity
from grants.claim_queries import claimable
from grants.models import ClaimLine, Entry, Reopening, Return, ReturnNote, Signature, Submission
from saferstreets.common import clock
from saferstreets.common.periods import long_date
from saferstreets.common.workflow import check_move

IN_ONE_STATEMENT = 2_000


class ReturnRefused(GrantRefused):
    """The return cannot be planned, submitted, certified or reopened like this."""


@transaction.atomic
def plan_return(*, project, starts_on, ends_on, opens_on, closes_on, by):
    """Begin a return: its period, and the window in which it is handed in. Raises ReturnRefused for days that make none."""
    project = Project.objects.select_for_update().get(pk=project.pk)
    refusal = rules.days_refusal((starts_on, ends_on), opens_on, closes_on, project.period)
    if refusal:
        raise ReturnRefused(refusal)
    others = Return.objects.filter(project=project)
    overlap = others.filter(starts_on__lte=ends_on, ends_on__gte=starts_on).first()
    if overlap:
        raise ReturnRefused(f"{overlap} tells of some of these days already.")
    claim = Return.objects.create(
        project=project, number=(others.aggregate(last=Max("number"))["last"] or 0) + 1, starts_on=starts_on, ends_on=ends_on,
        opens_on=opens_on, closes_on=closes_on,
    )  # fmt: skip
    record_event(
        by=by, verb="return.plan", subject=claim, fields=["starts_on", "ends_on", "opens_on", "closes_on"]
    )
    return claim


def _held(return_id):
    """The return with its project, both locked: one return of a project is worked on at a time."""
    project_id = Return.objects.values_list("project", flat=True).get(pk=return_id)
    project = Project.objects.select_for_update().get(pk=project_id)
    claim = Return.objects.select_for_update().get(pk=return_id)
    claim.project = project
    return claim


def _draft(return_id):
    claim = _held(return_id)
    if not claim.is_draft:
        raise ReturnRefused(
            "The return is submitted: its figures stand. It can only be reopened, with a reason."
        )
    return claim


@transaction.atomic
def discard_return(*, return_id, by):
    """Throw a return away that was never submitted; what it gathered is free for another."""
    claim = _draft(return_id)
    if claim.submissions.exists():
        raise ReturnRefused("This return was submitted once. It stays.")
    claim.lines.all().delete()
    claim.notes.all().delete()
    record_event(by=by, verb="return.discard", subject=claim)
    claim.delete()


@transaction.atomic
def gather(*, return_id, by):
    """Put every entry into the return that came by its last day and stands in none yet. Returns how many."""
    claim = _draft(return_id)
    found = list(claimable(Entry.objects, claim.project, claim.ends_on).values_list("pk", flat=True))
    rows = (ClaimLine(project_id=claim.project_id, claim=claim, entry_id=entry) for entry in found)
    ClaimLine.objects.bulk_create(rows, batch_size=IN_ONE_STATEMENT)
    record_event(by=by, verb="return.gather", subject=claim, fields=["lines"])
    return len(found)


@transaction.atomic
def leave_out(*, claim_line_id, by):
    """Take an entry out of a return that is being prepared; a later return may claim it."""
    line = ClaimLine.objects.select_related("claim").get(pk=claim_line_id)
    claim = _draft(line.claim_id)
    record_event(by=by, verb="return.leave_out", subject=line, fields=["entry"])
    line.delete()
    return claim


@transaction.atomic
def note_line(*, return_id, line, by, forecast_pence=None, words=""):
    """Say what a budget line is expected to take by the end of the grant, and why its figures are as they are."""
    claim = _draft(return_id)
    if line.project_id != claim.project_id:
        raise ReturnRefused("The line must be of this project.")
    note, _ = ReturnNote.objects.update_or_create(
        project=claim.project,
        claim=claim,
        line=line,
        defaults={"forecast_pence": forecast_pence, "words": words.strip()},
    )
    record_event(by=by, verb="return.note", subject=note, fields=["forecast_pence", "words"])
    return note


@transaction.atomic
def submit_return(*, return_id, post, by, on=None):
    """Freeze the figures, sign as the preparer, and hand it to the certifier. Returns the submission.

    post: of the preparer, as it stands under the return. on: the day, today unless given (the demonstration submits in its own past).
    Raises ReturnRefused with the first thing that blocks, MoveRefused unless it is being prepared.
    """
    claim, on = _held(return_id), on or clock.today()
    check_move(rules.SUBMIT, claim.status)
    found = preflight.findings(claim, on)
    if blocked := preflight.errors(found):
        raise ReturnRefused(blocked[0])
    version = claim.submissions.count() + 1
    frozen, entries, sha256 = returning.compose(claim, version, preflight.warnings(found))
    submission = Submission.objects.create(
        project=claim.project, claim=claim, version=version, claimed_pence=frozen["totals"]["claimed"], frozen=frozen, ledger=entries,
        cumulative_pence=frozen["totals"]["cumulative"], sha256=sha256, submitted_at=timezone.now(),
    )  # fmt: skip
    _sign(submission, Capacity.PREPARER, post, by, on)
    _move(claim, rules.SUBMIT, by, "return.submit")
    return submission


def _sign(submission, capacity, post, by, on):
    return Signature.objects.create(
        project_id=submission.project_id, submission=submission, capacity=capacity, person=by, name=by.name, post=post.strip(),
        signed_on=on, signed_at=timezone.now(),
    )  # fmt: skip


def _move(claim, move, by, verb, **fields):
    check_move(move, claim.status)
    claim.status = move.target
    for name, value in fields.items():
        setattr(claim, name, value)
    claim.save(update_fields=["status", *fields])
    record_event(by=by, verb=verb, subject=claim, fields=["status", *fields])
    return claim


@transaction.atomic
def certify_return(*, return_id, seen_sha256, post, by, on=None):
    """Sign the return as the certifier (the chief finance officer, say). seen_sha256: of the figures that were read.

    Raises ReturnRefused for whoever prepared it and for figures that are not those that were read, MoveRefused unless it waits.
    """
    claim, on = _held(return_id), on or clock.today()
    check_move(rules.CERTIFY, claim.status)
    submission = returning.last_submission(claim)
    preparer = submission.signatures.get(capacity=Capacity.PREPARER)
    if refusal := rules.may_not_certify(preparer.person_id, by.pk):
        raise ReturnRefused(refusal)
    if submission.sha256 != seen_sha256:
        raise ReturnRefused("The return has been submitted anew since you opened it. Read it again.")
    _sign(submission, Capacity.CERTIFIER, post, by, on)
    return _move(claim, rules.CERTIFY, by, "return.certify")


@transaction.atomic
def query_return(*, return_id, query_words, by):
    """Record what the funder asks about a certified return."""
    return _move(_held(return_id), rules.QUERY, by, "return.query", query_words=query_words.strip())


@transaction.atomic
def record_return_paid(*, return_id, paid_on, paid_pence, by):
    """Record what the funder paid, and when. It is the end of the return's road."""
    claim = _held(return_id)
    if paid_on <= claim.ends_on or paid_on > clock.today():
        raise ReturnRefused(f"Paid on a day after {long_date(claim.ends_on)}, and not later than today.")
    return _move(claim, rules.PAY, by, "return.pay", paid_on=paid_on, paid_pence=paid_pence)


@transaction.atomic
def reopen_return(*, return_id, reason, by):
    """Give a submitted return back to its preparer. What was submitted, and who signed it, stays on record.

    Raises ReturnRefused without a reason, and while a later return stands on it.
    """
    claim = _held(return_id)
    check_move(rules.REOPEN, claim.status)
    if not reason.strip():
        raise ReturnRefused("Say why the return is reopened.")
    later = Return.objects.after(claim).standing().order_by("starts_on").first()
    if later:
        raise ReturnRefused(f"Return {later.number} counts on from this one. Reopen that one first.")
    submission = returning.last_submission(claim)
    Reopening.objects.create(
        project=claim.project,
        submission=submission,
        reason=reason.strip(),
        reopened_by=by,
        reopened_at=timezone.now(),
    )
    return _move(claim, rules.REOPEN, by, "return.reopen", query_words="")
