"""Where the words go: beside each mark, clear of the other marks and words as far as there is room."""

from dataclasses import dataclass

SIZE = 10.5  # of the letters, SVG units
LETTER = 0.54 * SIZE  # the width of a letter, on average
MARK = 8  # half the side of a mark with a little air
# Directions in order of taste: (towards x, towards y) of the word from its mark.
DIRECTIONS = ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (1, 1), (-1, -1), (-1, 1))
DISTANCES = (3, 12, 22, 34)


@dataclass(frozen=True)
class Box:
    left: float
    top: float
    right: float
    bottom: float

    def overlap(self, other):
        """The area both cover."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across * down if across > 0 and down > 0 else 0.0

    def outside(self, width, height):
        """How far it sticks out of the picture."""
        return (
            max(0, -self.left) + max(0, -self.top) + max(0, self.right - width) + max(0, self.bottom - height)
        )


def box_of(x, y):
    """The box of a mark."""
    return Box(x - MARK, y - MARK, x + MARK, y + MARK)


def _beside(x, y, wide, direction, distance):
    """The box of a word `wide` units wide, so far from its mark in that direction."""
    across, down = direction
    if across:
        left = x + across * (MARK + (distance if not down else distance * 0.6)) - (wide if across < 0 else 0)
    else:
        left = x - wide / 2
    tall = SIZE * 1.15
    if down:
        top = (
            y
            + down * (MARK + distance * (1 if not across else 0.8))
            - (tall if down < 0 else 0)
            - (down * MARK * 0.5 if across else 0)
        )
    else:
        top = y - tall / 2
    return Box(left, top, left + wide, top + tall)


def place(marks, *, width, height):
    """A Box for each of `marks`, (x, y, words) in that order.

    The most crowded marks choose first; each takes the first place that is free, nearest places first, or the one
    that covers least.
    """
    taken = [box_of(x, y) for x, y, _ in marks]
    crowded = sorted(range(len(marks)), key=lambda one: (-_neighbours(marks, one), one))
    found = {}
    for one in crowded:
        x, y, words = marks[one]
        others = taken[:one] + taken[one + 1 : len(marks)] + list(found.values())
        best = None
        for distance in DISTANCES:
            for direction in DIRECTIONS:
                box = _beside(x, y, len(words) * LETTER, direction, distance)
                cost = sum(box.overlap(other) for other in others) + 1000 * box.outside(width, height)
                if best is None or cost < best[0]:
                    best = (cost, box)
            if best[0] == 0:
                break
        found[one] = best[1]
    return [found[one] for one in range(len(marks))]


def _neighbours(marks, one):
    x, y, _ = marks[one]
    return sum(abs(x - other[0]) < 90 and abs(y - other[1]) < 40 for other in marks)
