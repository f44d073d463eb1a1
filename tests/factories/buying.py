"""Quotes and orders in every legal state, through the room's own actions."""

import datetime
import itertools

from accounts.choices import Role
from accounts.models import Membership
from packs import actions
from packs.actions.orders import order_total
from packs.choices import OrderStatus
from packs.models import Item, OrderLine, PurchaseOrder
from tests.factories.accounts import OrganisationFactory, member
from tests.factories.grants import make_line

RAISED, APPROVED, SENT = (datetime.date(2021, 9, day) for day in (6, 7, 8))
CAME = datetime.date(2021, 9, 20)
S = OrderStatus
_keys = itertools.count()


def key():
    """A key of its own, as each form has."""
    return f"key {next(_keys)}"


def make_item(project, name="Pens", kind="content"):
    """A thing the stock counts."""
    return Item.objects.get_or_create(project=project, name=name, kind=kind)[0]


def someone_else(project):
    """The project's certifier, made when first asked for."""
    found = Membership.objects.filter(project=project, role=Role.CERTIFIER).order_by("pk").first()
    return found.user if found else member(project, Role.CERTIFIER)


def a_line(item=None, *, quantity=10, unit_net_pence=3_33, vat_basis_points=2000, description=""):
    """One thing to order, as raise_order takes it."""
    return {
        "item": item, "description": description or ("" if item else "Carriage"), "quantity": quantity,
        "unit_net_pence": unit_net_pence, "vat_basis_points": vat_basis_points,
    }  # fmt: skip


def raised(project, by, *, lines=None, budget_line=None, **details):
    """An order for ten pens at £3.33 that waits for approval."""
    budget_line = (
        budget_line or project.budget_lines.first() or make_line(project, by, allocated_pence=5_000_00)
    )
    details = {
        "supplier": OrganisationFactory(),
        "without_quotes": "Small",
        "key": key(),
        "raised_on": RAISED,
        **details,
    }
    return actions.raise_order(
        project=project, budget_line=budget_line, lines=lines or [a_line(make_item(project))], by=by, **details
    )  # fmt: skip


def approve(order, by=None):
    """Approved by somebody else."""
    return actions.approve_order(
        order_id=order.pk, seen_pence=sum(order_total(order)), approved_on=APPROVED, by=by or someone_else(order.project)
    )  # fmt: skip


def send(order, by):
    """Sent, without a mail."""
    return actions.send_order(order_id=order.pk, sent_on=SENT, by=by)


def receive(order, by, good, damaged=0, *, on=CAME, which=0, **details):
    """Pieces of one line that came."""
    line = OrderLine.objects.filter(order=order)[which]
    return actions.receive_goods(
        order_id=order.pk, pieces=[(line.pk, good, damaged)], received_on=on, by=by, **{"key": key(), **details}
    )  # fmt: skip


def give_back(order, by, good, damaged=0, *, on=CAME, which=0, **details):
    """Pieces of one line that went back."""
    line = OrderLine.objects.filter(order=order)[which]
    details = {"key": key(), "reason": "Wrong colour", **details}
    return actions.return_goods(
        order_id=order.pk, pieces=[(line.pk, good, damaged)], returned_on=on, by=by, **details
    )


def bill(order, by, net, vat, *, kind="invoice", reference=None):
    """An invoice or a credit note."""
    return actions.record_invoice(
        order_id=order.pk, kind=kind, reference=reference or key(), invoiced_on=CAME, net_pence=net, vat_pence=vat, by=by
    )  # fmt: skip


def in_status(status, project, by):
    """An order of ten pens in this status."""
    order = raised(project, by)
    if status == S.CANCELLED:
        actions.cancel_order(order_id=order.pk, reason="Not needed", by=by, cancelled_on=RAISED)
    if status in (S.APPROVED, S.SENT, S.PART_RECEIVED, S.RECEIVED, S.CLOSED):
        approve(order)
    if status in (S.SENT, S.PART_RECEIVED, S.RECEIVED, S.CLOSED):
        send(order, by)
    if status in (S.PART_RECEIVED, S.CLOSED):
        receive(order, by, 4)
    if status == S.RECEIVED:
        receive(order, by, 10)
    if status == S.CLOSED:
        actions.close_order(order_id=order.pk, reason="No more made", by=by, closed_on=CAME)
    return PurchaseOrder.objects.get(pk=order.pk)


def compare(project, by, *, quantity=100, **details):
    """A comparison of pens."""
    return actions.open_comparison(
        project=project, item=details.pop("item", None) or make_item(project), quantity=quantity, opened_on=RAISED, by=by, **details
    )  # fmt: skip


def quote(comparison, by, unit_net_pence=1_00, **terms):
    """One supplier's quote."""
    terms = {"supplier": OrganisationFactory(), "vat_basis_points": 2000, "quoted_on": RAISED, **terms}
    return actions.add_quote(comparison=comparison, by=by, unit_net_pence=unit_net_pence, **terms)


def ask_for(project, by, quotes=3, from_pence=0):
    """The commercial rules ask for so many quotes."""
    return actions.set_quote_rule(
        project=project, from_pence=from_pence, quotes=quotes, stated_in="Contract standing orders", by=by
    )
