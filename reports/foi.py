"""The pack that answers a freedom of information request from stock: areas, counts, columns, cameras without places, spend."""

import io
import zipfile

from django.db.models import Count, Min

from cctv.models import Camera
from grants.choices import EntryKind
from grants.models import BudgetLine
from households.models import AreaLsoa
from lighting.models import Column
from reports import street_release
from saferstreets.common import disclosure, figures
from saferstreets.common.money import plain_pounds
from saferstreets.common.periods import Period, long_date
from saferstreets.common.sheets import csv_text

STAMP = (1980, 1, 1, 0, 0, 0)  # of every file in the archive, so that equal facts give equal bytes


def tables(project, day, release):
    """{file name: (headings, rows)}. day: as at; release: the latest StreetRelease not after it, or None."""
    return {
        "areas.csv": _areas(project),
        "counts.csv": _counts(project, Period(project.starts_on, day)),
        "streets.csv": street_release.table(release),
        "columns.csv": _columns(project, day),
        "cameras.csv": _cameras(project, day),
        "spend.csv": _spend(project, day),
    }


def pack(project, day, release):
    """The pack as bytes of a ZIP file."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("README.txt", STAMP), _readme(project, day, release))
        for name, (headings, rows) in tables(project, day, release).items():
            archive.writestr(zipfile.ZipInfo(name, STAMP), csv_text(headings, rows))
    return file.getvalue()


def _areas(project):
    rows = AreaLsoa.objects.filter(project=project).select_related("area").order_by("area__name", "code")
    return ("Area", "LSOA code", "Vintage of the code", "How known"), [
        (row.area.name, row.code, row.vintage, "inferred" if row.inferred else "stated") for row in rows
    ]


def _counts(project, period):
    rows = []
    for found in figures.printed_figures():
        value = disclosure.published(found, found.value(project, period))
        people = found.disclosure == figures.PEOPLE
        said = disclosure.band(value) if people else found.words(value)
        rows.append(
            (found.label, said, found.printed_unit, "band of five" if people else "exact", found.definition)
        )
    return ("Figure", "Since the start", "Unit", "How given", "What it counts"), rows


def _columns(project, day):
    found = Column.objects.filter(project=project, scheme__isnull=False).in_order()
    return ("Scheme", "Street", "Number on the column", "Lit on", "Watts before", "Watts after"), [
        (
            column.scheme.name,
            column.street_name,
            column.number,
            column.energised_on if column.energised_on and column.energised_on <= day else "not lit",
            _watts(column.before_milliwatts),
            _watts(column.after_milliwatts),
        )
        for column in found
    ]


def _watts(milliwatts):
    return "" if milliwatts is None else f"{milliwatts / 1_000:g}"


def _cameras(project, day):
    """By scheme and kind: how many are live, never which or where."""
    live = Camera.objects.filter(project=project).live_on_day(day)
    rows = live.values_list("scheme__name", "kind").annotate(n=Count("pk"), first=Min("live_on"))
    return ("Scheme", "Kind of camera", "Cameras live", "First live on"), [
        (scheme, kind or "not recorded", n, first)
        for scheme, kind, n, first in rows.order_by("scheme__name", "kind")
    ]


def _spend(project, day):
    kinds = (EntryKind.ALLOCATION, EntryKind.COMMITMENT, EntryKind.ACCRUAL, EntryKind.PAYMENT)
    period = Period(project.starts_on, max(day, project.starts_on))
    asked = {
        EntryKind.COMMITMENT: ("G01", period),
        EntryKind.ACCRUAL: ("G02", period),
        EntryKind.PAYMENT: ("G03", period),
    }
    by_line = {kind: figures.by(figure, project, days, "line") for kind, (figure, days) in asked.items()}
    rows = [
        (
            line.title,
            line.get_nature_display(),
            line.get_category_display(),
            *(plain_pounds(by_line[kind].get(line.pk, 0)) for kind in kinds[1:]),
            "illustrative" if line.illustrative else "",
        )
        for line in BudgetLine.objects.filter(project=project).order_by("pk")
    ]
    return ("Budget line", "Nature", "Category", "Ordered, not here yet (£)", "Came or was done (£)", "Paid (£)", "Note"), rows  # fmt: skip


def _readme(project, day, release):
    streets = long_date(release.as_at) if release else "nothing told by street yet"
    invented = "DEMONSTRATION: household figures are invented.\n\n" if project.demonstration else ""
    return (
        f"{invented}{project.name}: figures as at {long_date(day)} (by street: {streets}).\n\n"
        "areas.csv     statistical areas (LSOA) that the project covers\n"
        "counts.csv    every figure of the progress update, since the start, with its definition\n"
        "streets.csv   homes with a pack, street by street\n"
        "columns.csv   lamp columns of the lighting schemes and the day each was lit\n"
        "cameras.csv   live cameras by scheme and kind\n"
        "spend.csv     money by line of the budget\n\n"
        "What is held back, and why. Counts about people and homes are given as the band of five they lie in; "
        "streets of fewer than 8 homes are told together; what could point at a home beside everything told before "
        "is not told. Homes made secure are never told by street. Where cameras hang is withheld: it would show "
        "what they do not see. No resident, officer or address is in this pack.\n"
    )
