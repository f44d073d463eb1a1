"""The budget and the entries behind each line: who opens them, what they show, what they cost."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.choices import Role
from grants import actions
from grants.choices import EntryKind
from grants.models import BudgetLine
from tests.factories.accounts import ProjectFactory, UserFactory, member
from tests.factories.grants import make_deliverable, make_line, post

pytestmark = pytest.mark.django_db
DAY = datetime.date(2021, 11, 24)
LINE = {
    "title": "Torches", "allocated_pence": "1,500.50", "stated_on_day": "3", "stated_on_month": "6", "stated_on_year": "2021",
    "stated_in": "The agreement", "category": "goods", "nature": "capital", "eligible": "on",
}  # fmt: skip


@pytest.fixture(autouse=True)
def on_the_day(settings):
    settings.DEMONSTRATION_TODAY = DAY


@pytest.fixture
def project():
    return ProjectFactory(award_pence=311_358_00)


def address(project, name, *args):
    return reverse(f"grants:{name}", args=[project.slug, *args])


def test_the_budget_shows_each_sum_in_pounds_and_their_total(client, project):
    finance = member(project, Role.FINANCE)
    line = make_line(project, finance, allocated_pence=1_000_50)
    make_line(project, finance, title="Torches", allocated_pence=2_000_00)
    post(line, finance, EntryKind.COMMITMENT, 100_00, vat_pence=20_00, key="order")
    post(line, finance, EntryKind.ACCRUAL, 50_25, key="received")
    post(line, finance, EntryKind.PAYMENT, 7_77, key="paid")
    client.force_login(finance)
    page = client.get(address(project, "budget")).text
    for words in ("£1,000.50", "£120", "£50.25", "£7.77", "£830.25", "£3,000.50", "£2,830.25", "£311,358"):
        assert words in page
    assert "illustrative" not in page


def test_an_illustrative_line_says_so_on_both_pages(client, project):
    finance = member(project, Role.FINANCE)
    line = make_line(project, finance, illustrative=True)
    client.force_login(finance)
    assert "No paper gives the split" in client.get(address(project, "budget")).text
    assert client.get(address(project, "budget_line", line.pk)).text.count("illustrative") >= 2


def test_a_line_leads_to_its_entries_and_each_entry_to_its_source(client, project):
    finance = member(project, Role.FINANCE)
    line, promise = make_line(project, finance), make_deliverable(project, finance)
    post(
        line,
        finance,
        EntryKind.COMMITMENT,
        40_00,
        vat_pence=8_00,
        key="order",
        source=f"grants.Deliverable:{promise.pk}",
    )
    client.force_login(finance)
    page = client.get(address(project, "budget_line", line.pk)).text
    assert page.count("govuk-table__row") == 3  # the heading, the allocation, the order
    assert f'href="{promise.get_absolute_url()}">Safer Homes Packs' in page
    assert "£48" in page


def test_finance_adds_a_line_and_the_certifier_only_reads(client, project):
    url = address(project, "budget_line_add")
    client.force_login(member(project, Role.CERTIFIER))
    assert client.post(url, LINE).status_code == 403
    assert "Add a line" not in client.get(address(project, "budget")).text
    client.force_login(member(project, Role.FINANCE))
    assert client.get(url).status_code == 200
    assert client.post(url, LINE).status_code == 302
    line = BudgetLine.objects.get()
    assert (line.allocated_pence, line.eligible, line.illustrative) == (1_500_50, True, False)
    assert "already a line" in client.post(url, LINE).text
    assert "Allocated must be an amount" in client.post(url, {**LINE, "allocated_pence": "many"}).text


def test_another_projects_line_does_not_exist(client, project):
    theirs = make_line(ProjectFactory(), UserFactory())
    client.force_login(member(project, Role.FINANCE))
    assert client.get(address(project, "budget_line", theirs.pk)).status_code == 404
    assert client.post(address(project, "budget_line_add"), {**LINE, "deliverable": 999}).status_code == 200


@pytest.mark.parametrize("role", Role)
def test_only_those_who_see_money_open_it(client, project, role):
    line = make_line(project, UserFactory())
    client.force_login(member(project, role))
    sees = role in {Role.COORDINATOR, Role.FINANCE, Role.CERTIFIER}
    for url in (address(project, "budget"), address(project, "budget_line", line.pk)):
        assert client.get(url).status_code == (200 if sees else 403)


def test_twenty_rows_cost_what_two_cost(client, project):
    finance = member(project, Role.FINANCE)
    promise = make_deliverable(project, finance)
    line = make_line(project, finance)
    client.force_login(finance)

    def add(numbers):
        for number in numbers:
            make_line(project, finance, title=f"Line {number}", deliverable=promise)
            post(
                line,
                UserFactory(),
                EntryKind.COMMITMENT,
                1,
                key=f"{number}",
                source=f"grants.Deliverable:{promise.pk}",
            )

    def cost(url):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        return len(queries)

    add(range(2))
    urls = (address(project, "budget"), address(project, "budget_line", line.pk))
    [cost(url) for url in urls]
    two = [cost(url) for url in urls]
    add(range(2, 20))
    assert [cost(url) for url in urls] == two


def test_an_entry_made_by_hand_is_taken_back_with_a_reason(client, project):
    """By those who keep the budget, once however often it is sent, and never what an order posted."""
    finance, promise = member(project, Role.FINANCE), make_deliverable(project, UserFactory())
    line = make_line(project, finance, allocated_pence=1_000_50)
    entry = line.entries.get()
    ordered = post(
        line, finance, EntryKind.COMMITMENT, 1_00, key="order", source=f"grants.Deliverable:{promise.pk}"
    )
    page, take_back = address(project, "budget_line", line.pk), address(project, "entry_reverse", entry.pk)
    for role, code in ((Role.CERTIFIER, 403), (Role.COORDINATOR, 200)):
        client.force_login(member(project, role))
        assert client.get(take_back).status_code == code
        assert (take_back in client.get(page).text) == (code == 200)
    client.force_login(finance)
    assert "What was wrong with it?" in client.post(take_back, {"reason": " "}).text
    assert "is promised or spent already" in client.post(take_back, {"reason": "Wrong line"}).text
    actions.reverse_entry(entry=ordered, reason="Not sent", by=finance, key="reverse order")
    for _ in range(2):
        assert client.post(take_back, {"reason": "Wrong line"}).status_code == 302
    line.refresh_from_db()
    assert (line.allocated_pence, line.entries.filter(reverses=entry).count()) == (0, 1)
    shown = client.get(page).text
    assert take_back not in shown
    assert "Taken back" in shown
    for key in (
        ordered.pk,
        line.entries.get(reverses=entry).pk,
        make_line(ProjectFactory()).entries.get().pk,
    ):
        assert client.get(address(project, "entry_reverse", key)).status_code == 404
