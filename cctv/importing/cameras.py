"""The importer of lists of cameras, as the engine knows it."""

import json

from accounts.permissions import Perm
from cctv.importing import reading
from cctv.importing.matching import EXACT_METRES, Thing, match
from cctv.importing.merging import CameraMerge, CameraUndo
from cctv.models import Camera, Scheme
from imports.choices import Verdict
from imports.importer import Change, Importer, Judgement
from imports.mapping import plain
from imports.rules import FileRefused

SAID = {
    "number": "Number",
    "location": "Place",
    "area": "Area",
    "kind": "Kind",
    "purpose": "What it is to show",
}
NUMBER_KNOWN = "The register has another camera by this number, at another place. Has it moved, or was the number given to this one?"
PLACE_KNOWN = "A camera of the register may be this one: not enough of number, place and position agrees."
SEVERAL = "Several cameras of the register may be this one."


class CameraImporter(Importer):
    """Reads a list of cameras into the register of a scheme, or into that of no scheme: another body's own.

    details: {"scheme": id or None}. Lists follow each other: a later one finds the cameras of the earlier, renumbered or not.
    """

    kind = "cameras"
    label = "List of cameras"
    nouns = ("camera", "cameras")
    needs = Perm.CCTV_RUN
    fields = reading.FIELDS
    model = Camera

    def check_details(self, details):
        """{"scheme": id or None}, of a scheme that is there."""
        scheme = details.get("scheme")
        if scheme is not None and not Scheme.objects.filter(pk=scheme).exists():
            raise FileRefused("There is no such scheme any more.")
        return {"scheme": scheme}

    def check_mapping(self, mapping):
        """A place, in words or by coordinates."""
        reading.check(mapping)

    def reader(self, *, project, mapping, sample):
        """See Importer.reader."""
        return reading.CameraReader()

    def judge(self, *, project, facts):
        """See Importer.judge."""
        return CameraJudge(project, scheme_of(facts))

    def stamp(self, project):
        """Changes with every camera that is entered, changed by a list or removed."""
        cameras = Camera.objects.filter(project=project)
        last = cameras.order_by("-pk").values_list("pk", flat=True).first()
        return f"{cameras.count()}:{cameras.in_use().count()}:{last}"

    def merge(self, *, project, facts, by):
        """See Importer.merge."""
        return CameraMerge(project, facts, scheme_of(facts), by)

    def undo(self, *, project, facts, by):
        """See Importer.undo."""
        return CameraUndo(project)

    def describe(self, clean):
        """Number and place."""
        if not clean:
            return ""
        said = dict(zip(reading.CLEAN, json.loads(clean), strict=True))
        return " ".join(
            filter(
                None,
                (
                    said["number"] and f"{said['number']}:",
                    said["location"].strip(),
                    said["area"] and f"({said['area']})",
                ),
            )
        )

    def describe_things(self, project, ids):
        """{id: number and place} of cameras in the register."""
        cameras = Camera.objects.filter(project=project, pk__in=ids)
        return {
            one.pk: f"{one.number or 'no number'}: {one.location.strip() or 'a position'}" for one in cameras
        }

    def identity(self, clean):
        """Its place; and all it says."""
        said = dict(zip(reading.CLEAN, json.loads(clean), strict=True))
        whole = " ".join(" ".join(said.values()).casefold().split())
        return plain(said["location"])[:300] or whole[:300], whole[:400]

    def values(self, clean):
        """Part by part, as a page compares them."""
        return _shown(dict(zip(reading.CLEAN, json.loads(clean), strict=True))) if clean else {}

    def values_of_things(self, project, ids):
        """The same of cameras."""
        return {one.pk: _shown(said_of(one)) for one in Camera.objects.filter(project=project, pk__in=ids)}

    def changes(self, project, rows):
        """See Importer.changes."""
        cameras = Camera.objects.filter(project=project).in_bulk([thing for _, thing, _ in rows])
        return {pk: changes_of(cameras.get(thing), json.loads(clean)) for pk, thing, clean in rows}


def scheme_of(facts):
    """The id of the scheme a list belongs to, or None."""
    return facts.get("details", {}).get("scheme")


def said_of(camera):
    """What a camera says, in the words of a list."""
    return {
        name: str(value) if (value := getattr(camera, name)) not in (None, "") else ""
        for name in reading.CLEAN
    }


def _shown(said):
    """{what: value} for a page; positions in one line."""
    return {SAID[name]: said[name] for name in SAID} | {"Position": position(said)}


def position(said):
    """A position in words; "" for none."""
    if said["lon_e6"]:
        return f"{int(said['lat_e6']) / 1_000_000:.6f}, {int(said['lon_e6']) / 1_000_000:.6f}"
    return f"{said['easting']}, {said['northing']}" if said["easting"] else ""


def thing_of(id, said):
    """The Thing of these words."""
    degrees = (int(said["lon_e6"]), int(said["lat_e6"])) if said["lon_e6"] else None
    grid = (int(said["easting"]), int(said["northing"])) if said["easting"] else None
    return Thing(id, said["number"], said["location"], said["area"], said["kind"], degrees, grid)


def differing(camera, clean):
    """{field: value of the list} of what the list says otherwise, or anew. What the list leaves empty stays."""
    known, said = said_of(camera), dict(zip(reading.CLEAN, clean, strict=True))
    found = {name: said[name] for name in SAID if said[name].strip() and said[name] != known[name]}
    metres = thing_of(0, said).metres_to(thing_of(0, known))
    if position(said) and (metres is None or metres > EXACT_METRES):
        found |= {name: said[name] for name in reading.CLEAN[5:] if said[name] and said[name] != known[name]}
    return found


def changes_of(camera, clean):
    """[Change] of what a row would do to a camera."""
    if camera is None:
        return []
    wanted = differing(camera, clean)
    before, after = _shown(said_of(camera)), _shown(said_of(camera) | wanted)
    return [
        Change(what, before[what] or "nothing", _written(before[what], after[what]))
        for what in after
        if before[what] != after[what]
    ]


def _written(before, after):
    """The new value; where it differs in nothing that can be seen, that is said."""
    return f"{after.strip()} (without the space at its end)" if before.strip() == after.strip() else after


class CameraJudge:
    """Judges the rows of one list against the register it belongs to, all together."""

    nothing_known = False

    def __init__(self, project, scheme):
        self.cameras = {one.pk: one for one in Camera.objects.of(project, scheme)}

    def judge(self, rows, twins):
        """A Judgement for every row that is not simply new."""
        read = {number: (own, json.loads(clean)) for number, _, _, clean, own in rows}
        first, kept = self._repeated(read)
        yield from first
        said = {number: dict(zip(reading.CLEAN, read[number][1], strict=True)) for number in kept}
        found = match(
            [thing_of(number, said[number]) for number in kept],
            [thing_of(pk, said_of(one)) for pk, one in self.cameras.items()],
        )
        numbers = {}
        for number in kept:
            earlier = numbers.setdefault(said[number]["number"], number) if said[number]["number"] else number
            if judged := self._one(number, *read[number], found[number], earlier):
                yield judged

    def _repeated(self, read):
        """([Judgement] of rows that repeat an earlier one, the other rows' numbers). Without a number nobody can tell two cameras apart."""
        seen, judged, kept = {}, [], []
        for number, (own, clean) in read.items():
            same = tuple(cell.strip().casefold() for cell in clean)
            earlier = seen.setdefault(same, number)
            if earlier == number:
                kept.append(number)
            elif clean[0]:
                judged.append(
                    Judgement(
                        number, Verdict.DUPLICATE, f"Row {earlier} names the same camera.", own, earlier
                    )
                )
            else:
                why = f"Row {earlier} says the same, and neither has a number. Is it a second camera?"
                judged.append(Judgement(number, Verdict.REVIEW, why, own))
        return judged, kept

    def _one(self, number, own, clean, found, earlier):
        if found.camera is not None:
            camera = self.cameras[found.camera]
            changed = changes_of(camera, clean)
            renumbered = any(change.what == "Number" and camera.number for change in changed)
            why = f"It hangs where camera {camera.number} hung: the number is new." if renumbered else ""
            return Judgement(number, Verdict.CHANGED if changed else Verdict.UNCHANGED, why, camera.pk)
        if found.may_be:
            by_number = self.cameras[found.may_be[0]].number == clean[0] and bool(clean[0])
            why = SEVERAL if len(found.may_be) > 1 else NUMBER_KNOWN if by_number else PLACE_KNOWN
            return Judgement(number, Verdict.REVIEW, why, own, None, found.may_be)
        if earlier != number:
            return Judgement(
                number, Verdict.REVIEW, f"Row {earlier} has the same number for another place.", own
            )
        return None


CAMERAS = CameraImporter()
