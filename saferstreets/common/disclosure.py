"""What may be printed outside the office: counts about people leave in bands of five, so that nobody can be found in them.

Rule (statistical disclosure control, as for census and police data): a count of people or homes by street, by
less than a month, by trait or from a survey leaves the office as the band of five it lies in: "fewer than 5" (nobody
included), then 5 to 9, 10 to 14 and so on. Five numbers stay possible in every band, and a count that only grows says
no more by entering the next one. Project-level delivery outputs, stock, money and lamps are exact.
"""

from saferstreets.common.figures import PEOPLE

BASE = 5
ENOUGH = (
    5  # so many whole numbers must stay possible for every count about people, whatever has been told before
)
SMALLEST = 8  # addresses in the smallest place that is told by itself
SHARE_FROM = 30  # a share is said of at least so many


def rounded(count):
    """`count` down to a multiple of 5, the lower end of its band; 0 to 4 become None, which prints as "fewer than 5"."""
    return BASE * (count // BASE) or None


def span(published_count):
    """(lowest, highest) count that a published count leaves possible."""
    low = published_count or 0
    return low, low + BASE - 1


def published(figure, count):
    """What may leave the office for this figure's `count`: the exact int, the lower end of its band, or None for "fewer than 5"."""
    return rounded(count) if figure.disclosure == PEOPLE else count


def words(published_count):
    """How a published count is printed: thousands with commas, or "fewer than 5"."""
    return "fewer than 5" if published_count is None else f"{published_count:,}"


def band(published_count):
    """How a count about people is printed: "10 to 14", or "fewer than 5"."""
    low, high = span(published_count)
    return words(None) if published_count is None else f"{low:,} to {high:,}"


def share(part, whole):
    """What a share may be said as, from published counts alone: "between 40% and 55%"; "" where the whole may be under 30."""
    (least, most), (low, high) = span(part), span(whole)
    if low < SHARE_FROM:
        return ""
    return f"between {100 * least // high}% and {min(100, -(-100 * most // low))}%"
