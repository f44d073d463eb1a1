"""Recorded crime of the project's areas, in the words of its own page: they follow the numbers, and nobody writes beside them."""

from outcomes import crime_page
from saferstreets.common.periods import long_date


def crime_of(project, period, held_on):
    """What is held of the months that end in `period`, as plain values; None where none of them is held.

    held_on: the day the paper is of. months: (first day, count) in order, None for a month that is not held. rows: the areas and
    the rest of their district. compared: are there months with the same months a year before?
    """
    told = crime_page.for_paper(project, period)
    if told is None:
        return None
    counted = told["counted"]
    return {
        "of": told["asked"].kind,
        "kind": told["kind"],
        "span": told["span"],
        "months": [[month.isoformat(), count] for month, count in told["rows"]],
        "count": f"{counted.area.count:,}",
        "range": told["range"][0],
        "rate": told["rate"],
        "missing": told["missing"],
        "shows": told["direction"].label,
        "comparison": told["comparison"],
        "against_rest": told["against_rest"],
        "compared": bool(counted.pairs),
        "ago": told["ago"],
        "rows": _rows(told),
        "breaks": [words for _, words in told["chart"].breaks],
        "counts": _definition(told, held_on),
        "notes": list(told["notes"]),
        "attribution": list(told["attribution"]),
    }


def _rows(told):
    counted = told["counted"]
    rows = [
        _row("The project’s areas", counted.area, told["range"][0], told["rate"], counted.now, counted.before)
    ]
    if told["where"]:
        rest = _row(
            f"The rest of {told['where']}", counted.rest, told["range"][1], told["rest_rate"], counted.rest_now, counted.rest_before
        )  # fmt: skip
        rows.append(rest)
    return rows


def _row(where, rate, span, words, now, before):
    return {
        "where": where,
        "count": f"{rate.count:,}",
        "range": span,
        "rate": words,
        "now": f"{now:,}",
        "before": f"{before:,}",
    }


def _definition(told, held_on):
    codes = ", ".join(sorted(told["counted"].codes))
    return (
        f"{told['kind']}: rows of the street-level files that the police publish by month, for the statistical areas {codes}, "
        f"as held on {long_date(held_on)}. A month counts in the period in which it ends."
    )
