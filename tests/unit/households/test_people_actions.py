"""Residents, notes, cautions and landlords: what is written, what is refused, and what the trail says."""

import datetime

import pytest

from accounts.actions import ViewRefused
from accounts.models import AuditEvent, ViewEvent
from households import actions, rules
from households.actions.landlords import LANDLORD_FIELDS
from households.actions.residents import RESIDENT_FIELDS
from households.models import CautionFlag, Consent, Landlord
from saferstreets.common import clock
from tests.factories.accounts import OrganisationFactory, member
from tests.factories.households import HouseholdFactory
from tests.factories.register import burglary_record, caution, landlord, make_resident, note_vulnerability

pytestmark = pytest.mark.django_db
D = datetime.date
DAY = datetime.timedelta(days=1)


@pytest.fixture
def home():
    return HouseholdFactory()


@pytest.fixture
def by(home):
    return member(home.project)


def seen(record, fields):
    return rules.mark(*(getattr(record, field) for field in fields))


def test_a_resident_needs_no_name_but_a_notice(home, by):
    resident = make_resident(home, by, name="", contact="", agreed=["pack", "survey"])
    assert str(resident) == "Resident, name not given"
    assert set(Consent.objects.values_list("purpose", "given")) == {("pack", True), ("survey", True)}


def test_a_consent_is_withdrawn_by_a_later_row(home, by):
    resident = make_resident(home, by, agreed=["pack"])
    actions.record_consent(resident=resident, purpose="pack", given=False, happened_on=D(2021, 10, 1), by=by)
    assert list(Consent.objects.values_list("given", flat=True)) == [True, False]


@pytest.mark.parametrize(("purpose", "named"), [("referral", False), ("pack", True)])
def test_a_body_belongs_to_a_referral_and_to_nothing_else(home, by, purpose, named):
    with pytest.raises(actions.ResidentRefused):
        actions.record_consent(
            resident=make_resident(home, by),
            purpose=purpose,
            given=True,
            happened_on=D(2021, 10, 1),
            by=by,
            body=OrganisationFactory() if named else None,
        )


def test_the_second_of_two_who_edit_sees_both_versions(home, by):
    resident = make_resident(home, by)
    shown = seen(resident, RESIDENT_FIELDS)
    actions.change_resident(resident_id=resident.pk, seen=shown, name="First Example", by=by)
    with pytest.raises(actions.ChangedMeanwhile, match="First Example") as changed:
        actions.change_resident(resident_id=resident.pk, seen=shown, name="Second Example", by=by)
    actions.change_resident(resident_id=resident.pk, seen=changed.value.mark, name="Second Example", by=by)
    resident.refresh_from_db()
    assert resident.name == "Second Example"


def test_moving_out_once_and_not_before_moving_in(home, by):
    resident = make_resident(home, by)
    with pytest.raises(actions.ResidentRefused):
        actions.move_out(resident_id=resident.pk, moved_out_on=D(2021, 9, 1), by=by)
    actions.move_out(resident_id=resident.pk, moved_out_on=D(2021, 10, 1), by=by)
    with pytest.raises(actions.ResidentRefused):
        actions.move_out(resident_id=resident.pk, moved_out_on=D(2021, 10, 2), by=by)


def test_every_record_revealed_is_one_look_on_record(home, by):
    note_vulnerability(home, by)
    note_vulnerability(home, by, category="mobility")
    ended = note_vulnerability(home, by, category="older")
    actions.end_vulnerability(note_id=ended.pk, by=by)
    for reason in ("", "   "):
        with pytest.raises(ViewRefused):
            actions.reveal(household=home, what="vulnerability", reason=reason, by=by)
    assert not ViewEvent.objects.exists()
    found = actions.reveal(household=home, what="vulnerability", reason="Before tonight’s round", by=by)
    assert [note.category for note in found] == ["mobility", "lives_alone"]
    assert set(ViewEvent.objects.values_list("by", "kind", "subject_id")) == {
        (by.pk, "vulnerability", str(note.pk)) for note in found
    }


def test_an_expired_burglary_record_is_not_shown(home, by):
    burglary_record(home, reference="OLD", expires_on=clock.today() - DAY)
    last_day = burglary_record(home, reference="NEW", expires_on=clock.today())
    assert actions.reveal(household=home, what="burglary", reason="Survey", by=by) == [last_day]


def test_a_note_is_reviewed_and_ended(home, by):
    note = note_vulnerability(home, by)
    for action in (actions.review_vulnerability, actions.add_vulnerability):
        details = (
            {"note_id": note.pk}
            if action is actions.review_vulnerability
            else {"household": home, "category": "older", "source": "police"}
        )
        with pytest.raises(actions.CareRefused):
            action(review_on=clock.today(), by=by, **details)
    later = clock.today() + 200 * DAY
    assert actions.review_vulnerability(note_id=note.pk, review_on=later, by=by).review_on == later
    actions.end_vulnerability(note_id=note.pk, by=by)
    with pytest.raises(actions.CareRefused):
        actions.end_vulnerability(note_id=note.pk, by=by)


def test_a_caution_holds_to_its_last_day_and_expires_by_itself(home, by):
    flag = caution(home, by, expires_on=clock.today())
    assert list(CautionFlag.objects.standing_on(clock.today())) == [flag]
    assert not CautionFlag.objects.standing_on(clock.today() + DAY).exists()
    actions.lift_caution(caution_id=flag.pk, by=by)
    assert not CautionFlag.objects.standing_on(clock.today()).exists()
    with pytest.raises(actions.CareRefused):
        actions.lift_caution(caution_id=flag.pk, by=by)


@pytest.mark.parametrize("days", [-1, 367])
def test_a_caution_lasts_a_year_at_most(home, by, days):
    with pytest.raises(actions.CareRefused):
        caution(home, by, expires_on=clock.today() + days * DAY)


def test_landlords_are_entered_once_and_never_overwritten_silently(home, by):
    first, second = landlord(home.project, by), landlord(home.project, by, name="Second Homes")
    with pytest.raises(actions.LandlordRefused):
        landlord(home.project, by)
    with pytest.raises(actions.LandlordRefused):
        actions.change_landlord(landlord_id=second.pk, name=first.name, by=by)
    shown = seen(first, LANDLORD_FIELDS)
    actions.change_landlord(landlord_id=first.pk, seen=shown, kind="social", by=by)
    with pytest.raises(actions.ChangedMeanwhile, match="Social landlord"):
        actions.change_landlord(landlord_id=first.pk, seen=shown, kind="agent", by=by)
    assert Landlord.objects.get(pk=first.pk).kind == "social"


def test_a_home_has_one_landlord_and_its_version_grows(home, by):
    first, second = landlord(home.project, by), landlord(home.project, by, name="Second Homes")
    actions.set_landlord(household=home, landlord=first, by=by)
    actions.set_landlord(household=home, landlord=first, by=by)
    home.refresh_from_db()
    assert (home.landlord, home.version) == (first, 2)
    assert actions.detach_home(landlord=second, household=home, by=by).landlord == first
    assert actions.detach_home(landlord=first, household=home, by=by).landlord is None
    with pytest.raises(actions.LandlordRefused):
        actions.set_landlord(household=HouseholdFactory(), landlord=first, by=by)


def test_the_trail_holds_no_words_of_anybody(home, by):
    make_resident(home, by, name="Canary Name", contact="Canary Contact")
    note_vulnerability(home, by, reason="Canary Reason")
    caution(home, by, basis="Canary Basis")
    actions.record_contact(
        landlord=landlord(home.project, by, name="Canary Homes"),
        happened_on=D(2021, 10, 1),
        what="Canary words",
        by=by,
    )
    kept = " ".join(
        str(row) for row in AuditEvent.objects.values_list("verb", "subject_type", "subject_id", "fields")
    )
    assert "Canary" not in kept
