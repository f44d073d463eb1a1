"""The new ends of keeping, complaints and own streets can be taken back on a database in use, and brought again."""

import datetime

import pytest
from django.db import connection
from django.utils import timezone

from accounts.choices import Role
from households.actions.own_streets import name_own_street
from households.models import DataRequest, OwnStreet
from tests.factories.accounts import member
from tests.factories.households import HouseholdFactory

BEFORE, NOW = "0008_requests_about_data", "0011_complaints_about_data"


@pytest.mark.django_db(transaction=True)
def test_the_older_office_keeps_what_it_can_hold(migrate_room):
    home = HouseholdFactory()
    by, second = member(home.project), member(home.project, Role.CERTIFIER)
    made = {
        "project": home.project,
        "received_on": datetime.date(2021, 10, 1),
        "asked_by": by,
        "asked_at": timezone.now(),
    }
    access = DataRequest.objects.create(kind="access", household=home, **made)
    terms = DataRequest.objects.create(
        kind="terms", **made, done_at=timezone.now(), released_by=second, certificate={"households.Outing": {"what": "removed", "rows": 1}}
    )  # fmt: skip
    DataRequest.objects.create(kind="complaint", **made)
    name_own_street(project=home.project, user=by, street=home.street, by=by)
    migrate_room("households", BEFORE)
    assert "households_ownstreet" not in connection.introspection.table_names()
    migrate_room("households", NOW)
    assert set(DataRequest.objects.values_list("pk", "kind")) == {
        (access.pk, "access"),
        (terms.pk, "retention"),
    }
    assert DataRequest.objects.get(pk=terms.pk).certificate
    assert not OwnStreet.objects.exists()
