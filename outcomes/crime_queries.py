"""Named reads of recorded crime."""

from django.db import models
from django.db.models import Count

from accounts.permissions import Perm
from outcomes import rules
from outcomes.choices import MonthStatus


class CrimeMonthQuerySet(models.QuerySet):
    def visible_to(self, user, project):
        """Months of this project for those who may see recorded crime; others do not exist for them."""
        return self.filter(project=project) if user.can(Perm.CRIME_SEE, project) else self.none()

    def held(self):
        """Months that count."""
        return self.filter(status=MonthStatus.HELD)

    def staged(self):
        """Months that wait for somebody to take them in."""
        return self.filter(status=MonthStatus.STAGED)

    def for_list(self):
        """Newest month first; of one month the newest file first."""
        return self.select_related("staged_by").order_by("-month", "force", "-id")


class CrimeQuerySet(models.QuerySet):
    def visible_to(self, user, project):
        """Rows of this project for those who may see recorded crime, with their month; others do not exist for them."""
        mine = self.filter(project=project).select_related("month__project")
        return mine if user.can(Perm.CRIME_SEE, project) else self.none()

    def held(self):
        """Rows of months that count."""
        return self.filter(month__status=MonthStatus.HELD)

    def ending_within(self, period):
        """Rows of months whose last day lies in `period`."""
        return self.filter(month__month__in=rules.months_ending_in(period))

    def in_areas(self, codes):
        """Rows in these statistical areas."""
        return self.filter(lsoa__in=codes)

    def by_month_and_area(self):
        """[(month, lsoa, district, how many)]."""
        return self.order_by().values_list("month__month", "lsoa", "district").annotate(n=Count("pk"))

    def by_month_and_point(self):
        """[(month, longitude, latitude, how many)] of rows with a point."""
        located = self.filter(longitude__isnull=False)
        return located.order_by().values_list("month__month", "longitude", "latitude").annotate(n=Count("pk"))

    def by_kind(self):
        """[(kind, how many)], by kind."""
        return self.order_by("crime_type").values_list("crime_type").annotate(n=Count("pk"))
