"""Who may do what, where, until when; and what bodies are called on a day."""

import datetime

import pytest

from accounts.actions import ProjectRefused, add_member, add_organisation, create_project
from accounts.choices import NameKind, Role
from accounts.models import AuditEvent, Project, User
from accounts.permissions import Perm
from tests.factories.accounts import MembershipFactory, OrganisationFactory, ProjectFactory, UserFactory

pytestmark = pytest.mark.django_db
D = datetime.date


def fresh(user):
    return User.objects.get(pk=user.pk)


def test_rights_belong_to_a_membership_on_a_project():
    one, other = ProjectFactory(), ProjectFactory()
    user = UserFactory()
    MembershipFactory(project=one, user=user, role=Role.COORDINATOR)
    MembershipFactory(project=other, user=user, role=Role.PARTNER_READER)
    assert user.can(Perm.VISIT_RECORD, one)
    assert not user.can(Perm.VISIT_RECORD, other)
    assert user.can(Perm.UPDATE_READ, other)
    assert user.can_anywhere(Perm.PROJECT_SETUP)
    assert set(Project.objects.entered_by(user)) == {one, other}


@pytest.mark.parametrize(("until", "may"), [(D(2021, 10, 3), False), (D(2021, 10, 4), True), (None, True)])
def test_a_membership_ends_after_its_last_day(settings, until, may):
    settings.DEMONSTRATION_TODAY = D(2021, 10, 4)
    membership = MembershipFactory(until=until)
    assert membership.user.can(Perm.VISIT_RECORD, membership.project) is may


def test_a_deactivated_person_may_do_nothing():
    membership = MembershipFactory()
    membership.user.is_active = False
    assert not membership.user.can(Perm.UPDATE_READ, membership.project)
    assert not membership.user.can_anywhere(Perm.UPDATE_READ)


@pytest.mark.parametrize("slug", ["sign-in", "updates", "healthz"])
def test_a_project_cannot_take_an_address_of_the_house(slug):
    with pytest.raises(ProjectRefused):
        create_project(by=UserFactory(), slug=slug, name="X", starts_on=D(2021, 1, 1), ends_on=D(2021, 1, 2))
    assert not Project.objects.exists()


def test_the_person_who_opens_a_project_coordinates_it():
    user = UserFactory()
    project = create_project(
        by=user, slug="barrow", name="Barrow", starts_on=D(2021, 1, 1), ends_on=D(2021, 12, 31)
    )
    assert fresh(user).can(Perm.PROJECT_SETUP, project)
    with pytest.raises(ProjectRefused, match="already a project"):
        create_project(
            by=user, slug="barrow", name="Barrow", starts_on=D(2021, 1, 1), ends_on=D(2021, 12, 31)
        )


def test_the_same_role_again_only_moves_its_end():
    project, user, by = ProjectFactory(), UserFactory(), UserFactory()
    add_member(project=project, user=user, role=Role.FINANCE, by=by)
    add_member(project=project, user=user, role=Role.FINANCE, by=by, until=D(2022, 3, 31))
    assert user.memberships.get().until == D(2022, 3, 31)
    assert AuditEvent.objects.filter(verb="membership.add").count() == 2


def test_bodies_keep_the_name_and_the_holder_of_the_day():
    successor = OrganisationFactory(name="Cumberland Council")
    body = add_organisation(
        by=UserFactory(),
        name="Cumbria County Council",
        names=[
            ("Cumbria CC", NameKind.ALIAS, None, None),
            ("The Old County", NameKind.OFFICIAL, None, D(1999, 12, 31)),
        ],
        ended_on=D(2023, 3, 31),
        successor=successor,
    )
    assert body.name_as_at(D(1999, 12, 31)) == "The Old County"
    assert body.name_as_at(D(2021, 9, 30)) == "Cumbria County Council"
    assert body.holder_as_at(D(2023, 3, 31)) == body
    assert body.holder_as_at(D(2023, 4, 1)) == successor
