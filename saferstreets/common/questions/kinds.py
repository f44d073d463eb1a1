"""Who keeps answers: rooms register the questionnaires they ask at homes, and the form runner above finds them here by name.

So a room on any floor plugs in without anybody importing upwards: it writes a `surveys.py` that calls `register`.
"""

from dataclasses import dataclass, field

from django.utils.module_loading import autodiscover_modules

from saferstreets.common.questions.answers import pages

_kinds: dict[str, "Kind"] = {}


@dataclass(frozen=True)
class Sheet:
    """One questionnaire as it is asked on a day. key: its name in web addresses, one in the whole office.

    waves: (value, words) of the waves it may be asked for; none where there is only one. note: where the questions come from.
    """

    key: str
    version: int
    title: str
    schema: dict = field(hash=False)
    note: str = ""
    waves: tuple = ()

    def as_data(self):
        """What a device needs to ask it, ready for JSON."""
        return {
            "key": self.key, "version": self.version, "title": self.title, "note": self.note, "schema": self.schema,
            "waves": [{"key": key, "words": words} for key, words in self.waves], "pages": len(pages(self.schema)),
        }  # fmt: skip


@dataclass(frozen=True)
class Kind:
    """A room's questionnaires. needs: the right that recording an answer takes.

    sheets: function (project, day) -> [Sheet] asked on that day. sheet: function (project, key, version) -> that Sheet, or None;
    a device may come back with answers to a version that is no longer asked. record: the room's action, keyword-only,
    (project, key, version, household, answers, happened_at, by, client_id, visit, wave, how) -> (record, created); the same
    client_id again writes nothing; it raises a Refused, with `errors` by question where it knows them.
    """

    name: str
    needs: str
    sheets: object
    sheet: object
    record: object


def register(kind):
    """Make a room's questionnaires known. Raises ValueError for a name that is taken."""
    if kind.name in _kinds:
        raise ValueError(f"There is a kind of questionnaire called {kind.name} already")
    _kinds[kind.name] = kind
    return kind


def load():
    """Import every app's surveys.py; called once when the house is ready."""
    autodiscover_modules("surveys")


def offered(project, day, may):
    """[(kind, sheet)] that are asked on `day` by somebody for whom `may(right)` is true, by title."""
    found = [
        (kind, sheet) for kind in _kinds.values() if may(kind.needs) for sheet in kind.sheets(project, day)
    ]
    return sorted(found, key=lambda pair: (pair[1].title, pair[1].key))


def find(project, key, version):
    """(kind, sheet) of one version of a questionnaire, in use or not; None when no room has it."""
    for kind in _kinds.values():
        if sheet := kind.sheet(project, key, version):
            return kind, sheet
    return None
