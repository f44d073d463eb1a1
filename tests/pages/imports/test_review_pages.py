"""The review of look-alikes: side by side, one by one or many at once, and what was decided before."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from households.models import Household
from imports.actions import merge_batch
from imports.models import KeptDecision, Row
from tests.factories.accounts import ProjectFactory, member
from tests.factories.doorstep import make_visit
from tests.factories.imports import keep_decision, listing, stage, stage_victims

pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    return ProjectFactory()


@pytest.fixture
def coordinator(project, client):
    user = member(project)
    client.force_login(user)
    return user


def at(name, batch, *keys):
    return reverse(f"imports:{name}", args=[batch.project.slug, *(keys or [batch.pk])])


def known(project, by, *numbers):
    rows = [
        [number, "Mill Lane", "Workington", "CA14 2AA", f"10{place}"] for place, number in enumerate(numbers)
    ]
    merge_batch(batch_id=stage(project, listing(*rows), by=by).pk, by=by)


def doubtful(project, by, *letters):
    return stage(project, listing(*[[f"Flat {one}, 14", "Mill Lane", "", "", ""] for one in letters]), by=by)


@pytest.mark.parametrize("name", ["batch_decide_many", "decision_list", "decision_forget"])
def test_three_people_at_each_page(client, project, coordinator, name):
    kept = keep_decision(project, by=coordinator)
    keys = {"decision_list": (), "decision_forget": (kept.pk,)}.get(name, (kept.batch_id,))
    address = reverse(f"imports:{name}", args=[project.slug, *keys])
    assert client.get(address).status_code == 200
    client.force_login(member(ProjectFactory()))
    assert client.get(address).status_code == 404
    client.force_login(member(project, "assistant"))
    assert client.get(address).status_code == 403


def test_a_row_and_what_it_may_be_stand_side_by_side(client, project, coordinator):
    known(project, coordinator, "14B")
    make_visit(Household.objects.get(), by=coordinator)
    batch = stage(
        project, listing(["Flat B, 14", "Mill Lane", "", "CA14 2AA", "100"], ["9", "Mill Lane", "", "", ""]), by=coordinator
    )  # fmt: skip
    assert batch.review == 0, "one UPRN on two spellings is one home"
    page = client.get(at("batch_review", doubtful(project, coordinator, "B"))).content.decode()
    assert "14B Mill Lane, Workington, CA14 2AA" in page
    for part in ("Flat or room", "Number", "UPRN", "What stands there", "Occupied", "Visits"):
        assert part in page, part
    assert page.count("data-differs") == 1
    assert "(different)" in page


def test_many_at_once_and_then_never_again(client, project, coordinator):
    known(project, coordinator, "14B", "14C")
    batch = doubtful(project, coordinator, "B", "C")
    review = client.get(at("batch_review", batch)).content.decode()
    assert at("batch_decide_many", batch) in review
    page = client.get(at("batch_decide_many", batch)).content.decode()
    assert "It looks like the address, written another way. (2)" in page
    why = "It looks like the address, written another way."
    answer = client.post(at("batch_decide_many", batch), {"why": why, "choice": "same"}, follow=True)
    assert "2 rows decided." in answer.content.decode()
    client.post(at("batch_merge", batch))
    assert Household.objects.count() == 2
    again = client.get(at("batch", doubtful(project, coordinator, "B", "C"))).content.decode()
    assert "it is 14B Mill Lane, Workington, CA14 2AA." in again
    assert "Decide about" not in again


def test_an_answer_nobody_offered_is_refused(client, project, coordinator):
    known(project, coordinator, "14B")
    batch = doubtful(project, coordinator, "B")
    page = client.post(at("batch_decide_many", batch), {"why": "x", "choice": "other"}).content.decode()
    assert "Choose one of the answers shown" in page
    assert Row.objects.of(batch).undecided().count() == 1


def test_a_list_of_burglaries_has_no_such_door(client, project, coordinator):
    known(project, coordinator, "14B", "15")
    text = "Crime reference,Address\nEXAMPLE-1,14B Mill Lane\nEXAMPLE-2,15 Mill Lane\n"
    batch = stage_victims(project, text, by=coordinator)
    assert "at once" not in client.get(at("batch_review", batch)).content.decode()
    answer = client.post(at("batch_decide_many", batch), {"why": "", "choice": "leave"}).content.decode()
    assert "one by one" in answer
    assert Row.objects.of(batch).undecided().count() == 2


def test_decisions_are_listed_and_forgotten(client, project, coordinator):
    kept = keep_decision(project, by=coordinator, choice="same")
    address = reverse("imports:decision_list", args=[project.slug])
    page = client.get(address).content.decode()
    assert "flat b 14 doubt lane" in page
    assert "14B Doubt Lane" in page
    client.post(reverse("imports:decision_forget", args=[project.slug, kept.pk]))
    assert not KeptDecision.objects.exists()
    assert "No decision yet" in client.get(address).content.decode()


def test_the_query_count_does_not_grow_with_the_decisions(client, project, coordinator):
    counted = []
    for letters in ("B", "CDEFGHJKLM"):
        known(project, coordinator, *[f"14{one}" for one in letters])
        batch = doubtful(project, coordinator, *letters)
        Row.objects.of(batch).waiting().update(decision="leave", decided_by=coordinator)
        merge_batch(batch_id=batch.pk, by=coordinator)
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("imports:decision_list", args=[project.slug]))
        counted.append(len(queries))
    assert counted[0] == counted[1]
