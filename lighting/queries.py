"""Named reads of the lights."""

from django.db import models
from django.db.models import Count, Max, Min, Q, Sum
from django.db.models.functions import TruncMonth

from accounts.permissions import Perm
from lighting.choices import EvidenceKind, GateState
from saferstreets.common import clock

SHOWS_LIGHT = (EvidenceKind.NIGHT, EvidenceKind.LUX, EvidenceKind.CERTIFICATE)


def _own(user, project, to_scheme=""):
    """The filter for the schemes that this person enters progress for; none for those who see all lighting."""
    if user.can(Perm.LIGHTING_SEE, project):
        return Q()
    until = f"{to_scheme}partners__until_on"
    current = Q(**{until: None}) | Q(**{f"{until}__gte": clock.today()})
    return Q(**{f"{to_scheme}partners__user": user}) & current


class SchemeQuerySet(models.QuerySet):
    def visible_to(self, user, project):
        """All schemes for those who see lighting; a works partner's own ones; others do not exist."""
        if not user.can(Perm.SCHEME_SEE, project):
            return self.none()
        return self.filter(_own(user, project), project=project)

    def for_list(self):
        """Schemes with how many columns they have and how many are lit, and the dates of their stages. Two queries."""
        return (
            self.select_related("project", "contractor")
            .prefetch_related("works")
            .annotate(columns_all=Count("columns"), columns_lit=Count("columns__energised_on"))
            .order_by("id")
        )

    def for_page(self):
        """Everything about one scheme but its columns and evidence."""
        return self.select_related(
            "project", "contractor", "agreement__body", "deliverable"
        ).prefetch_related("works", "places", "gates__document", "owner__names", "owner__successor__names")


class LightingQuerySet(models.QuerySet):
    """For what hangs on a scheme."""

    def visible_to(self, user, project):
        """What belongs to a scheme that this person may see."""
        if not user.can(Perm.SCHEME_SEE, project):
            return self.none()
        return self.filter(_own(user, project, "scheme__"), project=project)

    def showing_light(self):
        """Evidence that a light is on."""
        return self.filter(kind__in=SHOWS_LIGHT)

    def photographs(self):
        """Pictures of the place, by night or before the works."""
        return self.filter(kind__in=(EvidenceKind.NIGHT, EvidenceKind.BEFORE))

    def without_papers(self):
        """What may be seen by those who see the scheme and not its papers."""
        return self.exclude(kind__in=(EvidenceKind.CERTIFICATE, EvidenceKind.LETTER))

    def certificates(self):
        """Certificates of completion or test."""
        return self.filter(kind=EvidenceKind.CERTIFICATE)

    def settled(self):
        """Gates that stop nothing."""
        return self.exclude(state=GateState.OPEN)

    def for_list(self):
        """Evidence as a list shows it, newest first."""
        return self.select_related("column", "document", "project").order_by("-happened_on", "-id")

    def current(self):
        """Partners who may enter progress today."""
        return self.filter(Q(until_on=None) | Q(until_on__gte=clock.today()))


class ColumnQuerySet(models.QuerySet):
    def visible_to(self, user, project):
        """Every column for those who see lighting; those of a works partner's own schemes; others do not exist."""
        if not user.can(Perm.SCHEME_SEE, project):
            return self.none()
        return self.filter(_own(user, project, "scheme__"), project=project)

    def of(self, scheme):
        """The columns of one scheme, street by street in the order of their numbers."""
        return self.filter(project_id=scheme.project_id, scheme=scheme).order_by(
            "street_key", "number_order", "id"
        )

    def in_order(self):
        """Street by street in the order of their numbers, with their scheme."""
        return self.select_related("scheme", "project").order_by("street_key", "number_order", "id")

    def free(self):
        """Columns of the inventory that no scheme has."""
        return self.filter(scheme=None)

    def lit(self):
        """Columns whose works are energised."""
        return self.filter(energised_on__isnull=False)

    def lit_within(self, period):
        """Columns energised in a period, both days included."""
        return self.filter(energised_on__range=(period.start, period.end))

    def dark(self):
        """Columns of a scheme that are not energised yet."""
        return self.filter(energised_on=None)

    def by_street(self):
        """(street as written, columns, lit, first lit on, last lit on) of each street, in order."""
        return (
            self.order_by("street_key")
            .values("street_key")
            .annotate(
                name=Min("street_name"),
                columns=Count("pk"),
                lit=Count("energised_on"),
                first_on=Min("energised_on"),
                last_on=Max("energised_on"),
            )
        )

    def free_by_street(self):
        """(key, street as written, columns) of each street with columns that no scheme has."""
        return (
            self.free().exclude(street_key="").order_by("street_key").values("street_key")
            .annotate(name=Min("street_name"), columns=Count("pk"))
        )  # fmt: skip

    def totals(self):
        """How many, how many lit and tested, and their loads, in one query: both, before, after are of columns whose two wattages
        are known; new, new_load of those whose lantern now is known."""
        both = Q(before_milliwatts__isnull=False, after_milliwatts__isnull=False)
        return self.order_by().aggregate(
            columns=Count("pk"), lit=Count("energised_on"), tested=Count("electrical_test_on"), last_on=Max("energised_on"),
            both=Count("pk", filter=both), before=Sum("before_milliwatts", filter=both), after=Sum("after_milliwatts", filter=both),
            new=Count("after_milliwatts"), new_load=Sum("after_milliwatts"),
        )  # fmt: skip

    def lit_by_month(self):
        """(first day of the month, columns energised in it), oldest first."""
        return (
            self.lit()
            .annotate(month=TruncMonth("energised_on"))
            .order_by("month")
            .values_list("month")
            .annotate(columns=Count("pk"))
        )
