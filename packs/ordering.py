"""What the page of one order shows, and what the form of a new one begins with."""

from accounts.permissions import Perm
from packs import order_rules as rules
from packs.buying_papers import rate
from saferstreets.common.workflow import open_moves

# The two ways of receiving are one button: what was typed says which it is.
DOORS = {
    rules.APPROVE: "packs:order_approve",
    rules.SEND: "packs:order_send",
    rules.RECEIVE_PART: "packs:order_receive",
    rules.RETURN: "packs:order_return",
    rules.CLOSE: "packs:order_close",
    rules.CANCEL: "packs:order_cancel",
}
WORDS = {rules.RECEIVE_PART: "Record what came"}


def page(order, user):
    """Context of an order's page: lines with their rates, totals in pence, receipts, invoices, and the open doors."""
    project = order.project
    lines = [{"line": line, "rate": rate(line)} for line in order.lines.all()]
    net, vat = (sum(getattr(row["line"], part) for row in lines) for part in ("net_pence", "vat_pence"))
    moves = open_moves(rules.MOVES, order.status, lambda right: user.can(right, project))
    own = order.raised_by_id == user.pk
    doors = [
        (DOORS[move], WORDS.get(move, move.label))
        for move in moves
        if move in DOORS and not (move == rules.APPROVE and own)
    ]
    may_pay = user.can(Perm.ORDER_PAY, project)
    return {
        "order": order,
        "lines": lines,
        "total": {"net": net, "vat": vat, "gross": net + vat},
        "receipts": order.receipts.select_related("recorded_by").prefetch_related("lines__line"),
        "invoices": order.invoices.order_by("id"),
        "doors": doors,
        "own": own and order.status in rules.WRITABLE,
        "may_add": order.status in rules.WRITABLE and user.can(Perm.BUYING_EDIT, project),
        "may_bill": order.status in rules.BILLABLE and may_pay,
        "may_pay": may_pay,
        "unmailed": bool(order.sent_to) and order.mailed_at is None,
        "ended": bool(order.ended_on),
    }


def first_answers(decision):
    """What a new order's form holds at first: nothing, or what was decided. decision: a Decision or None."""
    if decision is None:
        return {}
    quote = decision.quote
    return {
        "decision": decision.pk,
        "supplier": quote.supplier_id,
        "item": decision.comparison.item_id,
        "quantity": max(decision.comparison.quantity, quote.minimum_order),
        "unit_net_pence": quote.unit_net_pence,
        "vat_basis_points": quote.vat_basis_points,
    }
