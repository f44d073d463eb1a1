"""The pages of an import, driven as a person drives them: bring, look, correct, decide, merge, undo."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import AuditEvent
from households.models import Household, Street
from imports.actions import merge_batch
from imports.models import Batch, Row
from tests.factories.accounts import ProjectFactory, member
from tests.factories.doorstep import make_visit
from tests.factories.imports import listing, stage

pytestmark = pytest.mark.django_db
PAGES = ("batch", "batch_map", "batch_review", "batch_merge", "batch_discard", "batch_undo")
THREE = listing(
    ["1", "Vulcans Lane", "Workington", "CA14 2AA", ""],
    ["2", "Vulcans Lane", "Workington", "CA14 2AA", ""],
    ["2A", "Vulcans Lane", "Workington", "", ""],
)


@pytest.fixture
def project():
    return ProjectFactory()


@pytest.fixture
def coordinator(project, client):
    user = member(project)
    client.force_login(user)
    return user


def page(batch, name="batch"):
    return reverse(f"imports:{name}", args=[batch.project.slug, batch.pk])


def upload(client, project, content, name="homes.csv"):
    file = SimpleUploadedFile(name, content if isinstance(content, bytes) else content.encode())
    return client.post(reverse("imports:batch_new", args=[project.slug]), {"file": file}, follow=True)


@pytest.mark.parametrize("name", PAGES)
def test_three_people_at_each_page(client, project, coordinator, name):
    batch = stage(project, THREE, by=coordinator)
    assert client.get(page(batch, name)).status_code == 200
    client.force_login(member(ProjectFactory()))
    assert client.get(page(batch, name)).status_code == 404
    client.force_login(member(project, "assistant"))
    assert client.get(page(batch, name)).status_code == 403


@pytest.mark.parametrize("name", ["batch_list", "batch_new"])
def test_three_people_at_the_list_and_the_upload(client, project, coordinator, name):
    url = reverse(f"imports:{name}", args=[project.slug])
    assert client.get(url).status_code == 200
    client.force_login(member(ProjectFactory()))
    assert client.get(url).status_code == 404
    client.force_login(member(project, "finance"))
    assert client.get(url).status_code == 403


def test_a_batch_of_another_project_does_not_exist(client, project, coordinator):
    other = stage(ProjectFactory(), THREE)
    for name in PAGES:
        assert client.get(reverse(f"imports:{name}", args=[project.slug, other.pk])).status_code == 404


def test_upload_look_merge_undo(client, project, coordinator):
    answer = upload(client, project, THREE).content.decode()
    batch = Batch.objects.get()
    assert "3 rows read" in answer
    assert "Nothing is in the register yet" in answer
    assert not Household.objects.exists()
    answer = client.post(page(batch, "batch_merge"), follow=True).content.decode()
    assert "is in the register" in answer
    assert Household.objects.count() == 3
    answer = client.post(page(batch, "batch_undo"), follow=True).content.decode()
    assert "is undone" in answer
    assert not Household.objects.exists()
    assert not Street.objects.exists()
    assert list(
        AuditEvent.objects.filter(verb__startswith="batch.").order_by("id").values_list("verb", flat=True)
    ) == ["batch.stage", "batch.merge", "batch.undo"]


def test_a_refused_file_says_so_beside_the_field_and_keeps_nothing(client, project, coordinator):
    answer = upload(client, project, b"\x89PNG\r\n\x1a\n" + b"\x00" * 100, name="homes.csv").content.decode()
    assert "“homes.csv” is a picture (PNG), not a list of rows." in answer
    assert "There is a problem" in answer
    assert not Batch.objects.exists()


def test_no_file_chosen(client, project, coordinator):
    answer = client.post(reverse("imports:batch_new", args=[project.slug]), {}).content.decode()
    assert "Select the file to import" in answer


def test_unknown_headings_lead_to_the_columns_and_a_choice_reads_the_rows(client, project, coordinator):
    answer = upload(client, project, "foo,bar\n14,Mill Lane\n16,Mill Lane\n")
    batch = Batch.objects.get()
    assert answer.redirect_chain[-1][0] == page(batch, "batch_map")
    assert "For example: 14 · 16" in answer.content.decode()
    assert batch.refused == 2
    refused = client.post(page(batch, "batch_map"), {"column_0": "number", "column_1": ""}).content.decode()
    assert "No column holds an address or a street." in refused
    client.post(page(batch, "batch_map"), {"column_0": "number", "column_1": "street"})
    batch.refresh_from_db()
    assert batch.new == 2
    assert batch.mapping == {"number": ["foo"], "street": ["bar"]}


def test_a_doubtful_row_is_decided_and_merged(client, project, coordinator):
    text = listing(
        ["14B", "Mill Lane", "", "", ""],
        ["Flat B, 14", "Mill Lane", "", "", ""],
        ["Flat 2, 9", "Mill Lane", "", "", ""],
        ["9/2", "Mill Lane", "", "", ""],
    )
    upload(client, project, text)
    batch = Batch.objects.get()
    assert batch.review == 2
    first, second = Row.objects.of(batch).waiting()
    shown = client.get(page(batch, "batch_review")).content.decode()
    assert "It is the same home as row 2: 14B Mill Lane" in shown
    client.post(
        page(batch, "batch_review"),
        {f"row_{first.pk}": f"same:{first.candidate_ids[0]}", f"row_{second.pk}": "new"},
    )
    client.post(page(batch, "batch_merge"))
    assert sorted(Household.objects.values_list("flat", "number")) == [
        ("", "14B"),
        ("", "9/2"),
        ("Flat 2", "9"),
    ]
    client.post(page(batch, "batch_undo"))
    assert not Household.objects.exists()


def test_a_candidate_that_was_not_offered_is_refused(client, project, coordinator):
    text = listing(["14B", "Mill Lane", "", "", ""], ["Flat B, 14", "Mill Lane", "", "", ""])
    batch = stage(project, text, by=coordinator)
    row = Row.objects.of(batch).waiting().get()
    answer = client.post(page(batch, "batch_review"), {f"row_{row.pk}": "same:999999"}).content.decode()
    assert "Choose one of the answers shown" in answer


def test_undo_is_refused_while_a_visit_hangs_on_a_home(client, project, coordinator):
    batch = stage(project, THREE, by=coordinator)
    merge_batch(batch_id=batch.pk, by=coordinator)
    make_visit(Household.objects.first(), by=coordinator)
    answer = client.post(page(batch, "batch_undo"), follow=True).content.decode()
    assert "cannot be undone" in answer
    assert Household.objects.count() == 3


def test_a_second_merge_is_refused_in_words(client, project, coordinator):
    batch = stage(project, THREE, by=coordinator)
    client.post(page(batch, "batch_merge"))
    answer = client.post(page(batch, "batch_merge"), follow=True).content.decode()
    assert "You cannot merge now" in answer
    assert Household.objects.count() == 3


def test_discard(client, project, coordinator):
    batch = stage(project, THREE, by=coordinator)
    answer = client.post(page(batch, "batch_discard"), follow=True).content.decode()
    assert "is discarded" in answer
    assert "Decide about" not in answer


def test_formulas_and_tags_stay_text(client, project, coordinator):
    upload(client, project, listing(["=1+1", "<b>Mill</b> Lane", "", "", ""]))
    shown = client.get(page(Batch.objects.get())).content.decode()
    assert "&lt;b&gt;" in shown.lower()
    assert "<b>mill" not in shown.lower()


def test_what_changes_is_shown_before_it_does(client, project, coordinator):
    merge_batch(batch_id=stage(project, THREE, by=coordinator).pk, by=coordinator)
    batch = stage(project, listing(["1", "Vulcans Lane", "Workington", "CA14 2AA", "100"]), by=coordinator)
    assert "UPRN: nothing becomes 100" in client.get(page(batch)).content.decode()


@pytest.mark.parametrize("show", ["new", "review"])
def test_the_query_count_does_not_grow_with_the_rows(client, project, coordinator, show):
    few, many = (stage(project, listing(*doubles(size)), by=coordinator) for size in (1, 20))
    url = reverse("imports:batch_list", args=[project.slug])
    counted = []
    for address in (
        f"{page(few)}?show={show}",
        f"{page(many)}?show={show}",
        page(few, "batch_review"),
        page(many, "batch_review"),
    ):
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        counted.append(len(queries))
    assert counted[0] == counted[1]
    assert counted[2] == counted[3]
    assert client.get(url).status_code == 200


def doubles(size):
    return [
        row
        for number in range(1, size + 1)
        for row in ([f"{number}B", "Mill Lane", "", "", ""], [f"Flat B, {number}", "Mill Lane", "", "", ""])
    ]
