"""What the page of one job shows: its lines with their warnings, its money, and the doors that open now."""

from django.urls import reverse

from accounts.permissions import Perm
from hardening import rules, wide
from hardening.actions.money import standing_order
from hardening.actions.specification import proposed
from hardening.choices import Consent, JobStatus
from saferstreets.common.workflow import open_moves

# The page on which each move is made; a survey stands at the home and a payment with Finance.
PAGES = {
    rules.SPECIFY: "job_specify", rules.APPROVE: "job_approve", rules.SEND_BACK: "job_send_back", rules.ORDER: "job_order",
    rules.BOOK: "job_book", rules.FIT: "job_fit", rules.NO_ACCESS: "job_no_access", rules.INSPECT: "job_inspect",
    rules.MEND: "job_mend", rules.CLOSE: "job_close", rules.DECLINE: "job_decline", rules.CANCEL: "job_cancel",
}  # fmt: skip
LAST = (rules.DECLINE, rules.CANCEL, rules.NO_ACCESS, rules.SEND_BACK)


def open_doors(job, user):
    """What this person may do now, as {label, url, style}, the way forward first."""

    def may(right):
        return user.can(right, job.project)

    def door(label, name, style="secondary", pk=job.pk):
        return {
            "label": label,
            "url": reverse(f"hardening:{name}", args=[job.project.slug, pk]),
            "style": style,
        }

    found = []
    if job.status == JobStatus.REFERRED and may(Perm.JOB_REFER):
        found.append(door("Survey the home", "survey_record", "", job.household_id))
    if job.status == JobStatus.SURVEYED and may(Perm.JOB_SPECIFY):
        found.append(door("Change the specification", "job_lines", ""))
    moves = [move for move in open_moves(rules.MOVES, job.status, may) if move in PAGES]
    moves = [move for move in moves if not (move == rules.ORDER and job.reserve) and not _unseen(move, job)]
    forward = [move for move in moves if move not in LAST]
    found += [
        door(_words(move, job), PAGES[move], "" if not found and move == forward[0] else "secondary")
        for move in forward
    ]
    if job.status in rules.WAITING and may(Perm.JOB_ORDER):
        found.append(door("Waiting or reserve list", "job_reserve"))
    if job.status in rules.CANCEL.sources and may(Perm.JOB_REFER):
        found.append(door("Record that they agree", "job_agree"))
    if job.status in rules.ORDERED_ON and job.status != JobStatus.PAID and may(Perm.JOB_ORDER):
        found.append(door("Variation or credit note", "job_change_order"))
    if job.status == JobStatus.CLOSED and may(Perm.JOB_ORDER) and not standing_order(job).invoices.exists():
        found.append(door("Take in the invoice", "job_invoice", ""))
    return found + [door(move.label, PAGES[move], "warning") for move in moves if move in LAST]


def _unseen(move, job):
    """A job drawn for inspection is not closed before it is seen."""
    return move == rules.CLOSE and job.inspect and job.status in rules.INSPECT.sources


def _words(move, job):
    return "Move the appointment" if move == rules.BOOK and job.status == JobStatus.BOOKED else move.label


def gaps_shown(survey):
    """What the survey found wanting, in words."""
    places = wide.gaps(survey.answered) if survey else []
    return [
        f"{gap.label}: {place.label.lower()}" if gap.value == "door_lock" else gap.label
        for gap, place in places
    ]


def lines_shown(job, survey, user):
    """The lines of the job, each with its cost and a word of care; what they cost; what the survey proposes besides."""
    upvc = wide.upvc_places(survey.answered) if survey else set()
    lines = list(job.lines.for_list())
    rows = [
        {
            "line": line,
            "warning": rules.warranty_warning(line.place in upvc, line.measure.needs_drilling),
            "may_withdraw": line.consent == Consent.GIVEN
            and not line.dropped_on
            and user.can(Perm.JOB_ORDER, job.project),
        }
        for line in lines
    ]
    standing = [line for line in lines if not line.dropped_on]
    return {
        "lines": rows,
        "cost_pence": sum(line.cost_pence for line in standing),
        "takes": rules.duration(sum(line.quantity * line.fit_minutes for line in standing)),
        "proposed": proposed(job) if job.status == JobStatus.SURVEYED else [],
    }


def money_shown(job):
    """The order that stands, what was agreed with its changes, and its invoice."""
    order = standing_order(job)
    if order is None:
        return {"order": None}
    net, vat = order.agreed()
    return {
        "order": order, "agreed_net": net, "agreed_vat": vat, "agreed_pence": net + vat, "changes": order.changes.all(),
        "invoice": order.invoices.first(),
    }  # fmt: skip
