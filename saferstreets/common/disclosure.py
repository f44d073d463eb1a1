"""What may be printed outside the office: counts about people are rounded so that nobody can be found in them.

Rule (statistical disclosure control, as for census and police data): a count of people or homes by street, by
less than a month, by trait or from a survey leaves the office rounded to the nearest 5, and 1 to 4 is printed as
"fewer than 5". Project-level delivery outputs, stock, money and lamps are exact.
"""

from saferstreets.common.figures import PEOPLE

BASE = 5


def rounded(count):
    """`count` to the nearest 5; 1 to 4 become None, which prints as "fewer than 5"."""
    if 0 < count < BASE:
        return None
    return BASE * ((count + 2) // BASE)


def published(figure, count):
    """What may leave the office for this figure's `count`: the exact int, a rounded int, or None for "fewer than 5"."""
    return rounded(count) if figure.disclosure == PEOPLE else count


def words(published_count):
    """How a published count is printed: thousands with commas, or "fewer than 5"."""
    return "fewer than 5" if published_count is None else f"{published_count:,}"
