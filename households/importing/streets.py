"""Which street of the register a street named in a file is, or whether it is a new one."""

from collections import defaultdict

from households.matching import name_key, place_key, places_agree, says_more
from households.models import Street

AMBIGUOUS = ("ambiguous", None)


class Streets:
    """The streets of a project and those a file names, told apart by name and place.

    The answer for a file is the same before and after its own streets are in the register: else importing it twice
    would change something. A street without a place is the only street of that name, if there is but one.
    named: [name, locality, town] of every street in the file.
    """

    def __init__(self, project, named):
        self.known = defaultdict(dict)
        for pk, name, locality, town in Street.objects.filter(project=project).values_list(
            "pk", "name", "locality", "town"
        ):
            self.known[name_key(name)][(place_key(locality), place_key(town))] = ("known", pk)
        self.named = defaultdict(set)
        for name, locality, town in named:
            self.named[name_key(name)].add((place_key(locality), place_key(town)))
        self.found = {}

    def find(self, name, locality, town):
        """("known", street id), ("new", (name, locality, town) keys), or AMBIGUOUS."""
        asked = (name, locality, town)
        if asked not in self.found:
            self.found[asked] = self._find(name_key(name), (place_key(locality), place_key(town)))
        return self.found[asked]

    def _find(self, key, place):
        known = self.known.get(key, {})
        for other, answer in known.items():
            # "Beeston" as locality or as town is one place.
            if other == place or " ".join(other).strip() == " ".join(place).strip():
                return answer
        others = [
            other
            for other in self.named[key]
            if other != place and places_agree(place, other) and not says_more(place, other)
        ]
        if any(not says_more(other, place) for other in others) and any(place):
            return self._own(key, place)
        options = {answer for other, answer in known.items() if places_agree(place, other)}
        options |= {self._find(key, other) for other in others if says_more(other, place)}
        if len(options) == 1:
            return options.pop()
        return AMBIGUOUS if options and not any(place) else self._own(key, place)

    def _own(self, key, place):
        """A street of its own; the same words as locality or as town are the same place."""
        same = next(
            (
                other
                for other in sorted(self.named[key])
                if " ".join(other).strip() == " ".join(place).strip()
            ),
            place,
        )
        return "new", (key, *same)

    def ids_of(self, keys):
        """{street id: name key} of the register's streets with these name keys."""
        return {pk: key for key in keys for _, pk in self.known.get(key, {}).values()}
