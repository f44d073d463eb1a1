"""The search box of the register, read by hand-written SQL, as decision 0077 says.

Putting the same question together through the ORM takes two to three times as long as answering it.
"""

from typing import NamedTuple

from django.db import connection

from accounts.permissions import Perm
from households import rules

FOUND = """
  FROM households_household h JOIN households_street s ON s.project_id = h.project_id AND s.id = h.street_id
 WHERE h.project_id = %(project)s"""
COLUMNS = "SELECT h.id, h.flat, h.name, h.number, s.name, s.town, h.postcode, h.state, h.closed_on, h.uprn"
PAGE = " ORDER BY s.name, h.street_id, h.walk_seq, h.id LIMIT %(limit)s OFFSET %(offset)s"


class Row(NamedTuple):
    """One home of a list, named as `HouseholdQuerySet.for_list` names it."""

    pk: int
    flat: str
    name: str
    number: str
    street__name: str
    street__town: str
    postcode: str
    state: str
    closed_on: object
    uprn: str


class Found:
    """The homes of a project that match a text, in walking order: what a Paginator counts and cuts pages from.

    As `HouseholdQuerySet.matching` has it: every word of `text` begins a word of the address or postcode. Nothing is found
    for a text without words, nor by somebody who may not see homes.
    """

    def __init__(self, user, project, text):
        words = rules.search_text(text).split() if user.can(Perm.HOUSEHOLD_SEE, project) else []
        self._values = {"project": project.pk} | {f"word{n}": f"% {word}%" for n, word in enumerate(words)}
        self._where = FOUND + "".join(f" AND h.search LIKE %(word{n})s" for n in range(len(words)))
        self._any = bool(words)

    def count(self):
        """How many homes match. One query."""
        return self._ask(f"SELECT COUNT(*){self._where}")[0][0] if self._any else 0

    def __len__(self):
        return self.count()

    def __getitem__(self, part):
        """A page of Row for a slice with both ends. One query."""
        if not self._any:
            return []
        facts = {"limit": part.stop - part.start, "offset": part.start}
        return [Row._make(row) for row in self._ask(COLUMNS + self._where + PAGE, facts)]

    def _ask(self, statement, facts=None):
        with connection.cursor() as cursor:
            cursor.execute(statement, self._values | (facts or {}))
            return cursor.fetchall()
