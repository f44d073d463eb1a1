"""What is invented around the homes, and the rates the demonstration is told with."""

import datetime
import io
import re

import pytest
from django.core.management import call_command

from accounts.models import AuditEvent, Organisation, Project
from households.choices import EnquiryStatus, HouseholdKind, ReferralStatus, RoundStatus, Tenure
from households.models import (
    BurglaryRecord,
    CautionFlag,
    Consent,
    Enquiry,
    Household,
    Landlord,
    Resident,
    Round,
    SupportReferral,
    Vulnerability,
)
from imports.models import Batch
from office import forecast_page
from office.demonstration import people

DAY = datetime.date(2021, 11, 24)


def demo(**options):
    call_command("demo", stdout=io.StringIO(), **{"projects": 1, "no_updates": True, **options})


@pytest.fixture(autouse=True)
def on_the_day(settings):
    settings.DEMONSTRATION_TODAY = DAY


@pytest.fixture
def workington(db):
    demo(households=300)
    return Project.objects.get(slug="workington")


def test_people_are_obviously_invented(workington):
    residents = list(Resident.objects.filter(project=workington))
    assert len(residents) >= 20
    assert all(re.fullmatch(r"Example Resident \d+", resident.name) for resident in residents)
    numbers = [
        row.contact for model in (Resident, Enquiry, Landlord) for row in model.objects.exclude(contact="")
    ]
    assert all(re.fullmatch(r"07700 900\d{3}", number) for number in numbers)
    assert all(record.reference.startswith("EXAMPLE-") for record in BurglaryRecord.objects.all())
    assert all(landlord.name.startswith("Example ") for landlord in Landlord.objects.all())
    assert Organisation.objects.filter(name__startswith="Example").count() >= 3
    assert {resident.notice_version for resident in residents} == {"2021-09"}
    assert set(Consent.objects.values_list("purpose", "given")) >= {
        ("pack", True),
        ("survey", True),
        ("survey", False),
    }


def test_there_is_something_of_everything(workington):
    assert Vulnerability.objects.filter(project=workington).count() >= 5
    assert BurglaryRecord.objects.filter(project=workington).count() == 8
    cautions = CautionFlag.objects.filter(project=workington)
    assert [caution.expires_on - DAY for caution in cautions.order_by("expires_on")] == [
        datetime.timedelta(days) for days in (-3, 6, 120)
    ]
    assert set(Enquiry.objects.values_list("status", flat=True)) == set(EnquiryStatus.values)
    assert Enquiry.objects.get(status=EnquiryStatus.PROMISED).promised_on == DAY
    assert all(enquiry.received_at.date() < DAY for enquiry in Enquiry.objects.all())
    assert SupportReferral.objects.filter(status=ReferralStatus.SENT, due_on__lt=DAY).count() == 1
    assert SupportReferral.objects.filter(status=ReferralStatus.ACCEPTED).count() == 1
    homes = Household.objects.filter(project=workington)
    assert 0.4 < homes.filter(tenure=Tenure.OWNER_OCCUPIED).count() / homes.count() < 0.6
    assert homes.filter(kind=HouseholdKind.TERRACE).count() > homes.count() / 2
    assert homes.exclude(landlord=None).count() >= 75  # and those whose locks wait for a landlord


def test_rounds_are_there_for_today_and_one_is_walked(workington):
    today = Round.objects.filter(project=workington, on_day=DAY, status=RoundStatus.PLANNED)
    assert {found.walked_by.email for found in today} == set(people.ASSISTANTS)
    assert all(10 <= found.doors.count() <= 50 for found in today)
    before = Round.objects.get(project=workington, status=RoundStatus.WALKED)
    assert before.on_day < DAY
    assert workington.ladder.count() == 3


def test_a_second_list_waits_with_look_alikes_and_numbers(workington):
    batch = Batch.objects.get(project=workington, kind="addresses")
    assert (batch.status, batch.read, batch.review, batch.changed, batch.new) == ("staged", 12, 7, 5, 0)
    assert not Household.objects.exclude(uprn="").exists(), "nothing is merged before somebody decides"
    lists = Batch.objects.count()
    demo(households=300)
    assert Batch.objects.count() == lists


def test_every_write_is_on_the_trail(workington):
    verbs = set(AuditEvent.objects.filter(project=workington).values_list("verb", flat=True))
    assert verbs >= {
        "resident.add", "consent.record", "vulnerability.add", "caution.set", "burglary.invent", "landlord.add", "enquiry.receive",
        "referral.make", "round.make", "ladder.set",
    }  # fmt: skip


def test_without_homes_only_the_landlords_and_the_waiting_come(db):
    for _ in range(2):
        demo(households=0)
    assert Landlord.objects.count() == 3
    assert not Resident.objects.exists()
    assert not Round.objects.exists()


@pytest.mark.slow
@pytest.mark.parametrize("seed", [5, 6])
def test_two_thousand_homes_show_the_rates_of_the_plan(db, seed):
    """40 % answered, 10 % of those who answered took no pack, 5 % no home: each within what so many doors leave open."""
    demo(households=2000, seed=seed)
    page = forecast_page.page(Project.objects.get(slug="workington"), DAY)
    rates = page["rates"]
    assert rates.answer.value == pytest.approx(0.40, abs=0.03)
    assert rates.refusal.value == pytest.approx(0.10, abs=0.03)
    assert rates.void.value == pytest.approx(0.05, abs=0.02)
    assert page["dwellings"] == 2000
    assert {row["answer"]: [cell["packs"] for cell in row["cells"]] for row in page["plan"]}[0.40] == [
        1094,
        1341,
        1488,
    ]
    evening, morning = (
        next(row["share"] for row in page["times"] if row["label"] == f"Weekday {part}")
        for part in ("evening", "morning")
    )
    assert evening.value > morning.value
