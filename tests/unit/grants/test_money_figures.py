"""The figures of money against a ledger counted by hand, and against the guards of its lines."""

import datetime

import pytest

from grants import actions
from grants.choices import EntryKind as K
from grants.models import BudgetLine
from saferstreets.common import figures
from saferstreets.common.periods import Period
from tests.factories.accounts import ProjectFactory, UserFactory
from tests.factories.grants import make_line, post

pytestmark = pytest.mark.django_db
D = datetime.date
OCTOBER = Period(D(2021, 10, 1), D(2021, 10, 31))
BEFORE, FIRST, LAST, AFTER = D(2021, 9, 30), D(2021, 10, 1), D(2021, 10, 31), D(2021, 11, 1)


@pytest.fixture
def project():
    """Two lines of £1,000 and £500; only on the second is VAT recovered, so that net alone is a cost."""
    project, by = ProjectFactory(award_pence=311_358_00), UserFactory()
    packs = make_line(project, by, title="Packs", allocated_pence=1_000_00)
    lamps = make_line(project, by, title="Lamps", allocated_pence=500_00, vat_recoverable=True)
    for number, (line, kind, net, vat, on) in enumerate(
        (
            (packs, K.COMMITMENT, 100_00, 20_00, BEFORE),  # £120 ordered
            (packs, K.COMMITMENT, -40_00, -8_00, FIRST),  # £48 of it came
            (packs, K.ACCRUAL, 40_00, 8_00, FIRST),
            (packs, K.ACCRUAL, -10_00, -2_00, LAST),  # £12 of that went back, and is owed again
            (packs, K.COMMITMENT, 10_00, 2_00, LAST),
            (packs, K.PAYMENT, 30_00, 6_00, LAST),
            (lamps, K.COMMITMENT, 50_00, 10_00, LAST),  # £50: its VAT is no cost
            (lamps, K.COMMITMENT, -50_00, -10_00, AFTER),
            (lamps, K.ACCRUAL, 50_00, 10_00, AFTER),
            (lamps, K.PAYMENT, 50_00, 10_00, AFTER),
            (packs, K.ACCRUAL, 1_01, 0, BEFORE),
            (packs, K.PAYMENT, 1_01, 0, BEFORE),
        )
    ):
        post(line, by, kind, net, vat_pence=vat, on=on, key=str(number))
    make_line(ProjectFactory(), by, allocated_pence=9_999_00)  # another project's
    return project


@pytest.mark.parametrize(
    ("figure", "october"),
    [
        ("G01", 120_00 - 48_00 + 12_00 + 50_00),
        ("G02", 48_00 - 12_00),
        ("G03", 36_00),
        ("G04", 1_500_00 - (120_00 - 48_00 + 12_00 + 50_00) - (48_00 - 12_00 + 1_01)),
    ],
)
def test_october_by_hand(project, figure, october):
    assert figures.value(figure, project, OCTOBER) == october


def test_every_figure_is_what_the_guards_of_the_lines_say(project):
    whole = Period(project.starts_on, AFTER)
    kept = BudgetLine.objects.filter(project=project).totals()
    found = {name: figures.value(name, project, whole) for name in ("G01", "G02", "G03", "G04")}
    assert found == {
        "G01": kept["committed"], "G02": kept["accrued"], "G03": kept["paid"], "G04": kept["free"],
    }  # fmt: skip


def test_an_entry_taken_back_leaves_the_figure_as_it_was(project):
    before = figures.value("G02", project, OCTOBER)
    line = BudgetLine.objects.get(project=project, title="Packs")
    wrong = post(line, UserFactory(), K.ACCRUAL, 7_00, on=LAST, key="wrong")
    assert figures.value("G02", project, OCTOBER) == before + 7_00
    actions.reverse_entry(entry=wrong, reason="Typed twice", by=UserFactory(), key="back")
    assert figures.value("G02", project, OCTOBER) == before


def test_money_is_whole_pence_printed_in_pounds_and_no_update_prints_it(project):
    money = [figures.get(name) for name in ("G01", "G02", "G03", "G04")]
    assert [found.words(1_234_50) for found in money] == ["£1,234.50"] * 4
    assert {found.printed_unit for found in money} == {"pounds"}
    assert not set(money) & set(figures.printed_figures())
    assert figures.get("P01").words(1_234) == "1,234"
