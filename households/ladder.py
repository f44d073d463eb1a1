"""The call-back ladder: how often a door is tried, at which parts of the day, and on which try a card is left.

Pure decisions. The doors of a project differ in the time people are in, so a try that nobody answered says little about
another part of the day; three tries at different ones are the least that reaches the number promised.
"""

from dataclasses import dataclass

from django.utils import timezone

from households.choices import PartOfDay

NOON, EVENING = 12, 17  # local hours: the afternoon begins, the evening begins
MOST_STEPS = 6
# The parts in the order of a weekday; the weekend is one part of its own.
WEEKDAY = (PartOfDay.MORNING, PartOfDay.AFTERNOON, PartOfDay.EVENING)
# The times of day that a call-back is promised for, as stored, and the part they fall in.
PROMISED_TIMES = {
    "in the morning": PartOfDay.MORNING,
    "in the afternoon": PartOfDay.AFTERNOON,
    "in the evening": PartOfDay.EVENING,
}


@dataclass(frozen=True)
class Step:
    """One try. part_of_day: when, or "" for a part at which this door has not been tried yet."""

    part_of_day: str = ""
    leave_card: bool = False


# Without steps of its own a project tries three times, each at another part of the day. The first card tells the home
# that we came and why; the last one how to ask for a visit, as nobody comes again by himself.
LADDER = (Step(leave_card=True), Step(), Step(leave_card=True))


def part_of_day(at):
    """The part of the day of an aware time, by the clock on the wall in Europe/London."""
    local = timezone.localtime(at)
    if local.weekday() >= 5:
        return PartOfDay.WEEKEND
    if local.hour < NOON:
        return PartOfDay.MORNING
    return PartOfDay.AFTERNOON if local.hour < EVENING else PartOfDay.EVENING


def parts_on(day):
    """The parts of the day that `day` has: one at the weekend, three otherwise."""
    return (PartOfDay.WEEKEND,) if day.weekday() >= 5 else WEEKDAY


def promised_later(part):
    """The promised times of day that come after `part` on the same day; none at the weekend, which is one part."""
    if part not in WEEKDAY:
        return ()
    later = WEEKDAY[WEEKDAY.index(part) + 1 :]
    return tuple(words for words, when in PROMISED_TIMES.items() if when in later)


def next_step(ladder, tries):
    """The step a door stands before after `tries` tries, or None when the ladder is used up."""
    return ladder[tries] if tries < len(ladder) else None


def due_now(ladder, tries, parts_tried, part):
    """Does the ladder ask for this door in this part of the day? parts_tried: the parts of its tries so far."""
    step = next_step(ladder, tries)
    if step is None:
        return False
    return part == step.part_of_day if step.part_of_day else part not in parts_tried


def card_due(ladder, tries):
    """Is a card left when nobody answers at the next try? Beyond the ladder, where only a promise leads, yes."""
    step = next_step(ladder, tries)
    return step.leave_card if step else True
