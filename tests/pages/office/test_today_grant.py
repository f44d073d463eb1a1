"""What the grant asks for on Today: alerts, returns, partners' returns and reviews; for the right people, in a fixed number of queries."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.choices import Role
from grants.actions import partners, radar
from grants.models import RadarAlert
from tests.factories.accounts import ProjectFactory, member
from tests.factories.claims import AUTUMN, SUMMER, certify, plan, submit
from tests.factories.grants import BID, make_agreement, make_duty, make_line

pytestmark = pytest.mark.django_db
D = datetime.date
TODAY = D(2021, 11, 24)


@pytest.fixture(autouse=True)
def the_day(settings):
    settings.DEMONSTRATION_TODAY = TODAY


@pytest.fixture
def project():
    return ProjectFactory(award_pence=50_000_00)


def timed_line(project, by, title="Locks", days=200):
    """A line of £1,000 on which nothing is ordered; its last safe day was long ago."""
    line = make_line(project, by, title=title)
    radar.time_line(line=line, lead_days=days, fitting_days=0, inspection_days=0, stated_in="A quote", by=by)
    return line


def expected(project, by, **details):
    """Returns of a quarter each, due 30 days after it."""
    return partners.expect_returns(
        agreement=make_agreement(project, by), months=3, first_on=BID, last_on=project.ends_on, due_days=30, by=by, **details
    )  # fmt: skip


def opened(client, project, person):
    client.force_login(person)
    return client.get(reverse("office:today", args=[project.slug]))


def test_each_thing_that_waits_is_there_once_with_its_day_and_its_page(client, project):
    by = member(project)
    timed_line(project, by)
    late = plan(project, by, SUMMER)
    plan(project, by, AUTUMN)  # its window closes on 31 January: not yet
    quarter, _, _, _ = expected(project, by)
    make_duty(project, by, what="The lamps", next_review_on=D(2021, 12, 22))
    make_duty(project, by, what="The cameras", next_review_on=D(2021, 12, 23))
    page = opened(client, project, by)
    told = [(row["what"], row["on"], row["status"]) for row in page.context["asks"]]
    assert told == [
        ("Locks", TODAY, "late"),
        ("Return 1 to the funder", late.closes_on, "late"),
        (f"Return of {quarter.agreement.body}", quarter.due_on, "late"),
        ("The lamps", D(2021, 12, 22), "due"),
    ]
    text = page.content.decode()
    assert "The last safe day to order has passed: about £1,000" in text
    assert f'href="{reverse("grants:return", args=[project.slug, late.pk])}"' in text
    assert RadarAlert.objects.get().raised_on == TODAY  # opening Today wrote it down


def test_what_is_settled_is_not_asked_again(client, project):
    by, certifier = member(project), member(project, Role.CERTIFIER)
    timed_line(project, by)
    claim = plan(project, by)
    for one in expected(project, by)[:1]:
        partners.receive_return(partner_return=one, received_on=TODAY, words="Here", by=by)
    make_duty(project, by, until_on=D(2021, 11, 23), next_review_on=D(2021, 11, 1))
    opened(client, project, by)
    radar.acknowledge_alert(alert=RadarAlert.objects.get(), on=TODAY, words="Moved to doors", by=by)
    submit(claim, by)
    certify(claim, certifier)
    page = opened(client, project, by)
    assert page.context["asks"] == []
    assert "No alert, return or review waits." in page.content.decode()


def test_who_may_not_see_the_grant_sees_none_of_it(client, project):
    timed_line(project, member(project))
    page = opened(client, project, member(project, Role.ASSISTANT))
    assert "asks" not in page.context
    assert "What the grant asks for" not in page.content.decode()
    assert not RadarAlert.objects.exists()


def test_twenty_of_each_cost_what_two_cost(client, project):
    by = member(project)

    def queries(more):
        for number in range(more):
            timed_line(project, by, title=f"Line {more} {number}")
            expected(project, by)
            make_duty(project, by, what=f"Thing {more} {number}", next_review_on=TODAY)
        opened(client, project, by)  # the first time new alerts are written
        with CaptureQueriesContext(connection) as counted:
            page = opened(client, project, by)
        return len(counted), page

    few, _ = queries(2)
    many, page = queries(20)
    assert many == few
    assert len(page.context["asks"]) == 3 * 8
    assert page.context["asks_more"] == 3 * 14
