"""The pages of recorded crime: what they say, bring a file, take it in."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.choices import Role
from households.actions import add_area
from outcomes.models import Crime, CrimeMonth
from tests.factories.accounts import ProjectFactory, member
from tests.factories.outcomes import crime_month, hold, street_file

pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    return ProjectFactory()


@pytest.fixture
def by(project):
    add_area(project=project, name="Here", by=member(project), lsoas=[("E01019121", "2011", True)])
    return member(project)


def page(client, name, project, *args, **asked):
    return client.get(reverse(f"outcomes:{name}", args=[project.slug, *args]), asked)


def test_the_page_says_what_is_held_and_calls_it_by_its_name(client, project, by, tmp_path):
    client.force_login(by)
    assert "No month is held yet" in page(client, "crime", project).content.decode()
    for month, many in (("2020-09", 4), ("2021-07", 1), ("2021-09", 8)):
        hold(project, by, street_file(tmp_path, (many, {"month": month}), name=f"{month}.csv"))
    words = page(client, "crime", project).content.decode()
    assert "Burglary (homes and businesses together)" in words
    assert (
        "8 in the 1 month that can be compared, 4 in the same 1 month a year before: not distinguishable from no change."
        in words
    )
    assert "Not held, and not counted as nothing" in words
    assert "Source: data.police.uk" in words
    assert "residential" not in words.casefold()
    other = page(client, "crime", project, kind="Burglary", first="2021-07", last="2021-07", years="3")
    assert other.context["counted"].area.count == 1
    assert "The same months 3 years before: no comparable month held." in other.content.decode()
    wrong = page(
        client, "crime", project, kind="Burglary", first="2021-09", last="2021-07", years="1"
    ).content.decode()
    assert "must not come before the first month" in wrong


def test_the_page_costs_the_same_for_more_months_and_rows(client, project, by, tmp_path):
    client.force_login(by)
    hold(project, by, street_file(tmp_path, (2, {})))
    page(client, "crime", project)
    with CaptureQueriesContext(connection) as few:
        page(client, "crime", project)
        page(client, "crime_month_list", project)
    for month in range(1, 8):
        hold(project, by, street_file(tmp_path, (9, {"month": f"2021-0{month}"}), name=f"{month}.csv"))
    with CaptureQueriesContext(connection) as many:
        page(client, "crime", project)
        page(client, "crime_month_list", project)
    assert len(many) == len(few)


def test_bring_a_file_look_and_take_it_in(client, project, by, tmp_path):
    client.force_login(by)
    path = street_file(tmp_path, (3, {}), {"crime_id": "", "crime_type": "Anti-social behaviour"})
    with path.open("rb") as file:
        answer = client.post(reverse("outcomes:crime_add", args=[project.slug]), {"file": file}, follow=True)
    assert "4 rows were read: 4 new" in answer.content.decode()
    month = CrimeMonth.objects.get()
    assert "Take it in" in answer.content.decode()
    assert not Crime.objects.held().exists()
    client.post(reverse("outcomes:crime_month_hold", args=[project.slug, month.pk]))
    assert Crime.objects.held().count() == 4
    again = client.post(reverse("outcomes:crime_month_drop", args=[project.slug, month.pk]), follow=True)
    assert "does not wait any more" in again.content.decode()
    with path.open("rb") as file:
        same = client.post(reverse("outcomes:crime_add", args=[project.slug]), {"file": file}, follow=True)
    assert "nothing in them differs" in same.content.decode()


def test_a_picture_is_refused_beside_the_box(client, project, by, tmp_path):
    client.force_login(by)
    path = tmp_path / "street.csv"
    path.write_bytes(b"\x89PNG\r\n\x1a\n1234")
    with path.open("rb") as file:
        answer = client.post(reverse("outcomes:crime_add", args=[project.slug]), {"file": file})
    assert "is a picture (PNG)" in answer.content.decode()
    assert not CrimeMonth.objects.exists()


@pytest.mark.parametrize(
    ("role", "sees", "adds"),
    [(Role.COORDINATOR, 200, 200), (Role.EVALUATOR, 200, 403), (Role.PARTNER_READER, 403, 403)],
)
def test_who_opens_what(client, project, by, role, sees, adds):
    month, away = crime_month(project, by), crime_month(ProjectFactory(), by)
    client.force_login(member(project, role))
    assert page(client, "crime", project).status_code == sees
    assert page(client, "crime_month", project, month.pk).status_code == sees
    assert page(client, "crime_month_hold", project, month.pk).status_code == adds
    if sees == 200:
        assert page(client, "crime_month", project, away.pk).status_code == 404
        assert page(client, "crime", away.project).status_code == 404


def test_what_the_extract_page_gives(client, project, settings):
    settings.DEMONSTRATION_TODAY = datetime.date(2021, 11, 24)
    client.force_login(member(project, Role.EVALUATOR))
    address = reverse("reports:extract", args=[project.slug])
    assert "wide_before" in client.get(address).content.decode()
    day = {"as_at_day": "31", "as_at_month": "10", "as_at_year": "2021"}
    answer = client.post(address, day)
    assert (answer["Content-Type"], answer.content[:2]) == ("application/zip", b"PK")
    assert "must be on or before" in client.post(address, day | {"as_at_year": "2022"}).content.decode()
    client.force_login(member(project, Role.FINANCE))
    assert client.get(address).status_code == 403
