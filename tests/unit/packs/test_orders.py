"""An order's way: every status with every move, what each step tells the grant and the stock, one clean result of two."""

import datetime

import pytest
from django.core import mail
from django.db import DatabaseError, IntegrityError, transaction

from accounts.models import AuditEvent
from grants.actions import NotEnoughLeft
from grants.ledger import faults
from grants.models import Entry
from packs import actions, order_ledger
from packs import order_rules as rules
from packs.actions.orders import OrderRefused
from packs.choices import InvoiceStatus, OrderStatus
from packs.models import Balance, OrderLine, PurchaseOrder, Receipt
from saferstreets.common.periods import DAY
from saferstreets.common.workflow import MoveRefused
from tests.factories import buying as made
from tests.factories.accounts import OrganisationFactory, ProjectFactory, member
from tests.factories.grants import make_line, post
from tests.unit.grants.test_money_ledger import race

S = OrderStatus


@pytest.fixture(autouse=True)
def quick(monkeypatch, settings, tmp_path):
    """Sending without the second that drawing takes; the papers have tests of their own."""
    settings.MEDIA_ROOT = tmp_path
    settings.DEMONSTRATION_TODAY = datetime.date(2021, 9, 30)
    monkeypatch.setattr("packs.actions.orders.papers.order_pdf", lambda order, sent_on: b"%PDF-1.7 order")


@pytest.fixture
def project(db):
    return ProjectFactory()


@pytest.fixture
def by(project):
    return member(project)


def money(order):
    """(committed, received, paid) of the order's budget line, with VAT."""
    line = order.budget_line
    line.refresh_from_db()
    assert not list(faults(order.project))
    assert not list(order_ledger.faults(order.project))
    return line.committed_pence, line.accrued_pence, line.paid_pence


def stock(project):
    """{place kind: pieces} of the stock."""
    found = {}
    for row in Balance.objects.filter(project=project).select_related("location"):
        found[row.location.kind] = found.get(row.location.kind, 0) + row.quantity
    return {kind: pieces for kind, pieces in found.items() if pieces}


MOVES = {
    rules.APPROVE: lambda order, by: made.approve(order, made.someone_else(order.project)),
    rules.SEND: made.send,
    rules.RECEIVE_PART: lambda order, by: made.receive(order, by, 1),
    rules.RECEIVE_ALL: lambda order, by: made.receive(
        order, by, OrderLine.objects.get(order=order).outstanding or 1
    ),
    rules.RETURN: lambda order, by: made.give_back(order, by, 1),
    rules.RETURN_LATE: lambda order, by: made.give_back(order, by, 1, on=order.project.ends_on + DAY),
    rules.CLOSE: lambda order, by: actions.close_order(order_id=order.pk, reason="No more", by=by),
    rules.CANCEL: lambda order, by: actions.cancel_order(order_id=order.pk, reason="No need", by=by),
}


def test_every_move_is_tried():
    assert set(MOVES) == set(rules.MOVES)


@pytest.mark.parametrize("status", S)
@pytest.mark.parametrize("move", MOVES, ids=lambda move: move.name)
def test_a_move_starts_only_from_its_statuses(status, move, project, by):
    order = made.in_status(status, project, by)
    before, entries, events = money(order), Entry.objects.count(), AuditEvent.objects.count()
    if move == rules.APPROVE and order.approved_by_id:  # nobody else may approve what is approved
        with pytest.raises(MoveRefused):
            made.approve(order, member(project))
        assert PurchaseOrder.objects.get().status == status
    elif status in move.sources:
        MOVES[move](order, by)
        assert PurchaseOrder.objects.get().status == move.target
        assert AuditEvent.objects.filter(verb=f"order.{move.name}").exists()
        assert not list(faults(project))
    else:
        with pytest.raises(MoveRefused):
            MOVES[move](order, by)
        assert PurchaseOrder.objects.get().status == status
        assert (money(order), Entry.objects.count(), AuditEvent.objects.count()) == (before, entries, events)


# --- what each step says to the grant: ten pens at £3.33 are £33.30 and £6.66 VAT


def test_money_follows_the_order_from_approval_to_payment(project, by):
    order = made.raised(project, by)
    assert money(order) == (0, 0, 0)
    made.approve(order)
    assert money(order) == (39_96, 0, 0)
    made.send(order, by)
    made.receive(order, by, 4)  # 13.32 + 2.66
    assert money(order) == (23_98, 15_98, 0)
    made.receive(order, by, 6)
    assert money(order) == (0, 39_96, 0)
    invoice = made.bill(order, by, 33_30, 6_66)
    actions.pay_invoice(invoice=invoice, paid_on=made.CAME, by=by)
    assert money(order) == (0, 39_96, 39_96)
    assert set(Entry.objects.exclude(source="").values_list("source", flat=True)) == {order.source}


@pytest.mark.parametrize("status", [S.RAISED, S.APPROVED, S.SENT])
def test_a_cancelled_order_promises_nothing(status, project, by):
    order = made.in_status(status, project, by)
    actions.cancel_order(order_id=order.pk, reason="Not needed", by=by)
    assert money(order) == (0, 0, 0)


def test_an_order_closed_short_lets_the_rest_go(project, by):
    assert money(made.in_status(S.CLOSED, project, by)) == (0, 15_98, 0)


def test_damaged_goods_cost_nothing_and_are_still_owed(project, by):
    order = made.in_status(S.SENT, project, by)
    made.receive(order, by, 7, damaged=3)
    line = OrderLine.objects.get()
    assert (line.accepted, line.damaged, line.outstanding) == (7, 3, 3)
    assert PurchaseOrder.objects.get().status == S.PART_RECEIVED
    assert money(order)[1] == 27_97  # 23.31 + 4.66
    assert stock(project) == {"supplier": -10, "store": 7, "damaged": 3}
    made.give_back(order, by, 0, damaged=3)
    assert stock(project) == {"supplier": -10, "store": 7, "returned": 3}
    assert money(order)[1] == 27_97
    made.receive(order, by, 3)
    assert PurchaseOrder.objects.get().status == S.RECEIVED
    assert money(order) == (0, 39_96, 0)


def test_good_pieces_sent_back_are_owed_again(project, by):
    order = made.in_status(S.RECEIVED, project, by)
    made.give_back(order, by, 2)
    assert PurchaseOrder.objects.get().status == S.PART_RECEIVED
    assert sum(money(order)[:2]) == 39_96
    assert money(order)[1] == 31_97  # 26.64 + 5.33
    assert stock(project) == {"supplier": -10, "store": 8, "returned": 2}


def test_what_goes_back_of_a_closed_order_opens_it_and_may_be_closed_again(project, by):
    order = made.in_status(S.CLOSED, project, by)
    made.give_back(order, by, 1)
    assert sum(money(order)[:2]) == 39_96
    actions.close_order(order_id=order.pk, reason="Enough", by=by)
    assert money(order)[:2] == (0, 11_99)  # three pens: 9.99 + 2.00


@pytest.mark.parametrize(("status", "kept"), [(S.PART_RECEIVED, 7_99), (S.RECEIVED, 31_97), (S.CLOSED, 7_99)])
def test_what_goes_back_after_the_grant_is_not_promised_anew(status, kept, project, by):
    """Two of four (of ten) go back: two at £6.66 and £1.33 VAT, or eight, stay."""
    order = made.in_status(status, project, by)
    made.give_back(order, by, 2, on=project.ends_on + DAY)
    order.refresh_from_db()
    assert (order.status, order.ended_reason) == (S.CLOSED, "Wrong colour")
    assert money(order) == (0, kept, 0)


def test_carriage_is_paid_for_and_not_counted(project, by):
    order = made.raised(project, by, lines=[made.a_line(quantity=1, unit_net_pence=5_00)])
    made.approve(order)
    made.send(order, by)
    made.receive(order, by, 1)
    assert money(order) == (0, 6_00, 0)
    assert stock(project) == {}


def test_a_line_too_short_stops_the_approval(project, by):
    order = made.raised(project, by, budget_line=make_line(project, by, title="Short", allocated_pence=39_95))
    with pytest.raises(NotEnoughLeft, match=r"has £39.95 left, and this takes £39.96"):
        made.approve(order)
    assert PurchaseOrder.objects.get().status == S.RAISED


# --- who, and what they saw


def test_nobody_approves_their_own_order(project, by):
    order = made.raised(project, by)
    with pytest.raises(OrderRefused, match="Somebody else"):
        made.approve(order, by)
    with pytest.raises(IntegrityError), transaction.atomic():
        PurchaseOrder.objects.filter(pk=order.pk).update(
            status=S.APPROVED, approved_by=by, approved_on=made.APPROVED
        )
    assert money(order) == (0, 0, 0)


def test_a_changed_order_is_looked_at_again(project, by):
    order = made.raised(project, by)
    actions.add_order_line(order_id=order.pk, by=by, **made.a_line(quantity=1))
    with pytest.raises(OrderRefused, match="has changed"):
        actions.approve_order(
            order_id=order.pk, seen_pence=39_96, approved_on=made.APPROVED, by=member(project)
        )


def test_an_approved_order_takes_no_line(project, by):
    order = made.in_status(S.APPROVED, project, by)
    with pytest.raises(OrderRefused, match="approved"):
        actions.add_order_line(order_id=order.pk, by=by, **made.a_line())


@pytest.mark.parametrize(
    ("changes", "words"),
    [({"lines": "none"}, "at least one"), ({"without_quotes": " "}, "why there were no quotes"), ({"budget_line": "theirs"}, "this project")],
)  # fmt: skip
def test_an_order_that_cannot_be_raised(project, by, changes, words):
    other = ProjectFactory()
    details = {
        "project": project, "supplier": OrganisationFactory(), "budget_line": make_line(project, by), "raised_on": made.RAISED,
        "lines": [made.a_line(made.make_item(project))], "without_quotes": "Small", "key": "k", "by": by,
    }  # fmt: skip
    values = {"none": [], "theirs": make_line(other, by)}
    with pytest.raises(OrderRefused, match=words):
        actions.raise_order(
            **{**details, **{name: values.get(value, value) for name, value in changes.items()}}
        )
    assert not PurchaseOrder.objects.exists()


def test_an_order_goes_to_the_supplier_that_was_chosen(project, by):
    made.ask_for(project, by, quotes=1)
    decision = actions.decide(
        quote=made.quote(made.compare(project, by), by), reason="Cheapest", decided_on=made.RAISED, by=by
    )
    with pytest.raises(OrderRefused, match="decide anew"):
        made.raised(project, by, decision=decision)
    order = made.raised(project, by, decision=decision, supplier=decision.quote.supplier)
    assert (order.decision, order.without_quotes) == (decision, "")


# --- edges


def test_no_more_comes_than_was_ordered(project, by):
    order = made.in_status(S.PART_RECEIVED, project, by)
    with pytest.raises(OrderRefused, match="6 are still owed, and 7"):
        made.receive(order, by, 7)
    with pytest.raises(IntegrityError), transaction.atomic():
        OrderLine.objects.update(accepted=11)
    with pytest.raises(OrderRefused, match="4 good and 0 damaged"):
        made.give_back(order, by, 5)
    with pytest.raises(OrderRefused, match="before the order was sent"):
        made.receive(order, by, 1, on=made.APPROVED)
    with pytest.raises(OrderRefused, match="Enter how many"):
        made.receive(order, by, 0)


def test_what_the_store_no_longer_has_cannot_go_back(project, by):
    order = made.in_status(S.RECEIVED, project, by)
    item = made.make_item(project)
    actions.move_stock(
        project=project, lines=[(item, 9)], from_location=actions.place(project=project, kind="store"),
        to_location=actions.place(project=project, kind="lost"), happened_on=made.CAME, by=by,
    )  # fmt: skip
    with pytest.raises(actions.StockShort):
        made.give_back(order, by, 2)
    assert money(order) == (0, 39_96, 0)
    assert PurchaseOrder.objects.get().status == S.RECEIVED


def test_an_order_outside_the_grant_is_not_approved_and_one_inside_may_be_let_go_after_it(project, by):
    order = made.raised(project, by)
    after = project.ends_on + datetime.timedelta(days=1)
    with pytest.raises(Exception, match="outside the grant"):
        actions.approve_order(order_id=order.pk, seen_pence=39_96, approved_on=after, by=member(project))
    made.approve(order)
    actions.cancel_order(order_id=order.pk, reason="Too late", by=by, cancelled_on=after)
    assert money(order) == (0, 0, 0)


# --- bills


def test_a_bill_never_asks_for_more_than_the_order(project, by):
    order = made.in_status(S.RECEIVED, project, by)
    made.bill(order, by, 33_30, 6_67, reference="INV 1")  # a penny of VAT more
    with pytest.raises(OrderRefused, match="already entered"):
        made.bill(order, by, 1, 0, reference="INV 1")
    with pytest.raises(OrderRefused, match="leaves £0 without VAT"):
        made.bill(order, by, 1, 0)


def test_goods_that_are_not_here_are_not_paid_for(project, by):
    order = made.in_status(S.PART_RECEIVED, project, by)
    invoice = made.bill(order, by, 33_30, 6_66)
    with pytest.raises(OrderRefused, match="Receive them first"):
        actions.pay_invoice(invoice=invoice, paid_on=made.CAME, by=by)
    made.receive(order, by, 6)
    actions.pay_invoice(invoice=invoice, paid_on=made.CAME, by=by)
    with pytest.raises(MoveRefused):
        actions.pay_invoice(invoice=invoice, paid_on=made.CAME, by=by)
    assert money(order)[2] == 39_96


def test_a_credit_that_is_refunded_takes_the_payment_back(project, by):
    order = made.in_status(S.RECEIVED, project, by)
    actions.pay_invoice(invoice=made.bill(order, by, 33_30, 6_66), paid_on=made.CAME, by=by)
    made.give_back(order, by, 2)
    credit = made.bill(order, by, 6_66, 1_33, kind="credit")
    actions.pay_invoice(invoice=credit, paid_on=made.CAME, by=by)
    assert money(order)[2] == 31_97
    assert order.invoices.filter(status=InvoiceStatus.PAID).count() == 2


def test_an_order_not_sent_is_not_billed(project, by):
    with pytest.raises(OrderRefused, match="Only an order that was sent"):
        made.bill(made.in_status(S.APPROVED, project, by), by, 1, 0)


# --- sending


def test_the_mail_leaves_after_the_commit(project, by, django_capture_on_commit_callbacks):
    order = made.in_status(S.APPROVED, project, by)
    with django_capture_on_commit_callbacks(execute=True) as calls:
        actions.send_order(order_id=order.pk, sent_on=made.SENT, by=by, sent_to="sales@supplier.example")
        assert not mail.outbox
    assert len(calls) == 1
    (message,) = mail.outbox
    assert (message.to, message.attachments[0].filename) == (
        ["sales@supplier.example"],
        f"order-{order.number}.pdf",
    )
    order = PurchaseOrder.objects.get()
    assert order.mailed_at
    assert order.paper.title.startswith("Order 1 to")


def test_a_mail_that_does_not_go_is_seen(project, by, settings, django_capture_on_commit_callbacks):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    order = made.in_status(S.APPROVED, project, by)
    with django_capture_on_commit_callbacks(execute=True):
        actions.send_order(order_id=order.pk, sent_on=made.SENT, by=by, sent_to="sales@supplier.example")
    order = PurchaseOrder.objects.get()
    assert (order.status, order.mailed_at) == (S.SENT, None)


# --- against the ledgers


def test_an_order_that_drifted_from_its_ledgers_is_named(project, by):
    order = made.in_status(S.PART_RECEIVED, project, by)
    name = f"{project.slug}: order 1: "
    post(order.budget_line, by, "commitment", 1_00, key="stray", source=order.source)
    assert list(order_ledger.faults()) == [f"{name}£23.98 should be promised, and its entries make £24.98."]
    OrderLine.objects.update(accepted=5)
    found = list(order_ledger.faults(project))
    assert found[0] == f"{name}Pens: 5 good and 0 damaged are written, its receipts make 4 and 0."
    assert len(found) == 3
    assert not list(order_ledger.faults(ProjectFactory()))


# --- twice


def test_a_form_sent_twice_is_one_order_and_one_receipt(project, by):
    first = made.raised(project, by, key="form 1")
    assert made.raised(project, by, key="form 1") == first
    made.approve(first)
    made.approve(first)
    made.send(first, by)
    receipt = made.receive(first, by, 10, key="form 2")
    assert made.receive(first, by, 10, key="form 2") == receipt
    assert money(first) == (0, 39_96, 0)
    assert stock(project) == {"supplier": -10, "store": 10}
    other = made.in_status(S.SENT, project, by)
    with pytest.raises(OrderRefused, match="another order"):
        made.receive(other, by, 1, key="form 2")


def test_a_receipt_stands(project, by):
    made.in_status(S.RECEIVED, project, by)
    with pytest.raises(DatabaseError), transaction.atomic():
        Receipt.objects.update(note="Changed")
    with pytest.raises(DatabaseError), transaction.atomic():
        Receipt.objects.get().lines.all().delete()


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_people_approving_at_once_promise_once(project, by):
    order = made.raised(project, by)
    people = [made.someone_else(project), member(project)]
    answers = race([lambda person=person: made.approve(order, person) for person in people])
    assert sorted(type(answer).__name__ for answer in answers) == ["MoveRefused", "PurchaseOrder"]
    assert money(order) == (39_96, 0, 0)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_form_sent_four_times_at_once_is_one_order_and_one_receipt(project, by):
    supplier, line, item = OrganisationFactory(), make_line(project, by), made.make_item(project)
    lines = [made.a_line(item)]
    raise_it = lambda: made.raised(project, by, key="form", supplier=supplier, budget_line=line, lines=lines)  # noqa: E731
    assert len({answer.pk for answer in race([raise_it] * 4)}) == 1
    order = PurchaseOrder.objects.get()
    made.approve(order)
    made.send(order, by)
    assert len({answer.pk for answer in race([lambda: made.receive(order, by, 6, key="receipt")] * 4)}) == 1
    assert OrderLine.objects.get().accepted == 6


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_people_at_the_store_door_never_take_in_more_than_ordered(project, by):
    order = made.in_status(S.SENT, project, by)
    answers = race([lambda: made.receive(order, by, 6)] * 2)
    assert sorted(type(answer).__name__ for answer in answers) == ["OrderRefused", "Receipt"]
    assert stock(project) == {"supplier": -6, "store": 6}


def test_numbers_follow_one_another_in_each_project(project, by):
    other = ProjectFactory()
    numbers = [made.raised(place, by).number for place in (project, project, other, project)]
    assert numbers == [1, 2, 1, 3]
