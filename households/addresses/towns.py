"""Where the street ends and the town begins, learnt from the file: in a list of one town, its name ends every line."""

from collections import Counter
from dataclasses import dataclass, field

from households.addresses.parts import COMPASS, COUNTIES, STREET, WEAK, plain_words


@dataclass
class Towns:
    """Places that end the addresses of a file, as tuples of small-letter words, and its streets.

    streets: known for sure (a locked list). likely: seen in the file behind a plain house number.
    """

    names: frozenset = field(default_factory=frozenset)
    streets: frozenset = field(default_factory=frozenset)
    likely: frozenset = field(default_factory=frozenset)

    def split(self, text):
        """(street, locality, town) of words in which a place may follow the street."""
        pairs = without_county(plain_words(text))
        pairs, town = self._take_town(pairs)
        end = self._end_of_street(pairs)
        if end is None and not town:
            # "Broad Oak Oxford Headington": no street word, but the town stands in the middle.
            end = next(
                (place for place in range(1, len(pairs) - 1) if (pairs[place][1],) in self.names), None
            )
        if end is None:
            return " ".join(word for word, _ in pairs), "", town
        street, rest = pairs[:end], pairs[end:]
        if rest and not town:
            rest, town = self._town_within(rest)
        return " ".join(word for word, _ in street), " ".join(word for word, _ in rest), town

    def _take_town(self, pairs):
        for size in (4, 3, 2, 1):
            if len(pairs) > size and tuple(low for _, low in pairs[-size:]) in self.names:
                left = pairs[:-size]
                # "Oxford Oxford": the county given as the town once more.
                while len(left) > size and [low for _, low in left[-size:]] == [
                    low for _, low in pairs[-size:]
                ]:
                    left = left[:-size]
                return left, " ".join(word for word, _ in pairs[-size:])
        return pairs, ""

    def _town_within(self, rest):
        """(locality, town) of what follows the street: a known town in it, else all of it is the town."""
        for size in (3, 2, 1):
            for start in range(len(rest) - size + 1):
                if tuple(low for _, low in rest[start : start + size]) in self.names and len(rest) > size:
                    left = dict.fromkeys(word for word, _ in rest[:start] + rest[start + size :])
                    return [(word, word) for word in left], " ".join(
                        word for word, _ in rest[start : start + size]
                    )
        return [], " ".join(word for word, _ in rest)

    def _end_of_street(self, pairs):
        """How many words the street has; None when no word tells."""
        low = [word for _, word in pairs]
        for size in range(len(low), 0, -1):
            if tuple(low[:size]) in self.streets:
                return size
        return end_of_street(low)


def end_of_street(low):
    """The place behind the last street word (a firm one, else a weak one) and a point of the compass; None without one."""
    firm = [place for place, word in enumerate(low) if place and word in STREET and not _saint(low, place)]
    weak = [place for place, word in enumerate(low) if place and word in WEAK]
    if not firm and not weak:
        return None
    end = (firm or weak)[-1] + 1
    return end + 1 if end < len(low) and low[end] in COMPASS else end


def _saint(low, place):
    """Is this "st" a saint (St Marys Road) rather than a street: does a street word still follow?"""
    return low[place] == "st" and any(word in STREET for word in low[place + 1 :])


def without_county(pairs):
    """Words without the county at the end, unless nothing would be left."""
    for size in (3, 2, 1):
        if len(pairs) > size and tuple(low for _, low in pairs[-size:]) in COUNTIES:
            return pairs[:-size]
    return pairs


def learn_towns(tails, streets=()):
    """Towns and streets from a file's addresses. tails: texts that hold a street and perhaps a place, no postcode.

    A town is what stands behind the street word in at least two lines and one in a hundred; a longer ending that
    only adds a locality to a commoner town is none. A street is likely when it follows a number in two lines.
    """
    counts, likely, lines = Counter(), Counter(), 0
    for tail in tails:
        low = [word for _, word in without_county(plain_words(tail))]
        end = end_of_street(low)
        lines += 1
        if end and 0 < len(low) - end <= 4:
            counts[tuple(low[end:])] += 1
        if end and low[0][0].isdigit() and 1 < end <= 4:
            likely[tuple(low[1:end])] += 1
    names = set()
    for words, count in counts.most_common():
        if count < max(2, lines / 100):
            break
        if not any(words[: len(name)] == name or words[-len(name) :] == name for name in names):
            names.add(words)
    sure = frozenset(tuple(street.lower().split()) for street in streets)
    return Towns(
        frozenset(names),
        sure,
        frozenset(street for street, count in likely.items() if count > 1 and len(street) > 1),
    )
