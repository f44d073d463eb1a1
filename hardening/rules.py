"""Pure decisions of the job road: moves, clocks, who qualifies and in which order, what may not be fitted, who may fit."""

import datetime
from dataclasses import dataclass

from accounts.permissions import Perm
from hardening.choices import ClearanceKind, Consent
from hardening.choices import JobStatus as S
from saferstreets.common.money import pounds
from saferstreets.common.workflow import Move

_LIVE = frozenset({S.REFERRED, S.SURVEYED, S.SPECIFIED, S.APPROVED, S.ORDERED, S.BOOKED, S.NO_ACCESS})

SURVEY = Move("job.survey", "Record the survey", frozenset({S.REFERRED}), S.SURVEYED, Perm.JOB_REFER)
SPECIFY = Move("job.specify", "Send for approval", frozenset({S.SURVEYED}), S.SPECIFIED, Perm.JOB_SPECIFY)
APPROVE = Move("job.approve", "Approve", frozenset({S.SPECIFIED}), S.APPROVED, Perm.JOB_APPROVE)
SEND_BACK = Move("job.send_back", "Send back", frozenset({S.SPECIFIED}), S.SURVEYED, Perm.JOB_APPROVE)
ORDER = Move("job.order", "Order", frozenset({S.APPROVED}), S.ORDERED, Perm.JOB_ORDER)
BOOK = Move("job.book", "Book", frozenset({S.ORDERED, S.BOOKED, S.NO_ACCESS}), S.BOOKED, Perm.JOB_ORDER)
FIT = Move("job.fit", "Record the fitting", frozenset({S.BOOKED}), S.FITTED, Perm.JOB_ORDER)
NO_ACCESS = Move("job.no_access", "Record no access", frozenset({S.BOOKED}), S.NO_ACCESS, Perm.JOB_ORDER)
INSPECT = Move("job.inspect", "Record the inspection", frozenset({S.FITTED}), S.INSPECTED, Perm.JOB_INSPECT)
SNAG = Move("job.snag", "Send snags back", frozenset({S.FITTED, S.INSPECTED}), S.SNAGGED, Perm.JOB_INSPECT)
MEND = Move("job.mend", "Record the snags put right", frozenset({S.SNAGGED}), S.FITTED, Perm.JOB_INSPECT)
CLOSE = Move("job.close", "Close", frozenset({S.FITTED, S.INSPECTED}), S.CLOSED, Perm.JOB_ORDER)
PAY = Move("job.pay", "Record the payment", frozenset({S.CLOSED}), S.PAID, Perm.JOB_PAY)
DECLINE = Move("job.decline", "Record that they declined", _LIVE, S.DECLINED, Perm.JOB_REFER)
CANCEL = Move("job.cancel", "Cancel the job", _LIVE, S.CANCELLED, Perm.JOB_ORDER)
MOVES = (
    SURVEY, SPECIFY, APPROVE, SEND_BACK, ORDER, BOOK, FIT, NO_ACCESS, INSPECT, SNAG, MEND, CLOSE, PAY, DECLINE, CANCEL,
)  # fmt: skip

# The road cut into stretches; the database repeats them as constraints.
WAITING = (S.REFERRED, S.SURVEYED, S.SPECIFIED, S.APPROVED)
IN_SPECIFICATION = (S.REFERRED, S.SURVEYED, S.SPECIFIED)
ROAD_OPEN = (*WAITING, S.ORDERED, S.BOOKED, S.NO_ACCESS, S.FITTED, S.INSPECTED, S.SNAGGED, S.CLOSED)
ORDERED_ON = (S.ORDERED, S.BOOKED, S.NO_ACCESS, S.FITTED, S.INSPECTED, S.SNAGGED, S.CLOSED, S.PAID)
APPROVED_ON = (S.APPROVED, *ORDERED_ON)
FITTED_ON = (S.FITTED, S.INSPECTED, S.SNAGGED, S.CLOSED, S.PAID)
SECURED = (S.FITTED, S.INSPECTED, S.CLOSED, S.PAID)
LEFT = (S.DECLINED, S.CANCELLED)
NEEDS_REASON = (S.NO_ACCESS, *LEFT)

# How many days a job may stand in a status before it is late; none where nothing more is awaited. The office's own clock.
DAYS_IN = {
    S.REFERRED: 10, S.SURVEYED: 5, S.SPECIFIED: 5, S.APPROVED: 10, S.ORDERED: 7, S.BOOKED: 0, S.NO_ACCESS: 5, S.FITTED: 10,
    S.INSPECTED: 5, S.SNAGGED: 10, S.CLOSED: 30,
}  # fmt: skip
LANDLORD_DAYS, REMINDER_DAYS = 14, 7
REMIND_AHEAD_DAYS = 2
COCOON_DAYS, COCOON_NEIGHBOURS = 7, 4
LINK_HOURS = 48
VAT_PERCENT = 20


def due_on(status, day):
    """When a job that came into `status` on `day` must have moved on; None at the end of the road."""
    days = DAYS_IN.get(status)
    return None if days is None else day + datetime.timedelta(days=days)


# --- who qualifies, and who comes first

READING = (
    "A home qualifies when a burglary there is on record, or when a vulnerability is noted: either is enough. Anybody else "
    "needs a reason in words and comes after both."
)
VICTIM_POINTS, RECENT_POINTS, VULNERABLE_POINTS, MISSING_POINTS = 40, 20, 30, 5
RECENT_DAYS = 90


@dataclass(frozen=True)
class Need:
    """What is known about a home when it is ranked. last_burglary_on: of records in use, or None. wide: 0 to 4, or None unsurveyed."""

    victim: bool
    vulnerable: bool
    last_burglary_on: datetime.date | None = None
    wide: int | None = None


def eligibility(need, other_reason):
    """(does the home qualify, in which words). other_reason: why, for a home that is neither."""
    grounds = [
        words
        for holds, words in ((need.victim, "recorded burglary"), (need.vulnerable, "noted vulnerability"))
        if holds
    ]
    if grounds:
        return True, "Qualifies: " + " and ".join(grounds)
    if other_reason.strip():
        return True, "Qualifies for another reason"
    return False, "No burglary is on record here and no vulnerability is noted. Say why it should be helped."


def priority(need, day):
    """(points, reasons as (points, words)): a higher number comes first, an earlier referral first among equals."""
    found = []
    if need.victim:
        found.append((VICTIM_POINTS, "A burglary is on record"))
    if need.last_burglary_on and (day - need.last_burglary_on).days <= RECENT_DAYS:
        found.append((RECENT_POINTS, f"It was within {RECENT_DAYS} days"))
    if need.vulnerable:
        found.append((VULNERABLE_POINTS, "A vulnerability is noted"))
    if need.wide is not None and need.wide < 4:
        found.append((MISSING_POINTS * (4 - need.wide), f"{4 - need.wide} of the four WIDE measures missing"))
    return sum(points for points, _ in found), found


# --- what may not be fitted


def egress_refusal(key_inside, guarded):
    """Why this lock may not be fitted here, with the alternative; "" when it may.

    key_inside: it needs a key from inside. guarded: somebody frail lives there, or it is a shared house.
    """
    if not (key_inside and guarded):
        return ""
    return (
        "This lock needs a key from inside, and people here must be able to get out without one. Choose one that opens by a thumb "
        "turn (BS 8621), or a Crime Prevention Officer says why it may be fitted all the same."
    )


def warranty_warning(upvc, needs_drilling):
    """A word of care that stops nothing, or ""."""
    return (
        "Drilling a uPVC door or window may end its warranty: ask the owner first."
        if upvc and needs_drilling
        else ""
    )


REFER_NOT_FIT = (
    "Refer, do not fit: where domestic abuse is behind it, new locks may do harm. Make a referral to the domestic abuse service "
    "from the page of the home, and leave no paper at the door."
)


def consent_needed(*, needs_drilling, rented, social):
    """The consent a new line starts with: nothing fixed goes into somebody else's property unasked."""
    if not (needs_drilling and rented):
        return Consent.NOT_NEEDED
    return Consent.ROUTED if social else Consent.NEEDED


READY = (Consent.NOT_NEEDED, Consent.GIVEN)
WAITS = (Consent.NEEDED, Consent.ASKED)


# --- who may fit

FIRM_KINDS = (ClearanceKind.PROCUREMENT, ClearanceKind.INSURANCE)
FITTER_KINDS = (ClearanceKind.VETTING, ClearanceKind.DBS)


def clearance_problems(kinds, held, day):
    """Sentences on what is missing or past on `day`. held: {kind: last day it holds}. The last day itself is good."""
    found = []
    for kind in kinds:
        until = held.get(kind)
        if until is None:
            found.append(f"{kind.label}: none on record.")
        elif until < day:
            found.append(f"{kind.label}: its last day is {until:%-d %B %Y}, before {day:%-d %B %Y}.")
    return found


def duration(minutes):
    """How long the work takes as people say it: "45 minutes", "1 hour", "3 hours 55 minutes"."""
    hours, rest = divmod(minutes, 60)
    parts = ((hours, "hour"), (rest, "minute"))
    return " ".join(f"{n} {word}{'' if n == 1 else 's'}" for n, word in parts if n) or "0 minutes"


# --- money


def vat(net_pence, percent):
    """VAT in pence, rounded half up once for the whole paper."""
    return (net_pence * percent + 50) // 100 if net_pence >= 0 else -((-net_pence * percent + 50) // 100)


def invoice_problem(invoiced, agreed):
    """Why an invoice is not accepted, or "". Both (net, VAT) in pence; agreed: order, variations and credit notes together."""
    if invoiced == agreed:
        return ""
    over = sum(invoiced) - sum(agreed)
    return (
        f"The invoice asks for {pounds(sum(invoiced))} and {pounds(sum(agreed))} was agreed, {pounds(abs(over))} "
        f"{'more' if over > 0 else 'less'}. Record a variation or a credit note first, or send the invoice back."
    )
