"""Orders and what the ledger of the grant hears of them: committed when ordered, received when fitted, paid when paid."""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accounts.actions import record_event
from accounts.models import Project
from grants.actions import post_entry
from grants.choices import EntryKind
from grants.models import Entry
from hardening import rules
from hardening.actions.moving import JobRefused, locked, move_job, nobody_left
from hardening.choices import InvoiceStatus, JobStatus, OrderChangeKind
from hardening.models import Invoice, Job, JobLine, Order, OrderChange
from saferstreets.common import clock
from saferstreets.common.workflow import check_move


def place_order(*, job, firm, line, net_pence, by):
    """Write the order of a held job and commit its money. Called by order_job, in its transaction."""
    project = Project.objects.select_for_update().get(pk=job.project_id)
    last = Order.objects.filter(project=project).aggregate(last=Max("number"))["last"] or 0
    order = Order.objects.create(
        project=project, job=job, firm=firm, line=line, number=last + 1, placed_on=clock.today(), placed_by=by, net_pence=net_pence,
        vat_pence=rules.vat(net_pence, firm.vat_percent),
    )  # fmt: skip
    _post(
        order, EntryKind.COMMITMENT, order.net_pence, order.vat_pence, by, f"Order {order.number}", "ordered"
    )
    return order


def _key(order, act):
    return f"hardening.Order:{order.pk}:{act}"


def _post(order, kind, net_pence, vat_pence, by, reason, act, day=None):
    """One entry of the ledger for this order, once an act. What is given back after the grant has ended is dated its last day."""
    if not net_pence and not vat_pence:
        return None
    day = day or clock.today()
    if net_pence < 0:
        day = min(day, order.project.ends_on)
    return post_entry(
        project=order.project, line=order.line, kind=kind, net_pence=net_pence, vat_pence=vat_pence, happened_on=day,
        source=order.job.source, by=by, reason=reason, key=_key(order, act),
    )  # fmt: skip


def standing_order(job):
    """The order that stands for this job, or None."""
    return (
        Order.objects.filter(project_id=job.project_id, job=job, cancelled_on=None)
        .select_related("project", "line", "job", "firm")
        .first()
    )


def release_order(*, job, reason, by):
    """Cancel the order of a held job that was not fitted, and give its whole commitment back. Nothing happens without one."""
    order = standing_order(job)
    if order is None:
        return None
    net, vat = order.agreed()
    order.cancelled_on = clock.today()
    order.save(update_fields=["cancelled_on"])
    _post(
        order,
        EntryKind.COMMITMENT,
        -net,
        -vat,
        by,
        f"Order {order.number} cancelled: {reason}"[:300],
        "cancelled",
    )
    record_event(by=by, verb="order.cancel", subject=order, fields=["cancelled_on"])
    return order


@transaction.atomic
def order_job(*, job_id, firm, line, by):
    """Order what waits for nobody; lines that wait for a landlord go to a job of their own, which follows this one.

    Returns the order. Raises JobRefused for a firm past a check, a job in reserve, a home whose people have moved out or where
    domestic abuse is behind it, and NotEnoughLeft where the budget line does not hold it.
    """
    job = locked(job_id)
    check_move(rules.ORDER, job.status)
    if firm.project_id != job.project_id or line.project_id != job.project_id:
        raise JobRefused("The firm or the budget line belongs to another project.")
    if job.reserve:
        raise JobRefused("This job is kept in reserve. Bring it forward first.")
    today = clock.today()
    problems = rules.clearance_problems(rules.FIRM_KINDS, held_by(firm.clearances), today)
    problems = problems or nobody_cleared(firm, today)
    refusal = " ".join(problems) or nobody_left(job) or _unlisted(job)
    if refusal:
        raise JobRefused(refusal)
    ready = _split_off(job, by)
    move_job(job, rules.ORDER, by=by, day=today, firm=firm, ordered_on=today)
    net = sum(one.cost_pence for one in ready)
    order = place_order(job=job, firm=firm, line=line, net_pence=net, by=by)
    record_event(by=by, verb="order.place", subject=order, fields=["firm", "line", "net_pence", "vat_pence"])
    return order


def _unlisted(job):
    """Domestic abuse is told to the coordinator alone, who alone orders: refer, do not fit."""
    support = job.household.support_referrals.filter(project_id=job.project_id)
    return rules.REFER_NOT_FIT if support.unlisted().exists() else ""


def held_by(clearances):
    """{kind: last day it holds} over the checks of a firm or a fitter."""
    found = {}
    for one in clearances.all():
        found[one.kind] = max(one.until_on, found.get(one.kind, one.until_on))
    return found


def nobody_cleared(firm, day):
    """A sentence when nobody of the firm may come to a door on `day`."""
    people = firm.fitters.in_use().prefetch_related("clearances")
    cleared = any(
        not rules.clearance_problems(rules.FITTER_KINDS, held_by(one.clearances), day) for one in people
    )
    return [] if cleared else ["Nobody of this firm holds both vetting and a DBS check today."]


def _split_off(job, by):
    """The lines that can be ordered now. Those that wait for a landlord move to a new approved job that follows."""
    lines = JobLine.objects.filter(project_id=job.project_id, job=job)
    ready, waiting = list(lines.ready()), lines.waiting_for_landlord()
    if not ready:
        raise JobRefused(
            "Every line waits for the landlord, or is for the landlord’s own contractor. Nothing can be ordered yet."
        )
    if waiting.exists():
        follower = Job.objects.create(
            project_id=job.project_id, household_id=job.household_id, street_id=job.street_id, follows=job, status=JobStatus.APPROVED,
            due_on=rules.due_on(JobStatus.APPROVED, clock.today()), referred_on=job.referred_on, referred_by=job.referred_by,
            victim=job.victim, vulnerable=job.vulnerable, other_reason=job.other_reason, priority=job.priority, agreed_on=job.agreed_on,
            access_note=job.access_note, recorded_by=by, approved_by=job.approved_by, approved_on=job.approved_on,
            wide_before=job.wide_before,
        )  # fmt: skip
        waiting.update(job=follower)
        record_event(by=by, verb="job.split", subject=follower, fields=["follows", "lines"])
    return ready


@transaction.atomic
def change_order(*, job_id, kind, net_pence, reason, by, reference=""):
    """Record a variation or a credit note on the order that stands. net_pence below nothing takes off. Returns the change.

    Before the fitting it moves the commitment, afterwards what was received. Its VAT is the difference it makes to the whole, so
    that nothing is rounded twice. Raises JobRefused once the invoice is accepted, and where more would be taken off than there is.
    """
    job = locked(job_id)
    order = standing_order(job)
    if order is None:
        raise JobRefused("There is no order to change.")
    if order.invoices.exists():
        raise JobRefused(
            "The invoice for this order is accepted. A later change is a matter between the firm and Finance."
        )
    if kind == OrderChangeKind.CREDIT_NOTE:
        net_pence = -abs(net_pence)
    if not net_pence or not reason.strip():
        raise JobRefused("Say by how much it changes, and why.")
    if order.agreed()[0] + net_pence < 0:
        raise JobRefused("That takes off more than was ordered.")
    return _change(order, kind, net_pence, reason, reference, by)


def _change(order, kind, net_pence, reason, reference, by):
    """Write the change and its entry: on what was received once that stands in the ledger, on the commitment until then."""
    net, vat = order.agreed()
    change = OrderChange.objects.create(
        project=order.project, order=order, kind=kind, net_pence=net_pence, reference=reference, reason=reason, recorded_by=by,
        vat_pence=rules.vat(net + net_pence, order.firm.vat_percent) - vat, happened_on=clock.today(), recorded_at=timezone.now(),
    )  # fmt: skip
    received = Entry.objects.filter(project=order.project, key=_key(order, "received")).exists()
    _post(
        order, EntryKind.ACCRUAL if received else EntryKind.COMMITMENT, net_pence, change.vat_pence, by,
        f"{change.get_kind_display()} on order {order.number}: {reason}"[:300], f"change:{change.pk}",
    )  # fmt: skip
    record_event(
        by=by, verb="order.change", subject=change, fields=["kind", "net_pence", "vat_pence", "reason"]
    )
    return change


def receive_work(*, job, unfitted_pence, day, by):
    """The work is done: what could not be fitted is varied off, and the rest of the commitment is now received. In the fitting's transaction.

    Work after the last day of the grant stays a commitment: what the street says is never refused, and Finance sees it stand open.
    """
    order = standing_order(job)
    off = min(unfitted_pence, order.agreed()[0])
    if off:
        _change(order, OrderChangeKind.VARIATION, -off, "Could not be fitted", "", by)
    net, vat = order.agreed()
    if day in job.project.period:
        _post(order, EntryKind.COMMITMENT, -net, -vat, by, f"Order {order.number} fitted", "fitted", day=day)
        _post(order, EntryKind.ACCRUAL, net, vat, by, f"Order {order.number} fitted", "received", day=day)


@transaction.atomic
def accept_invoice(*, job_id, number, net_pence, vat_pence, received_on, by):
    """Take in the firm's invoice for a closed job when it asks for what was agreed, to the penny. Returns it.

    Raises JobRefused for another amount, a number the firm has used before, and work that is not closed.
    """
    job = locked(job_id)
    order = standing_order(job)
    if job.status != JobStatus.CLOSED or order is None:
        raise JobRefused("An invoice is accepted when the work is inspected and closed. Close the job first.")
    if order.invoices.exists():
        raise JobRefused("The invoice for this order is accepted already.")
    if Invoice.objects.filter(project_id=job.project_id, firm_id=order.firm_id, number=number).exists():
        raise JobRefused(f"Invoice {number} of this firm is on file already.")
    problem = rules.invoice_problem((net_pence, vat_pence), order.agreed())
    if problem:
        raise JobRefused(problem)
    invoice = Invoice.objects.create(
        project_id=job.project_id, order=order, firm_id=order.firm_id, number=number, net_pence=net_pence, vat_pence=vat_pence,
        received_on=received_on, accepted_by=by,
    )  # fmt: skip
    record_event(by=by, verb="invoice.accept", subject=invoice, fields=["number", "net_pence", "vat_pence"])
    return invoice


@transaction.atomic
def pay_invoice(*, invoice_id, paid_on, by):
    """Record the payment, in the ledger too; the job reaches the end of its road. Whoever accepted it may not pay it."""
    invoice = Invoice.objects.select_related("order").get(pk=invoice_id)
    job = locked(invoice.order.job_id)
    check_move(rules.PAY, job.status)
    if invoice.accepted_by_id == by.pk:
        raise JobRefused("You accepted this invoice, so somebody else pays it.")
    if paid_on < invoice.received_on or paid_on > clock.today():
        raise JobRefused(f"Paid on a day from {invoice.received_on:%-d %B %Y} to today.")
    move_job(job, rules.PAY, by=by, day=paid_on, paid_on=paid_on)
    invoice.status, invoice.paid_on, invoice.paid_by = InvoiceStatus.PAID, paid_on, by
    invoice.save(update_fields=["status", "paid_on", "paid_by"])
    order = standing_order(job)
    _post(
        order,
        EntryKind.PAYMENT,
        invoice.net_pence,
        invoice.vat_pence,
        by,
        f"Invoice {invoice.number}",
        "paid",
        day=paid_on,
    )
    record_event(by=by, verb="invoice.pay", subject=invoice, fields=["status", "paid_on"])
    return invoice
