"""The street card: one page on one street over all strands, from what was told by street and what is exact for everybody."""

from django.db.models import Max, Min
from django.template.loader import render_to_string

from lighting.models import Column
from reports import street_release
from saferstreets.common import figures, pdf
from saferstreets.common.periods import Period, long_date

STYLE = "reports/card.css"


def facts(street, release):
    """Everything printed on the card of `street`, or None for a street that no place of the release has."""
    row = next((row for row in street_release.told(release) if street.pk in row["streets"]), None)
    if row is None:
        return None
    project = street.project
    period = Period(project.starts_on, release.as_at)
    here = {"street": street.pk}
    return {
        "street": street.name,
        "town": street.town,
        "project": project.name,
        "demonstration": project.demonstration,
        "as_at": long_date(release.as_at),
        "created": f"{release.as_at:%Y-%m-%d}T00:00:00+00:00",
        "since": long_date(project.starts_on),
        "place": row,
        "together": [name for name in row["names"] if name != street.name],
        "secured": figures.value("H01", project, period),
        "columns": _columns(street, period),
        "cameras": figures.value("C02", project, period, **here),
        "cameras_all": figures.value("C02", project, period),
        "signs": figures.value("P16", project, period, **here),
        "torches": figures.value("P12", project, period),
        "torches_trained": figures.value("P13", project, period),
    }


def _columns(street, period):
    """Lamp columns of the schemes in the street, how many are lit, and between which days."""
    mine = Column.objects.filter(project_id=street.project_id, street=street, scheme__isnull=False)
    lit = mine.lit_within(period).aggregate(first=Min("energised_on"), last=Max("energised_on"))
    return {
        "all": mine.count(),
        "lit": figures.value("L01", street.project, period, street=street.pk),
        "first": lit["first"] and long_date(lit["first"]),
        "last": lit["last"] and long_date(lit["last"]),
    }


def as_pdf(found):
    """PDF bytes of a card's facts, tagged; the same facts give the same bytes."""
    return pdf.render(render_to_string("reports/pdf/street_card.html", {"card": _printable(found)}), STYLE)


def _printable(part):
    if isinstance(part, dict):
        return {key: _printable(value) for key, value in part.items()}
    if isinstance(part, list):
        return [_printable(value) for value in part]
    return pdf.printable(part) if isinstance(part, str) else part
