"""A few dozen malformed lists, spreadsheets and pictures through the pages that take them; ten thousand by `make hostile-files`."""

import pytest

from tests.hostile.office import MOST_MEGABYTES, MOST_SECONDS, Office

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore::UserWarning:PIL")]


def test_no_file_makes_the_office_stumble(record_property):
    office = Office()
    for seed in range(60):
        office.take(seed)
    record_property("malformed files", 60)
    assert not office.faults
    assert office.slowest < MOST_SECONDS
    assert office.peak() < MOST_MEGABYTES
    assert {name for name, _ in office.answers} == {"list.csv", "list.xlsx", "picture.jpg"}
    assert {status for _, status in office.answers} >= {200, 300, 302}
