"""Pure decisions about what stays after the grant: what the register flags, how long a thing should last, who looks after it."""

# The model grant agreement: what one body holds together above this takes the funder's approval.
APPROVAL_ABOVE_PENCE = 10_000_00


def with_flags(assets):
    """[{asset, together_pence, flagged, missing}] in the order given. assets: those of one body together, oldest first in each.

    together_pence: what the body's assets cost up to and with this one, unknown costs counted as nothing. flagged: it
    takes the sum above £10,000. missing: flagged, and nobody's approval is on record.
    """
    sums, rows = {}, []
    for asset in assets:
        together = sums.get(asset.owner_id, 0) + (asset.cost_pence or 0)
        sums[asset.owner_id] = together
        flagged = together > APPROVAL_ABOVE_PENCE and bool(asset.cost_pence)
        rows.append(
            {
                "asset": asset,
                "together_pence": together,
                "flagged": flagged,
                "missing": flagged and not asset.approved_on,
            }
        )
    return rows


def years_after(day, years):
    """The same day so many years later; 29 February becomes 28 February where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def expected_life(begins_on, least_years, most_years):
    """(first, last) day on which the thing is expected to be worn out; None where no life is stated."""
    if not (begins_on and least_years and most_years):
        return None
    return years_after(begins_on, least_years), years_after(begins_on, most_years)


def life_words(least_years, most_years):
    """ "20 to 25 years", always as an expectation; "" where none is stated."""
    if not most_years:
        return ""
    if least_years == most_years:
        return f"expected {most_years} years"
    return f"expected {least_years} to {most_years} years"


def review_status(next_review_on, ended_on, day):
    """(code for the colour, words) of a duty on `day`; the day of the review itself is not late yet."""
    if ended_on and ended_on < day:
        return "done", "Ended"
    if next_review_on is None:
        return "late", "No review planned"
    return ("late", "Review overdue") if next_review_on < day else ("due", "Looked after")


def holder_in(duty, year):
    """Who looks after it at the end of `year`, as one sentence. duty: with its body and names loaded.

    A duty that ended, and a thing past the life expected of it, say so instead.
    """
    day = duty.from_on.replace(year=year, month=12, day=31)
    if duty.until_on and duty.until_on < day:
        return f"Nobody any more: the duty ended on {duty.until_on:%-d %B %Y}."
    who = f"{duty.holder_name(day)}."
    life = duty.life
    if life and day > life[1]:
        return f"{who} By then it is past the life expected of it, which ends between {life[0].year} and {life[1].year}."
    if life and day > life[0]:
        return f"{who} By then it may be worn out: it is expected to last until between {life[0].year} and {life[1].year}."
    return who
