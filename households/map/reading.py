"""What the map reads of a project. Four queries for any number of streets and homes."""

from households.choices import LsoaVintage
from households.models import AreaLsoa, Street
from saferstreets.common import figures
from saferstreets.common.periods import Period


def lsoa_codes(project):
    """The 2011 statistical areas of the project's areas; those of other years have no outline here."""
    return set(
        AreaLsoa.objects.filter(project=project, vintage=LsoaVintage.V2011).values_list("code", flat=True)
    )


def streets_left(project, day):
    """Rows, by name: dict of pk, name, homes (figure R01) and left (figure P05), as at `day`."""
    since_start = Period(project.starts_on, max(day, project.starts_on))
    homes, left = (figures.by(figure, project, since_start, "street") for figure in ("R01", "P05"))
    streets = Street.objects.filter(project=project).order_by("name", "town", "id").values_list("pk", "name")
    return [
        {"pk": pk, "name": name, "homes": homes.get(pk, 0), "left": left.get(pk, 0)} for pk, name in streets
    ]
