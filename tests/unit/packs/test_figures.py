"""Every number of packs against a register counted by hand, with a record on each edge day and some that must not count."""

import datetime

import pytest

import cctv.figures
import hardening.figures
import households.figures
import lighting.figures
import outcomes.figures
import packs.figures
from doorstep.actions import withdraw_visit
from households.choices import VisitOutcome
from saferstreets.common import figures
from saferstreets.common.periods import Period
from tests.factories.accounts import member
from tests.factories.doorstep import deliver, make_visit
from tests.factories.households import HouseholdFactory, StreetFactory

pytestmark = pytest.mark.django_db
D = datetime.date
OCTOBER = Period(D(2021, 10, 1), D(2021, 10, 31))


@pytest.fixture
def register():
    """Two streets of 4 + 3 homes. October holds 4 packs at 3 homes: first day, last day late in the evening, twice at one home."""
    clay, york = StreetFactory(name="Clay Street"), None
    york = StreetFactory(name="York Street", project=clay.project)
    homes = [*HouseholdFactory.create_batch(4, street=clay), *HouseholdFactory.create_batch(3, street=york)]
    by = member(clay.project, "assistant")
    deliver(homes[0], by, on=D(2021, 9, 30), hour=23, kit_code="K0", registered=True)  # the day before
    deliver(homes[1], by, on=D(2021, 10, 1), hour=0, kit_code="K1", registered=True)
    deliver(homes[2], by, on=D(2021, 10, 31), hour=23, kit_code="K2")
    deliver(homes[4], by, on=D(2021, 10, 12), kit_code="K3", registered=True)
    deliver(homes[4], by, on=D(2021, 10, 13), again_reason="stolen")
    deliver(homes[5], by, on=D(2021, 11, 1), hour=0)  # the day after
    wrong = deliver(homes[3], by, on=D(2021, 10, 20), kit_code="K4", registered=True)
    withdraw_visit(visit=wrong, reason="wrong door", by=by)
    make_visit(homes[3], by, on=D(2021, 10, 21), outcome=VisitOutcome.NO_ANSWER)
    make_visit(homes[6], by, on=D(2021, 10, 22), outcome=VisitOutcome.HARD_REFUSAL)
    deliver(HouseholdFactory(), member(homes[0].project), on=D(2021, 10, 5))  # another project
    return clay, york


@pytest.mark.parametrize("begins", [D(2021, 10, 1), D(2021, 9, 1), D(2021, 8, 1)])
def test_figures_counted_at_once_are_those_counted_alone(register, begins):
    """Begun later than the whole, with it, and earlier."""
    project, whole = register[0].project, Period(D(2021, 9, 1), OCTOBER.end)
    period, wanted = Period(begins, OCTOBER.end), figures.all_figures()
    alone = {found.id: (found.value(project, period), found.value(project, whole)) for found in wanted}
    assert figures.counted_twice(wanted, project, period, whole) == alone
    assert len({pair[0] for pair in alone.values()}) > 3


@pytest.mark.parametrize(
    ("room", "among"),
    [
        (cctv.figures, None),
        (hardening.figures, "COCOON_DOORS"),
        (hardening.figures, "SECURED"),
        (households.figures, "OFFERS_TAKEN"),
        (households.figures, "VISITS"),
        (lighting.figures, "LIT"),
        (outcomes.figures, "CONCERNS"),
        (outcomes.figures, "RESPONSES"),
        (packs.figures, "DELIVERIES"),
        (packs.figures, "FINDS"),
        (packs.figures, "KITS"),
        (packs.figures, "TORCH_ISSUES"),
    ],
)
def test_figures_among_the_same_rows_take_one_query(register, django_assert_num_queries, room, among):
    if among:
        wanted = [found for found in figures.all_figures() if found.among == getattr(room, among)]
        assert len(wanted) > 1
    else:  # rows of its own
        wanted = [figures.get("C01")]
    whole = Period(D(2021, 9, 1), OCTOBER.end)
    with django_assert_num_queries(1):
        figures.counted_twice(wanted, register[0].project, OCTOBER, whole)


@pytest.mark.parametrize(
    ("figure", "october"),
    [
        ("P01", 4),
        ("P02", 3),
        ("P03", 3),
        ("P04", 2),
        ("P05", 2),
        ("R01", 7),
        ("V01", 6),
        ("V02", 5),
        ("V03", 4),
        ("V04", 1),
    ],
)
def test_october_by_hand(register, figure, october):
    clay, york = register
    assert figures.value(figure, clay.project, OCTOBER) == october
    by_street = figures.by(
        figure, clay.project, OCTOBER, "household__street" if figure in ("P03", "P04") else "street"
    )
    assert sum(by_street.values()) == october
    assert set(by_street) <= {clay.pk, york.pk}


def test_homes_still_to_reach_are_counted_as_they_stood_on_the_last_day(register):
    project = register[0].project
    # 7 homes, one closed: by 30 September one pack (homes[0]), by 1 November five homes with a pack.
    assert figures.value("P05", project, Period(D(2021, 6, 3), D(2021, 9, 30))) == 5
    assert figures.value("P05", project, Period(D(2021, 6, 3), D(2021, 11, 1))) == 1


def test_offers_are_counted_by_home_and_only_when_taken():
    home = HouseholdFactory()
    other = HouseholdFactory(street=home.street)
    by = member(home.project, "assistant")
    make_visit(
        home, by, offers={"security_survey": "wanted", "support_referral": "wanted", "concern_survey": "done"}
    )
    make_visit(home, by, hour=12, offers={"security_survey": "done", "concern_survey": "wanted"})
    make_visit(other, by, offers={"security_survey": "declined", "support_referral": "declined"})
    names = ("V05", "V06", "V07")
    assert [figures.value(name, home.project, OCTOBER) for name in names] == [1, 1, 1]
    wanted, later = [figures.get(name) for name in names], Period(D(2021, 10, 31), OCTOBER.end)
    assert figures.counted_twice(wanted, home.project, later, OCTOBER) == dict.fromkeys(names, (0, 1))
