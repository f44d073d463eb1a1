"""What a room supplies to take files in, and where the engine finds it.

A room writes `importing.py` with a subclass of Importer and hands it to `register`. The engine reads the file, asks
the importer what each row says, what it is like, and what to do with it; it never knows what a home or a lamp is.
"""

from dataclasses import dataclass, field
from typing import NamedTuple

from django.apps import apps
from django.utils.module_loading import autodiscover_modules

from imports import mapping

_importers: dict[str, "Importer"] = {}


@dataclass(frozen=True)
class Field:
    """One thing a file may say about a row.

    aliases: headers that surely mean it, as `mapping.plain` writes them, best first. joined: several columns may
    give it together.
    """

    name: str
    label: str
    aliases: tuple = ()
    hint: str = ""


class RowRefused(Exception):
    """The row has no usable key; `str()` says why."""


class Parsed(NamedTuple):
    """What a row says. likeness: rows and things that might be the same share it. code: a number that names one thing,
    or "". clean: the values, a list of JSON scalars. note: what was left out of it, and why."""

    likeness: str
    code: str
    clean: list
    note: str = ""


@dataclass
class Judgement:
    """The verdict on one row that is not simply new. thing_id: what it matched, or its own reserved id while it needs review.

    like: an earlier row it repeats. candidates: ids of the things it may be the same as.
    """

    number: int
    verdict: str
    reason: str = ""
    thing_id: int | None = None
    like: int | None = None
    candidates: list = field(default_factory=list)


class Change(NamedTuple):
    """One value of a known thing and what the file says. beside: both are kept, and what is known stands."""

    what: str
    before: str
    after: str
    beside: bool = False

    @property
    def words(self):
        """As a page prints it."""
        if self.beside:
            return f"{self.what}: {self.before} stays, and {self.after} is kept beside it"
        return f"{self.what}: {self.before} becomes {self.after}"


class Importer:
    """One kind of file. A room overrides everything below that raises.

    kind: its name in commands and in the database. nouns: (one, many) of what a row is. needs: the right it takes.
    shows: what stands above the rows on a page, and what a refused row cannot be read as.
    keeps_decisions: does the next file know what a person said of a row of this one?
    """

    kind = ""
    label = ""
    nouns = ("row", "rows")
    shows = "Address"
    needs = ""
    fields: tuple = ()
    keeps_decisions = True

    @property
    def model(self):
        """The table of the things that rows become."""
        raise NotImplementedError

    def check_details(self, details):
        """What is kept beside a list of this kind, fit to be kept as JSON; {} for nothing. Raises FileRefused, in words."""
        return {}

    def recognised(self, cells):
        """How many of these cells are headings of this kind of file."""
        return mapping.recognised(self.fields, cells)

    def looks_like_data(self, cells):
        """Is this line, in a file without headings, a row already?"""
        return False

    def guess(self, columns, sample):
        """{field: [column, ...]} for these headings; fields nothing points to are left out. sample: (number, cells)."""
        return mapping.by_alias(self.fields, columns)

    def fitting(self, mapping, given):
        """The guess with what a person gave over it; a room drops guessed fields that the given ones replace."""
        return mapping

    def check_mapping(self, mapping):
        """Raises MappingRefused, in words, when these fields cannot give a key."""
        raise NotImplementedError

    def reader(self, *, project, mapping, sample):
        """An object with `read(values) -> Parsed` (raises RowRefused) and `facts()`.

        mapping: {field: [column, ...]}. values: {field: [cell, ...]} as tuples in `mapping`'s order. sample: the first
        such values of the file, to learn from.
        """
        raise NotImplementedError

    def judge(self, *, project, facts):
        """An object with `nothing_known` and `judge(rows, twins)`, giving a Judgement for each row that is not new.

        rows: (number, likeness, code, clean as JSON, its own reserved id) in order of likeness, all
        that are alike together; rows of different likeness are compared by code only. twins: {code: number of the first row with it}, for codes that stand
        on rows unlike each other.
        """
        raise NotImplementedError

    def stamp(self, project):
        """Text that differs when the register has moved on."""
        raise NotImplementedError

    def merge(self, *, project, facts, by):
        """An object with `make(rows)`, `change(rows)` and `facts()`. rows: (thing_id, clean).

        `change` returns, for each row in turn, {attribute: value before} of what it changed; {} for nothing.
        """
        raise NotImplementedError

    def undo(self, *, project, facts, by):
        """An object with `restore(rows)`, `unmake(ids)` and `finish()`, called in that order. Raises BatchRefused.

        restore's rows: (thing_id, {attribute: value before}, clean), last changed first.
        """
        raise NotImplementedError

    def describe(self, clean):
        """One line in words for a parsed row; "" when there is nothing to say."""
        raise NotImplementedError

    def describe_things(self, project, ids):
        """{id: one line in words} for things of this project."""
        raise NotImplementedError

    def identity(self, clean):
        """(mark, said) of a parsed row: see imports.models.KeptDecision."""
        said = " ".join(self.describe(clean).casefold().split())
        return said[:300], said[:400]

    def standing(self, project, ids):
        """{id: id of the thing it is now} for those still there: two things may have become one."""
        found = self.model._default_manager.filter(project=project, pk__in=ids).values_list("pk", flat=True)
        return {pk: pk for pk in found}

    def values(self, clean):
        """{what: value} of a parsed row, in the order a page compares them."""
        return {}

    def values_of_things(self, project, ids):
        """{id: {what: value}} of things of this project, to be compared with a row's."""
        return {}

    def changes(self, project, rows):
        """{row id: [Change]} of what each row would do to its thing. rows: (row id, thing id, clean)."""
        return {}


def register(importer):
    """Hang an importer up under its kind. Returns it."""
    _importers[importer.kind] = importer
    return importer


def find(kind):
    """The importer of this kind. Raises KeyError when no room supplies it."""
    if kind not in _importers and apps.ready:
        autodiscover_modules("importing")
    return _importers[kind]
