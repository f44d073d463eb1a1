"""What everybody may read: issued papers byte for byte, their data, a check of a copy; and nothing else."""

import csv
import io
import json
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.choices import Role
from reports import actions, rules
from saferstreets.common.digests import digest
from tests.factories import reports as made
from tests.factories.accounts import ProjectFactory, member
from tests.unit.reports.conftest import on

pytestmark = pytest.mark.django_db


@pytest.fixture
def project(settings, monkeypatch):
    settings.DEMONSTRATION_TODAY = on(11, 24)
    monkeypatch.setattr("reports.paper.as_pdf", lambda html: b"%PDF-1.7 " + digest(html).encode())
    monkeypatch.setattr("reports.paper.as_large_print", lambda html: b"%PDF-1.7 large")
    return ProjectFactory(slug="testtown", name="Safer Streets Testtown")


@pytest.fixture
def people(project):
    return member(project), member(project, Role.CERTIFIER)


@pytest.fixture
def issued(project, people):
    return made.issued(project, *people, summary="All is well.")


def at(name, *args):
    return reverse(name, args=["testtown", *args])


def check(client, signs):
    return client.get(at("public_updates"), {"copy": signs}).content.decode()


def test_the_public_reads_the_paper_and_its_data(client, issued):
    listed = client.get(at("public_updates")).content.decode()
    for name in (
        "public_update",
        "public_pdf",
        "public_large",
        "public_figures",
        "public_targets",
        "public_json",
    ):
        assert at(name, issued.pk) in listed
        assert client.get(at(name, issued.pk)).status_code == 200
    assert client.get(at("public_pdf", issued.pk)).content == bytes(issued.pdf)
    page = client.get(at("public_update", issued.pk))
    assert page.content.decode() == issued.html
    assert "default-src 'none'" in page["Content-Security-Policy"]


def test_data_are_the_frozen_figures(client, issued):
    rows = list(
        csv.DictReader(io.StringIO(client.get(at("public_figures", issued.pk)).content.decode("utf-8-sig")))
    )
    data = json.loads(client.get(at("public_json", issued.pk)).content)
    frozen = issued.frozen["figures"]
    assert [(row["id"], row["label"]) for row in rows] == [(row["id"], row["label"]) for row in frozen]
    assert [row["value"] for row in data["figures"]] == [row["value"] for row in frozen]


def test_a_draft_and_another_projects_update_do_not_exist(client, project, people, issued):
    draft = made.draft(project, people[0], starts_on=on(10, 1), as_at=on(10, 31))
    other = ProjectFactory(slug="elsewhere")
    assert (
        str(draft.pk)
        not in client.get(at("public_feed")).content.decode().split("<item>")[-1].split("updates/")[-1][:3]
    )
    for pk, slug in ((draft.pk, project.slug), (issued.pk, other.slug), (0, project.slug)):
        for name in (
            "public_update",
            "public_pdf",
            "public_large",
            "public_figures",
            "public_targets",
            "public_json",
        ):
            assert client.get(reverse(name, args=[slug, pk])).status_code == 404
    assert client.get("/updates/nowhere/").status_code == 404
    assert client.post(at("public_updates")).status_code == 405


def test_a_copy_is_checked_by_reference_and_by_digest(client, issued):
    assert "<strong>Yes.</strong>" in check(client, rules.short(issued.frozen_sha256))
    assert "belong to the PDF" in check(client, issued.pdf_sha256.upper())
    assert "belong to the large print" in check(client, digest(b"%PDF-1.7 large"))
    assert "<strong>No.</strong>" in check(client, "0" * 64)
    for wrong in ("", "abcd", "g" * 16, "<script>"):
        page = check(client, wrong)
        assert "There is a problem" in page
        assert "Yes." not in page
        assert "<script>" not in page.split("</head>")[1].replace('<script src="', "")


def test_a_replaced_paper_says_so(client, issued, people):
    new = actions.correct_update(update_id=issued.pk, reason="A number was wrong", by=people[0])
    made.sign_off(new, people[0], people[1])
    page = client.get(at("public_updates")).content.decode()
    assert (
        page.index(at("public_pdf", new.pk))
        < page.index("Replaced by a correction")
        < page.index(at("public_pdf", issued.pk))
    )
    assert "replaced by a correction" in check(client, issued.pdf_sha256)


def test_the_feed_names_the_days_and_nobody(client, issued, people):
    answer = client.get(at("public_feed"))
    feed = ElementTree.fromstring(answer.content)
    assert [item.findtext("title") for item in feed.iter("item")] == [
        f"Progress update, {issued.period.label}"
    ]
    assert client.get(feed.find("channel/item").findtext("link")).status_code == 200
    page = client.get(at("public_updates")).content.decode()
    for person in people:
        assert person.name not in answer.content.decode() + page
        assert person.email not in answer.content.decode() + page


def test_ten_updates_cost_what_two_cost(client, project, people, issued):
    def queries():
        with CaptureQueriesContext(
            connection,
        ) as kept:
            client.get(at("public_updates"))
        return len(kept)

    made.issued(project, *people, starts_on=on(10, 1), as_at=on(10, 2))
    two = queries()
    for day in range(3, 11):
        made.issued(project, *people, starts_on=on(10, day), as_at=on(10, day))
    assert queries() == two


def test_photographs_and_reasons_are_kept_from_the_page(client, project, people, issued):
    from django.core.files.uploadedfile import SimpleUploadedFile

    from tests.factories.cctv import photograph

    draft = made.draft(project, people[0], starts_on=on(10, 1), as_at=on(10, 31))
    client.force_login(people[0])
    address = reverse("reports:update_photographs", args=["testtown", draft.pk])
    answers = {
        "section": "packs",
        "alt": "A pack on a table",
        "content": SimpleUploadedFile("a.jpg", photograph()),
    }
    assert "I have looked" in client.post(address, answers).content.decode()
    assert not draft.photographs.exists()
    answers["content"] = SimpleUploadedFile("a.jpg", photograph())
    assert client.post(address, {**answers, "safe": "on"}).url == address
    kept = draft.photographs.get()
    away = reverse("reports:update_photograph_drop", args=["testtown", draft.pk, kept.pk])
    assert "Take this photograph out" in client.get(away).content.decode()
    assert client.post(away).url == address
    assert not draft.photographs.exists()
    restated = client.get(reverse("reports:update_restated", args=["testtown", draft.pk])).content.decode()
    assert "Nothing is restated" in restated
