"""Pure decisions about buying: moves of an order, VAT, how many quotes, what an invoice may ask for."""

from accounts.permissions import Perm
from packs.choices import InvoiceKind, InvoiceStatus
from packs.choices import OrderStatus as S
from saferstreets.common.money import pounds
from saferstreets.common.workflow import Move

APPROVE = Move("approve", "Approve", frozenset({S.RAISED}), S.APPROVED, Perm.ORDER_APPROVE)
SEND = Move("send", "Send to the supplier", frozenset({S.APPROVED}), S.SENT, Perm.BUYING_EDIT)
RECEIVE_PART = Move("receive_part", "Receive a part", frozenset({S.SENT, S.PART_RECEIVED}), S.PART_RECEIVED, Perm.BUYING_EDIT)  # fmt: skip
RECEIVE_ALL = Move("receive_all", "Receive the rest", frozenset({S.SENT, S.PART_RECEIVED}), S.RECEIVED, Perm.BUYING_EDIT)  # fmt: skip
RETURN = Move("return", "Send goods back", frozenset({S.PART_RECEIVED, S.RECEIVED, S.CLOSED}), S.PART_RECEIVED, Perm.BUYING_EDIT)  # fmt: skip
# After the grant's last day nothing can be promised anew: what goes back then closes the order.
RETURN_LATE = Move(
    "return_late", "Send goods back after the grant", RETURN.sources, S.CLOSED, Perm.BUYING_EDIT
)
CLOSE = Move("close", "Close short", frozenset({S.PART_RECEIVED}), S.CLOSED, Perm.BUYING_EDIT)
CANCEL = Move("cancel", "Cancel", frozenset({S.RAISED, S.APPROVED, S.SENT}), S.CANCELLED, Perm.BUYING_EDIT)
MOVES = (APPROVE, SEND, RECEIVE_PART, RECEIVE_ALL, RETURN, RETURN_LATE, CLOSE, CANCEL)
PAY = Move("pay", "Record as paid", frozenset({InvoiceStatus.OPEN}), InvoiceStatus.PAID, Perm.ORDER_PAY)

# Orders whose price is promised in the ledger, and orders a supplier may bill.
BINDING = frozenset({S.APPROVED, S.SENT, S.PART_RECEIVED, S.RECEIVED, S.CLOSED})
BILLABLE = frozenset({S.SENT, S.PART_RECEIVED, S.RECEIVED, S.CLOSED})
WRITABLE = frozenset({S.RAISED})

VAT_RATES = ((2000, "20%"), (500, "5%"), (0, "No VAT"))
_WHOLE = 10_000  # basis points


def vat(net_pence, basis_points):
    """VAT on a net amount in whole pence, rounded to the nearest penny, a half penny up. The only rounding of buying."""
    return (net_pence * basis_points + _WHOLE // 2) // _WHOLE


def part_price(unit_net_pence, basis_points, before, after):
    """(net, VAT) of the pieces after the `before`-th up to the `after`-th of a line.

    VAT is the difference of the two running totals: however a line is split, the parts make the VAT of the whole, to
    the penny.
    """
    first, last = unit_net_pence * before, unit_net_pence * after
    return last - first, vat(last, basis_points) - vat(first, basis_points)


def may_not_approve(raised_by_id, approver_id):
    """Why this person may not approve, as a sentence; "" when they may."""
    return "You raised this order. Somebody else must approve it." if raised_by_id == approver_id else ""


def quote_price(unit_net_pence, carriage_net_pence, basis_points, minimum_order, quantity):
    """(pieces to buy, net, VAT) of a quote for `quantity`: the smallest order where that is more; carriage once."""
    pieces = max(quantity, minimum_order)
    net = pieces * unit_net_pence + carriage_net_pence
    return pieces, net, vat(net, basis_points)


def quotes_required(rules, net_pence):
    """Quotes asked for at this value, without VAT, or None where no rule is entered. rules: (from pence, quotes)."""
    reached = [(start, quotes) for start, quotes in rules if start <= net_pence]
    return max(reached)[1] if reached else None


def invoice_refusal(kind, net_pence, vat_pence, ordered, billed, lines):
    """Why an invoice or credit cannot stand beside an order, as a sentence; "" when it can.

    ordered, billed: (net, VAT) pence of the order, and of its invoices less credits so far. lines: of the order; each
    may bring a penny of VAT more, because suppliers round by the invoice and the office by the line.
    """
    if kind == InvoiceKind.CREDIT:
        if net_pence > billed[0] or vat_pence > billed[1]:
            return f"The credit is more than was billed: {pounds(billed[0])} and {pounds(billed[1])} VAT."
        return ""
    left = ordered[0] - billed[0], ordered[1] - billed[1] + lines
    if net_pence > left[0]:
        return f"The order leaves {pounds(max(left[0], 0))} without VAT to be billed, and this asks for {pounds(net_pence)}."
    if vat_pence > left[1]:
        return f"The order leaves {pounds(max(left[1] - lines, 0))} of VAT to be billed, and this asks for {pounds(vat_pence)}."
    return ""
