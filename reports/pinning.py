"""What an outsider could work out about one count from everything ever told by street: the range it could still have.

They are taken to know the worst: every exact total of the project at every release, how many homes each place has, that a
count since the start only grows, and every band that was ever told. All of that is one flow through a network: what is
delivered between two releases flows into the places, and on from release to release; what has flowed past a release is the
count. So a count can be larger, or smaller, by as much as can be sent round a circle through it, in whole homes. The true
counts are one such flow, and what is looked for is how far another may lie.
"""

from collections import deque
from typing import NamedTuple

from saferstreets.common.disclosure import ENOUGH

ANY = 1_000_000_000


class Told(NamedTuple):
    """One place at one release. low, high: what was told, or 0 and its homes where nothing was."""

    exact: int
    low: int
    high: int
    told: bool


def possible(releases):
    """{(place, number of the release): (lowest, highest)} for every count that was told, as far as 4 below and above it.

    releases: {place: Told} of each release, oldest first, all with the same places.
    """
    room = _network(releases)
    found = {}
    for number, cells in enumerate(releases):
        for place, cell in cells.items():
            if cell.told:
                here, after = (place, number), _after(place, number, len(releases))
                less = _round_trip(room, here, after, cell.exact - cell.low)
                more = _round_trip(room, after, here, cell.high - cell.exact)
                found[place, number] = (cell.exact - less, cell.exact + more)
    return found


def narrow(releases):
    """{(place, number of the release): how many whole numbers are left} for counts with fewer than five, narrowest first."""
    left = {key: high - low + 1 for key, (low, high) in possible(releases).items()}
    return dict(sorted(((key, n) for key, n in left.items() if n < ENOUGH), key=lambda pair: pair[1]))


def _after(place, number, releases):
    return (place, number + 1) if number + 1 < releases else "end"


def _network(releases):
    """{node: {node: how much more may flow}}; a count that went down again, or left its band, gives no room there."""
    room = {"end": {}}
    for number, cells in enumerate(releases):
        source = room.setdefault(("grew", number), {})
        for place, cell in cells.items():
            here, after = (place, number), _after(place, number, len(releases))
            grew = cell.exact - (releases[number - 1][place].exact if number else 0)
            source[here] = ANY
            room.setdefault(here, {})["grew", number] = max(0, grew)
            room[here][after] = max(0, cell.high - cell.exact)
            room.setdefault(after, {})[here] = max(0, cell.exact - cell.low)
    return room


def _round_trip(room, start, end, most):
    """How much can flow from `start` to `end`, never over the edge between them, up to 4 and `most`. Leaves `room` as it was."""
    kept = (room[start].pop(end), room[end].pop(start))
    sent, most, paths = 0, min(most, ENOUGH - 1), []
    while sent < most and (path := _path(room, start, end)):
        amount = min(most - sent, *(room[a][b] for a, b in path))
        _send(room, path, amount)
        paths.append((path, amount))
        sent += amount
    for path, amount in paths:
        _send(room, path, -amount)
    room[start][end], room[end][start] = kept
    return max(0, sent)


def _send(room, path, amount):
    for a, b in path:
        room[a][b] -= amount
        room[b][a] += amount


def _path(room, start, end):
    """Edges of a shortest way with room on it, or None."""
    came, queue = {start: None}, deque([start])
    while queue:
        node = queue.popleft()
        for other, free in room[node].items():
            if free > 0 and other not in came:
                came[other] = node
                if other == end:
                    return _back(came, end)
                queue.append(other)
    return None


def _back(came, node):
    path = []
    while came[node] is not None:
        path.append((came[node], node))
        node = came[node]
    return path
