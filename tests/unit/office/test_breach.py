"""What a person or a lost phone could have exposed: counted by hand, no address on the screen, and written down."""

import csv
import datetime

import pytest
from django.core.management import call_command

from accounts.choices import Role
from accounts.models import AuditEvent
from doorstep.inbox.devices import revoke_phone
from households.actions import reveal
from office.trust import breach
from tests.deposit.phone import Phone
from tests.factories import register
from tests.factories.accounts import member
from tests.factories.doorstep import deliver
from tests.factories.households import HouseholdFactory
from tests.factories.rounds import DAY, round_of, street_of

pytestmark = pytest.mark.django_db
D = datetime.date
SINCE = D(2021, 8, 1)


@pytest.fixture
def walked(settings):
    """Of five homes: two on a round, one of them visited, one looked at, one visited before the day asked about, one untouched."""
    settings.DEMONSTRATION_TODAY = DAY
    homes = street_of(5)
    project = homes[0].project
    walker, coordinator = member(project, Role.ASSISTANT), member(project)
    round_of(homes[:2], walked_by=walker, on_day=DAY)
    deliver(homes[1], walker)
    register.note_vulnerability(homes[2], coordinator)
    reveal(household=homes[2], what="vulnerability", reason="A visit", by=walker)
    reveal(household=homes[2], what="vulnerability", reason="A visit", by=coordinator)
    old = deliver(homes[3], walker)
    type(old).objects.filter(pk=old.pk).update(happened_on=D(2021, 7, 1))
    round_of([HouseholdFactory()], on_day=DAY)
    return project, homes, walker, coordinator


def test_homes_in_hand_are_those_of_rounds_visits_and_looks(walked):
    project, homes, walker, _coordinator = walked
    told = breach.pack(project, walker, SINCE)
    assert {home.pk: why for home, why in told["homes"]} == {
        homes[0].pk: ["on a round of theirs"],
        homes[1].pk: ["on a round of theirs", "recorded by them"],
        homes[2].pk: ["looked at: note on vulnerability"],
    }
    assert (told["looks"], told["exports"], told["answers"]) == (1, 0, 0)
    assert "residents’ names and contacts" in told["could"]


def test_the_command_tells_counts_writes_the_homes_and_is_written_down(walked, tmp_path, capsys):
    project, homes, walker, coordinator = walked
    phone = Phone(project, walker)
    revoke_phone(device_id=phone.device.pk, by=coordinator)
    walker.is_active = False
    walker.save()
    asked = {
        "person": walker.email,
        "since": SINCE,
        "by": coordinator.email,
        "output": tmp_path / "homes.csv",
    }
    call_command("breach_pack", project.slug, **asked)
    said = capsys.readouterr().out
    assert "3  homes were surely in hand" in said
    assert "reported lost" in said
    assert "72 hours" in said
    assert homes[0].street.name not in said
    rows = list(csv.reader((tmp_path / "homes.csv").read_text("utf-8-sig").splitlines()))
    assert [row[0] for row in rows[1:]] == [home.address for home in homes[:3]]
    event = AuditEvent.objects.get(verb="breach.pack")
    assert (event.by, event.subject_id) == (coordinator, str(walker.pk))
    for wrong in ({"person": "nobody@demo.example"}, {"by": "nobody@demo.example"}, {}):
        with pytest.raises(SystemExit):
            call_command("breach_pack", project.slug, **(asked | wrong))
