"""The pages of moves and returns: who opens them, what they say, what they cost."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.choices import Role
from grants import actions
from grants.choices import EntryKind as K
from grants.claim_choices import ReturnStatus
from grants.models import BudgetChange, BudgetLine, Entry, Return, Terms
from tests.factories.accounts import ProjectFactory, member
from tests.factories.claims import AUTUMN, PDF, certify, plan, propose, returns_of, set_terms, submit
from tests.factories.grants import make_line, post

pytestmark = pytest.mark.django_db
D = datetime.date
DAY = D(2022, 1, 31)


@pytest.fixture(autouse=True)
def on_the_day(settings):
    settings.DEMONSTRATION_TODAY = DAY


@pytest.fixture
def project():
    return ProjectFactory(award_pence=311_358_00)


def address(project, name, *args):
    return reverse(f"grants:{name}", args=[project.slug, *args])


def day(name, value):
    return {f"{name}_day": value.day, f"{name}_month": value.month, f"{name}_year": value.year}


def test_a_move_is_proposed_approved_and_shown_on_both_lines(client, project):
    finance, certifier = member(project, Role.FINANCE), member(project, Role.CERTIFIER)
    one, two = (
        make_line(project, finance, title="Packs"),
        make_line(project, finance, title="Locks", nature="capital"),
    )
    client.force_login(finance)
    terms = {"virement_threshold_pence": "500", "reminder_days": 5, "stated_in": "The agreement"}
    assert client.post(address(project, "terms"), terms).status_code == 302
    assert Terms.objects.get().virement_threshold_pence == 500_00
    form = {"from_line": one.pk, "to_line": two.pk, "amount_pence": "250.50", "reason": "More locks"}
    assert client.post(address(project, "change_new"), form).status_code == 302
    change = BudgetChange.objects.get()
    page = client.get(change.get_absolute_url()).text
    assert "You proposed this move" in page
    assert "Needed, and not here yet" in page
    assert "You proposed this move" in client.post(address(project, "change_approve", change.pk), {"letter": SimpleUploadedFile("a.pdf", PDF)}).text  # fmt: skip
    client.force_login(certifier)
    assert "needs the funder" in client.post(address(project, "change_approve", change.pk)).text
    assert (
        client.post(
            address(project, "change_approve", change.pk), {"letter": SimpleUploadedFile("a.pdf", PDF)}
        ).status_code
        == 302
    )
    assert "£1,250.50" in client.get(address(project, "budget")).text
    assert "£250.50 from" in client.get(address(project, "budget_line", two.pk)).text
    assert "Approved" in client.get(address(project, "change_list")).text


def test_a_move_is_refused_in_words(client, project):
    finance = member(project, Role.FINANCE)
    change = propose(make_line(project, finance, title="A"), make_line(project, finance, title="B"), finance)
    client.force_login(member(project, Role.CERTIFIER))
    assert client.post(address(project, "change_refuse", change.pk), {"words": ""}).status_code == 200
    assert (
        client.post(
            address(project, "change_refuse", change.pk), {"words": "Ask the funder first"}
        ).status_code
        == 302
    )
    assert "Ask the funder first" in client.get(change.get_absolute_url()).text


def test_money_is_entered_by_hand_with_its_paper(client, project):
    finance = member(project, Role.FINANCE)
    line = make_line(project, finance, title="Pay")
    client.force_login(finance)
    url = address(project, "entry_new", line.pk)
    assert "No names" in client.get(url).text
    form = {
        "kind": "received",
        "net_pence": "300.50",
        "vat_pence": "0",
        "reason": "Pay, September",
        "key": "k",
        **day("happened_on", D(2021, 9, 30)),
    }
    for _ in range(2):  # pressed twice
        assert client.post(url, {**form, "paper": SimpleUploadedFile("a.pdf", PDF)}).status_code == 302
    entry = Entry.objects.get(kind=K.ACCRUAL)
    assert entry.papers.count() == 1
    page = client.get(address(project, "entry", entry.pk)).text
    assert "£300.50, £0 VAT" in page
    assert "No return" in page
    assert client.post(address(project, "entry_paper", entry.pk), {"title": "Timesheet", "content": SimpleUploadedFile("b.pdf", PDF)}).status_code == 302  # fmt: skip
    assert "Timesheet" in client.get(address(project, "entry", entry.pk)).text
    late = {**form, "key": "l", **day("happened_on", D(2022, 2, 1))}
    assert "must be on or before 31 January 2022" in client.post(url, late).text


def test_a_return_from_its_beginning_to_the_funders_money(client, project):
    finance, certifier = member(project, Role.FINANCE), member(project, Role.CERTIFIER)
    line = make_line(project, finance, title="Pay", illustrative=True)
    post(line, finance, K.ACCRUAL, 300_50, on=D(2021, 9, 30), key="pay", reason="Pay, September")
    client.force_login(finance)
    assert 'value="30"' in client.get(address(project, "return_new")).text  # to the end of its quarter
    days = {
        **day("starts_on", D(2021, 6, 3)),
        **day("ends_on", D(2021, 9, 30)),
        **day("opens_on", D(2021, 10, 1)),
        **day("closes_on", D(2022, 2, 1)),
    }
    assert client.post(address(project, "return_new"), days).status_code == 302
    claim = Return.objects.get()
    assert "Nothing is claimed yet" in client.get(claim.get_absolute_url()).text
    assert client.get(address(project, "return_gather", claim.pk)).status_code == 405
    assert "1 entry is gathered" in client.post(address(project, "return_gather", claim.pk), follow=True).text
    note = address(project, "return_note", claim.pk, line.pk)
    assert client.post(note, {"forecast_pence": "900", "words": "Late start"}).status_code == 302
    page = client.get(claim.get_absolute_url()).text
    for words in (
        "£300.50",
        "£900",
        "Late start",
        "1 working day left",
        "To know",
        "illustrative",
        "Pay, September",
    ):
        assert words in page
    assert client.post(address(project, "return_submit", claim.pk), {"post": ""}).status_code == 200
    assert (
        client.post(address(project, "return_submit", claim.pk), {"post": "Finance officer"}).status_code
        == 302
    )
    assert "Certify" not in client.get(claim.get_absolute_url()).text.split("<main")[1]
    client.force_login(certifier)
    last = claim.submissions.get()
    assert last.sha256 in client.get(address(project, "return_certify", claim.pk)).text
    sign = {"post": "Chief finance officer", "seen_sha256": last.sha256}
    assert client.post(address(project, "return_certify", claim.pk), sign).status_code == 302
    page = client.get(last.get_absolute_url()).text
    assert f"{certifier.name}, Chief finance officer, 31 January 2022" in page
    assert "illustrative" in page
    assert client.get(address(project, "return_workbook", last.pk)).content.startswith(b"PK")
    zipped = client.get(address(project, "return_bundle", last.pk))
    assert b"".join(zipped.streaming_content).startswith(b"PK")
    client.force_login(finance)
    assert (
        client.post(address(project, "return_query", claim.pk), {"query_words": "Which weeks?"}).status_code
        == 302
    )
    assert "Which weeks?" in client.get(claim.get_absolute_url()).text
    paid = {**day("paid_on", D(2021, 11, 20)), "paid_pence": "300.50"}
    assert client.post(address(project, "return_pay", claim.pk), paid).status_code == 302
    assert "The funder paid <strong>£300.50</strong>" in client.get(claim.get_absolute_url()).text


def test_a_certifier_reopens_with_a_reason_and_both_versions_stay(client, project):
    finance, certifier = member(project, Role.FINANCE), member(project, Role.CERTIFIER)
    claim = plan(project, finance, AUTUMN)
    submit(claim, finance)
    client.force_login(finance)
    assert client.post(address(project, "return_reopen", claim.pk), {"reason": "x"}).status_code == 403
    client.force_login(certifier)
    assert client.post(address(project, "return_reopen", claim.pk), {"reason": ""}).status_code == 200
    assert (
        client.post(address(project, "return_reopen", claim.pk), {"reason": "A paper is missing"}).status_code
        == 302
    )
    assert "A paper is missing" in client.get(claim.get_absolute_url()).text
    submit(claim, finance)
    page = client.get(claim.get_absolute_url()).text
    assert "Version 1" in page
    assert "Version 2" in page
    assert Return.objects.get().status == ReturnStatus.SUBMITTED


def test_an_entry_is_left_out_and_a_return_thrown_away(client, project):
    made = returns_of(project)
    client.force_login(member(project))
    leave = address(project, "return_leave", made["return_line"].pk)
    assert "Pay" in client.get(leave).text
    assert client.post(leave).status_code == 302
    assert not made["return"].lines.exists()
    assert client.post(address(project, "return_discard", made["return"].pk)).status_code == 302
    assert Return.objects.count() == 1


def test_a_line_short_of_the_award_is_said(client, project):
    finance = member(project, Role.FINANCE)
    make_line(project, finance, allocated_pence=311_357_99)
    client.force_login(finance)
    assert "<strong>£0.01</strong> is on no line yet" in client.get(address(project, "budget")).text


@pytest.mark.parametrize("role", Role)
def test_only_those_who_see_money_open_them(client, project, role):
    made = returns_of(project)
    client.force_login(member(project, role))
    sees = role in {Role.COORDINATOR, Role.FINANCE, Role.CERTIFIER}
    for url in (
        address(project, "return_list"), made["return"].get_absolute_url(), made["submission"].get_absolute_url(),
        made["change"].get_absolute_url(), address(project, "entry", made["entry"].pk),
    ):  # fmt: skip
        assert client.get(url).status_code == (200 if sees else 403)


def test_twenty_rows_cost_what_two_cost(client, project):
    finance = member(project, Role.FINANCE)
    made = returns_of(project)
    claim, line = made["return"], BudgetLine.objects.get(title="Pay")
    set_terms(project, finance)
    client.force_login(finance)

    def add(numbers):
        for number in numbers:
            other = make_line(project, finance, title=f"Line {number}")
            post(other, finance, K.ACCRUAL, 1, on=D(2021, 10, 2), key=f"{number}", reason="x")
            propose(line, other, finance, amount_pence=1)
        actions.gather(return_id=claim.pk, by=finance)

    def cost(url):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        return len(queries)

    add(range(2))
    urls = (address(project, "return_list"), address(project, "change_list"), claim.get_absolute_url())
    [cost(url) for url in urls]
    two = [cost(url) for url in urls]
    add(range(2, 20))
    assert [cost(url) for url in urls] == two
    submit(claim, finance)
    certify(claim)
    assert cost(claim.get_absolute_url()) <= two[2]
