"""What the page of recorded crime says, and the update may: counted once, in words, a picture and tables."""

from outcomes import bands, counting, month_chart, rules, telling
from outcomes.counting import ALL, NEIGHBOURHOOD, Asked

YEARS = (1, 2, 3, 4, 5)
GROUPS = {
    ALL: "All recorded crime, without anti-social behaviour",
    NEIGHBOURHOOD: "Neighbourhood crime: burglary, robbery, theft from the person, vehicle crime",
}


def kind_words(kind):
    """A kind, or a group of kinds, as it is printed."""
    return GROUPS.get(kind) or rules.kind_words(kind)


def kind_choices(project):
    """(value, words) of everything that can be asked for: the fund's kinds first."""
    published = [kind for kind in counting.kinds(project) if kind != rules.BURGLARY]
    return [
        (rules.BURGLARY, kind_words(rules.BURGLARY)),
        *GROUPS.items(),
        *((kind, kind_words(kind)) for kind in published),
    ]


def usual(project):
    """What the page shows before anybody asks: burglary in the last twelve months up to the last one held. None where none is held."""
    held = counting.held_months(project, counting.area_codes(project))
    if not held:
        return None
    last = held[-1]
    earliest = rules.years_before(rules.next_month(last), 1)
    return Asked(rules.BURGLARY, max(earliest, held[0]), last)


def tell(project, asked):
    """Everything the page says of what is asked, as a dict."""
    counted = counting.count(project, asked)
    months = len(counted.months)
    return {
        "asked": asked,
        "kind": kind_words(asked.kind),
        "counted": counted,
        "span": telling.span(asked.months),
        "missing": telling.missing_words(counted),
        "direction": telling.direction(counted),
        "comparison": telling.comparison(counted),
        "against_rest": telling.against_rest(counted),
        "rate": telling.rate_words(counted.area, months),
        "rest_rate": telling.rate_words(counted.rest, months) if counted.districts else "",
        "where": " and ".join(counted.districts),
        "range": [round_range(counted.area), round_range(counted.rest)],
        "chart": month_chart.draw(asked.months, counted.months, kind=asked.kind),
        "rows": _rows(counted),
        "bands": bands.bands(project, counted),
        "ago": telling.years_words(asked.years),
        "notes": telling.ALWAYS,
        "attribution": telling.ATTRIBUTION,
    }


def round_range(rate):
    """The 95% range of a count in words: 29 to 54. Its ends are rounded outward, so that it never reads surer than it is."""
    low, high = rate.low_high
    return f"{int(low):,} to {int(-(-high // 1)):,}"


def _rows(counted):
    """The table beside the chart: (month, count or None for a month not held)."""
    return [(month, counted.months.get(month)) for month in counted.asked.months]


def for_paper(project, period):
    """The same of burglary for the months that end in a period, for the progress update; None where no month of it is held."""
    whole = rules.months_ending_in(period)
    if not whole:
        return None
    told = tell(project, Asked(rules.BURGLARY, whole[0], whole[-1]))
    return told if told["counted"].months else None
