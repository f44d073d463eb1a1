"""Writes about purchase orders, up to the day the goods come. Each step tells the grant through one verb."""

from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accounts.actions import add_organisation, record_event
from accounts.models import Project
from evidence.actions import keep_document
from grants.actions import post_entry
from grants.choices import EntryKind
from packs import buying_papers as papers
from packs import order_rules as rules
from packs.models import OrderLine, PurchaseOrder
from saferstreets.common import clock
from saferstreets.common.workflow import Refused, check_move


class OrderRefused(Refused):
    """The order cannot be raised, moved, received, billed or paid like this."""


@transaction.atomic
def raise_order(
    *, project, supplier, budget_line, lines, raised_on, key, by, decision=None, without_quotes="", note=""
):
    """Raise an order that waits for somebody else's approval. Returns it; the same key again returns the order that stands.

    supplier: a body, or the name of a new one. lines: dicts of item (or None), description, quantity, unit_net_pence and
    vat_basis_points. Without a decision `without_quotes` says why. Money is promised only by the approval.
    """
    Project.objects.select_for_update().get(pk=project.pk)  # two orders at once never share a number
    standing = PurchaseOrder.objects.filter(project=project, key=key).first()
    if standing:
        return standing
    _check_raising(project, supplier, budget_line, lines, decision, without_quotes)
    supplier = add_organisation(by=by, name=supplier) if isinstance(supplier, str) else supplier
    last = PurchaseOrder.objects.filter(project=project).aggregate(last=Max("number"))["last"]
    order = PurchaseOrder.objects.create(
        project=project, number=(last or 0) + 1, supplier=supplier, budget_line=budget_line, decision=decision,
        without_quotes="" if decision else without_quotes, note=note, raised_on=raised_on, raised_by=by, key=key,
    )  # fmt: skip
    for position, line in enumerate(lines, 1):
        _write_line(order, position, **line)
    record_event(by=by, verb="order.raise", subject=order, fields=["supplier", "budget_line", "lines"])
    return order


def _check_raising(project, supplier, budget_line, lines, decision, without_quotes):
    if not lines:
        raise OrderRefused("Enter at least one thing to order.")
    others = [
        budget_line,
        *([decision] if decision else []),
        *(line["item"] for line in lines if line["item"]),
    ]
    if {thing.project_id for thing in others} != {project.pk}:
        raise OrderRefused("Line, item and decision must be of this project.")
    if decision is None and not without_quotes.strip():
        raise OrderRefused("Choose the decision this order follows, or say why there were no quotes.")
    if decision and decision.quote.supplier != supplier:
        raise OrderRefused(f"The decision was for {decision.quote.supplier}. Order there, or decide anew.")


def _write_line(order, position, *, item, description, quantity, unit_net_pence, vat_basis_points):
    net = quantity * unit_net_pence
    return OrderLine.objects.create(
        project_id=order.project_id, order=order, position=position, item=item, description=description or str(item),
        quantity=quantity, unit_net_pence=unit_net_pence, vat_basis_points=vat_basis_points, net_pence=net,
        vat_pence=rules.vat(net, vat_basis_points),
    )  # fmt: skip


@transaction.atomic
def add_order_line(*, order_id, by, **line):
    """Add a line to an order that nobody has approved yet. line: as in raise_order."""
    order = locked(order_id)
    if order.status not in rules.WRITABLE:
        raise OrderRefused("The order is approved: what it says stands. Raise another one.")
    if line["item"] and line["item"].project_id != order.project_id:
        raise OrderRefused("The item must be of this project.")
    last = order.lines.aggregate(last=Max("position"))["last"] or 0
    added = _write_line(order, last + 1, **line)
    record_event(by=by, verb="order.line_add", subject=order, fields=["lines"])
    return added


def locked(order_id):
    """The order, held until the transaction ends, so that two people move it one after the other."""
    return PurchaseOrder.objects.select_for_update().get(pk=order_id)


@transaction.atomic
def approve_order(*, order_id, seen_pence, approved_on, by):
    """Approve an order that somebody else raised: its price is promised from its budget line.

    seen_pence: the total with VAT that the approver was shown. The same person pressing twice gets the order as it is.
    Raises MoveRefused, OrderRefused for one's own order or another total, NotEnoughLeft where the line is too short.
    """
    order = locked(order_id)
    if order.approved_by_id == by.pk and order.status != rules.CANCEL.target:
        return order
    check_move(rules.APPROVE, order.status)
    net, vat = order_total(order)
    refusal = rules.may_not_approve(order.raised_by_id, by.pk)
    if refusal:
        raise OrderRefused(refusal)
    if net + vat != seen_pence:
        raise OrderRefused("The order has changed since you opened it. Look at it again.")
    order.status, order.approved_on, order.approved_by = rules.APPROVE.target, approved_on, by
    order.save(update_fields=["status", "approved_on", "approved_by"])
    tell_grant(order, EntryKind.COMMITMENT, net, vat, on=approved_on, by=by, step="approve")
    record_event(by=by, verb="order.approve", subject=order, fields=["status", "approved_by"])
    return order


def order_total(order):
    """(net, VAT) in pence of all lines."""
    found = [(line.net_pence, line.vat_pence) for line in order.lines.all()]
    return sum(net for net, _ in found), sum(vat for _, vat in found)


def tell_grant(order, kind, net, vat, *, on, by, step, reason=""):
    """Post one entry for this order; nothing for an amount of nothing. step: of the order, so that it is posted once."""
    if net or vat:
        post_entry(
            project=order.project, line=order.budget_line, kind=kind, net_pence=net, vat_pence=vat, happened_on=on,
            source=order.source, by=by, reason=reason, key=f"order:{order.pk}:{step}",
        )  # fmt: skip


def outstanding(order):
    """(net, VAT) in pence of what is promised and not here."""
    parts = [line.price_between(line.accepted, line.quantity) for line in order.lines.all()]
    return sum(net for net, _ in parts), sum(vat for _, vat in parts)


@transaction.atomic
def send_order(*, order_id, sent_on, by, sent_to=""):
    """Send an approved order: its PDF is kept as it went. sent_to: an e-mail address; without one it is handed over otherwise.

    The mail leaves after the commit; `mailed_at` says that it did. Raises MoveRefused.
    """
    order = locked(order_id)
    check_move(rules.SEND, order.status)
    order.status, order.sent_on, order.sent_to = rules.SEND.target, sent_on, sent_to
    paper = papers.order_pdf(PurchaseOrder.objects.for_page().get(pk=order.pk), sent_on=sent_on)
    order.paper = keep_document(
        project=order.project, title=f"{order} to {order.supplier}"[:160], content=paper, by=by
    )
    order.save(update_fields=["status", "sent_on", "sent_to", "paper"])
    record_event(by=by, verb="order.send", subject=order, fields=["status", "sent_on", "paper"])
    if sent_to:
        transaction.on_commit(lambda: _mail(order, paper))
    return order


def _mail(order, paper):
    """Mail the paper; where the mail does not go, `mailed_at` stays empty and the order's page says so."""
    message = EmailMessage(
        subject=f"{order} of {order.project}",
        body=f"Please find attached {str(order).lower()} of {order.project}.",
        to=[order.sent_to],
    )
    message.attach(f"order-{order.number}.pdf", paper, "application/pdf")
    try:
        message.send()
    except OSError:  # the mail server's own errors are of this kind
        return
    PurchaseOrder.objects.filter(pk=order.pk).update(mailed_at=timezone.now())


@transaction.atomic
def cancel_order(*, order_id, reason, by, cancelled_on=None):
    """Cancel an order before anything came; what was promised is free again. Raises MoveRefused, OrderRefused without a reason."""
    return _end(rules.CANCEL, order_id, reason, cancelled_on or clock.today(), by)


@transaction.atomic
def close_order(*, order_id, reason, by, closed_on=None):
    """Close an order short: the rest will not come, and what was promised for it is free again. Raises MoveRefused."""
    return _end(rules.CLOSE, order_id, reason, closed_on or clock.today(), by)


def _end(move, order_id, reason, on, by):
    order = locked(order_id)
    check_move(move, order.status)
    if not reason.strip():
        raise OrderRefused(f"Say why you {move.label.lower()}.")
    if order.status in rules.BINDING:
        net, vat = outstanding(order)
        ends = order.receipts.count()  # goods sent back reopen a closed order, which may be closed again
        tell_grant(
            order,
            EntryKind.COMMITMENT,
            -net,
            -vat,
            on=on,
            by=by,
            step=f"{move.name}:{ends}",
            reason=reason.strip(),
        )
    order.status, order.ended_on, order.ended_reason = move.target, on, reason.strip()
    order.save(update_fields=["status", "ended_on", "ended_reason"])
    record_event(by=by, verb=f"order.{move.name}", subject=order, fields=["status", "ended_reason"])
    return order
