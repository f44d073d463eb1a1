"""Everything about one home is found and nothing of another; forgotten by two people; and it stays forgotten."""

import datetime
import io
import json
import zipfile

import pytest
from django.apps import apps
from django.core.management import call_command
from django.utils import timezone

from accounts.choices import Role
from accounts.models import AuditEvent
from doorstep.models import Envelope, Letter
from households.choices import DataRequestKind, HouseholdState
from households.data_rules import due_on, months_later
from households.models import Household, Resident, Visit
from office.trust import actions, erasures, forgetting, subject_file
from office.trust.about import rows_about
from office.trust.fates import FATES, STAY, WITH_THE_PROJECT
from reports.composition import compose
from saferstreets.common import personal_data
from saferstreets.common.periods import Period
from tests.deposit.phone import Phone
from tests.factories import register
from tests.factories.accounts import ProjectFactory, member
from tests.factories.deposited import from_a_phone, hand_in
from tests.factories.households import HouseholdFactory, StreetFactory
from tests.house import house_models
from tests.world import _one_of_everything

pytestmark = pytest.mark.django_db
D = datetime.date
CANARY = "Zanzibar Quokka"


@pytest.fixture(autouse=True)
def kept_outside(settings, tmp_path):
    settings.ERASURES = tmp_path / "erasures.jsonl"


@pytest.fixture
def home(db):
    project = ProjectFactory(slug="trust")
    return HouseholdFactory(street=StreetFactory(project=project))


@pytest.fixture
def by(home):
    return member(home.project)


@pytest.fixture
def second(home):
    return member(home.project, Role.CERTIFIER)


def asked(home, by, kind=DataRequestKind.ERASURE):
    return actions.enter_request(project=home.project, household=home, kind=kind, by=by)


def told_by_phone(home, by, note=CANARY):
    phone = Phone(home.project, by)
    sha = phone.visit(home, "answered", note=note)
    (letter,) = hand_in(phone)
    assert letter.status == "accepted"
    return phone, sha, letter


def test_the_clock_is_a_month_and_three_with_a_reason():
    assert due_on(D(2021, 1, 31), False) == D(2021, 2, 28)
    assert due_on(D(2021, 11, 30), True) == D(2022, 2, 28)
    assert months_later(D(2022, 3, 31), 84) == D(2029, 3, 31)


def test_every_table_whose_time_ends_with_the_people_has_a_fate():
    ends = {
        label
        for label, columns in personal_data.tables().items()
        if any(
            entry and entry.keep.startswith("12 months after the project ends") for entry in columns.values()
        )
    }
    assert ends - FATES.keys() - WITH_THE_PROJECT.keys() - STAY.keys() == set()
    for label, fate in {**FATES, **WITH_THE_PROJECT}.items():
        columns = {field.name for field in apps.get_model(label)._meta.concrete_fields}
        assert isinstance(fate, str) or fate.keys() <= columns, label


def test_all_rows_of_a_home_are_found_and_none_of_another(home, by):
    everything = _one_of_everything(home.project)
    mine, neighbour = everything["home"], HouseholdFactory(street=everything["home"].street)
    register.make_resident(neighbour, by, name="Somebody Else")
    from_a_phone(neighbour, by)
    found = rows_about(mine)
    for model, keys in found.items():
        if any(field.name == "household" for field in model._meta.concrete_fields):
            owners = set(model._base_manager.filter(pk__in=keys).values_list("household", flat=True))
            assert owners <= {mine.pk, None}, model
    for model in house_models():
        if any(field.name == "household" for field in model._meta.concrete_fields):
            there = set(model._base_manager.filter(household=mine).values_list("pk", flat=True))
            assert there == found.get(model, set()), model
    assert len(found) >= 19


def test_the_answer_holds_the_home_and_not_the_neighbour_nor_a_secret_referral(home, by):
    register.make_resident(home, by, name=CANARY)
    neighbour = HouseholdFactory(street=home.street)
    register.make_resident(neighbour, by, name="Somebody Else")
    register.referral(home, by, kind="domestic_abuse")
    told_by_phone(home, by, note="left with Quiet Neighbour")
    from_a_phone(home, by)
    request = asked(home, by, DataRequestKind.ACCESS)
    file = zipfile.ZipFile(io.BytesIO(subject_file.answer(request)))
    said = json.loads(file.read("answer.json"))
    assert said["tables"]["households.Resident"][0]["name"] == CANARY
    whole = json.dumps(said)
    assert "Somebody Else" not in whole
    assert "omestic abuse" not in whole
    assert "households.SupportReferral" not in whole
    review = file.read("to-review.txt").decode()
    assert "KEPT BACK: 1" in review
    assert "Quiet Neighbour" in review
    assert file.read("answer.pdf").startswith(b"%PDF")
    assert [name for name in file.namelist() if name.startswith("pictures/")]
    assert by.name not in whole
    assert "accounts.AuditEvent" in said["tables"]


def test_one_person_alone_erases_nothing(home, by):
    register.make_resident(home, by, name=CANARY)
    request = asked(home, by)
    with pytest.raises(actions.RequestRefused, match="Somebody else"):
        actions.release(request_id=request.pk, by=by)
    assert Resident.objects.get().name == CANARY
    assert erasures.lines() == []


def everywhere(text):
    """Tables that still hold this text."""
    held = []
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if (
                field.get_internal_type() in ("CharField", "TextField", "JSONField")
                and model._base_manager.filter(**{f"{field.name}__icontains": text}).exists()
            ):
                held.append(f"{model._meta.label}.{field.name}")
    return held


def test_an_erasure_by_two_leaves_counts_and_no_word(home, by, second, django_capture_on_commit_callbacks):
    register.make_resident(home, by, name=CANARY, contact=CANARY)
    register.note_vulnerability(home, by, reason=CANARY)
    register.caution(home, by, basis=CANARY)
    register.promised(home, by, name=CANARY, message=CANARY)
    told_by_phone(home, by)
    from_a_phone(home, by)
    period = Period(home.project.starts_on, home.project.ends_on)
    before = [figure["value"] for figure in compose(home.project, period, {})["figures"]]
    request = asked(home, by)
    with django_capture_on_commit_callbacks(execute=True):
        done = actions.release(request_id=request.pk, by=second)
    assert everywhere(CANARY) == []
    assert Visit.objects.filter(household=home).count() == 1
    assert done.certificate["households.Resident"] == {"what": "removed", "rows": 1}
    assert [figure["value"] for figure in compose(home.project, period, {})["figures"]] == before
    assert AuditEvent.objects.filter(verb="erasure.release").count() == 1
    assert CANARY not in erasures.settings.ERASURES.read_text()


def test_a_phone_that_offers_an_erased_record_is_told_so(client, home, by, second):
    phone, sha, letter = told_by_phone(home, by)
    actions.release(request_id=asked(home, by).pk, by=second)
    answer = phone.send(client, shas=[sha]).json()
    assert [(one["verdict"], one["again"]) for one in answer["verdicts"]] == [("already-erased", True)]
    assert bytes(Envelope.objects.get(pk=letter.pk).content) == b""
    assert Visit.objects.get().note == ""


def test_erased_stays_erased_after_a_restore(client, home, by, second):
    """The copy was made before the erasure; of one record it knows, of the other it does not."""
    made_at = timezone.now()
    resident = register.make_resident(home, by, name=CANARY)
    phone, sha, letter = told_by_phone(home, by)
    unknown = "0" * 64
    erasures.note(
        project=home.project,
        kind="erasure",
        household=home,
        request=asked(home, by),
        tombstones=[sha, unknown],
    )
    assert erasures.replay(made_at) == 1
    assert not Resident.objects.filter(pk=resident.pk).exists()
    assert everywhere(CANARY) == []
    assert Letter.objects.get(envelope__sha=unknown).status == "erased"
    assert phone.send(client, shas=[sha]).json()["verdicts"][0]["verdict"] == "already-erased"


def test_a_number_given_again_after_a_restore_is_another_home(home, by):
    register.make_resident(home, by, name=CANARY)
    erasures.note(
        project=home.project, kind="erasure", household=home, request=asked(home, by), tombstones=[]
    )
    erasures.note_restore(timezone.now())
    assert erasures.replay(timezone.now()) == 0
    assert Resident.objects.get().name == CANARY


def test_the_people_of_a_project_go_when_their_time_is_over_and_not_before(home, by, second, settings):
    register.make_resident(home, by, name=CANARY)
    settings.DEMONSTRATION_TODAY = D(2023, 3, 30)
    with pytest.raises(actions.RequestRefused, match="31 March 2023"):
        actions.enter_request(project=home.project, kind=DataRequestKind.RETENTION, by=by)
    settings.DEMONSTRATION_TODAY = D(2023, 3, 31)
    would = forgetting.counts(forgetting.of_project(home.project))
    assert would["households.Household"] == 1
    request = actions.enter_request(project=home.project, kind=DataRequestKind.RETENTION, by=by)
    actions.release(request_id=request.pk, by=second)
    gone = Household.objects.get()
    assert (gone.number, gone.postcode, gone.search, gone.state) == ("", "", "", HouseholdState.OCCUPIED)
    assert not Resident.objects.exists()


def test_one_of_everything_can_be_forgotten(home, by, second, settings):
    """No rule of any table stands in the way, whatever a project holds."""
    everything = _one_of_everything(home.project)
    forgetting.forget(forgetting.of_home(everything["home"]))
    forgetting.forget(forgetting.of_project(home.project))
    assert everywhere("Pat Example") == []


def test_the_commands_say_what_they_would_do_and_refuse_plainly(home, by, tmp_path, capsys):
    register.make_resident(home, by, name=CANARY)
    call_command("retention", "trust")
    said = capsys.readouterr().out
    assert "31 March 2023" in said
    assert "Residents" in said
    assert "Nothing was changed" in said
    request, file = asked(home, by, DataRequestKind.ACCESS), tmp_path / "answer.zip"
    call_command("sar", request.pk, file, by=by.email)
    assert zipfile.is_zipfile(file)
    for command in (("retention", "nowhere"), ("sar", request.pk, file)):
        with pytest.raises(SystemExit):
            call_command(*command, **({"by": "nobody"} if command[0] == "sar" else {}))
    call_command("processing_record")
    assert "safeguarding" in capsys.readouterr().out
