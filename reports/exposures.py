"""The exposure extract for the evaluator: which home was exposed to what, and from which day, under pseudonyms.

Three files: one line for every home of the register; one line for every home and dated exposure up to a day; and a codebook that says
what each column and each exposure means. Nothing says where a home is, who lives there, or what anybody answered.
"""

import hashlib
import hmac
import io
import zipfile
from collections import defaultdict

from django.db.models import Count

from cctv.models import Camera
from hardening.choices import Stage
from hardening.models import Job, SecuritySurvey
from lighting.models import Column
from packs.models import Delivery, Kit, Sign
from saferstreets.common import figures
from saferstreets.common.periods import Period
from saferstreets.common.sheets import write_csv

PSEUDONYM = 20  # hexadecimal signs: no two homes of a country share one
# (exposure, what it means, what stands under detail)
EXPOSURES = (
    ("pack", "A Safer Homes Pack was handed over at the home", ""),
    ("registered", "A property marking kit of the home was registered", ""),
    ("wide_before", "The home’s security was surveyed before any work", "WIDE points, 0 to 4"),
    ("fitted", "Target hardening was fitted at the home; without work that has an open snag", ""),
    ("wide_after", "The home’s security was surveyed after the work", "WIDE points, 0 to 4"),
    ("lights_on", "Lamp columns in the home’s street were energised on this day", "how many columns"),
    ("sign_up", "A sign was put up on a lamp column in the home’s street", "how many signs"),
    ("cctv_live", "A camera that watches the home’s street went live", "how many cameras"),
)  # fmt: skip
COLUMNS = (
    ("addresses.csv", "home", "Pseudonym of the home, the same in every extract of this project"),
    ("addresses.csv", "street", "Pseudonym of its street, the same in every extract of this project"),
    ("exposures.csv", "home", "Pseudonym of the home"),
    ("exposures.csv", "exposure", "What it was exposed to: see the exposures below"),
    ("exposures.csv", "on", "The day of the exposure, YYYY-MM-DD: when it happened, not when it was written down"),
    ("exposures.csv", "detail", "A number, where the exposure has one"),
)  # fmt: skip
NOTES = (
    "A home without a line in exposures.csv was exposed to none of these by the last day.",
    "Withdrawn records do not count. An extract taken later may differ for the same day: it is what was known when it was taken.",
    "A street’s exposure is given to each of its homes, near or far.",
    "Removals (a sign taken down, a camera removed) are not exposures and are left out.",
    "Days of light could be looked up and tell a street: the agreement under which this is handed over forbids it.",
)


def rows(project, as_at, key):
    """(addresses, exposures) up to the day `as_at`: lists of tuples in the order of COLUMNS, sorted by pseudonym, then day."""
    until = Period(min(project.starts_on, as_at), as_at)
    homes = dict(figures.get("R01").rows(project, until).order_by().values_list("pk", "street"))
    name = _Pseudonyms(project, key)
    addresses = sorted((name.home(home), name.street(street)) for home, street in homes.items())
    in_street = defaultdict(list)
    for home, street in homes.items():
        in_street[street].append(home)
    found = [
        (name.home(home), exposure, day.isoformat(), detail)
        for home, exposure, day, detail in _at_homes(project, as_at)
        if home in homes
    ]
    found += [
        (name.home(home), exposure, day.isoformat(), detail)
        for street, exposure, day, detail in _in_streets(project, as_at)
        for home in in_street[street]
    ]
    return addresses, sorted(set(found), key=lambda row: (row[0], row[2], row[1], str(row[3])))


class _Pseudonyms:
    """Names that only the office can lead back: keyed hashes of what the register knows them by."""

    def __init__(self, project, key):
        self.project, self.key = project.pk, key

    def home(self, pk):
        """Of a home."""
        return self._name("home", pk)

    def street(self, pk):
        """Of a street."""
        return self._name("street", pk)

    def _name(self, what, pk):
        text = f"{what}:{self.project}:{pk}".encode()
        return hmac.new(self.key, text, hashlib.sha256).hexdigest()[:PSEUDONYM]


def _at_homes(project, as_at):
    """(household id, exposure, day, detail) of what happened at homes. One query for each exposure."""
    packs = Delivery.objects.standing().filter(project=project, delivered_on__lte=as_at)
    yield from ((home, "pack", day, "") for home, day in packs.values_list("household", "delivered_on"))
    kits = Kit.objects.at_homes().filter(project=project, registered_on__lte=as_at)
    yield from ((home, "registered", day, "") for home, day in kits.values_list("household", "registered_on"))
    for stage, exposure in ((Stage.BEFORE, "wide_before"), (Stage.AFTER, "wide_after")):
        scored = SecuritySurvey.objects.standing().filter(
            project=project, stage=stage, happened_on__lte=as_at
        )
        for home, day, points in scored.values_list("household", "happened_on", "wide"):
            yield home, exposure, day, points
    fitted = Job.objects.filter(project=project).secured().filter(fitted_on__lte=as_at)
    yield from ((home, "fitted", day, "") for home, day in fitted.values_list("household", "fitted_on"))


def _in_streets(project, as_at):
    """(street id, exposure, day, how many) of what happened in streets. One query for each exposure."""
    counted = (
        ("lights_on", Column.objects.filter(project=project, energised_on__lte=as_at), "energised_on"),
        ("sign_up", Sign.objects.filter(project=project, up_on__lte=as_at), "up_on"),
        ("cctv_live", Camera.objects.filter(project=project, live_on__lte=as_at).ours(), "live_on"),
    )
    for exposure, things, day in counted:
        placed = (
            things.filter(street__isnull=False).order_by().values_list("street", day).annotate(n=Count("pk"))
        )
        yield from ((street, exposure, on, number) for street, on, number in placed)


def codebook(project, as_at):
    """The codebook as rows: (file, column or exposure, what it means, what stands under detail)."""
    return [
        ("file", "name", "meaning", "detail"),
        *((file, column, meaning, "") for file, column, meaning in COLUMNS),
        *(("exposure", exposure, meaning, detail) for exposure, meaning, detail in EXPOSURES),
        *(("note", str(number), note, "") for number, note in enumerate(NOTES, 1)),
        ("note", "project", project.name, ""),
        ("note", "last day", as_at.isoformat(), ""),
    ]


def as_zip(project, as_at, key):
    """The three files as the bytes of one ZIP; the same rows give the same bytes."""
    addresses, exposures = rows(project, as_at, key)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, lines in (
            ("addresses.csv", [("home", "street"), *addresses]),
            ("exposures.csv", [("home", "exposure", "on", "detail"), *exposures]),
            ("codebook.csv", codebook(project, as_at)),
        ):
            text = io.StringIO()
            write_csv(text, lines[0], lines[1:])
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), text.getvalue())
    return file.getvalue()
