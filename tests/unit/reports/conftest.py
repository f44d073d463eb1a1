"""A register counted by hand, for figures, compositions and papers."""

import datetime
from types import SimpleNamespace

import pytest

from accounts.choices import NameKind, Role
from accounts.models import Organisation, OrganisationName
from grants.choices import Section
from households.choices import VisitOutcome
from packs.actions import add_specification
from tests.factories import grants as promised
from tests.factories.accounts import ProjectFactory, member
from tests.factories.doorstep import deliver, make_visit
from tests.factories.households import HouseholdFactory, StreetFactory


def on(month, day):
    """A day of 2021."""
    return datetime.date(2021, month, day)


@pytest.fixture
def london(settings):
    """Today is 24 November 2021."""
    settings.DEMONSTRATION_TODAY = on(11, 24)


@pytest.fixture
def counted(db, london):
    """Ten homes; three packs in September, two in October, one withdrawn never counted; a council that was renamed in October.

    Visits: 5 in September (one no answer, one refusal), 3 in October.
    """
    council = Organisation.objects.create(name="New Council")
    OrganisationName.objects.create(
        organisation=council, text="Old Council", kind=NameKind.OFFICIAL, until_on=on(10, 15)
    )
    OrganisationName.objects.create(
        organisation=council, text="New Council", kind=NameKind.OFFICIAL, from_on=on(10, 16)
    )
    project = ProjectFactory(
        name="Safer Streets Testtown",
        lead_body=council,
        award_pence=311_358_00,
        awarded_on=on(6, 3),
        demonstration=True,
    )
    writer, assistant, certifier = (
        member(project),
        member(project, Role.ASSISTANT),
        member(project, Role.CERTIFIER),
    )
    homes = HouseholdFactory.create_batch(10, street=StreetFactory(project=project))
    deliver(homes[0], assistant, on=on(9, 6), kit_code="A1", registered=True)
    deliver(homes[1], assistant, on=on(9, 30), kit_code="A2")
    deliver(homes[0], assistant, on=on(9, 20), again_reason="Lost", hour=15)
    make_visit(homes[2], assistant, on=on(9, 10), outcome=VisitOutcome.NO_ANSWER)
    make_visit(homes[3], assistant, on=on(9, 11), outcome=VisitOutcome.HARD_REFUSAL)
    deliver(homes[4], assistant, on=on(10, 1), kit_code="A3", registered=True)
    deliver(homes[5], assistant, on=on(10, 31))
    make_visit(homes[6], assistant, on=on(10, 2), outcome=VisitOutcome.NO_ANSWER)
    promised.promise_packs(project, writer, target=100)
    promised.promise_hardening(project, writer)
    promised.staff(project, writer)
    promised.agree(project, writer, council, agreed_words="June 2021")
    promised.step(project, writer, "Lamps chosen", done_on=on(9, 1), done_words="by September 2021")
    promised.step(project, writer, "Works begin", due_on=on(11, 30), due_words="October/November")
    promised.step(project, writer, "Told only in October", section=Section.CCTV, stated_on=on(10, 5))
    add_specification(
        project=project, from_on=on(9, 1), contents=[("Marking kit", None), ("Pens", 2)], by=writer
    )
    add_specification(
        project=project, from_on=on(10, 10), contents=[("Marking kit, second edition", None)], by=writer
    )
    return SimpleNamespace(
        project=project, writer=writer, assistant=assistant, certifier=certifier, homes=homes, council=council
    )
