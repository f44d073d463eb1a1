"""Pure decisions about match: how much is wanted, what an hour is worth, what may stand on a claim."""

from grants.delivery_choices import MatchBasis, MatchKind

ACCOMPANYING = "PCSO"
TIME = frozenset({MatchKind.OFFICER_TIME, MatchKind.OTHER_TIME})
IN_KIND = TIME | {MatchKind.GOODS}


def wanted(award_pence, basis_points, basis):
    """How much match an award asks for, in pence, a half penny up.

    £311,358 at 20 %: £62,271.60 of the grant; £77,839.50 of the total, since the grant is then the other 80 %.
    """
    whole = 10_000 if basis == MatchBasis.OF_GRANT else 10_000 - basis_points
    return (2 * award_pence * basis_points + whole) // (2 * whole)


def rate_on(rates, day):
    """Pence an hour on `day`, or None. rates: (from_on, pence per hour), the earliest day first."""
    found = None
    for from_on, pence in rates:
        if from_on <= day:
            found = pence
    return found


def worth(minutes, pence_per_hour):
    """What time is worth in pence, each contribution by itself, a half penny up; the opposite of one is its exact opposite."""
    sign = -1 if minutes < 0 else 1
    return sign * ((2 * abs(minutes) * pence_per_hour + 60) // 120)


def status(given_pence, wanted_pence, day, period):
    """(code, words) of what is given against what is wanted, at a steady pace over `period`."""
    if wanted_pence is None:
        return "not-due", "No share is stated"
    if given_pence >= wanted_pence:
        return "done", "Reached"
    past = min(max((day - period.start).days + 1, 0), period.days)
    return (
        ("behind", "Behind a steady pace")
        if given_pence * period.days < wanted_pence * past
        else ("due", "On its way")
    )
