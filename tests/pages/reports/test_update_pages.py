"""The update's pages, through the client: whole way, both texts, second person, readers."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.choices import Role
from reports import actions, rules
from reports.choices import SectionKey, UpdateStatus
from reports.models import Update
from tests.factories import reports as made
from tests.factories.accounts import MembershipFactory, ProjectFactory, member
from tests.unit.reports.conftest import on

pytestmark = pytest.mark.django_db


@pytest.fixture
def project(settings, monkeypatch):
    settings.DEMONSTRATION_TODAY = on(11, 24)
    monkeypatch.setattr("reports.paper.as_pdf", lambda html: b"%PDF-1.7 " + html.encode()[:30])
    monkeypatch.setattr("reports.paper.as_large_print", lambda html: b"%PDF-1.7 large " + html.encode()[:30])
    return ProjectFactory(slug="testtown")


@pytest.fixture
def writer(project):
    return member(project)


@pytest.fixture
def certifier(project):
    return member(project, Role.CERTIFIER)


@pytest.fixture
def reader(project):
    return member(project, Role.PARTNER_READER)


def at(name, *args):
    return reverse(f"reports:{name}", args=["testtown", *args])


def days(start, end):
    return {
        f"{name}_{part}": getattr(day, part)
        for name, day in (("start", start), ("end", end))
        for part in ("day", "month", "year")
    }


def boxes(client, update):
    """What the browser would post back unchanged."""
    form = client.get(at("update_edit", update.pk)).context["form"]
    return {name: form[name].value() or "" for name in form.fields}


def test_from_nothing_to_an_issued_paper(client, project, writer, certifier, reader):
    client.force_login(writer)
    page = client.get(at("update_new"))
    assert page.context["form"].initial == {"start": on(6, 3), "end": on(10, 31)}
    answer = client.post(at("update_new"), days(on(6, 3), on(9, 30)))
    update = Update.objects.get()
    assert answer.url == at("update_edit", update.pk)
    answer = client.post(answer.url, {**boxes(client, update), "summary": "All is well."})
    assert answer.url == at("update", update.pk)
    assert client.get(at("update_preview", update.pk)).status_code == 200
    assert client.post(at("update_submit", update.pk)).url == at("update", update.pk)
    client.force_login(member(project, Role.FINANCE))
    assert "Record the review" in client.get(at("update", update.pk)).content.decode()
    assert client.post(at("update_review", update.pk), {"note": ""}).status_code == 200
    assert client.post(at("update_review", update.pk), {"note": "Figures read"}).url == at(
        "update", update.pk
    )
    client.force_login(certifier)
    assert "Figures read" in client.get(at("update_issue", update.pk)).content.decode()
    assert "Approve and issue" in client.get(at("update", update.pk)).content.decode()
    assert "nobody can change them" in client.get(at("update_issue", update.pk)).content.decode()
    client.post(at("update_issue", update.pk))
    update.refresh_from_db()
    assert update.is_issued
    assert "Figures read" in client.get(at("update", update.pk)).content.decode()
    client.force_login(reader)
    assert "Figures read" not in client.get(at("update", update.pk)).content.decode()
    listed = client.get(at("update_list")).content.decode()
    assert update.pdf_sha256 in listed
    assert client.get(at("update_pdf", update.pk)).content == bytes(update.pdf)
    assert "All is well." in client.get(at("update_html", update.pk)).content.decode()
    assert client.get(at("update_json", update.pk)).json()["period"]["end"] == "2021-09-30"


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (on(6, 2), on(9, 30), "cannot start before the project"),
        (on(9, 30), on(9, 29), "must not come before"),
        (on(5, 1), on(5, 2), "cannot end before"),
    ],
)
def test_a_period_that_cannot_be_is_refused_beside_its_box(client, project, writer, start, end, words):
    client.force_login(writer)
    page = client.post(at("update_new"), days(start, end))
    assert words in page.content.decode()
    assert not Update.objects.exists()


def test_a_second_draft_to_the_same_day_is_refused(client, project, writer):
    made.draft(project, writer)
    client.force_login(writer)
    assert (
        "There is already a draft to 30 September 2021"
        in client.post(at("update_new"), days(on(6, 3), on(9, 30))).content.decode()
    )


def test_the_second_saver_sees_both_texts(client, project, writer):
    update, other = made.draft(project, writer, summary="First."), member(project)
    client.force_login(writer)
    mine = {**boxes(client, update), "summary": "Mine.", "award": "Also mine."}
    client.force_login(other)
    client.post(at("update_edit", update.pk), {**boxes(client, update), "summary": "Hers."})
    client.force_login(writer)
    page = client.post(at("update_edit", update.pk), mine)
    text = page.content.decode()
    assert page.status_code == 200
    assert "Hers." in text
    assert "Mine." in text
    assert "Also mine." in text
    assert f"{other.name} has changed these words meanwhile" in text
    assert dict(update.sections.exclude(text="").values_list("key", "text")) == {"summary": "Hers."}
    again = {name: page.context["form"][name].value() or "" for name in page.context["form"].fields}
    assert client.post(at("update_edit", update.pk), {**again, "summary": "Both."}).status_code == 302
    assert dict(update.sections.exclude(text="").values_list("key", "text")) == {
        "summary": "Both.",
        "award": "Also mine.",
    }


def test_signs_the_paper_cannot_print_are_refused_by_name(client, project, writer):
    update = made.draft(project, writer)
    client.force_login(writer)
    page = client.post(at("update_edit", update.pk), {**boxes(client, update), "summary": "Lovely 😀"})
    assert "The paper cannot print 😀" in page.content.decode()


def test_the_preparer_is_refused_in_words(client, project, writer):
    update = made.in_review(project, writer)
    client.force_login(writer)
    page = client.post(at("update_review", update.pk), {"note": "Mine"}).content.decode()
    assert "You prepared this update. Somebody else must review it." in page
    assert Update.objects.get().status == UpdateStatus.IN_REVIEW
    actions.review_update(update_id=update.pk, note="Read", by=member(project, Role.FINANCE))
    page = client.post(at("update_issue", update.pk)).content.decode()
    assert "You prepared this update. Somebody else must approve it." in page
    assert Update.objects.get().status == UpdateStatus.REVIEWED


def test_it_is_returned_with_a_reason(client, project, writer, certifier):
    update = made.in_review(project, writer)
    client.force_login(certifier)
    assert client.post(at("update_return", update.pk), {"reason": ""}).status_code == 200
    client.post(at("update_return", update.pk), {"reason": "Say more on lighting"})
    client.force_login(writer)
    assert "Returned: Say more on lighting" in client.get(at("update", update.pk)).content.decode()


def test_a_draft_is_thrown_away_after_asking(client, project, writer):
    update = made.draft(project, writer)
    client.force_login(writer)
    assert client.get(at("update_discard", update.pk)).status_code == 200
    assert client.post(at("update_discard", update.pk)).url == at("update_list")
    assert not Update.objects.exists()


def test_a_correction_replaces_and_both_stay_readable(client, project, writer, certifier, reader):
    old = made.issued(project, writer, certifier)
    client.force_login(writer)
    client.post(at("update_correct", old.pk), {"reason": "One pack too many"})
    new = Update.objects.open().get()
    client.post(at("update_submit", new.pk))
    client.force_login(certifier)
    client.post(at("update_review", new.pk), {"note": "Counted again"})
    client.post(at("update_issue", new.pk))
    client.force_login(reader)
    assert "Replaced" in client.get(at("update_list")).content.decode()
    page = client.get(at("update", old.pk)).content.decode()
    assert at("update", new.pk) in page
    assert "One pack too many" in page
    assert client.get(at("update_pdf", old.pk)).status_code == 200


def test_the_words_wait_untouched_for_approval(client, project, writer):
    update = made.in_review(project, writer)
    client.force_login(writer)
    assert client.get(at("update_edit", update.pk)).url == at("update", update.pk)


def test_a_stored_page_may_use_its_own_style_and_nothing_else(client, project, writer, certifier, reader):
    update = made.issued(project, writer, certifier)
    client.force_login(reader)
    answer = client.get(at("update_html", update.pk))
    policy = answer["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "script-src" not in policy
    assert not re.search(r"\sstyle=|<script", answer.content.decode())


DRAFT_PAGES = ("update", "update_pdf", "update_html", "update_json")


@pytest.mark.parametrize("name", DRAFT_PAGES)
def test_a_draft_does_not_exist_for_a_reader(client, project, writer, reader, name):
    update = made.draft(project, writer)
    client.force_login(reader)
    assert client.get(at(name, update.pk)).status_code == 404


@pytest.mark.parametrize(
    "name",
    [
        "update_edit",
        "update_preview",
        "update_submit",
        "update_review",
        "update_return",
        "update_issue",
        "update_discard",
        "update_correct",
    ],
)
def test_a_reader_may_do_nothing(client, project, writer, reader, name):
    update = made.draft(project, writer)
    client.force_login(reader)
    assert client.post(at(name, update.pk)).status_code == 403


@pytest.mark.parametrize("name", [*DRAFT_PAGES, "update_edit", "update_issue", "update_discard"])
def test_the_other_project_does_not_exist(client, project, writer, name):
    update = made.draft(project, writer)
    client.force_login(member(ProjectFactory()))
    assert client.get(at(name, update.pk)).status_code == 404


def test_the_list_asks_the_same_for_2_and_20(client, project, writer, certifier, reader):
    client.force_login(reader)
    for number in range(2):
        made.issued(project, writer, certifier, as_at=on(9, 1 + number))
    client.get(at("update_list"))
    with CaptureQueriesContext(connection) as few:
        client.get(at("update_list"))
    for number in range(2, 20):
        made.issued(project, writer, certifier, as_at=on(9, 1 + number))
    with CaptureQueriesContext(connection) as many:
        client.get(at("update_list"))
    assert len(few) == len(many)


def test_every_heading_has_a_box(client, project, writer):
    update = made.draft(project, writer)
    client.force_login(writer)
    assert set(boxes(client, update)) == {*SectionKey.values, *(f"seen_{key}" for key in SectionKey.values)}
    assert rules.mark("") in client.get(at("update_edit", update.pk)).content.decode()


@pytest.mark.parametrize(
    ("act", "button"), [("review", "Record the review"), ("approve", "Approve and issue")]
)
def test_the_writer_sees_who_may_in_place_of_the_button(client, project, writer, act, button):
    """Whoever prepared it or wrote a word of it is told who may; the second person has the button."""
    update, colleague = made.draft(project, writer, summary="All is well."), member(project)
    actions.write_sections(update_id=update.pk, texts={"award": "Awarded."}, by=colleague)
    actions.submit_update(update_id=update.pk, by=writer)
    if act == "approve":
        actions.review_update(update_id=update.pk, note="Read", by=member(project, Role.FINANCE))
    ended = MembershipFactory(project=project, role=Role.CERTIFIER, until=on(11, 1)).user
    for user, words in ((writer, "You prepared this update."), (colleague, "You wrote part of this update.")):
        client.force_login(user)
        page = client.get(at("update", update.pk)).text
        assert words in page
        assert "Nobody else may yet" in page
        assert button not in page
        assert "Return to the writer" in page
    certifier = member(project, Role.CERTIFIER)
    page = client.get(at("update", update.pk)).text
    assert f"{certifier.name} may." in page
    assert ended.name not in page
    client.force_login(certifier)
    page = client.get(at("update", update.pk)).text
    assert button in page
    assert f"Somebody else must {act} it" not in page
