"""Our ledger beside the finance system's list: matched, differing, ours only, theirs only, counted by hand."""

import datetime

import pytest

from grants import reconciliation, statement_page
from grants.actions import GrantRefused, NotEnoughLeft, finance, reverse_entry
from grants.choices import EntryKind
from grants.delivery_choices import PairedBy
from grants.models import Pair
from saferstreets.common.periods import Period
from tests.factories.accounts import ProjectFactory, UserFactory
from tests.factories.delivery import spend
from tests.factories.grants import make_line, post

pytestmark = pytest.mark.django_db
D = datetime.date
YEAR = Period(D(2021, 6, 3), D(2022, 6, 30))
DAY = D(2021, 10, 4)


@pytest.fixture
def project():
    return ProjectFactory()


@pytest.fixture
def by():
    return UserFactory()


@pytest.fixture
def line(project, by):
    return make_line(project, by)


def paid(line, by, net, *, on=DAY, vat=0, key=None, reason=""):
    return post(
        line,
        by,
        EntryKind.PAYMENT,
        net,
        vat_pence=vat,
        on=on,
        key=key or f"{net}:{on}:{reason}",
        reason=reason,
    )


def counts(project):
    return {part: one["count"] for part, one in reconciliation.statement(project, YEAR).items()}


def test_what_is_surely_the_same_comes_together_and_the_rest_stays_on_its_side(project, by, line):
    by_reference = paid(line, by, 100_00, vat=20_00, reason="Example Supplies invoice INV-4711")
    by_amount = paid(line, by, 55_00, reason="Printing")
    paid(line, by, 30_00, reason="one of two equal ones")
    alone = paid(line, by, 77_00)
    taken_back = paid(line, by, 88_00)
    reverse_entry(entry=taken_back, reason="Twice", by=by, key="back")
    post(line, by, EntryKind.ACCRUAL, 55_00, on=DAY, key="came")  # what came is no payment
    spend(project, 100_00, reference="inv4711", on=D(2022, 1, 20))
    spend(project, 55_00, on=DAY + datetime.timedelta(31))
    spend(project, 30_00, on=DAY)
    spend(project, 30_00, on=DAY)
    spend(project, 77_00, on=DAY + datetime.timedelta(32))
    assert finance.pair_up(project=project, by=by) == 2
    assert finance.pair_up(project=project, by=by) == 0
    found = {pair.entry_id: pair.how for pair in Pair.objects.all()}
    assert found == {by_reference.pk: PairedBy.REFERENCE, by_amount.pk: PairedBy.AMOUNT}
    assert counts(project) == {"matched": 2, "differing": 0, "ours": 2, "theirs": 3}
    statement = reconciliation.statement(project, YEAR)
    assert statement["matched"] == {"count": 2, "ours": 175_00, "theirs": 155_00}  # theirs is without VAT
    assert (statement["ours"]["ours"], statement["theirs"]["theirs"]) == (107_00, 137_00)
    assert alone in reconciliation.part_of(project, "ours", YEAR)


def test_a_person_pairs_what_differs_and_parts_it_again(project, by, line):
    entry, their = paid(line, by, 100_00), spend(project, 98_50)
    pair = finance.pair_by_hand(entry=entry, spend=their, by=by)
    assert counts(project) == {"matched": 0, "differing": 1, "ours": 0, "theirs": 0}
    (row,) = statement_page.lines("differing", reconciliation.part_of(project, "differing", YEAR))
    assert row["difference"] == -1_50
    with pytest.raises(GrantRefused, match="already"):
        finance.pair_by_hand(entry=entry, spend=spend(project, 1_00), by=by)
    finance.part(pair=pair, by=by)
    assert counts(project) == {"matched": 0, "differing": 0, "ours": 1, "theirs": 2}


def test_a_line_of_theirs_enters_the_ledger_and_stands_beside_its_entry(project, by, line):
    their = spend(project, 120_00, reference="R-9")
    entry = finance.enter_spend(spend=their, line=line, vat_pence=20_00, received_too=True, by=by)
    line.refresh_from_db()
    assert (line.accrued_pence, line.paid_pence, entry.source) == (120_00, 120_00, their.source)
    assert counts(project)["matched"] == 1
    with pytest.raises(GrantRefused, match="already"):
        finance.enter_spend(spend=their, line=line, vat_pence=0, received_too=False, by=by)
    with pytest.raises(GrantRefused, match="Take the entry back"):
        finance.part(pair=Pair.objects.get(), by=by)
    reverse_entry(entry=entry, reason="Not ours", by=by, key="back")
    assert counts(project)["matched"] == 0  # an entry taken back is no match


def test_more_than_the_line_holds_is_refused_whole(project, by, line):
    with pytest.raises(NotEnoughLeft):
        finance.enter_spend(spend=spend(project, 1_000_01), line=line, vat_pence=0, received_too=True, by=by)
    assert not Pair.objects.exists()
    assert not line.entries.exclude(kind=EntryKind.ALLOCATION).exists()


def test_only_lines_under_the_grants_codes_are_theirs(project, by):
    spend(project, 1_00, code="S1")
    spend(project, 2_00, code="S2")
    other = ProjectFactory()
    spend(other, 3_00, code="S1")
    assert counts(project)["theirs"] == 2
    finance.add_finance_code(project=project, code="S1", by=by)
    assert reconciliation.statement(project, YEAR)["theirs"] == {"count": 1, "ours": 0, "theirs": 1_00}
    with pytest.raises(GrantRefused, match="entered already"):
        finance.add_finance_code(project=project, code="S1", by=by)


def test_the_statement_is_of_its_days(project, by, line):
    paid(line, by, 1_00, on=D(2021, 10, 3))
    paid(line, by, 2_00, on=D(2021, 10, 4))
    paid(line, by, 4_00, on=D(2021, 10, 5))
    found = reconciliation.statement(project, Period(DAY, DAY))["ours"]
    assert (found["count"], found["ours"]) == (1, 2_00)


def test_the_statement_costs_the_same_for_more_rows(project, by, line, django_assert_num_queries):
    def rows(start, stop):
        for number in range(start, stop):
            paid(line, by, number)
            spend(project, number)

    rows(1, 3)
    finance.pair_up(project=project, by=by)
    with django_assert_num_queries(4):
        counts(project)
    rows(3, 21)
    finance.pair_up(project=project, by=by)
    with django_assert_num_queries(4):
        counts(project)
    assert counts(project)["matched"] == 20


def test_a_spreadsheet_never_takes_a_name_for_a_formula():
    assert statement_page.safe("=HYPERLINK(1)") == "'=HYPERLINK(1)"
    assert statement_page.safe("Example Supplies") == "Example Supplies"
