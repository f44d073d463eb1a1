"""Telling by street: which months may be told, what leaves, and that what was told stays."""

import datetime
import io
import zipfile

import pytest
from django.db import IntegrityError, InternalError, transaction

from accounts.models import AuditEvent
from reports import foi, street_card, street_release
from reports.models import StreetRelease
from reports.street_actions import ReleaseRefused, release_streets
from tests.factories.accounts import ProjectFactory, member
from tests.factories.doorstep import deliver
from tests.factories.households import HouseholdFactory, StreetFactory

D = datetime.date
OCTOBER = D(2021, 10, 31)
# {street: (homes, packs by October)}; the packs are 60, and the bands alone would allow 50 to 70
NAMES = {
    "Clay Street": (40, 12), "East Street": (30, 17), "Mill Street": (12, 7), "North Street": (31, 11), "Short Lane": (3, 1),
    "South Street": (30, 12),
}  # fmt: skip
PLACES = [["Clay Street"], ["East Street"], ["Mill Street"], ["North Street"], ["South Street", "Short Lane"]]


@pytest.fixture
def told(db, settings):
    """Six streets, the smallest of 3 homes, with their packs by October, and one pack more in November."""
    settings.DEMONSTRATION_TODAY = D(2021, 12, 24)
    project = ProjectFactory(demonstration=True)
    by = member(project)
    streets = [StreetFactory(project=project, name=name) for name in NAMES]
    for street, (homes, packs) in zip(streets, NAMES.values(), strict=True):
        for number, home in enumerate(HouseholdFactory.create_batch(homes, street=street)):
            if number < packs:
                deliver(home, by, on=D(2021, 10, 4))
            elif number == packs and street.name == "Clay Street":
                deliver(home, by, on=D(2021, 11, 1))
    return project, by, streets


def test_bands_leave_and_small_streets_are_told_together(told):
    project, by, streets = told
    release = release_streets(project=project, as_at=OCTOBER, by=by)
    rows = street_release.told(release)
    assert [row["names"] for row in rows] == PLACES
    assert [row["homes"] for row in rows] == ["40 to 44", "30 to 34", "10 to 14", "30 to 34", "30 to 34"]
    assert [row["with_pack"] for row in rows] == ["10 to 14", "15 to 19", "5 to 9", "10 to 14", "10 to 14"]
    assert [row["share"] for row in rows][:3] == ["between 22% and 35%", "between 44% and 64%", ""]
    assert AuditEvent.objects.filter(verb="streets.release", project=project).count() == 1
    card = street_card.facts(streets[4], release)
    assert card["together"] == ["South Street"]
    assert card["place"]["with_pack"] == "10 to 14"
    assert street_card.facts(StreetFactory(project=project, name="New Road"), release) is None


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (D(2021, 11, 15), "last day of a month"),
        (D(2021, 12, 31), "not over yet"),
        (D(2021, 5, 31), "starts only on"),
        (D(2021, 9, 30), "told to 31 October 2021 already"),
        (OCTOBER, "told to 31 October 2021 already"),
    ],
)
def test_months_are_told_once_in_order_and_when_over(told, day, words):
    project, by, _ = told
    release_streets(project=project, as_at=OCTOBER, by=by)
    with pytest.raises(ReleaseRefused, match=words):
        release_streets(project=project, as_at=day, by=by)
    assert StreetRelease.objects.count() == 1


def test_a_street_alone_is_never_told(told):
    """The total of the project is known: one place would be told exactly."""
    project = ProjectFactory()
    by = member(project)
    street = StreetFactory(project=project)
    for home in HouseholdFactory.create_batch(20, street=street)[:7]:
        deliver(home, by, on=D(2021, 10, 4))
    release = release_streets(project=project, as_at=OCTOBER, by=by)
    assert [row["with_pack"] for row in street_release.told(release)] == ["not told"]


def test_a_street_entered_later_is_in_no_place(told):
    project, by, _ = told
    release_streets(project=project, as_at=OCTOBER, by=by)
    HouseholdFactory.create_batch(30, street=StreetFactory(project=project, name="New Road"))
    release = release_streets(project=project, as_at=D(2021, 11, 30), by=by)
    assert [row["names"] for row in street_release.told(release)] == PLACES
    assert release.places[-1] == {"streets": [], "homes": 30, "count": 0, "told": False}


def test_what_was_told_is_never_changed_or_removed(told):
    project, by, _ = told
    release = release_streets(project=project, as_at=OCTOBER, by=by)
    for change in (release.delete, lambda: StreetRelease.objects.filter(pk=release.pk).update(places=[])):
        with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
            change()


@pytest.mark.pdf
def test_the_card_is_one_page_and_the_same_twice(told):
    from pypdf import PdfReader

    project, by, streets = told
    facts = street_card.facts(streets[0], release_streets(project=project, as_at=OCTOBER, by=by))
    first = street_card.as_pdf(facts)
    assert first == street_card.as_pdf(facts)
    pages = PdfReader(io.BytesIO(first)).pages
    assert len(pages) == 1
    text = pages[0].extract_text()
    for words in ("Clay Street", "10 to 14 homes", "between 22% and 35%", "Demonstration", "never told by street", "Street lighting", "CCTV", "Marked property"):  # fmt: skip
        assert words in text


def test_the_pack_for_requests_names_no_home_and_gives_equal_bytes(told):
    project, by, _ = told
    release = release_streets(project=project, as_at=OCTOBER, by=by)
    made = foi.pack(project, OCTOBER, release)
    assert made == foi.pack(project, OCTOBER, release)
    archive = zipfile.ZipFile(io.BytesIO(made))
    assert archive.namelist() == ["README.txt", "areas.csv", "counts.csv", "streets.csv", "columns.csv", "cameras.csv", "spend.csv"]  # fmt: skip
    text = "".join(archive.read(name).decode() for name in archive.namelist())
    assert "ZZ14" not in text
    assert "900" not in archive.read("streets.csv").decode()
    assert "DEMONSTRATION" in text
    assert "Homes with a pack,60,homes,exact" in text
    assert "Homes that asked not to be visited,fewer than 5,homes,band of five" in text
    assert "Clay Street,40 to 44,10 to 14,between 22% and 35%" in text
