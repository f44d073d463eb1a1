"""What leaves of a release: published counts by place, in words, and never the counts themselves."""

from households.models import Street
from reports.models import StreetRelease
from saferstreets.common import clock, disclosure
from saferstreets.common.periods import DAY

KEPT_BACK = "not told"


def latest(project):
    """The newest release, or None."""
    return StreetRelease.objects.filter(project=project).order_by("as_at").last()


def last_month_end():
    """The last day of the month before this one: what is told next, as a rule."""
    return clock.today().replace(day=1) - DAY


def told(release):
    """Rows by place: {streets, names, homes, with_pack, share}, as words; KEPT_BACK where a number could point at a home."""
    names = dict(Street.objects.filter(project=release.project_id).values_list("pk", "name"))
    return [_row(place, names) for place in release.places if place["streets"]]


def table(release):
    """(headings, rows) of what was told, for a spreadsheet; no row before the first release."""
    rows = told(release) if release else []
    return ("Streets", "Homes", "Homes with a pack", "Share"), [
        ("; ".join(row["names"]), row["homes"], row["with_pack"], row["share"]) for row in rows
    ]


def _row(place, names):
    homes, count = disclosure.rounded(place["homes"]), disclosure.rounded(place["count"])
    return {
        "streets": place["streets"],
        "names": [names.get(street, "a street no longer listed") for street in place["streets"]],
        "cards": [{"pk": street, "name": names[street]} for street in place["streets"] if street in names],
        "homes": disclosure.band(homes),
        "with_pack": disclosure.band(count) if place["told"] else KEPT_BACK,
        "share": disclosure.share(count, homes) if place["told"] else "",
        "told": place["told"],
    }
