"""The figures of the cameras, counted by hand."""

import datetime

import pytest

from cctv import actions
from cctv.choices import SchemeKind
from cctv.models import Camera
from saferstreets.common import figures
from saferstreets.common.periods import Period
from tests.factories import cctv as make
from tests.factories.accounts import ProjectFactory, UserFactory
from tests.factories.households import StreetFactory

pytestmark = pytest.mark.django_db
D = datetime.date
OCTOBER = Period(D(2021, 10, 1), D(2021, 10, 31))


@pytest.fixture(autouse=True)
def on_the_day(settings, tmp_path):
    settings.DEMONSTRATION_TODAY, settings.MEDIA_ROOT = make.TODAY, tmp_path


@pytest.fixture
def project():
    return ProjectFactory()


def value(figure, project, period=OCTOBER):
    return figures.value(figure, project, period)


def test_cameras_count_once_on_their_live_day_and_by_the_street_they_watch(project):
    street = StreetFactory(project=project)
    make.live(project, cameras=3, on=OCTOBER.start)  # an edge day
    make.live(project, cameras=1, on=OCTOBER.end, name="Second")  # the other edge
    make.live(project, cameras=1, on=D(2021, 11, 1), name="Third")
    Camera.objects.filter(scheme__name="Example school CCTV", number__in=["1", "2"]).update(street=street)
    make.live(ProjectFactory(), on=OCTOBER.start)  # another project
    assert value("C01", project) == 4
    assert figures.by("C01", project, OCTOBER, "street") == {street.pk: 2, None: 2}


def test_a_removed_camera_was_live_and_is_not(project):
    make.live(project, cameras=2, on=OCTOBER.start)
    actions.remove_camera(
        camera_id=Camera.objects.first().pk, removed_on=OCTOBER.end, removed_why="Broken", by=UserFactory()
    )
    assert value("C01", project) == 2
    assert value("C02", project) == 1
    assert value("C02", project, Period(OCTOBER.start, D(2021, 10, 30))) == 2


def test_installed_is_not_live_and_others_cameras_count_nowhere(project):
    make.installed(project)
    other = make.scheme(project, name="Town", kind=SchemeKind.COMPLEMENTARY)
    make.camera(other)
    september = Period(D(2021, 9, 1), D(2021, 9, 30))
    assert (value("C03", project, september), value("C04", project, september)) == (1, 0)
    assert value("C03", project) == 0
    assert value("C02", project) == 0
    make.live(project, name="Second", on=OCTOBER.end)
    assert (value("C03", project, september), value("C04", project)) == (2, 1)


def test_requests_are_counted_by_the_local_day_on_which_they_were_made(project):
    scheme = make.scheme(project)
    make.request(
        scheme, asked_at=datetime.datetime(2021, 9, 30, 23, 30, tzinfo=datetime.UTC)
    )  # half past midnight here
    make.request(scheme, asked_at=datetime.datetime(2021, 10, 31, 23, 59, tzinfo=datetime.UTC))
    make.request(scheme, asked_at=datetime.datetime(2021, 11, 1, 0, 0, tzinfo=datetime.UTC))
    assert value("C05", project) == 2
