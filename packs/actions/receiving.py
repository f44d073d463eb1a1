"""Writes about goods that come and go back, and about what is billed and paid for them."""

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from accounts.actions import record_event
from grants.choices import EntryKind
from packs import order_rules as rules
from packs.actions.orders import OrderRefused, locked, order_total, outstanding, tell_grant
from packs.actions.stock import move_stock, place
from packs.choices import InvoiceKind, OrderStatus, PlaceKind, ReceiptKind
from packs.models import Invoice, OrderLine, Receipt, ReceiptLine
from saferstreets.common.workflow import check_move


@transaction.atomic
def receive_goods(*, order_id, pieces, received_on, key, by, note=""):
    """Record goods that came. pieces: (line id, good, damaged). Returns the receipt; the same key again returns the one that stands.

    Good pieces go to the store and are counted as spent on the day they came; damaged ones are kept apart, cost nothing
    and are still owed. Raises MoveRefused, OrderRefused for more than was ordered.
    """
    order = locked(order_id)
    standing = _standing(order, key)
    if standing:
        return standing
    check_move(rules.RECEIVE_PART, order.status)
    rows = _chosen(order, pieces)
    if received_on < order.sent_on:
        raise OrderRefused("The goods cannot have come before the order was sent.")
    for line, good, _ in rows:
        if good > line.outstanding:
            raise OrderRefused(
                f"{line.description}: {line.outstanding:,} are still owed, and {good:,} cannot be received. Send the rest back."
            )
    receipt = _write(order, ReceiptKind.ARRIVAL, rows, received_on, note, key, by)
    _shift(rows, 1)
    net, vat = _price([(line, line.accepted, line.accepted + good) for line, good, _ in rows])
    tell_grant(order, EntryKind.COMMITMENT, -net, -vat, on=received_on, by=by, step=f"{receipt.pk}:release")
    tell_grant(order, EntryKind.ACCRUAL, net, vat, on=received_on, by=by, step=f"{receipt.pk}:accrual")
    came = place(project=order.project, kind=PlaceKind.SUPPLIER)
    _move(order, receipt, rows, came, (PlaceKind.STORE, PlaceKind.DAMAGED), by)
    whole = not order.lines.filter(accepted__lt=F("quantity")).exists()
    _settle(order, rules.RECEIVE_ALL if whole else rules.RECEIVE_PART, by, ["lines"])
    return receipt


@transaction.atomic
def return_goods(*, order_id, pieces, returned_on, reason, key, by):
    """Record goods that went back. pieces: (line id, good ones from the store, damaged ones). Returns the receipt, as receive_goods.

    What was good is owed again: no longer spent, promised anew, until it comes or the order is closed short. After the grant's
    last day nothing is promised: the order is closed short by it.
    """
    order = locked(order_id)
    standing = _standing(order, key)
    if standing:
        return standing
    check_move(rules.RETURN, order.status)
    if not reason.strip():
        raise OrderRefused("Say why the goods go back.")
    rows = _chosen(order, pieces)
    for line, good, damaged in rows:
        if good > line.accepted or damaged > line.damaged:
            raise OrderRefused(
                f"{line.description}: {line.accepted:,} good and {line.damaged:,} damaged are here."
            )
    receipt = _write(order, ReceiptKind.RETURN, rows, returned_on, reason.strip(), key, by)
    late = returned_on > order.project.ends_on
    (_let_go if late else _reopen)(order, rows, receipt, returned_on, by, reason)
    _shift(rows, -1)
    back = place(project=order.project, kind=PlaceKind.RETURNED)
    _move(order, receipt, rows, back, (PlaceKind.STORE, PlaceKind.DAMAGED), by, reason=reason.strip()[:200])
    ended = (returned_on, reason.strip()) if late else (None, "")
    _settle(order, rules.RETURN_LATE if late else rules.RETURN, by, ["lines", "reason"], *ended)
    return receipt


def _reopen(order, rows, receipt, on, by, reason):
    """Take back what was spent on the good pieces and promise it anew; of a closed order, what it had let go as well."""
    net, vat = _price([(line, line.accepted - good, line.accepted) for line, good, _ in rows])
    tell_grant(order, EntryKind.ACCRUAL, -net, -vat, on=on, by=by, step=f"{receipt.pk}:back", reason=reason)
    if order.status == OrderStatus.CLOSED:
        owed = _price([(line, line.accepted, line.quantity) for line in order.lines.all()])
        net, vat = net + owed[0], vat + owed[1]
    tell_grant(order, EntryKind.COMMITMENT, net, vat, on=on, by=by, step=f"{receipt.pk}:again", reason=reason)


def _let_go(order, rows, receipt, on, by, reason):
    """Take back what was spent on the good pieces, and let go what was promised for those that have not come."""
    net, vat = _price([(line, line.accepted - good, line.accepted) for line, good, _ in rows])
    tell_grant(order, EntryKind.ACCRUAL, -net, -vat, on=on, by=by, step=f"{receipt.pk}:back", reason=reason)
    if order.status != OrderStatus.CLOSED:
        net, vat = outstanding(order)
        tell_grant(
            order, EntryKind.COMMITMENT, -net, -vat, on=on, by=by, step=f"{receipt.pk}:let_go", reason=reason
        )


def _standing(order, key):
    return Receipt.objects.filter(project_id=order.project_id, order=order, key=key).first()


def _chosen(order, pieces):
    """(line, good, damaged) of the lines of which there are any. Raises OrderRefused for none, and for a strange line."""
    lines = {line.pk: line for line in order.lines.select_related("item")}
    chosen = [(pk, good, damaged) for pk, good, damaged in pieces if good or damaged]
    if not chosen or any(good < 0 or damaged < 0 for _, good, damaged in chosen):
        raise OrderRefused("Enter how many of at least one thing.")
    if len({pk for pk, _, _ in chosen}) < len(chosen) or any(pk not in lines for pk, _, _ in chosen):
        raise OrderRefused("Each line of this order once.")
    return [(lines[pk], good, damaged) for pk, good, damaged in chosen]


def _price(parts):
    """(net, VAT) in pence of parts of lines: (line, before, after)."""
    found = [line.price_between(before, after) for line, before, after in parts]
    return sum(net for net, _ in found), sum(vat for _, vat in found)


def _write(order, kind, rows, on, note, key, by):
    try:
        with transaction.atomic():
            receipt = Receipt.objects.create(
                project_id=order.project_id, order=order, kind=kind, happened_on=on, note=note, recorded_by=by,
                recorded_at=timezone.now(), key=key,
            )  # fmt: skip
    except IntegrityError as other:
        raise OrderRefused("This was recorded already, for another order. Open the page again.") from other
    ReceiptLine.objects.bulk_create(
        ReceiptLine(project_id=order.project_id, receipt=receipt, line=line, good=good, damaged=damaged)
        for line, good, damaged in rows
    )
    return receipt


def _shift(rows, way):
    """Move the guards of the lines; the database refuses more than was ordered and less than nothing."""
    for line, good, damaged in rows:
        OrderLine.objects.filter(pk=line.pk).update(
            accepted=F("accepted") + way * good, damaged=F("damaged") + way * damaged
        )


def _move(order, receipt, rows, outside, inside, by, reason=""):
    """Move what the stock counts between the supplier's side and ours: good pieces and damaged ones. StockShort stops all."""
    for kind, of in zip(inside, ((1, "good"), (2, "damaged")), strict=True):
        lines = [(row[0].item, row[of[0]]) for row in rows if row[0].item_id and row[of[0]]]
        if not lines:
            continue
        ours = place(project=order.project, kind=kind)
        ends = (outside, ours) if receipt.kind == ReceiptKind.ARRIVAL else (ours, outside)
        move_stock(
            project=order.project, lines=lines, from_location=ends[0], to_location=ends[1], happened_on=receipt.happened_on,
            by=by, reason=reason, source=order.source, key=f"receipt:{receipt.pk}:{of[1]}",
        )  # fmt: skip


def _settle(order, move, by, fields, ended_on=None, ended_reason=""):
    check_move(move, order.status)
    order.status, order.ended_on, order.ended_reason = move.target, ended_on, ended_reason
    order.save(update_fields=["status", "ended_on", "ended_reason"])
    record_event(by=by, verb=f"order.{move.name}", subject=order, fields=["status", *fields])


@transaction.atomic
def record_invoice(*, order_id, kind, reference, invoiced_on, net_pence, vat_pence, by):
    """Record what the supplier bills or credits. Raises OrderRefused for more than the order leaves, and for the same number again."""
    order = locked(order_id)
    if order.status not in rules.BILLABLE:
        raise OrderRefused("Only an order that was sent can be billed.")
    if Invoice.objects.filter(project_id=order.project_id, order=order, reference=reference).exists():
        raise OrderRefused(f"“{reference}” is already entered for this order.")
    refusal = rules.invoice_refusal(
        kind, net_pence, vat_pence, order_total(order), order.invoices.billed(), order.lines.count()
    )
    if refusal:
        raise OrderRefused(refusal)
    invoice = Invoice.objects.create(
        project_id=order.project_id, order=order, kind=kind, reference=reference, invoiced_on=invoiced_on, net_pence=net_pence,
        vat_pence=vat_pence, recorded_by=by, recorded_at=timezone.now(),
    )  # fmt: skip
    record_event(by=by, verb="invoice.record", subject=invoice, fields=["kind", "net_pence", "vat_pence"])
    return invoice


@transaction.atomic
def pay_invoice(*, invoice, paid_on, by):
    """Record that an invoice was paid, or a credit refunded. Goods that are not here are not paid for.

    Raises MoveRefused the second time, OrderRefused for more than the pieces that are here cost.
    """
    order = locked(invoice.order_id)
    invoice = Invoice.objects.get(pk=invoice.pk)
    check_move(rules.PAY, invoice.status)
    sign = -1 if invoice.kind == InvoiceKind.CREDIT else 1
    paid_net = order.invoices.paid()[0] + sign * invoice.net_pence
    here = _price([(line, 0, line.accepted) for line in order.lines.all()])
    if sign > 0 and paid_net > here[0]:
        raise OrderRefused("More would be paid than the goods that are here cost. Receive them first.")
    if paid_net < 0:
        raise OrderRefused("More would come back than was paid for this order.")
    invoice.status, invoice.paid_on, invoice.paid_by = rules.PAY.target, paid_on, by
    invoice.save(update_fields=["status", "paid_on", "paid_by"])
    tell_grant(
        order, EntryKind.PAYMENT, sign * invoice.net_pence, sign * invoice.vat_pence, on=paid_on, by=by,
        step=f"invoice:{invoice.pk}", reason=str(invoice),
    )  # fmt: skip
    record_event(by=by, verb="invoice.pay", subject=invoice, fields=["status", "paid_on"])
    return invoice
