"""Moves between lines: the total stays, a second person, the funder's letter; and money that somebody types."""

import datetime

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from accounts.models import AuditEvent
from grants import actions, ledger
from grants.choices import EntryKind as K
from grants.claim_choices import ChangeStatus, TypedKind
from grants.models import BudgetChange, BudgetLine, Entry, EntryPaper
from tests.factories.accounts import ProjectFactory, UserFactory
from tests.factories.claims import PDF, propose, set_terms
from tests.factories.grants import make_line, post

D = datetime.date
DAY = D(2021, 11, 2)


@pytest.fixture
def project(db):
    return ProjectFactory(award_pence=311_358_00)


@pytest.fixture
def by(db):
    return UserFactory()


@pytest.fixture
def lines(project, by):
    """Two of revenue and one of capital, £1,000 each."""
    set_terms(project, by)
    natures = {"Packs": "revenue", "Printing": "revenue", "Locks": "capital"}
    return [make_line(project, by, title=title, nature=nature) for title, nature in natures.items()]


def allocated(*lines):
    return list(BudgetLine.objects.filter(pk__in=[line.pk for line in lines]).order_by("pk").values_list("allocated_pence", flat=True))  # fmt: skip


def approve(change, by=None, **details):
    return actions.approve_change(change_id=change.pk, decided_on=DAY, by=by or UserFactory(), **details)


def test_an_approved_move_keeps_the_total(lines, by):
    change = propose(lines[0], lines[1], by, amount_pence=250_50)
    assert allocated(*lines) == [1_000_00, 1_000_00, 1_000_00]
    other = UserFactory()
    change = approve(change, other)
    assert allocated(*lines) == [749_50, 1_250_50, 1_000_00]
    assert (change.status, change.decided_by, change.from_entry.cost_pence, change.to_entry.cost_pence) == (
        ChangeStatus.APPROVED, other, -250_50, 250_50,
    )  # fmt: skip
    assert AuditEvent.objects.filter(verb="change.approve").count() == 1
    assert not ledger.faults(lines[0].project)


def test_nobody_decides_their_own_move(lines, by):
    change = propose(lines[0], lines[1], by)
    for decide in (
        lambda: approve(change, by),
        lambda: actions.refuse_change(change_id=change.pk, decided_on=DAY, words="No", by=by),
    ):
        with pytest.raises(actions.ChangeRefused, match="You proposed"):
            decide()
    assert allocated(lines[0]) == [1_000_00]


@pytest.mark.parametrize(("amounts", "needed"), [((500_00,), [False]), ((500_01,), [True]), ((300_00, 200_01), [False, True])])  # fmt: skip
def test_past_the_threshold_the_letter_is_needed_in_one_or_in_parts(lines, by, amounts, needed):
    assert [propose(lines[0], lines[1], by, amount_pence=amount).needs_letter for amount in amounts] == needed


def test_between_capital_and_revenue_nothing_moves_without_the_letter(lines, by):
    change = propose(lines[0], lines[2], by, amount_pence=1)
    with pytest.raises(actions.ChangeRefused, match="needs the funder’s letter"):
        approve(change)
    assert approve(change, letter=PDF).letter.title == "Letter of the funder on moving money"
    assert allocated(*lines) == [999_99, 1_000_00, 1_000_01]


def test_without_terms_every_move_needs_the_letter(project, by):
    change = propose(make_line(project, by, title="A"), make_line(project, by, title="B"), by, amount_pence=1)
    assert change.needs_letter


def test_what_is_promised_does_not_move(lines, by):
    change = propose(lines[0], lines[1], by, amount_pence=400_00)
    post(lines[0], by, K.COMMITMENT, 600_01, key="order")
    with pytest.raises(actions.ChangeRefused, match="£399.99 free"):
        approve(change)
    with pytest.raises(actions.ChangeRefused, match="£399.99 free"):
        propose(lines[0], lines[1], by, amount_pence=400_00)
    assert change.from_line.entries.of_kind(K.ALLOCATION).count() == 1


def test_a_decided_move_is_decided_once(lines, by):
    change = propose(lines[0], lines[1], by)
    with pytest.raises(actions.ChangeRefused, match="Say why"):
        actions.refuse_change(change_id=change.pk, decided_on=DAY, words=" ", by=UserFactory())
    actions.refuse_change(change_id=change.pk, decided_on=DAY, words="Not now", by=UserFactory())
    with pytest.raises(actions.ChangeRefused, match="decided already: refused"):
        approve(change)
    assert allocated(*lines) == [1_000_00] * 3


def test_half_of_a_move_is_not_taken_back(lines, by):
    change = approve(propose(lines[0], lines[1], by))
    with pytest.raises(actions.EntryRefused, match="half of a move"):
        actions.reverse_entry(entry=change.to_entry, reason="Wrong", by=by, key="back")


@pytest.mark.parametrize("wrong", ["one line", "another project", "nothing"])
def test_a_move_that_is_none(lines, by, wrong):
    other = {"one line": lines[0], "another project": make_line(ProjectFactory(), by), "nothing": lines[1]}[
        wrong
    ]
    with pytest.raises((actions.ChangeRefused, DatabaseError)), transaction.atomic():
        propose(lines[0], other, by, amount_pence=0 if wrong == "nothing" else 1)


# --- the database itself


def raw(lines, by, **changes):
    values = {"project": lines[0].project, "from_line": lines[0], "to_line": lines[1], "amount_pence": 5, "reason": "x", "needs_letter": False,
              "proposed_on": DAY, "proposed_by": by, **changes}  # fmt: skip
    return BudgetChange.objects.create(**values)


@pytest.mark.parametrize(
    "wrong",
    ["letter between natures", "letter past the threshold", "own approval", "no entries", "lines of another"],
)
def test_the_database_refuses_a_move_that_breaks_a_rule(lines, by, wrong):
    other, entry = UserFactory(), lines[0].entries.get()
    decided = {"decided_on": DAY, "decided_by": other, "status": "approved"}
    attacks = {
        "letter between natures": lambda: raw(lines, by, to_line=lines[2]),
        "letter past the threshold": lambda: raw(lines, by, amount_pence=500_01),
        "own approval": lambda: raw(
            lines, by, **decided | {"decided_by": by}, from_entry=entry, to_entry=entry
        ),
        "no entries": lambda: BudgetChange.objects.filter(pk=raw(lines, by).pk).update(
            **decided, from_entry=entry, to_entry=entry
        ),
        "lines of another": lambda: raw(lines, by, to_line=make_line(ProjectFactory(), by)),
    }
    with pytest.raises(DatabaseError), transaction.atomic():
        attacks[wrong]()


@pytest.mark.parametrize("change", [{"amount_pence": 1}, {"reason": "x"}, {"status": "proposed"}])
def test_a_decided_move_stands(lines, by, change):
    made = approve(propose(lines[0], lines[1], by))
    with pytest.raises(DatabaseError), transaction.atomic():
        BudgetChange.objects.filter(pk=made.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        BudgetChange.objects.filter(pk=made.pk)._raw_delete("default")


def test_what_was_proposed_is_not_rewritten_while_it_waits(lines, by):
    change = propose(lines[0], lines[1], by)
    for values in ({"amount_pence": 1}, {"needs_letter": True}, {"proposed_by": UserFactory()}):
        with pytest.raises(DatabaseError), transaction.atomic():
            BudgetChange.objects.filter(pk=change.pk).update(**values)


# --- money that no order posts


def enter(line, by, kind, net, vat=0, *, key="1", reason="Pay, September", on=DAY, **details):
    return actions.type_entry(
        line=line,
        kind=kind,
        net_pence=net,
        vat_pence=vat,
        happened_on=on,
        reason=reason,
        key=key,
        by=by,
        **details,
    )


def test_what_was_promised_by_hand_comes_by_hand(lines, by):
    line = lines[0]
    enter(line, by, TypedKind.PROMISED, 600_00)
    enter(line, by, TypedKind.RECEIVED_PROMISED, 400_00, key="2")
    enter(line, by, TypedKind.PAID, 300_00, key="3")
    enter(line, by, TypedKind.RECEIVED, 10_00, 2_00, key="4")
    line.refresh_from_db()
    assert (line.committed_pence, line.accrued_pence, line.paid_pence, line.free_pence) == (
        200_00,
        412_00,
        300_00,
        388_00,
    )
    with pytest.raises(actions.EntryRefused, match="£200 without VAT is entered by hand"):
        enter(line, by, TypedKind.RECEIVED_PROMISED, 200_01, key="5")
    enter(line, by, TypedKind.PROMISED, -200_00, key="6")
    line.refresh_from_db()
    assert line.committed_pence == 0


def test_what_an_order_promised_is_not_let_go_by_hand(lines, by):
    post(lines[0], by, K.COMMITMENT, 500_00, key="order", source="packs.PurchaseOrder:1")
    with pytest.raises(actions.EntryRefused, match="Orders keep their own"):
        enter(lines[0], by, TypedKind.RECEIVED_PROMISED, 1)


def test_pressing_twice_enters_it_once_and_without_a_reason_not_at_all(lines, by):
    with pytest.raises(actions.EntryRefused, match="Say what"):
        enter(lines[0], by, TypedKind.RECEIVED, 5, reason=" ")
    first = enter(lines[0], by, TypedKind.RECEIVED, 5, paper=PDF)
    assert enter(lines[0], by, TypedKind.RECEIVED, 5, paper=PDF) == first
    assert Entry.objects.of_kind(K.ACCRUAL).count() == EntryPaper.objects.count() == 1


def test_a_paper_of_the_ledger_stays(lines, by):
    entry = enter(lines[0], by, TypedKind.RECEIVED, 5, paper=PDF)
    for attack in (
        lambda: entry.papers.all()._raw_delete("default"),
        lambda: entry.papers.update(added_at=timezone.now()),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            attack()
    assert entry.papers.get().document.title == "Pay, September"
