"""What may be told street by street: fixed places, one count about people in each, checked against everything told before."""

from reports.pinning import Told, narrow
from saferstreets.common import disclosure
from saferstreets.common.disclosure import SMALLEST

FIGURE, HOMES = "P02", "R01"  # the one count told by street, and the homes it is of
LATER = "later"  # homes of streets that came after the places were fixed


def places_of(streets, homes, fixed=()):
    """The places as tuples of street ids, fixed once and for all: a street of 8 homes by itself, smaller ones together.

    streets: ids in order of their names. homes: {street: homes}. fixed: the places of the release before, which stay.
    """
    if fixed:
        return [tuple(place) for place in fixed]
    small = [street for street in streets if homes.get(street, 0) < SMALLEST]
    places, together = [(street,) for street in streets if street not in set(small)], []
    for street in small:
        together.append(street)
        if sum(homes.get(each, 0) for each in together) >= SMALLEST:
            places.append(tuple(together))
            together = []
    if together:
        rest = places.pop() if places else ()
        places.append((*rest, *together))
    return places


def summed(places, by_street):
    """{place: sum over its streets}, and what stands in no place under LATER."""
    found = {place: sum(by_street.get(street, 0) for street in place) for place in places}
    return found | {LATER: sum(by_street.values()) - sum(found.values())}


def tellable(counts, homes, earlier):
    """The places whose count may be told now, so that at least five numbers stay possible for every count ever told.

    counts, homes: {place: n} with LATER. earlier: the {place: Told} of each release before, oldest first. The narrowest place
    is left out until nothing is narrow; where an earlier count would be narrowed by any of it, nothing is told this time.
    """
    told = {place for place in counts if place != LATER and homes[place] >= SMALLEST}
    while told:
        found = narrow([*earlier, cells_of(counts, homes, told)])
        if not found:
            break
        worst = next((place for place, _ in found if place in told), None)
        told = told - {worst} if worst else set()
    return told


def cells_of(counts, homes, told):
    """{place: Told} of one release."""
    cells = {}
    for place, count in counts.items():
        most = max(homes[place], count)
        low, high = disclosure.span(disclosure.rounded(count)) if place in told else (0, most)
        cells[place] = Told(count, low, min(high, most), place in told)
    return cells
