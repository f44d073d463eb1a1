"""People, bodies and projects for tests: legal states only."""

import datetime

import factory
from django.utils import timezone

from accounts.choices import Role
from accounts.models import LostFactor, Membership, Organisation, Project, User


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User

    email = factory.Sequence(lambda n: f"person{n}@demo.example")
    name = factory.Sequence(lambda n: f"Person {n}")
    password = "!"


class OrganisationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"Body {n}")


class ProjectFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Project

    slug = factory.Sequence(lambda n: f"project-{n}")
    name = factory.Sequence(lambda n: f"Project {n}")
    starts_on = datetime.date(2021, 6, 3)
    ends_on = datetime.date(2022, 3, 31)


class MembershipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Membership

    project = factory.SubFactory(ProjectFactory)
    user = factory.SubFactory(UserFactory)
    role = Role.COORDINATOR


def member(project, role=Role.COORDINATOR):
    """A person with this role on this project."""
    return MembershipFactory(project=project, role=role).user


def lost_factor(project, user):
    """Somebody who asks to be let in without their second factor."""
    return LostFactor.objects.create(project=project, user=user, asked_at=timezone.now())
