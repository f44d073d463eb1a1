"""An invented autumn of rounds: who knocks where on which day, and what happens at the door.

The chances are those the project was planned with: four knocks in ten are answered (fewer in the morning, more in the
evening and on Saturdays), one home in ten that gives an answer wants no pack, one door in twenty is no home to call at.
For 2,000 homes that gives about ten packs a working day.
"""

import datetime
import random
import uuid
from collections import deque
from dataclasses import dataclass, field

from households.choices import OfferKind, OfferOutcome, PartOfDay
from households.choices import VisitOutcome as O
from households.ladder import part_of_day
from saferstreets.common import clock

FIRST_ROUND = datetime.date(2021, 9, 20)  # the Assistants start on 6 September and are trained first
KNOCKS_A_DAY = 17 / 2000  # by one Assistant, for each home of the register
# Answers to a knock by part of the day; over a week of these rounds four in ten.
ANSWERED = {
    PartOfDay.MORNING: 0.34,
    PartOfDay.AFTERNOON: 0.405,
    PartOfDay.EVENING: 0.52,
    PartOfDay.WEEKEND: 0.47,
}
# When a day's round starts and for how many minutes it lasts: late on Wednesdays, short on every third Saturday.
ORDINARY, LATE, SATURDAY = ((9, 30), 420), ((12, 30), 420), ((10, 0), 300)
LATE_DAY, WEEKS_BETWEEN_SATURDAYS = 2, 3
NO_HOME = ((O.VOID, 0.04), (O.NON_RESIDENTIAL, 0.005), (O.DERELICT, 0.002), (O.CANNOT_FIND, 0.003))
SOMEONE_THERE = (
    (O.HARD_REFUSAL, 0.02),
    (O.SOFT_REFUSAL, 0.05),
    (O.CALL_BACK, 0.09),
    (O.LANGUAGE_NEED, 0.01),
    (O.ANSWERED, 0.83),
)
OFFERED = {
    OfferKind.PACK: (
        (OfferOutcome.DONE, 0.975),
        (OfferOutcome.DECLINED, 0.015),
        (OfferOutcome.ALREADY_HAS, 0.01),
    ),
    OfferKind.SECURITY_SURVEY: (
        (OfferOutcome.DONE, 0.18),
        (OfferOutcome.WANTED, 0.14),
        (OfferOutcome.DECLINED, 0.28),
    ),
    OfferKind.CONCERN_SURVEY: ((OfferOutcome.DONE, 0.40), (OfferOutcome.DECLINED, 0.20)),
    OfferKind.SUPPORT_REFERRAL: ((OfferOutcome.WANTED, 0.06), (OfferOutcome.DECLINED, 0.20)),
}
CODE_WRITTEN_DOWN = 0.97
REGISTERED = 0.57
CALL_BACK_KEPT = (
    0.65  # on the day it was promised for; later on, an office that is behind gets round to a few
)
CALL_BACK_MADE_UP_FOR = 0.1
OFFICER_ALONG = 0.3
MOST_TRIES = 4
DAYS_BETWEEN_TRIES = datetime.timedelta(days=6)
HOURS = ("in the morning", "after 2pm", "after 4pm", "")


@dataclass
class Knock:
    """One visit to be: the arguments of doorstep.actions.record_visit."""

    household: object
    by: object
    outcome: str
    happened_at: datetime.datetime
    client_id: uuid.UUID
    offers: dict = field(default_factory=dict)
    kit_code: str = ""
    registered: bool = False
    call_back_on: datetime.date | None = None
    call_back_time: str = ""
    officer: object = None
    officer_minutes: int | None = None


def plan(*, streets, assistants, officer, until, seed):
    """The knocks of all rounds from the first to the working day before `until`, day by day.

    streets: lists of homes in walking order. Every second street belongs to the second Assistant.
    """
    rng = random.Random(f"rounds {seed}")
    homes = sum(len(street) for street in streets)
    walkers = [
        Walker(by, streets[place :: len(assistants)], homes, officer, rng)
        for place, by in enumerate(assistants)
    ]
    knocks, day = [], FIRST_ROUND
    while day < until:
        round_of_day = _round_on(day)
        if round_of_day:
            for walker in walkers:
                knocks += walker.work(day, *round_of_day)
        day += datetime.timedelta(days=1)
    return _with_kits(knocks, rng)


def _round_on(day):
    """((hour, minute) it starts, minutes it lasts) of the rounds of `day`, or None when nobody walks."""
    if day.weekday() < 5:
        return LATE if day.weekday() == LATE_DAY else ORDINARY
    third = (day - FIRST_ROUND).days // 7 % WEEKS_BETWEEN_SATURDAYS == WEEKS_BETWEEN_SATURDAYS - 1
    return SATURDAY if day.weekday() == 5 and third else None


def _with_kits(knocks, rng):
    """The same knocks; the packs handed over get the kit codes in the order of the boxes."""
    number = 0
    for knock in knocks:
        if knock.offers.get(OfferKind.PACK) == OfferOutcome.DONE and rng.random() < CODE_WRITTEN_DOWN:
            number += 1
            knock.kit_code, knock.registered = f"EXAMPLE{number:06d}", rng.random() < REGISTERED
    return knocks


class Walker:
    """One Assistant on the round: new doors in walking order, doors to try again, promises to call back."""

    def __init__(self, by, streets, homes, officer, rng):
        self.by, self.officer, self.rng = by, officer, rng
        self.fresh = [home for street in streets for home in street][::-1]
        self.again = deque()  # (day last tried, tries, home), oldest first
        self.promised = []  # (day, home)
        self.knocks_a_day = KNOCKS_A_DAY * homes
        self.no_home = {home: outcome for home in self.fresh if (outcome := _drawn(NO_HOME, rng))}

    def work(self, day, begins, minutes):
        """The knocks of one day, in the order they happen, spread evenly over `minutes` from `begins`, (hour, minute)."""
        doors = self._doors(day, minutes / ORDINARY[1])
        officer = self.officer if self.rng.random() < OFFICER_ALONG else None
        step = datetime.timedelta(minutes=minutes) / max(len(doors), 1)
        start = clock.start_of(day) + datetime.timedelta(hours=begins[0], minutes=begins[1])
        return [
            self._knock(home, tries, start + step * place, officer)
            for place, (home, tries) in enumerate(doors)
        ]

    def _doors(self, day, length):
        """Whom to call at today, with how many tries before: promises first, then old doors and new ones in turn.

        length: of the day, 1 for an ordinary one.
        """
        due, left = [], []
        for entry in self.promised:
            (due if self._called_back(entry[0], day) else left).append(entry)
        self.promised = left
        doors = [(home, 1) for _, home in due]
        wanted = int(self.knocks_a_day * length + self.rng.random() * 2 - 0.5)
        while len(doors) < wanted and (self.fresh or self._ripe(day)):
            if self._ripe(day) and (not self.fresh or self.rng.random() < 0.5):
                _, tries, home = self.again.popleft()
                doors.append((home, tries))
            else:
                doors.append((self.fresh.pop(), 0))
        return doors

    def _called_back(self, promised_for, day):
        chance = CALL_BACK_KEPT if promised_for == day else CALL_BACK_MADE_UP_FOR
        return promised_for <= day and self.rng.random() < chance

    def _ripe(self, day):
        return bool(self.again) and self.again[0][0] + DAYS_BETWEEN_TRIES <= day

    def _knock(self, home, tries, at, officer):
        knock = Knock(
            home,
            self.by,
            self._outcome(home, tries, at),
            at,
            uuid.UUID(int=self.rng.getrandbits(128), version=4),
        )
        if officer:
            knock.officer, knock.officer_minutes = (
                officer,
                self.rng.randint(2, 4) if knock.outcome != O.ANSWERED else self.rng.randint(8, 15),
            )
        if knock.outcome == O.ANSWERED:
            knock.offers = {
                kind: result for kind, chances in OFFERED.items() if (result := _drawn(chances, self.rng))
            }
        elif knock.outcome == O.CALL_BACK:
            knock.call_back_on = _working_day(at.date() + datetime.timedelta(days=self.rng.randint(1, 12)))
            knock.call_back_time = self.rng.choice(HOURS)
            self.promised.append((knock.call_back_on, home))
        elif knock.outcome in (O.NO_ANSWER, O.CARD_LEFT) and tries + 1 < MOST_TRIES:
            self.again.append((at.date(), tries + 1, home))
        return knock

    def _outcome(self, home, tries, at):
        if home in self.no_home:
            return self.no_home[home]
        if self.rng.random() < ANSWERED[part_of_day(at)]:
            return _drawn(SOMEONE_THERE, self.rng)
        return O.CARD_LEFT if tries else O.NO_ANSWER


def _drawn(chances, rng):
    """One of the (value, chance) pairs, or None where the chances leave something over."""
    throw = rng.random()
    for value, chance in chances:
        throw -= chance
        if throw < 0:
            return value
    return None


def _working_day(day):
    """`day`, or the Monday after it."""
    return day + datetime.timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)
