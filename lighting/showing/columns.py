"""What the pages say about columns."""

from django.urls import reverse

from lighting.models import NightEvidence
from saferstreets.common.periods import long_date


def day_words(day):
    """3 June 2021, or "" for no day."""
    return long_date(day) if day else ""


def column_rows(project, page):
    """Rows of a page of columns for the table: finished words. One query more than the page itself."""
    columns = list(page)
    proof = NightEvidence.objects.filter(
        project=project, column__in=[column.pk for column in columns]
    ).showing_light()
    shown = set(proof.values_list("column", flat=True))
    return [
        {
            "url": reverse("lighting:column", args=[project.slug, column.pk]), "name": column.number or column.asset_id or "No number",
            "street": column.street_name or "–", "place": column.place or (f"{column.easting}, {column.northing}" if column.easting else "Position unknown"),
            "before": _lantern(column, "before"), "after": _lantern(column, "after"), "lit": day_words(column.energised_on),
            "shown": column.pk in shown,
        }
        for column in columns
    ]  # fmt: skip


def _lantern(column, side):
    make, source, watts = (getattr(column, f"{side}_{name}") for name in ("make", "source", "milliwatts"))
    return ", ".join(filter(None, (source or make, thousandths(watts, "W"))))


def thousandths(value, unit):
    """61500 as 61.5 W; "" when unknown."""
    if value is None:
        return ""
    return f"{value // 1_000}.{value % 1_000:03}".rstrip("0").rstrip(".") + f" {unit}"


def facts(column):
    """[{label, value}] of one column for a summary list."""
    position = f"{column.easting}, {column.northing}" if column.easting else "Unknown"
    if column.rough:
        position += " (from longitude and latitude, good to about 5 m)"
    known = [
        ("Number on the column", column.number), ("Asset number", column.asset_id), ("Street", column.street_name), ("Town", column.town),
        ("Where it stands", column.place), ("Easting and northing", position), ("Height", thousandths(column.height_mm, "m")),
        ("Material", column.material), ("Bracket", column.bracket), ("Feed", column.feed), ("Lighting class", column.lighting_class),
        ("Charge code", column.charge_code), ("Switch regime", column.switch_regime), ("Installed on", day_words(column.installed_on)),
        ("Electrical test", day_words(column.electrical_test_on)), ("Structural test", day_words(column.structural_test_on)),
    ]  # fmt: skip
    return [{"label": label, "value": value} for label, value in known]


def lanterns(column):
    """[(what, before, after)] of the lantern."""
    kelvin = [
        f"{value:,} K" if (value := getattr(column, f"{side}_kelvin")) else "" for side in ("before", "after")
    ]
    return [
        ("Lantern", column.before_make, column.after_make), ("Light source", column.before_source, column.after_source),
        ("Wattage", thousandths(column.before_milliwatts, "W"), thousandths(column.after_milliwatts, "W")),
        ("Colour temperature", *kelvin),
    ]  # fmt: skip
