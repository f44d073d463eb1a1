"""Sentences about recorded crime. The words follow the numbers: nothing is said to have risen or fallen that chance alone explains."""

from outcomes import ranges, rules
from outcomes.choices import Direction

NOT_DISTINGUISHABLE = "not distinguishable from no change"
NOT_APART = "not distinguishable from the same change"
NONE_HELD = "no comparable month held"
ALWAYS = (
    "Recorded crime is what was reported to the police and written down by them. It moves with how willing people are to report.",
    "The published places are points shared by every crime of a street or a shop, moved so that no home can be told. They are approximate.",
    "Burglary as published is of homes and of businesses together; it is not called otherwise here.",
    "Dozens of rows of anti-social behaviour read alike and carry no number; each is counted, as the police publish them.",
    "Small numbers: one comparison in twenty looks like a change by chance alone.",
)
ATTRIBUTION = (
    "Contains public sector information licensed under the Open Government Licence v3.0. Source: data.police.uk.",
    "Residents and households: census 2011. Source: Office for National Statistics licensed under the Open Government Licence v3.0. "
    "Contains OS data © Crown copyright and database right 2016.",
)


def span(months):
    """These months in words: "March 2021 to November 2021", or "October 2018"."""
    first, last = months[0], months[-1]
    return f"{first:%B %Y}" if first == last else f"{first:%B %Y} to {last:%B %Y}"


def how_many(number, what):
    """7 months; 1 month."""
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def rate_words(rate, months):
    """The rate with its range and what it is of; why there is none."""
    if not months:
        return "No month of these is held."
    if rate.per_thousand is None:
        return "No rate: nobody has counted here who lives in these areas."
    middle, low, high = rate.per_thousand
    return f"{middle:.1f} for every 1,000 {rate.of} in {how_many(months, 'month')} (95% range {low:.1f} to {high:.1f})"


def years_words(years):
    """a year before; 3 years before."""
    return "a year before" if years == 1 else f"{years} years before"


def direction(counted):
    """What the comparison shows: Direction.NONE, BREAK, SAME, HIGHER or LOWER."""
    if not counted.pairs:
        return Direction.NONE
    if _break(counted):
        return Direction.BREAK
    found = ranges.changed(counted.now, counted.before)
    if found is None or found[0] <= 1 <= (found[1] or float("inf")):
        return Direction.SAME
    return Direction.HIGHER if found[0] > 1 else Direction.LOWER


def _break(counted):
    """The change in definition between a month and the one it would be compared with, in words, or ""."""
    years = counted.asked.years
    found = (
        rules.break_between(counted.asked.kind, rules.years_before(month, years), month)
        for month in counted.pairs
    )
    return next(filter(None, found), "")


def comparison(counted):
    """The same months so many years before, in one sentence or two."""
    ago, way = years_words(counted.asked.years), direction(counted)
    if way == Direction.NONE:
        return f"The same months {ago}: {NONE_HELD}."
    if way == Direction.BREAK:
        return f"The same months {ago} are not compared, because the definition changed in between ({_break(counted)})."
    pairs = how_many(len(counted.pairs), "month")
    said = (
        f"{counted.now:,} in the {pairs} that can be compared, {counted.before:,} in the same {pairs} {ago}: "
    )
    if way == Direction.SAME:
        return f"{said}{NOT_DISTINGUISHABLE}."
    low, high = ranges.changed(counted.now, counted.before)
    word = "higher" if way == Direction.HIGHER else "lower"
    top = "more" if high is None else f"{high:.2f} times"
    return f"{said}{word} by more than chance alone explains (95% range {low:.2f} to {top} as many). This does not say why."


def against_rest(counted):
    """Whether the areas changed otherwise than the rest of their district, in one sentence; "" where it cannot be asked."""
    if direction(counted) in (Direction.NONE, Direction.BREAK) or not counted.districts:
        return ""
    where = " and ".join(counted.districts)
    chance = ranges.apart(counted.now, counted.before, counted.rest_now, counted.rest_before)
    said = (
        f"In the rest of {where} the same months went from {counted.rest_before:,} to {counted.rest_now:,}. "
    )
    if chance >= 0.05:
        return f"{said}The areas and the rest are {NOT_APART}."
    return f"{said}The areas changed otherwise than the rest by more than chance alone explains. This does not say why."


def missing_words(counted):
    """Which months of those asked for are not held; "" when all are."""
    if not counted.missing:
        return ""
    held = len(counted.months)
    return f"{held} of the {how_many(len(counted.asked.months), 'month')} are held. Not held, and not counted as nothing: {_runs(counted.missing)}."


def _runs(months):
    """Months in words, neighbours together: "April 2020 to June 2020, August 2020"."""
    runs = []
    for month in months:
        if runs and rules.next_month(runs[-1][-1]) == month:
            runs[-1].append(month)
        else:
            runs.append([month])
    return ", ".join(map(span, runs))
