"""What a list changed in the register since the list before it, in numbers and names: for a page, and for a command."""

import json
import re
from typing import NamedTuple

from cctv.importing.cameras import CAMERAS, scheme_of
from cctv.models import Camera
from imports.choices import Decision, Verdict
from imports.models import Batch, Row

DATED = re.compile(r"(?<!\d)(20\d\d)[-_.]?(0[1-9]|1[0-2])[-_.]?(0[1-9]|[12]\d|3[01])(?!\d)")
PLACES = ("lon_e6", "lat_e6", "easting", "northing")
KINDS = {"location": "renamed", "number": "renumbered"}


class Changes(NamedTuple):
    """The changes of one list. added, renamed, moved, renumbered: [(camera in words, from what to what)]. gone: cameras not in it.

    undecided: rows that wait for a person. earlier: the list merged before it into the same register, or None.
    """

    earlier: object
    batch: object
    added: list
    renamed: list
    moved: list
    renumbered: list
    gone: list
    undecided: int

    @property
    def entry(self):
        """The numbers, under the names a register of versions uses."""
        return {
            "from": dated(self.earlier.file_name) if self.earlier else None,
            "to": dated(self.batch.file_name),
            "from_rows": self.earlier.read if self.earlier else 0,
            "to_rows": self.batch.read,
            "added": len(self.added),
            "removed": len(self.gone),
            "moved": len(self.moved),
            "renamed": len(self.renamed),
            "removed_ids": [camera.number for camera in self.gone],
            "renumbered": len(self.renumbered),
            "review": self.undecided,
        }


def dated(name):
    """The day in a file's name as ISO text, or the name."""
    found = DATED.search(name)
    return "-".join(found.groups()) if found else name


def of_batch(batch):
    """The Changes of a list, merged or waiting. A fixed number of queries."""
    rows = list(Row.objects.of(batch).exclude(verdict__in=[Verdict.REFUSED, Verdict.DUPLICATE]))
    spoken = {row.thing_id for row in rows if row.verdict in (Verdict.UNCHANGED, Verdict.CHANGED)}
    spoken |= {row.decided_id for row in rows if row.decided_id}
    made = {row.thing_id for row in rows if row.verdict == Verdict.NEW or row.decision == Decision.NEW}
    register = Camera.objects.of(batch.project, scheme_of(batch.facts)).exclude(pk__in=made)
    undecided = [row for row in rows if row.verdict == Verdict.REVIEW and not row.decision]
    asked = {pk for row in undecided for pk in row.candidate_ids}  # they may be in it: nobody has said yet
    told = _told(batch, rows)
    return Changes(
        _earlier(batch), batch, [(CAMERAS.describe(row.parsed), "") for row in rows if row.thing_id in made],
        told["renamed"], told["moved"], told["renumbered"],
        [camera for camera in register.for_list() if camera.pk not in spoken | asked], len(undecided),
    )  # fmt: skip


def _earlier(batch):
    merged = Batch.objects.merged().filter(project=batch.project, kind=batch.kind).exclude(pk=batch.pk)
    if batch.merged_at:
        merged = merged.filter(merged_at__lt=batch.merged_at)
    same = (one for one in merged.order_by("-merged_at") if scheme_of(one.facts) == scheme_of(batch.facts))
    return next(same, None)


def _told(batch, rows):
    """{"renamed", "moved", "renumbered": [(camera in words, change in words)]}."""
    found = {"renamed": [], "moved": [], "renumbered": []}
    for row, before, after in _before_and_after(batch, rows):
        words = CAMERAS.describe(row.parsed)
        for name, kind in KINDS.items():
            if name in before and before[name]:
                found[kind].append(
                    (
                        words,
                        f"{before[name]!r} → {after[name]!r}"
                        if name == "location"
                        else f"{before[name]} → {after[name]}",
                    )
                )
        if any(name in before and before[name] for name in PLACES):
            found["moved"].append((words, "another position"))
    return found


def _before_and_after(batch, rows):
    """(row, {field: value before}, {field: value of the list}) of rows that change a camera: from the merge, or as it would be."""
    from cctv.importing.cameras import differing, said_of
    from cctv.importing.reading import CLEAN

    if batch.merged_at:
        for row in rows:
            if row.before:
                yield row, json.loads(row.before), dict(zip(CLEAN, json.loads(row.parsed), strict=True))
        return
    things = {
        row.pk: row.decided_id or (row.thing_id if row.verdict == Verdict.CHANGED else None) for row in rows
    }
    cameras = Camera.objects.filter(project=batch.project).in_bulk(
        [thing for thing in things.values() if thing]
    )
    for row in rows:
        if camera := cameras.get(things[row.pk]):
            clean, known = json.loads(row.parsed), said_of(camera)
            yield (
                row,
                {name: known[name] for name in differing(camera, clean)},
                dict(zip(CLEAN, clean, strict=True)),
            )
