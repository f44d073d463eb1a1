"""Money, moves and what may leave the office."""

import pytest
from django.db import models

from households.figures import VISITS
from packs.figures import KITS
from saferstreets.common import disclosure
from saferstreets.common.figures import EXACT, PEOPLE, Figure, figure
from saferstreets.common.money import pounds
from saferstreets.common.templatetags.house import percent_of
from saferstreets.common.workflow import Move, MoveRefused, check_move, open_moves


class Status(models.TextChoices):
    OPEN = "open", "Open"
    DONE = "done", "Done"


FINISH = Move("finish", "Finish the job", frozenset({Status.OPEN}), Status.DONE, "job.finish")


@pytest.mark.parametrize(
    ("pence", "words"),
    [
        (0, "£0"),
        (5, "£0.05"),
        (31135800, "£311,358"),
        (123450, "£1,234.50"),
        (-99, "-£0.99"),
        (-100000, "-£1,000"),
    ],
)
def test_pounds(pence, words):
    assert pounds(pence) == words


def test_a_move_is_made_only_from_its_sources():
    check_move(FINISH, Status.OPEN)
    check_move(FINISH, "open")
    with pytest.raises(MoveRefused, match="finish the job now: it is “done” and would have to be “open”"):
        check_move(FINISH, "done")
    assert open_moves([FINISH], "open", lambda right: right == "job.finish") == [FINISH]
    assert open_moves([FINISH], "open", lambda right: False) == []
    assert open_moves([FINISH], "done", lambda right: True) == []


@pytest.mark.parametrize(
    ("count", "out"),
    [(0, None), (4, None), (5, 5), (9, 5), (10, 10), (14, 10), (1004, 1000)],
)
def test_counts_of_people_leave_in_bands_of_five(count, out):
    assert disclosure.rounded(count) == out
    low, high = disclosure.span(out)
    assert low <= count <= high == low + 4


@pytest.mark.parametrize(
    ("part", "whole", "words"),
    [
        (13, 29, ""),
        (13, 30, "between 29% and 47%"),
        (0, 44, "between 0% and 10%"),
        (43, 44, "between 90% and 100%"),
    ],
)
def test_a_share_is_said_from_thirty_and_from_bands_alone(part, whole, words):
    assert disclosure.share(disclosure.rounded(part), disclosure.rounded(whole)) == words


def test_only_counts_of_people_are_rounded():
    def some(kind):
        return Figure(
            id="X01",
            label="",
            unit="",
            disclosure=kind,
            rows=None,
            counts=None,
            as_at=False,
            definition="",
            source="",
            printed=True,
        )

    assert disclosure.published(some(EXACT), 3) == 3
    assert disclosure.published(some(PEOPLE), 3) is None
    assert disclosure.words(None) == "fewer than 5"
    assert disclosure.words(1300) == "1,300"
    assert disclosure.band(None) == "fewer than 5"
    assert disclosure.band(1300) == "1,300 to 1,304"


def test_a_figure_needs_a_new_id_and_a_definition():
    with pytest.raises(ValueError, match="not a new figure id"):
        figure("P01", label="", unit="", disclosure=EXACT)(lambda project, period: None)
    with pytest.raises(ValueError, match="no definition"):
        figure("Z99", label="", unit="", disclosure=EXACT)(lambda project, period: None)


@pytest.mark.parametrize(
    "own", [{"counts": models.Count("pk")}, {"day": "recorded_at"}, {"distinct": "street"}]
)
def test_a_figure_counts_the_rows_it_shares_as_the_others_do(own):
    def visits(project):
        """Visits."""

    with pytest.raises(ValueError, match="in a way of its own"):
        figure("Z99", label="", unit="", disclosure=EXACT, among=VISITS, **own)(visits)


def test_a_figure_among_rows_of_several_days_names_its_own():
    def kits(project):
        """Kits."""

    with pytest.raises(ValueError, match="by which day"):
        figure("Z99", label="", unit="", disclosure=EXACT, among=KITS)(kits)


@pytest.mark.parametrize("days", [{"day": "happened_on"}, {"among": VISITS}])
def test_a_state_has_no_day_in_a_period(days):
    def visits(project):
        """Visits."""

    with pytest.raises(ValueError, match="is a state"):
        figure("Z99", label="", unit="", disclosure=EXACT, as_at=True, **days)(visits)


@pytest.mark.parametrize(
    ("part", "whole", "percent"), [(0, 0, 0), (1299, 1300, 99), (1300, 1300, 100), (1, 3, 33)]
)
def test_percentages_never_read_as_done_before_they_are(part, whole, percent):
    assert percent_of(part, whole) == percent
