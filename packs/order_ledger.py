"""Orders against the two ledgers: what an order says, recomputed from its receipts, its invoices and its entries."""

from collections import defaultdict

from django.db.models import Sum

from grants.choices import EntryKind
from grants.models import Entry
from packs.choices import InvoiceKind, InvoiceStatus, OrderStatus, ReceiptKind
from packs.models import PurchaseOrder
from packs.order_rules import BINDING
from saferstreets.common.money import pounds

WORDS = {EntryKind.COMMITMENT: "promised", EntryKind.ACCRUAL: "received", EntryKind.PAYMENT: "paid"}


def faults(project=None):
    """Plain sentences, one for each order whose pieces or money do not add up, of one project or of all."""
    orders = PurchaseOrder.objects.filter(project=project) if project else PurchaseOrder.objects.all()
    orders = orders.select_related("project").prefetch_related("lines__received__receipt", "invoices")
    posted = _posted(project)
    for order in orders.order_by("pk"):
        name = f"{order.project.slug}: order {order.number}"
        yield from (f"{name}: {fault}" for fault in _pieces(order))
        for kind, expected in _expected(order).items():
            found = posted[order.source, kind]
            if found != expected:
                yield f"{name}: {pounds(expected)} should be {WORDS[kind]}, and its entries make {pounds(found)}."


def _posted(project):
    """{(source, kind): pence with VAT} of the entries that orders posted."""
    entries = Entry.objects.filter(source__startswith="packs.PurchaseOrder:")
    entries = entries.filter(project=project) if project else entries
    grouped = entries.order_by().values_list("source", "kind").annotate(Sum("net_pence"), Sum("vat_pence"))
    return defaultdict(int, {(source, kind): net + vat for source, kind, net, vat in grouped})


def _pieces(order):
    for line in order.lines.all():
        good = damaged = 0
        for row in line.received.all():
            sign = 1 if row.receipt.kind == ReceiptKind.ARRIVAL else -1
            good, damaged = good + sign * row.good, damaged + sign * row.damaged
        if (good, damaged) != (line.accepted, line.damaged):
            yield (
                f"{line.description}: {line.accepted} good and {line.damaged} damaged are written, "
                f"its receipts make {good} and {damaged}."
            )


def _expected(order):
    """{kind: pence with VAT} that the entries of an order should make."""
    lines = order.lines.all()
    owed = order.status in BINDING and order.status != OrderStatus.CLOSED
    paid = [invoice for invoice in order.invoices.all() if invoice.status == InvoiceStatus.PAID]
    return {
        EntryKind.COMMITMENT: sum(sum(line.price_between(line.accepted, line.quantity)) for line in lines) if owed else 0,
        EntryKind.ACCRUAL: sum(sum(line.price_between(0, line.accepted)) for line in lines),
        EntryKind.PAYMENT: sum(
            (-1 if invoice.kind == InvoiceKind.CREDIT else 1) * (invoice.net_pence + invoice.vat_pence) for invoice in paid
        ),
    }  # fmt: skip
