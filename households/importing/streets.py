"""Which street of the register a street named in a file is, or whether it is a new one."""

from collections import defaultdict

from households.matching import name_key, place_of, says_more
from households.models import Street

AMBIGUOUS = ("ambiguous", None)


class Streets:
    """The streets of a project and those a file names, told apart by name and place.

    The answer for a file is the same before and after its own streets are in the register: else importing it twice
    would change something. A street without a place is the only street of that name, if there is but one.
    named: [name, locality, town] of every street in the file whose name stands in several places.
    """

    def __init__(self, project, named):
        self.known = defaultdict(dict)
        for pk, name, locality, town in Street.objects.filter(project=project).values_list(
            "pk", "name", "locality", "town"
        ):
            self.known[name_key(name)][place_of(locality, town)] = ("known", pk)
        self.named, self.words = defaultdict(set), {}
        for name, locality, town in named:
            key, place = name_key(name), place_of(locality, town)
            self.named[key].add(place)
            self.words.setdefault((key, *place), (name, locality, town))
        self.found = {}

    def find(self, name, locality, town):
        """("known", street id), ("new", (name, locality, town) keys), or AMBIGUOUS."""
        asked = (name, locality, town)
        if asked not in self.found:
            if len(self.found) > 5_000:
                self.found.clear()
            self.found[asked] = self._find(name_key(name), place_of(locality, town))
        return self.found[asked]

    def _find(self, key, place):
        known, named = self.known.get(key, {}), self.named[key]
        if place in known:
            return known[place]
        options = {self._find(key, other) for other in named if says_more(other, place)}
        for other, answer in known.items():
            alone = not any(other) or self._only_one_to_say_more(key, place, other)
            if says_more(other, place) or (says_more(place, other) and alone):
                options.add(answer)
        if len(options) == 1:
            return options.pop()
        return AMBIGUOUS if options and not any(place) else ("new", (key, *place))

    def _only_one_to_say_more(self, key, place, other):
        """Is `place` the only one, in the file and the register, that `other` might stand for?"""
        return all(
            one == place for one in (*self.named[key], *self.known.get(key, ())) if says_more(one, other)
        )

    def ids_of(self, keys):
        """{street id: name key} of the register's streets with these name keys."""
        return {pk: key for key in keys for _, pk in self.known.get(key, {}).values()}
