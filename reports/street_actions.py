"""Telling figures by street: the one act that puts a new number about a street outside."""

from django.db import transaction
from django.utils import timezone

from accounts.actions import record_event, record_view
from accounts.models import Membership, Project
from households.models import Street
from reports import street_figures
from reports.models import StreetRelease
from reports.street_figures import LATER, Told
from saferstreets.common import clock, figures
from saferstreets.common.periods import Period, end_of_month, long_date
from saferstreets.common.workflow import Refused


class ReleaseRefused(Refused):
    """Nothing may be told by street for this day."""


@transaction.atomic
def release_streets(*, project, as_at, by):
    """Tell the count of homes with a pack street by street, since the start of the project to the end of a month.

    One release a month, in order: two closer together would tell what happened in between. Raises ReleaseRefused. Places whose
    count would let an outsider narrow any count down, now or in hindsight, are kept back.
    """
    project = Project.objects.select_for_update().get(pk=project.pk)
    earlier = list(StreetRelease.objects.filter(project=project).order_by("as_at"))
    _check_day(project, as_at, earlier[-1].as_at if earlier else None)
    since_start = Period(project.starts_on, as_at)
    homes, counts = (
        figures.by(figure, project, since_start, "street")
        for figure in (street_figures.HOMES, street_figures.FIGURE)
    )
    streets = Street.objects.filter(project=project).order_by("name", "id").values_list("pk", flat=True)
    fixed = [place["streets"] for place in earlier[-1].places[:-1]] if earlier else ()
    places = street_figures.places_of(list(streets), homes, fixed)
    homes, counts = street_figures.summed(places, homes), street_figures.summed(places, counts)
    told = street_figures.tellable(counts, homes, [cells_of(release) for release in earlier])
    rows = [
        {"streets": list(place) if place != LATER else [], "homes": homes[place], "count": counts[place], "told": place in told}
        for place in [*places, LATER]
    ]  # fmt: skip
    release = StreetRelease.objects.create(
        project=project, as_at=as_at, places=rows, released_by=by, released_at=timezone.now()
    )
    record_event(by=by, verb="streets.release", subject=release, fields=["places"])
    return release


def _check_day(project, as_at, last):
    if as_at != end_of_month(as_at):
        raise ReleaseRefused("Choose the last day of a month: figures by street are told by the month.")
    if as_at >= clock.today():
        raise ReleaseRefused(f"{long_date(as_at)} is not over yet.")
    if as_at < project.starts_on:
        raise ReleaseRefused(f"The project starts only on {long_date(project.starts_on)}.")
    if last and as_at <= last:
        raise ReleaseRefused(
            f"Figures by street are told to {long_date(last)} already. Choose the end of a later month."
        )


def cells_of(release):
    """{place: Told} of a stored release."""
    keys = [tuple(row["streets"]) or LATER for row in release.places]
    counts = {key: row["count"] for key, row in zip(keys, release.places, strict=True)}
    homes = {key: row["homes"] for key, row in zip(keys, release.places, strict=True)}
    told = {key for key, row in zip(keys, release.places, strict=True) if row["told"]}
    cells: dict[object, Told] = street_figures.cells_of(counts, homes, told)
    return cells


@transaction.atomic
def note_export(*, project, by, reason, tables):
    """Write down that everything of a project was taken out: who, why, and which tables. by: None where no personal data left."""
    record_event(by=by, verb="project.export", subject=project, project=project, fields=tables)
    if by is not None:
        mine = Membership.objects.current().filter(project=project, user=by).order_by("pk").first()
        record_view(by=by, kind="export", subject=mine, reason=reason)
