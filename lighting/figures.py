"""Numbers of this room, for pages and papers. The day a column is energised is the dose date of its street."""

from django.db.models import BigIntegerField, Exists, F, OuterRef, Q, Sum
from django.db.models.functions import Cast, TruncMonth

from lighting import rules
from lighting.models import Column, NightEvidence, SupplyNotice, Work
from saferstreets.common.figures import EXACT, Among, figure

LIT = Among(lambda project: Column.objects.filter(project=project), day="energised_on")


@figure("L01", label="Columns lit", unit="columns", disclosure=EXACT, among=LIT)
def columns_lit(project):
    """Lamp columns of the lighting schemes energised in the period, both days included, new and upgraded alike.

    A column counts once, on the one day it was energised. By street, these days are the dates of exposure.
    """
    return Q()


@figure(
    "L02",
    label="Lighting schemes handed over",
    unit="schemes",
    disclosure=EXACT,
    day="actual_on",
)
def schemes_handed_over(project):
    """Lighting schemes handed over to who looks after them, in the period, both days included."""
    return Work.objects.filter(project=project, stage=rules.HANDED_OVER)


@figure("L03", label="Columns not lit yet", unit="columns", disclosure=EXACT, as_at=True)
def columns_dark(project, period):
    """Columns of the lighting schemes, as known now, that were not energised on or before the period's last day."""
    return Column.objects.filter(project=project, scheme__isnull=False).exclude(energised_on__lte=period.end)


@figure(
    "L04",
    label="Streets with light",
    unit="streets",
    disclosure=EXACT,
    printed=False,
    distinct="street_key",
    among=LIT,
)
def streets_lit(project):
    """Distinct streets in which a column of L01 was energised in the period. A street lit over two periods counts in both."""
    return ~Q(street_key="")


@figure(
    "L05", label="Load taken off the supply", unit="watts", disclosure=EXACT,
    counts=Cast(Sum(F("before_milliwatts") - F("after_milliwatts"), output_field=BigIntegerField()) / 1_000, BigIntegerField()),
    among=LIT,
)  # fmt: skip
def load_saved(project):
    """Wattage before less wattage after, added over the columns of L01 whose two wattages are known, cut to whole watts.

    New columns have no wattage before and do not count. Needs no assumption: energy and carbon, which do, stand on the scheme's page.
    """
    return Q(before_milliwatts__isnull=False, after_milliwatts__isnull=False)


@figure(
    "L06",
    label="Columns shown lit",
    unit="columns",
    disclosure=EXACT,
    printed=False,
    distinct="column",
    day="happened_on",
)
def columns_shown_lit(project):
    """Distinct columns with a photograph by night, a measured level or a certificate of their own, taken in the period, both days included."""
    return NightEvidence.objects.filter(project=project, column__isnull=False).showing_light()


@figure(
    "L07",
    label="Columns the supply’s operator has to be told of",
    unit="columns",
    disclosure=EXACT,
    printed=False,
    as_at=True,
    kept=False,
)
def columns_untold(project, period):
    """Columns whose month-following clock ran out on or before the period's last day, with no notice of that month given by then.

    The clock of a column ends with the month after the one it was energised in. A notice covers its whole month.
    """
    notice = SupplyNotice.objects.filter(
        scheme=OuterRef("scheme"), month_on=OuterRef("month"), told_on__lte=period.end
    )
    lit = (
        Column.objects.filter(project=project).lit().filter(energised_on__lte=rules.overdue_up_to(period.end))
    )
    return lit.annotate(month=TruncMonth("energised_on")).exclude(Exists(notice))
