"""Cameras in what leaves: how many and of which kind, never which, where or what one does not see; money by line of the budget."""

import datetime

import pytest

from cctv.models import Camera
from reports import foi
from tests.factories import cctv, lighting
from tests.factories.accounts import ProjectFactory, member
from tests.factories.grants import make_line

pytestmark = pytest.mark.django_db


def test_no_place_of_a_camera_leaves_and_columns_and_money_do(settings):
    settings.DEMONSTRATION_TODAY = datetime.date(2021, 12, 24)
    project = ProjectFactory()
    by = member(project)
    cctv.one_of_everything(project, by)
    Camera.objects.filter(project=project).update(
        location="SECRETPLACE", blind_spots="SECRETSPOT", number="SECRETNO", area="SECRETAREA"
    )
    scheme = lighting.make_scheme(project, by)
    lighting.make_column(scheme, by, after_milliwatts=24_500)
    lighting.light(scheme, by)
    line = make_line(project, by)
    found = foi.tables(project, datetime.date(2021, 11, 30), None)
    assert "SECRET" not in str(found)
    assert found["columns.csv"][1] == [("Example scheme", "Clay Street", "1", lighting.LIT_ON, "", "24.5")]
    assert found["columns.csv"][0][:3] == ("Scheme", "Street", "Number on the column")
    assert [row[0] for row in found["spend.csv"][1]] == [line.title]
    early = foi.tables(project, lighting.LIT_ON - datetime.timedelta(days=1), None)
    assert early["columns.csv"][1][0][3] == "not lit"
