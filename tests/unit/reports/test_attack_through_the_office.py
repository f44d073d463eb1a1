"""The attack on a whole office: 24 months of real releases, read back from the files that leave, against what the register knows.

`make attack` runs more of them; one is enough to notice that somebody opened a hole.
"""

import csv
import datetime
import io
import os
import random
import zipfile
from collections import namedtuple

import pytest
from django.db import transaction
from django.test import override_settings

from households.choices import VisitOutcome
from outcomes import actions as outcome_actions
from outcomes.choices import HowTold
from reports import foi
from reports.street_actions import release_streets
from saferstreets.common import figures
from saferstreets.common.disclosure import ENOUGH
from saferstreets.common.periods import Period, end_of_month
from tests.factories import outcomes
from tests.factories.accounts import ProjectFactory, member
from tests.factories.doorstep import deliver, make_visit
from tests.factories.households import HouseholdFactory, StreetFactory
from tests.unit.reports.attack import bounds, ends

# Said, or a run of this file alone would make no database.
pytestmark = pytest.mark.django_db
D = datetime.date
OFFICES = int(os.environ.get("OFFICES", "1"))
STREETS = {
    "Clay Street": 34,
    "York Street": 9,
    "South Street": 21,
    "Mill Lane": 12,
    "Park End": 3,
    "Station Row": 5,
}
MONTHS = [end_of_month(D(2021 + (5 + n) // 12, (5 + n) % 12 + 1, 1)) for n in range(24)]
# Of two counts the first can never be more than the second, whatever happened.
INSIDE = (("O02", "O01"), ("O08", "O07"), ("O09", "O07"), ("H12", "H11"))
Month = namedtuple("Month", "day streets counts release")


def spans(words):
    """(low, high) of a published count in words; None where it was not told."""
    if words == "not told":
        return None
    if words == "fewer than 5":
        return 0, 4
    low, _, high = words.replace(",", "").partition(" to ")
    return int(low), int(high or low)


def read(pack):
    """({streets: span or None}, {label: (span, exact?)}) of a pack as anybody may ask for it."""
    archive = zipfile.ZipFile(io.BytesIO(pack))
    streets, counts = (
        csv.reader(io.StringIO(archive.read(f"{name}.csv").decode("utf-8-sig")))
        for name in ("streets", "counts")
    )
    by_street = {row[0]: spans(row[2]) for row in list(streets)[1:]}
    return by_street, {
        row[0]: (spans(row[1]), row[3]) for row in list(counts)[1:] if row[2] not in ("pounds", "per cent")
    }


class Office:
    """A small project that works for two years and tells of every month."""

    def __init__(self, seed):
        self.dice = random.Random(seed)
        self.project = ProjectFactory(ends_on=D(2023, 6, 30))
        self.by = member(self.project)
        self.survey = outcomes.questionnaire(self.project, self.by, from_on=self.project.starts_on)
        self.homes = [
            home for name, count in STREETS.items()
            for home in HouseholdFactory.create_batch(count, street=StreetFactory(project=self.project, name=name))
        ]  # fmt: skip
        self.dice.shuffle(self.homes)
        self.raised = []

    def work(self, day):
        """A month: packs in bursts and standstills, refusals, referrals, answers and concerns."""
        for _ in range(self.dice.choice((0, 1, 2, 5, 8))):
            if self.homes:
                self.knock(self.homes.pop(), day)
        if self.dice.random() < 0.4:
            self.raised.append(outcomes.concern(self.project, self.by, raised_on=day))
        if self.raised and self.dice.random() < 0.4:
            self.see_to(self.raised.pop(), day)

    def knock(self, home, day):
        way = self.dice.random()
        if way < 0.12:
            make_visit(home, self.by, on=day, outcome=VisitOutcome.HARD_REFUSAL)
        elif way < 0.25:
            make_visit(home, self.by, on=day, offers={"support_referral": "wanted"})
        else:
            deliver(home, self.by, on=day)
        if self.dice.random() < 0.2:
            outcomes.response(self.survey, home, self.by, on=day)

    def see_to(self, concern, day):
        outcomes.passed(concern, self.by, on=day)
        outcomes.answered(concern, self.by, on=day)
        if self.dice.random() < 0.5:
            outcome_actions.tell_street(concern_id=concern.pk, told_on=day, told_how=HowTold.DOOR, by=self.by)

    def tell(self, day):
        """What leaves at the end of a month: the release by street, and the pack that anybody may ask for."""
        release = release_streets(project=self.project, as_at=day, by=self.by)
        return Month(day, *read(foi.pack(self.project, day, release)), release)


@pytest.fixture(scope="module", params=range(OFFICES))
def told(request, django_db_setup, django_db_blocker):
    """Everything that one office told in 24 months, and the office."""
    block = transaction.atomic()
    block._from_testcase = True
    last = MONTHS[-1] + datetime.timedelta(days=3)
    with django_db_blocker.unblock(), override_settings(DEMONSTRATION_TODAY=last), block:
        office = Office(request.param)
        months = []
        for day in MONTHS:
            office.work(day - datetime.timedelta(days=office.dice.randrange(20)))
            months.append(office.tell(day))
        yield office, months
        transaction.set_rollback(True)


def test_no_count_by_street_has_fewer_than_five_possibilities(told):
    office, months = told
    names = {tuple(row["streets"]): row for row in months[-1].release.places[:-1]}
    homes = {key: row["homes"] for key, row in zip(months[-1].streets, names.values(), strict=True)}
    totals = [month.counts["Homes with a pack"][0][0] for month in months]
    found = bounds([month.streets for month in months], totals, homes)
    assert len(found) > 20  # much is told all the same
    for (place, number), (low, high) in found.items():
        row = months[number].release.places[list(months[number].streets).index(place)]
        assert low <= row["count"] <= high
        assert high - low + 1 >= ENOUGH, (place, number, low, high)


def test_no_count_about_people_is_pinned_by_the_updates(told):
    """Each only grows; some lie inside others, or inside an exact one; together with the exact totals of homes they add up."""
    office, months = told
    people = [
        one for one in figures.printed_figures() if one.disclosure == figures.PEOPLE and one.unit != "points"
    ]
    limits = {
        (one.id, number): month.counts[one.label][0] for number, month in enumerate(months) for one in people
    }
    assert all(month.counts[one.label][1] == "band of five" for month in months for one in people)
    below = [((key, number - 1), (key, number)) for key, number in limits if number]
    below += [((less, number), (more, number)) for less, more in INSIDE for number in range(len(months))]
    sums = []
    for number, month in enumerate(months):
        spoken = month.counts["Homes where we spoke with a resident"][0][1]
        limits["V07", number] = (limits["V07", number][0], min(limits["V07", number][1], spoken))
        homes, packs, left = (
            month.counts[label][0][0]
            for label in ("Homes in the register", "Homes with a pack", "Homes still to reach")
        )
        limits |= {("refused, no pack", number): (0, None), ("empty", number): (0, None)}
        sums.append(([("refused, no pack", number), ("empty", number)], homes - packs - left))
        below.append((("refused, no pack", number), ("V04", number)))
    found = ends(limits, below, sums)
    days = [Period(office.project.starts_on, month.day) for month in months]
    for one in people:
        for number, period in enumerate(days):
            low, high = found[one.id, number]
            true = one.value(office.project, period)
            assert low <= true <= high, (one.id, number)
            # nobody is nobody: where no home was spoken with, none agreed to anything
            assert low < high or high == 0, f"{one.id} after {number + 1} months can only be {low}"
    assert sum(one.value(office.project, days[-1]) > 4 for one in people) > 1  # something was hidden


def test_exact_counts_inside_a_band_would_pin_it():
    """The attack works: concerns seen to told exactly, as they were once, give away how many were raised."""
    found = ends({"raised": (5, 9), "seen to": (9, 9)}, [("seen to", "raised")])
    assert found["raised"] == (9, 9)
