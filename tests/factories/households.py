"""Streets and homes for tests, through the same keys the register uses."""

import factory

from households import rules
from households.matching import door_key, street_key
from households.models import Household, Street
from tests.factories.accounts import ProjectFactory


class StreetFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Street

    project = factory.SubFactory(ProjectFactory)
    name = factory.Sequence(lambda n: f"Street {n}")
    key = factory.LazyAttribute(lambda street: street_key(street.name))


class HouseholdFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Household

    street = factory.SubFactory(StreetFactory)
    project = factory.SelfAttribute("street.project")
    number = factory.Sequence(lambda n: str(9001 + n))
    postcode = "ZZ14 1AB"
    door_key = factory.LazyAttribute(lambda home: door_key(number=home.number))
    search = factory.LazyAttribute(
        lambda home: rules.search_text(home.number, home.street.name, home.postcode)
    )
    walk_seq = factory.LazyAttribute(lambda home: rules.walk_order(home.number))
