"""The shorter times of the register and the very end: on the day and not before, by two people, and nothing else goes."""

import datetime

import pytest
from django.apps import apps
from django.core.management import call_command
from django.utils import timezone

from accounts.actions import add_member
from accounts.choices import Role
from accounts.models import AuditEvent, User
from cctv.models import Camera, ImageRequest
from households.choices import DataRequestKind as Kind
from households.models import BurglaryRecord, CautionFlag, DataRequest, Outing, Vulnerability
from imports.models import Batch, Row
from office.trust import actions, ending, erasures, plans, terms
from reports.composition import compose
from saferstreets.common import personal_data
from saferstreets.common.periods import Period
from tests.factories import cctv, register
from tests.factories.accounts import ProjectFactory, member
from tests.factories.doorstep import deliver
from tests.factories.households import HouseholdFactory, StreetFactory
from tests.world import _one_of_everything, _staged

pytestmark = pytest.mark.django_db
D = datetime.date
DAYS = datetime.timedelta
TODAY = D(2021, 11, 24)


@pytest.fixture(autouse=True)
def outside(settings, tmp_path):
    settings.ERASURES = tmp_path / "erasures.jsonl"
    settings.MEDIA_ROOT = tmp_path
    settings.DEMONSTRATION_TODAY = TODAY


@pytest.fixture
def home(db):
    return HouseholdFactory(street=StreetFactory(project=ProjectFactory(slug="terms")))


@pytest.fixture
def by(home):
    return member(home.project)


@pytest.fixture
def second(home):
    return member(home.project, Role.CERTIFIER)


def released(project, kind, by, second):
    request = actions.enter_request(project=project, kind=kind, by=by)
    return actions.release(request_id=request.pk, by=second)


def noon(day):
    return datetime.datetime.combine(day, datetime.time(12), tzinfo=datetime.UTC)


def outing(by, project, started, safe=True):
    return Outing.objects.create(
        project=project, walker=by, started_at=noon(started), back_by=noon(started) + DAYS(hours=2),
        safe_at=noon(started) + DAYS(hours=1) if safe else None, settled_by=by if safe else None,
    )  # fmt: skip


def test_each_shorter_time_ends_on_its_day_and_not_before(home, by, second):
    """Of each table one row that is over and one that is not, a day apart where the register counts days."""
    project = home.project
    outing(by, project, D(2021, 8, 23))
    stays = [outing(by, project, D(2021, 8, 24)), outing(by, project, D(2020, 1, 1), safe=False)]
    gone = register.note_vulnerability(home, by)
    Vulnerability.objects.filter(pk=gone.pk).update(ended_on=TODAY)
    stays.append(register.note_vulnerability(home, by))
    for expires, lifted in ((D(2020, 11, 23), None), (D(2021, 12, 24), D(2020, 11, 23))):
        flag = register.caution(home, by)
        CautionFlag.objects.filter(pk=flag.pk).update(
            from_on=D(2020, 1, 1), expires_on=expires, lifted_on=lifted
        )
    flag = register.caution(home, by)
    CautionFlag.objects.filter(pk=flag.pk).update(from_on=D(2020, 1, 1), expires_on=D(2020, 11, 24))
    stays.append(flag)
    would = actions.would(Kind.TERMS, project)
    assert would == {"households.Outing": 1, "households.Vulnerability": 1, "households.CautionFlag": 2}
    done = released(project, Kind.TERMS, by, second)
    assert {label: told["rows"] for label, told in done.certificate.items()} == would
    for row in stays:
        assert type(row).objects.filter(pk=row.pk).exists(), row
    assert actions.would(Kind.TERMS, project) == {}
    assert AuditEvent.objects.filter(verb="erasure.release").count() == 1


def test_a_burglary_record_goes_at_its_own_end_or_ninety_days_after_its_use(home, by, second):
    project = home.project
    over = register.burglary_record(home, reference="over", expires_on=TODAY - DAYS(days=1))
    last_day = register.burglary_record(home, reference="last day", expires_on=TODAY)
    used, just = HouseholdFactory(street=home.street), HouseholdFactory(street=home.street)
    for other, days in ((used, 90), (just, 89)):
        BurglaryRecord.objects.filter(pk=register.burglary_record(other, reference=f"{days}").pk).update(
            recorded_at=timezone.now() - DAYS(days=400)
        )
        visit = deliver(other, by)
        type(visit).objects.filter(pk=visit.pk).update(happened_on=TODAY - DAYS(days=days))
    released(project, Kind.TERMS, by, second)
    kept = set(
        BurglaryRecord.objects.exclude(reference__startswith="erased").values_list("reference", flat=True)
    )
    assert kept == {"last day", "89"}
    assert last_day.pk in BurglaryRecord.objects.standing_on(TODAY).values_list("pk", flat=True)
    assert not BurglaryRecord.objects.standing_on(TODAY).filter(household=used).exists()
    assert BurglaryRecord.objects.get(pk=over.pk).happened_on is None
    assert BurglaryRecord.objects.count() == 4


def test_the_rows_of_a_discarded_file_go_after_ninety_days(home, by, second):
    batch = _staged(home.project, by)
    assert Row.objects.filter(batch=batch).exclude(cells="[]").exists()
    discarded = {"status": "discarded", "closed_by": by}
    Batch.objects.filter(pk=batch.pk).update(**discarded, closed_at=noon(TODAY - DAYS(days=90)))
    assert "imports.Row" not in actions.would(Kind.TERMS, home.project)
    Batch.objects.filter(pk=batch.pk).update(closed_at=noon(TODAY - DAYS(days=91)))
    released(home.project, Kind.TERMS, by, second)
    assert set(Row.objects.filter(batch=batch).values_list("cells", "parsed")) == {("[]", "")}


def test_camera_papers_have_years_of_their_own(home, by, second):
    made = cctv.one_of_everything(home.project, by)
    ImageRequest.objects.filter(pk=made["image_request"].pk).update(
        status="given", decided_on=D(2018, 11, 23), decided_by="The head", asked_by="Quokka"
    )
    Camera.objects.filter(pk=made["camera"].pk).update(
        removed_on=D(2014, 11, 23), removed_why="Worn out", location="Quokka", live_on=None
    )
    done = released(home.project, Kind.TERMS, by, second)
    assert {"cctv.ImageRequest", "cctv.Camera"} <= done.certificate.keys()
    assert not ImageRequest.objects.filter(asked_by="Quokka").exists()
    assert not Camera.objects.filter(location="Quokka").exists()


def test_nothing_to_do_is_refused_and_one_person_alone_ends_nothing(home, by):
    with pytest.raises(actions.RequestRefused, match="Nothing is over"):
        actions.enter_request(project=home.project, kind=Kind.TERMS, by=by)
    outing(by, home.project, D(2021, 1, 1))
    request = actions.enter_request(project=home.project, kind=Kind.TERMS, by=by)
    with pytest.raises(actions.RequestRefused, match="Somebody else"):
        actions.release(request_id=request.pk, by=by)
    assert Outing.objects.count() == 1


def test_what_was_over_is_over_again_in_a_restored_copy(home, by, second):
    made_at = timezone.now()
    outing(by, home.project, D(2021, 1, 1))
    released(home.project, Kind.TERMS, by, second)
    outing(by, home.project, D(2021, 1, 1))  # as the copy, made before, still has it
    assert erasures.replay(made_at) == 1
    assert not Outing.objects.exists()


def test_the_end_comes_after_seven_years_and_leaves_counts_without_people(
    home, by, second, settings, django_capture_on_commit_callbacks
):
    project = home.project
    made = _one_of_everything(project)
    elsewhere = member(project, Role.ASSISTANT)
    other = ProjectFactory(ends_on=D(2035, 1, 1))
    add_member(project=other, user=elsewhere, role=Role.ASSISTANT, by=elsewhere)
    project.refresh_from_db()
    names = list(
        User.objects.exclude(pk__in=(by.pk, second.pk, elsewhere.pk))
        .filter(memberships__project=project)
        .values_list("name", "email")
    )
    figures = figures_of(project)
    settings.DEMONSTRATION_TODAY = D(2029, 3, 30)
    with pytest.raises(actions.RequestRefused, match="31 March 2029"):
        actions.enter_request(project=project, kind=Kind.ENDING, by=by)
    settings.DEMONSTRATION_TODAY = D(2029, 3, 31)
    with django_capture_on_commit_callbacks(execute=True):
        done = released(project, Kind.ENDING, by, second)
    assert done.certificate["accounts.User"]["rows"] == len(set(names))
    gone = User.objects.filter(memberships__project=project, is_active=False)
    assert {person.name.startswith("Erased") or person.name.startswith("erased ") for person in gone} == {
        True
    }
    stay = User.objects.filter(pk__in=(by.pk, second.pk, elsewhere.pk))
    assert all(person.is_active for person in stay)
    assert made["document"].file.storage.open(made["document"].file.name).read() == b""
    assert figures_of(project) == figures
    left = {name for name, _email in names for _ in where(name)} | {
        email for _name, email in names for _ in where(email)
    }
    assert not left
    call_command("check_ledgers", "terms")
    call_command("verify_audit")


def figures_of(project):
    period = Period(project.starts_on, project.ends_on)
    return [figure["value"] for figure in compose(project, period, {})["figures"]]


def where(text):
    """Tables that still say this, those left out whose rows never change and the published papers."""
    for model in apps.get_models():
        label = model._meta.label
        if label in ending.STANDS or label.startswith("reports."):
            continue
        for field in model._meta.concrete_fields:
            if field.get_internal_type() in ("CharField", "TextField", "JSONField") and (
                model._base_manager.filter(**{f"{field.name}": text}).exists()
            ):
                yield f"{label}.{field.name}"


WORDS = ("CharField", "TextField", "FileField", "EmailField")


def test_every_word_about_people_has_an_end():
    """What is kept for years or months of its own is in the terms or the end; the rest of the register goes with the people."""
    shorter, longest = terms.fates(TODAY), ending.fates()
    forgotten = []
    for label, columns in personal_data.tables().items():
        model = apps.get_model(label)
        for name, entry in columns.items():
            if entry is None or label in ending.STANDS or entry.keep.startswith("with the update"):
                continue
            field = model._meta.get_field(name)
            if field.get_internal_type() not in WORDS or field.choices:
                continue
            if "7 years" in entry.keep and not ends(longest, label, name) and not ends(shorter, label, name):
                forgotten.append(f"{label}.{name}")
            if entry.keep.startswith(("3 ", "90 days", "until it expires")) and not ends(
                shorter, label, name
            ):
                forgotten.append(f"{label}.{name}")
    assert forgotten == []


def ends(fates, label, name):
    fate = fates.get(label)
    return fate == "removed" or (isinstance(fate, dict) and (name in fate or label == "evidence.Document"))


def test_the_command_tells_and_proposes_each(home, by, capsys):
    outing(by, home.project, D(2021, 1, 1))
    call_command("retention", "terms", "--shorter")
    said = capsys.readouterr().out
    assert "Outings" in said
    assert "Nothing was changed" in said
    call_command("retention", "terms", "--shorter", "--apply", by=by.email)
    assert DataRequest.objects.get().kind == Kind.TERMS
    with pytest.raises(SystemExit):
        call_command("retention", "terms", "--end", "--apply", by=by.email)
    assert plans.wanted(Kind.ENDING, project=home.project, day=TODAY)["accounts.User"].count() >= 1
