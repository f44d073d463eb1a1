"""The money ledger: what a line holds, once and for ever, in the database itself."""

import datetime
import io
import random
from contextlib import contextmanager

import pytest
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, connection, transaction

from accounts.models import AuditEvent, Project
from grants import actions, ledger, rules
from grants.choices import EntryKind
from grants.models import BudgetLine, Entry
from tests.factories.accounts import ProjectFactory, UserFactory
from tests.factories.grants import make_line, post
from tests.together import race

K = EntryKind
DAY = datetime.date(2021, 9, 6)


@pytest.fixture
def project(db):
    return ProjectFactory(award_pence=311_358_00)


@pytest.fixture
def by(db):
    return UserFactory()


@pytest.fixture
def line(project, by):
    return make_line(project, by)


def sums(line):
    line.refresh_from_db()
    return line.allocated_pence, line.committed_pence, line.accrued_pence, line.paid_pence


@contextmanager
def refused_by_the_database(error=DatabaseError):
    with pytest.raises(error), transaction.atomic():
        yield


@contextmanager
def past_triggers(table):
    """What the product can never do: change rows behind the triggers, to see that the checks find it."""
    from tests.conftest import _trigger_switches

    # A trigger is switched by its own name; the body of another may speak of the same table.
    switches = [(off, on) for off, on in zip(*_trigger_switches(connection), strict=True) if table in off]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # no table is altered with checks pending
        for off, _ in switches:
            cursor.execute(off)
        yield
        for _, on in switches:
            cursor.execute(on)


# --- pure


@pytest.mark.parametrize(
    ("net", "vat", "recoverable", "cost"),
    [(100, 20, False, 120), (100, 20, True, 100), (-100, -20, False, -120), (0, 20, True, 0)],
)
def test_only_vat_that_stays_is_a_cost(net, vat, recoverable, cost):
    assert rules.cost(net, vat, recoverable) == cost


# --- allocation


def test_an_allocation_is_the_first_entry(line, by):
    entry = line.entries.get()
    assert (entry.kind, entry.cost_pence, entry.reason) == (K.ALLOCATION, 1_000_00, "The bid")
    assert sums(line) == (1_000_00, 0, 0, 0)
    assert AuditEvent.objects.filter(verb="budget_line.add").count() == 1


def test_lines_together_never_pass_the_award(project, line, by):
    make_line(project, by, title="The rest", allocated_pence=310_358_00)
    with pytest.raises(actions.GrantRefused, match="£311,358.01 would be allocated"):
        make_line(project, by, title="A penny", allocated_pence=1)
    with pytest.raises(actions.GrantRefused, match="already a line"):
        make_line(project, by)
    assert BudgetLine.objects.filter(project=project).totals()["allocated"] == 311_358_00


def test_an_invented_line_says_so_wherever_it_is_named(project, by):
    assert str(make_line(project, by, illustrative=True)) == "Goods for the packs (illustrative)"


# --- what a line holds


def test_order_receipt_and_payment_move_their_own_sums(line, by):
    post(line, by, K.COMMITMENT, 500_00, vat_pence=100_00, key="order")
    post(line, by, K.COMMITMENT, -250_00, vat_pence=-50_00, key="order, half come")
    post(line, by, K.ACCRUAL, 250_00, vat_pence=50_00, key="received")
    post(line, by, K.PAYMENT, 250_00, vat_pence=50_00, key="paid")
    assert sums(line) == (1_000_00, 300_00, 300_00, 300_00)
    assert line.free_pence == 400_00
    assert not list(ledger.faults(line.project))


def test_the_last_penny_may_be_promised_and_no_more(line, by):
    post(line, by, K.COMMITMENT, 1_000_00, key="all")
    with pytest.raises(actions.NotEnoughLeft, match=r"has £0 left, and this takes £0.01"):
        post(line, by, K.ACCRUAL, 1, key="a penny")
    assert Entry.objects.filter(kind=K.ACCRUAL).count() == 0
    assert sums(line) == (1_000_00, 1_000_00, 0, 0)


def test_a_line_that_keeps_its_vat_pays_net_alone(project, by):
    line = make_line(project, by, title="VAT comes back", vat_recoverable=True)
    post(line, by, K.COMMITMENT, 1_000_00, vat_pence=200_00, key="all")
    assert sums(line)[1] == 1_000_00


@pytest.mark.parametrize("kind", [K.COMMITMENT, K.ACCRUAL, K.PAYMENT])
def test_nothing_falls_below_nothing(line, by, kind):
    with pytest.raises(actions.NotEnoughLeft, match="below nothing"):
        post(line, by, kind, -1, key="back")


def test_an_allocation_cannot_be_taken_from_under_a_promise(line, by):
    post(line, by, K.COMMITMENT, 600_00, key="order")
    with pytest.raises(actions.NotEnoughLeft, match="£600 of"):
        post(line, by, K.ALLOCATION, -400_01, key="less")
    post(line, by, K.ALLOCATION, -400_00, key="just as much")
    assert sums(line)[:2] == (600_00, 600_00)


@pytest.mark.parametrize(
    ("net", "vat", "words"),
    [(0, 0, "nothing"), (5, -1, "both"), (1.5, 0, "whole pence")],
)
def test_an_amount_that_is_none_is_refused(line, by, net, vat, words):
    with pytest.raises(actions.EntryRefused, match=words):
        post(line, by, K.COMMITMENT, net, vat_pence=vat, key="odd")


def test_a_line_of_another_project_is_not_found(project, by, line):
    with pytest.raises(BudgetLine.DoesNotExist):
        actions.post_entry(
            project=ProjectFactory(), line=line, kind=K.COMMITMENT, net_pence=1, vat_pence=0, happened_on=DAY, source="",
            by=by, reason="", key="x",
        )  # fmt: skip


# --- days


@pytest.mark.parametrize("kind", [K.COMMITMENT, K.ACCRUAL])
@pytest.mark.parametrize(
    ("on", "stands"),
    [
        (datetime.date(2021, 6, 2), False),
        (datetime.date(2021, 6, 3), True),
        (datetime.date(2022, 3, 31), True),
        (datetime.date(2022, 4, 1), False),
    ],
)
def test_spending_lies_inside_the_grant(line, by, kind, on, stands):
    if stands:
        assert post(line, by, kind, 1, on=on, key="edge").happened_on == on
        return
    with pytest.raises(
        actions.EntryRefused, match="outside the grant, which runs from 3 June 2021 to 31 March 2022"
    ):
        post(line, by, kind, 1, on=on, key="edge")
    with refused_by_the_database():
        Entry.objects.create(**_raw(line, kind=kind, happened_on=on))


def test_what_came_by_the_last_day_may_be_paid_after_it(line, by):
    post(line, by, K.ACCRUAL, 100, on=datetime.date(2022, 3, 31), key="received")
    post(line, by, K.PAYMENT, 100, on=datetime.date(2022, 4, 20), key="paid")
    post(line, by, K.ACCRUAL, -40, on=datetime.date(2022, 4, 21), key="sent back")
    assert sums(line)[2:] == (60, 100)
    assert not list(ledger.faults(line.project))


# --- once


def test_the_same_act_again_returns_the_entry_that_stands(line, by):
    first = post(line, by, K.COMMITMENT, 1_000_00, key="order:1")
    again = post(line, by, K.COMMITMENT, 1_000_00, key="order:1", reason="Pressed twice")
    assert again == first
    assert sums(line)[1] == 1_000_00
    with pytest.raises(actions.KeyUsed):
        post(line, by, K.COMMITMENT, 999_00, key="order:1")


def test_the_same_key_in_another_project_is_another_act(line, by):
    other = make_line(ProjectFactory(), by)
    assert post(line, by, K.COMMITMENT, 1, key="order:1") != post(other, by, K.COMMITMENT, 1, key="order:1")


def test_a_mistake_is_taken_back_once_with_a_reason(line, by):
    entry = post(line, by, K.COMMITMENT, 100_00, vat_pence=20_00, key="order")
    with pytest.raises(actions.EntryRefused, match="Say why"):
        actions.reverse_entry(entry=entry, reason=" ", by=by, key="back")
    opposite = actions.reverse_entry(entry=entry, reason="Wrong line", by=by, key="back")
    assert (opposite.net_pence, opposite.vat_pence, opposite.happened_on) == (
        -100_00,
        -20_00,
        entry.happened_on,
    )
    assert actions.reverse_entry(entry=entry, reason="Wrong line", by=by, key="back") == opposite
    for wrong in (entry, opposite):
        with pytest.raises(actions.EntryRefused, match="already"):
            actions.reverse_entry(entry=wrong, reason="Again", by=by, key="back again")
    assert sums(line)[1] == 0


# --- the database itself


def _raw(line, **changes):
    return {
        "project": line.project, "line": line, "kind": K.COMMITMENT, "net_pence": 5, "vat_pence": 1, "cost_pence": 6,
        "happened_on": DAY, "recorded_at": datetime.datetime(2021, 9, 6, tzinfo=datetime.UTC), "key": "raw", **changes,
    }  # fmt: skip


ATTACKS = {
    "update": lambda entry: Entry.objects.filter(pk=entry.pk).update(net_pence=1),
    "save": lambda entry: entry.save(),
    "delete": lambda entry: entry.delete(),
    "raw delete": lambda entry: Entry.objects.filter(pk=entry.pk)._raw_delete("default"),
    "bulk update": lambda entry: Entry.objects.bulk_update([entry], ["reason"]),
    "upsert": lambda entry: Entry.objects.bulk_create(
        [entry], update_conflicts=True, unique_fields=["id"], update_fields=["net_pence"]
    ),
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_way_of_writing_changes_an_entry(line, by, attack):
    entry = post(line, by, K.COMMITMENT, 5, key="order")
    entry.net_pence = 4
    with refused_by_the_database():
        ATTACKS[attack](entry)
    assert Entry.objects.get(pk=entry.pk).net_pence == 5


@pytest.mark.parametrize(
    "changes",
    [
        {"net_pence": -5},
        {"cost_pence": 7},
        {"cost_pence": 1},
        {"key": None},
    ],
)
def test_an_entry_that_is_no_entry_is_refused(line, changes):
    with refused_by_the_database(IntegrityError):
        Entry.objects.create(**_raw(line, **changes))


@pytest.mark.parametrize(
    "wrong",
    [
        {"committed_pence": 1_000_01},
        {"committed_pence": 600_00, "accrued_pence": 400_01},
        {"committed_pence": -1},
        {"paid_pence": -1},
        {"allocated_pence": -1},
    ],
)
def test_a_guard_that_cannot_be_is_refused(line, wrong):
    with refused_by_the_database(IntegrityError):
        BudgetLine.objects.filter(pk=line.pk).update(**wrong)


# --- check_ledgers


def run(*words):
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("check_ledgers", *words, stdout=out, stderr=err)
    except SystemExit as ended:
        return ended.code, err.getvalue()
    return 0, out.getvalue()


def test_a_whole_ledger_passes(line, by):
    post(line, by, K.COMMITMENT, 5, key="order")
    assert run() == (0, "Every ledger adds up.\n")
    assert run(line.project.slug)[0] == 0


def test_a_guard_that_drifted_is_named(line, by):
    post(line, by, K.COMMITMENT, 5_00, key="order")
    BudgetLine.objects.filter(pk=line.pk).update(committed_pence=6_00)
    code, said = run(line.project.slug)
    assert code == 1
    assert (
        said
        == f"{line.project.slug}: budget line {line.pk}, “{line.title}”: committed says £6, its entries make £5.\n"
    )
    assert run(ProjectFactory().slug)[0] == 0


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"cost_pence": 5}, "which its amount and VAT do not make"),
        ({"happened_on": datetime.date(2022, 4, 1)}, "outside the grant"),
    ],
)
def test_an_entry_changed_behind_the_triggers_is_named(line, by, changes, words):
    entry = post(line, by, K.COMMITMENT, 5, vat_pence=1, key="order")
    with past_triggers("grants_entry"):
        Entry.objects.filter(pk=entry.pk).update(**changes)
    assert words in run()[1]


def test_a_grant_cut_short_names_what_lies_outside(line, by):
    post(line, by, K.ACCRUAL, 5, on=datetime.date(2022, 3, 31), key="late")
    Project.objects.filter(pk=line.project_id).update(ends_on=datetime.date(2022, 3, 30))
    assert "outside the grant" in run()[1]


def test_an_entry_in_another_project_than_its_line_is_named(line):
    Entry.objects.create(**_raw(line, project=ProjectFactory()))
    assert "belongs to another project" in run()[1]


def test_random_entries_keep_every_line_whole(project, by):
    """Amounts that fit and amounts that do not, of every kind: the sums are a plain count kept beside the ledger."""
    dice = random.Random(7)
    lines = [make_line(project, by, title=f"Line {number}", allocated_pence=50_00) for number in range(3)]
    counted = {line.pk: [50_00, 0, 0, 0] for line in lines}
    refused = 0
    for step in range(1_500):
        line, kind = dice.choice(lines), dice.choice(list(K))
        net = dice.choice((-1, 1)) * dice.randint(1, 20_00)
        mine = list(counted[line.pk])
        mine[list(K).index(kind)] += net
        possible = mine[0] >= mine[1] + mine[2] and min(mine) >= 0
        try:
            post(line, by, kind, net, key=f"step {step}")
        except actions.NotEnoughLeft:
            assert not possible
            refused += 1
        else:
            assert possible
            counted[line.pk] = mine
    assert {line.pk: list(sums(line)) for line in lines} == counted
    assert 100 < refused < 1_400
    assert run()[0] == 0


# --- two people at once


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_the_last_pound_is_promised_once(project, line, by):
    post(line, by, K.COMMITMENT, 999_00, key="nearly all")
    answers = race([lambda n=n: post(line, by, K.COMMITMENT, 1_00, key=f"last {n}") for n in range(8)])
    assert sum(isinstance(answer, Entry) for answer in answers) == 1
    assert sum(isinstance(answer, actions.NotEnoughLeft) for answer in answers) == 7
    assert sums(line)[1] == 1_000_00


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_the_same_act_sent_eight_times_is_one_entry(project, line, by):
    answers = race([lambda: post(line, by, K.COMMITMENT, 1_000_00, key="once")] * 8)
    assert len({answer.pk for answer in answers}) == 1
    assert sums(line)[1] == 1_000_00
