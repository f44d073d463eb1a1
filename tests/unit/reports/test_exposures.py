"""The exposure extract: one line for every home and dated exposure, under pseudonyms that hold."""

import csv
import datetime
import io
import uuid
import zipfile
from collections import Counter

import pytest
from django.core.management import call_command
from django.db import DatabaseError, transaction

from accounts.choices import Role
from accounts.models import AuditEvent
from cctv.models import Camera
from hardening.choices import Stage
from hardening.models import SecuritySurvey
from outcomes.actions import take_extract
from outcomes.models import ExtractKey
from packs.models import Sign
from reports import exposures
from saferstreets.common import clock
from tests.factories import cctv, hardening, lighting
from tests.factories.accounts import ProjectFactory, member
from tests.factories.doorstep import deliver
from tests.factories.households import HouseholdFactory, StreetFactory

pytestmark = pytest.mark.django_db
D = datetime.date
FIRST, LAST, AFTER = D(2021, 10, 1), D(2021, 10, 31), D(2021, 11, 1)
KEY = b"k" * 32


@pytest.fixture
def street():
    return StreetFactory()


@pytest.fixture
def project(street):
    return street.project


@pytest.fixture
def by(project):
    return member(project)


def survey(home, by, stage, on, points):
    marks = [place < points for place in range(4)]
    return SecuritySurvey.objects.create(
        project=home.project, household=home, client_id=uuid.uuid4(), stage=stage, answers="{}", windows=marks[0], interior=marks[1],
        doors=marks[2], external=marks[3], wide=points, happened_on=on, recorded_at=clock.now(), recorded_by=by,
    )  # fmt: skip


def sign(street, by, number, on):
    return Sign.objects.create(
        project=street.project, street=street, column_number=number, permitted_on=on, permission="Letter", up_on=on,
        recorded_at=clock.now(), recorded_by=by,
    )  # fmt: skip


def test_the_exposures_counted_by_hand(street, project, by):
    """Three homes in the street, one elsewhere. To 31 October: 2 packs, 1 kit, 2 surveys, and a day with 2 signs for 3 homes."""
    one, two, _three = HouseholdFactory.create_batch(3, street=street)
    away = HouseholdFactory(street=StreetFactory(project=project))
    deliver(one, by, on=FIRST, kit_code="K1", registered=True)
    deliver(two, by, on=LAST)
    deliver(away, by, on=AFTER)
    survey(one, by, Stage.BEFORE, FIRST, 1)
    survey(one, by, Stage.AFTER, LAST, 4)
    survey(one, by, Stage.AFTER, AFTER, 3)
    for number, on in (("1", FIRST), ("2", FIRST), ("3", AFTER)):
        sign(street, by, number, on)
    deliver(HouseholdFactory(), by, on=FIRST)  # another project
    addresses, found = exposures.rows(project, LAST, KEY)
    assert (len(addresses), len({place for _home, place in addresses})) == (4, 2)
    counted = {}
    for _home, exposure, on, detail in found:
        counted.setdefault((exposure, on, detail), 0)
        counted[exposure, on, detail] += 1
    assert counted == {
        ("pack", "2021-10-01", ""): 1,
        ("pack", "2021-10-31", ""): 1,
        ("registered", "2021-10-01", ""): 1,
        ("wide_before", "2021-10-01", 1): 1,
        ("wide_after", "2021-10-31", 4): 1,
        ("sign_up", "2021-10-01", 2): 3,
    }
    assert {home for home, *_ in found} <= {home for home, _ in addresses}


def test_lights_cameras_and_locks_reach_the_homes_they_are_for(settings):
    """Two homes in Clay Street: both have light from 3 November and a camera; one has locks; neither before its day."""
    settings.DEMONSTRATION_TODAY = lighting.TODAY
    office = hardening.office()
    project, by = office.project, office.coordinator
    clay = StreetFactory(project=project, name="Clay Street")
    homes = [hardening.victim(project, street=clay), HouseholdFactory(street=clay)]
    scheme = lighting.make_scheme(project, by)
    for number in "12":
        lighting.make_column(scheme, by, number)
    lighting.light(scheme, by)
    Camera.objects.filter(scheme=cctv.live(project, by, on=lighting.TODAY)).update(street=clay)
    hardening.fit(office, hardening.job_in(office, "booked", homes[0]))
    day_before = lighting.LIT_ON - datetime.timedelta(days=1)
    assert exposures.rows(project, day_before, KEY)[1] == []
    _addresses, found = exposures.rows(project, lighting.TODAY, KEY)
    assert Counter(row[1:] for row in found if row[1] != "wide_before") == {
        ("lights_on", "2021-11-03", 2): 2,
        ("cctv_live", "2021-11-24", 1): 2,
        ("fitted", "2021-11-24", ""): 1,
    }


def test_a_pseudonym_holds_and_says_nothing(street, project, by):
    home = HouseholdFactory(street=street)
    deliver(home, by, on=FIRST)
    ((name, place),), ((again, *_),) = exposures.rows(project, LAST, KEY)
    assert name == again == exposures.rows(project, AFTER, KEY)[0][0][0]
    assert (len(name), name != place) == (20, True)
    assert exposures.rows(project, LAST, b"other")[0][0][0] != name


def opened(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_the_files_hold_no_address_and_the_codebook_names_all(street, project, by):
    home = HouseholdFactory(street=street)
    deliver(home, by, on=FIRST, kit_code="KIT77")
    content = exposures.as_zip(project, LAST, KEY)
    assert content == exposures.as_zip(project, LAST, KEY)
    files = opened(content)
    assert set(files) == {"addresses.csv", "exposures.csv", "codebook.csv"}
    for secret in (home.number, home.postcode, street.name, "KIT77", KEY.decode(), KEY.hex()):
        assert secret not in str(files)
    said = {(row[0], row[1]) for row in csv.reader(io.StringIO(files["codebook.csv"]))}
    for name in ("addresses.csv", "exposures.csv"):
        headings = next(csv.reader(io.StringIO(files[name])))
        assert {(name, heading) for heading in headings} <= said
    assert {row["exposure"] for row in csv.DictReader(io.StringIO(files["exposures.csv"]))} <= {
        name for _, name in said
    }


def test_the_key_is_made_once_and_every_taking_is_written_down(project, by):
    other = ProjectFactory()
    first = take_extract(project=project, by=by)
    assert (len(first), take_extract(project=project, by=by)) == (32, first)
    assert take_extract(project=other, by=by) != first
    assert AuditEvent.objects.filter(project=project, verb="extract.take").count() == 2
    with pytest.raises(DatabaseError), transaction.atomic():
        ExtractKey.objects.filter(project=project).update(secret=b"x")


def test_the_command_writes_it_for_whom_it_may(street, project, by, tmp_path, capsys):
    HouseholdFactory(street=street)
    output = tmp_path / "out.zip"
    evaluator = member(project, Role.EVALUATOR)
    call_command("exposure_extract", project.slug, as_at=LAST, output=str(output), by=evaluator.email)
    assert set(opened(output.read_bytes())) == {"addresses.csv", "exposures.csv", "codebook.csv"}
    with pytest.raises(SystemExit):
        call_command(
            "exposure_extract",
            project.slug,
            as_at=LAST,
            output=str(output),
            by=member(project, Role.FINANCE).email,
        )
    assert "may not take" in capsys.readouterr().err
