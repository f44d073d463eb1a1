"""Pure decisions about how the work goes: delays, risks, and the three colours with the rule that gave each."""

from dataclasses import dataclass

from saferstreets.common.periods import long_date

RED, AMBER, GREEN, NONE = "late", "due", "done", "not-due"
COLOUR_WORDS = {RED: "Red", AMBER: "Amber", GREEN: "Green", NONE: "Not rated"}
# A step this many days late is amber; later is red.
AMBER_DAYS = 14
# A share of the steady pace, in per cent: at or above is green, down to here amber.
AMBER_PACE = 90
RED_RISK, AMBER_RISK = 12, 6
# Days before the last safe day to order from which money still free is amber.
SOON_DAYS = 28
# Money free below this share of a line, in per cent, is no worry.
SMALL_SHARE = 5
FEWEST_RISKS = 3


@dataclass(frozen=True)
class Rating:
    """A colour and the rule that gave it, as one sentence."""

    colour: str
    rule: str

    @property
    def label(self):
        """Red, amber or green, in words."""
        return COLOUR_WORDS[self.colour]


def counted(number, word):
    """1 day, 2 days."""
    return f"{number:,} {word}" + ("" if number == 1 else "s")


def score(impact, likelihood):
    """How much a risk weighs: impact (1 to 6) times likelihood (1 to 4)."""
    return impact * likelihood


def needs_factor(due_on, forecast_on):
    """Is it a delay? Then its leading factor has to be said."""
    return bool(due_on and forecast_on and forecast_on > due_on)


def days_late(due_on, forecast_on, done_on, day):
    """How many days after its last planned day a step was done, is expected, or stands open on `day`; 0 in time or unplanned."""
    if due_on is None:
        return 0
    reached = done_on or max(day, forecast_on or day)
    return max(0, (reached - due_on).days)


def delivery_rating(steps, actual, expected, met, day):
    """The delivery colour. steps: (title, due_on, forecast_on, done_on) of what belongs to the promise.

    actual, expected: the figure and a steady pace, or None where nothing counts it. Open steps count, what is done does not.
    """
    if met:
        return Rating(GREEN, "The target is reached.")
    late = [(days_late(due, forecast, done, day), title) for title, due, forecast, done in steps if not done]
    worst, title = max(late, default=(0, ""))
    share = None if not expected else actual * 100 // expected
    if worst > AMBER_DAYS:
        return Rating(
            RED, f"“{title}” is {worst} days behind its plan; more than {AMBER_DAYS} days late is red."
        )
    if share is not None and share < AMBER_PACE:
        return Rating(
            RED, f"{actual:,} where a steady pace would be {expected:,}; below {AMBER_PACE}% of it is red."
        )
    if worst:
        return Rating(
            AMBER, f"“{title}” is {counted(worst, 'day')} behind its plan; up to {AMBER_DAYS} days is amber."
        )
    if share is not None and share < 100:
        return Rating(
            AMBER,
            f"{actual:,} where a steady pace would be {expected:,}; from {AMBER_PACE}% of it is amber.",
        )
    if share is None and not steps:
        return Rating(NONE, "Nothing counts it and no step is planned.")
    return Rating(GREEN, "No open step is behind its plan, and the figure keeps a steady pace.")


def spend_rating(lines, day):
    """The spend colour. lines: (allocated, free, last safe day or None) of the promise's budget lines, in pence."""
    if not lines:
        return Rating(NONE, "No line of the budget belongs to it.")
    open_lines = [
        (free, safe) for allocated, free, safe in lines if allocated and free * 100 > allocated * SMALL_SHARE
    ]
    if not open_lines:
        return Rating(GREEN, f"Less than {SMALL_SHARE}% of its money is still free.")
    dated = [safe for _, safe in open_lines if safe]
    if any(safe < day for safe in dated):
        return Rating(
            RED, "Money is still free on a line whose last safe day to order has passed; that is red."
        )
    if any((safe - day).days <= SOON_DAYS for safe in dated):
        return Rating(
            AMBER,
            f"Money is still free and the last safe day to order, {long_date(min(dated))}, is within {SOON_DAYS} days.",
        )
    if not dated:
        return Rating(
            AMBER, "Money is still free and nobody has said how long its orders take; unknown is amber."
        )
    return Rating(GREEN, f"Money is still free, and it may be ordered safely until {long_date(min(dated))}.")


def risk_rating(scores, finished):
    """The risk colour. scores: of the open risks after mitigation. finished: the promise is kept and needs none."""
    if not scores:
        return (
            Rating(GREEN, "It is finished, and no risk is open.")
            if finished
            else Rating(
                AMBER, "Unfinished, and no risk is on the register: every unfinished promise needs one."
            )
        )
    worst = max(scores)
    words = f"The highest open risk weighs {worst} of 24 after mitigation"
    if worst >= RED_RISK:
        return Rating(RED, f"{words}; {RED_RISK} or more is red.")
    if worst >= AMBER_RISK:
        return Rating(AMBER, f"{words}; {AMBER_RISK} to {RED_RISK - 1} is amber.")
    return Rating(GREEN, f"{words}; below {AMBER_RISK} is green.")


def register_gaps(unfinished, risks):
    """Sentences about what the register lacks. unfinished: titles of unfinished promises by id. risks: promise ids of the open ones, None
    for the whole programme."""
    gaps = []
    programme = sum(one is None for one in risks)
    if programme < FEWEST_RISKS:
        gaps.append(
            f"{counted(programme, 'risk')} of the whole programme {'is' if programme == 1 else 'are'} open, and {FEWEST_RISKS} are wanted."
        )
    covered = set(risks)
    gaps += [
        f"“{title}” is unfinished and has no risk." for pk, title in unfinished.items() if pk not in covered
    ]
    return gaps
