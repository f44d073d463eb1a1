"""Recorded crime of the project's areas set beside itself and its surroundings. Reads once for each question; no drawing, no words."""

import csv
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.db.models import Count

from households.models import AreaLsoa
from outcomes import ranges, rules
from outcomes.models import Crime, CrimeMonth

PEOPLE_FILE = Path(__file__).parent / "data" / "lsoa_2011.csv"
ALL, NEIGHBOURHOOD = "all", "neighbourhood"


@dataclass(frozen=True)
class Asked:
    """What is asked: kind (a published kind, ALL or NEIGHBOURHOOD), the first days of the first and last month, years to look back."""

    kind: str
    first: object
    last: object
    years: int = 1

    @property
    def months(self):
        """First days of the months asked for."""
        return rules.months_between(self.first, self.last)


@dataclass(frozen=True)
class Rate:
    """A count, and for every 1,000 of `base`, with the exact 95% range of both. per_thousand is None where nobody counted who lives there."""

    count: int
    base: int | None
    of: str

    @property
    def low_high(self):
        """The 95% range of the count."""
        return ranges.poisson(self.count)

    @property
    def per_thousand(self):
        """(rate, low, high) or None."""
        if not self.base:
            return None
        low, high = self.low_high
        return tuple(1000 * number / self.base for number in (self.count, low, high))


@cache
def lived_in():
    """{code: (residents, households)} of the census of 2011, where they are packaged."""
    with PEOPLE_FILE.open(encoding="utf-8", newline="") as lines:
        return {row["code"]: (int(row["residents"]), int(row["households"])) for row in csv.DictReader(lines)}


@cache
def _districts():
    with PEOPLE_FILE.open(encoding="utf-8", newline="") as lines:
        return {row["code"]: row["name"].rpartition(" ")[0] for row in csv.DictReader(lines)}


def area_codes(project):
    """The statistical areas of the project's areas."""
    return set(AreaLsoa.objects.filter(project=project).values_list("code", flat=True))


def held_months(project, codes):
    """First days of the months held of the force that recorded most in these areas, in order; of any force where none did.

    A month held of a neighbouring force alone says nothing about the areas, and must not read as a month without crime.
    """
    held = CrimeMonth.objects.held().filter(project=project)
    by_force = (
        Crime.objects.filter(project=project).held().in_areas(codes).order_by().values_list("month__force")
    )
    most = max(by_force.annotate(n=Count("pk")), key=lambda row: row[1], default=None)
    if most:
        held = held.filter(force=most[0])
    return list(held.order_by("month").values_list("month", flat=True).distinct())


def kinds(project):
    """The published kinds in the months held, in alphabetical order."""
    return sorted(
        Crime.objects.filter(project=project).held().values_list("crime_type", flat=True).distinct()
    )


def rows_of(project, kind):
    """The rows held of a kind."""
    rows = Crime.objects.filter(project=project).held()
    if kind == NEIGHBOURHOOD:
        return rows.filter(crime_type__in=rules.NEIGHBOURHOOD)
    return rows.exclude(crime_type=rules.ANTISOCIAL) if kind == ALL else rows.filter(crime_type=kind)


@dataclass
class Counted:
    """What was counted. months: {month: count} of the areas, for held months asked for; missing: months not held.

    pairs: months with the same month `years` before held too. now, before, rest_now, rest_before: counts over the pairs, of the
    areas and of the rest of their district. area, rest: Rate over all months held of those asked for.
    """

    asked: Asked
    codes: set
    districts: list
    months: dict
    missing: list
    pairs: list
    now: int
    before: int
    rest_now: int
    rest_before: int
    area: Rate
    rest: Rate


def count(project, asked):
    """Count what is asked, in four queries."""
    codes = area_codes(project)
    held = set(held_months(project, codes))
    months = [month for month in asked.months if month in held]
    pairs = [month for month in months if rules.years_before(month, asked.years) in held]
    wanted = {*months, *(rules.years_before(month, asked.years) for month in pairs)}
    rows = list(rows_of(project, asked.kind).filter(month__month__in=wanted).by_month_and_area())
    districts = sorted({name for _, code, name, _ in rows if code in codes and name})
    area, rest = Counter(), Counter()
    for month, code, district, n in rows:
        if code in codes:
            area[month] += n
        elif district in districts:
            rest[month] += n
    earlier = [rules.years_before(month, asked.years) for month in pairs]
    return Counted(
        asked=asked, codes=codes, districts=districts, months={month: area[month] for month in months},
        missing=[month for month in asked.months if month not in held], pairs=pairs,
        now=sum(area[month] for month in pairs), before=sum(area[month] for month in earlier),
        rest_now=sum(rest[month] for month in pairs), rest_before=sum(rest[month] for month in earlier),
        area=_rate(asked.kind, sum(area[month] for month in months), codes),
        rest=_rate(asked.kind, sum(rest[month] for month in months), _rest_codes(codes, districts)),
    )  # fmt: skip


def _rest_codes(codes, districts):
    return {code for code, name in _districts().items() if name in districts and code not in codes}


def _rate(kind, count, codes):
    """Burglary for every 1,000 homes, everything else for every 1,000 residents; no rate where one area's people are not known."""
    known, of_homes = lived_in(), kind in rules.OF_HOMES
    base = sum(known[code][of_homes] for code in codes) if codes and codes <= known.keys() else None
    return Rate(count, base, "households" if of_homes else "residents")
