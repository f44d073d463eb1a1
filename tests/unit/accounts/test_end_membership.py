import datetime

import pytest

from accounts import actions
from accounts.choices import Role
from accounts.models import AuditEvent
from tests.factories.accounts import MembershipFactory, ProjectFactory, member

pytestmark = pytest.mark.django_db
LAST_DAY = datetime.date(2021, 11, 30)


def test_a_role_ends_and_the_row_stays():
    project = ProjectFactory()
    by = member(project)
    membership = MembershipFactory(project=project, role=Role.ASSISTANT)
    actions.end_membership(membership=membership, until=LAST_DAY, by=by)
    membership.refresh_from_db()
    assert membership.until == LAST_DAY
    assert AuditEvent.objects.filter(verb="membership.end", by=by, project=project).count() == 1


def test_the_last_coordinator_stays():
    project = ProjectFactory()
    membership = MembershipFactory(project=project)
    MembershipFactory(project=project, until=LAST_DAY)  # one who is leaving is not enough
    MembershipFactory()  # nor is the coordinator of another project
    with pytest.raises(actions.MembershipRefused, match="needs a coordinator"):
        actions.end_membership(membership=membership, until=LAST_DAY, by=membership.user)
    membership.refresh_from_db()
    assert membership.until is None
    assert not AuditEvent.objects.exists()


def test_a_coordinator_may_leave_when_another_stays():
    project = ProjectFactory()
    membership = MembershipFactory(project=project)
    actions.end_membership(membership=membership, until=LAST_DAY, by=member(project))
    membership.refresh_from_db()
    assert membership.until == LAST_DAY
