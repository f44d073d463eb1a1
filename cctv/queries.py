"""Named reads of schemes, cameras and what proves that they are lawful."""

from django.db import models
from django.db.models import Count, F, Q

from accounts.permissions import Perm
from cctv.choices import PaperKind, RequestStatus, SchemeKind
from cctv.rules import INSTALLED, LIVE
from saferstreets.common import clock


def _own(user, project, to_scheme=""):
    """The filter for a partner's own schemes; nothing is held back from those who run or only read them."""
    if user.can(Perm.CCTV_RUN, project) or not user.can(Perm.CCTV_KEEP, project):
        return Q()
    until = f"{to_scheme}partners__until_on"
    return Q(**{f"{to_scheme}partners__user": user}) & (
        Q(**{until: None}) | Q(**{f"{until}__gte": clock.today()})
    )


class SchemeQuerySet(models.QuerySet):
    def visible_to(self, user, project):
        """All schemes for those who read them; a works partner's own ones alone; others do not exist."""
        if not user.can(Perm.CCTV_SEE, project):
            return self.none()
        return self.filter(_own(user, project), project=project)

    def for_list(self):
        """Schemes with their dates, statements and cameras. Four queries for any number."""
        return (
            self.select_related("project", "owner")
            .prefetch_related("works", "items", "cameras")
            .order_by("id")
        )

    def ours(self):
        """Schemes that the grant pays for."""
        return self.filter(kind=SchemeKind.PARTNER)

    def reached_within(self, stage, period):
        """Schemes that reached a stage from the first to the last day of `period`."""
        return self.filter(works__stage=stage, works__actual_on__range=(period.start, period.end))

    def live(self):
        """Schemes that have gone live."""
        return self.filter(works__stage=LIVE, works__actual_on__isnull=False)

    def installed_within(self, period):
        """Schemes whose cameras were installed in `period`."""
        return self.reached_within(INSTALLED, period)


class CctvQuerySet(models.QuerySet):
    """For what hangs on a scheme."""

    def visible_to(self, user, project):
        """What belongs to a scheme of this project that the person may see."""
        if not user.can(Perm.CCTV_SEE, project):
            return self.none()
        return self.filter(_own(user, project, "scheme__"), project=project)

    def current(self):
        """Partners who may enter progress today."""
        return self.filter(Q(until_on=None) | Q(until_on__gte=clock.today()))


class PaperQuerySet(CctvQuerySet):
    def visible_to(self, user, project):
        """The picture for every reader of the scheme; the rest for those who may know where cameras hang."""
        found = super().visible_to(user, project)
        return found if user.can(Perm.CAMERA_SEE, project) else found.filter(kind=PaperKind.PICTURE)

    def for_list(self):
        """Papers as a list shows them, newest first."""
        return self.select_related("document", "added_by").order_by("-added_at", "-id")

    def pictures(self):
        """Pictures that any reader may see, newest first."""
        return self.filter(kind=PaperKind.PICTURE).order_by("-added_at", "-id")


class ItemQuerySet(CctvQuerySet):
    def visible_to(self, user, project):
        """Statements of the pack with their words, for those who may know where cameras hang."""
        return super().visible_to(user, project) if user.can(Perm.CAMERA_SEE, project) else self.none()

    def for_list(self):
        """The history of a pack, newest first."""
        return self.select_related("document", "recorded_by").order_by("-settled_on", "-id")


class CameraQuerySet(models.QuerySet):
    def visible_to(self, user, project):
        """Cameras for those who may know where they hang: a partner's own; all for the others, with those of no scheme."""
        if not user.can(Perm.CAMERA_SEE, project):
            return self.none()
        return self.filter(_own(user, project, "scheme__"), project=project)

    def of(self, project, scheme_id):
        """The register of one scheme, or of no scheme (None), removed cameras left out."""
        return self.filter(project=project, scheme=scheme_id, removed_on=None)

    def for_list(self):
        """Everything a row of the register prints, in one query, in the order of their numbers."""
        return self.select_related("project", "street").order_by("number_order", "number", "id")

    def ours(self):
        """Cameras of our schemes."""
        return self.filter(scheme__kind=SchemeKind.PARTNER)

    def live_on_day(self, day):
        """Cameras of our schemes that were live on `day`."""
        still = Q(removed_on=None) | Q(removed_on__gt=day)
        return self.ours().filter(still, live_on__lte=day)

    def waiting(self):
        """Cameras in use that are not live yet."""
        return self.filter(live_on=None, removed_on=None)

    def in_use(self):
        """Cameras that were not removed."""
        return self.filter(removed_on=None)

    def per_scheme(self):
        """{scheme id or None: how many are in use}."""
        return dict(self.in_use().order_by().values_list("scheme").annotate(n=Count("pk")))


class RequestQuerySet(CctvQuerySet):
    def visible_to(self, user, project):
        """The log, for those who keep it."""
        return super().visible_to(user, project) if user.can(Perm.CCTV_KEEP, project) else self.none()

    def for_list(self):
        """Newest first, what waits for an answer before it."""
        waits = models.Case(models.When(status=RequestStatus.ASKED, then=0), default=1)
        return self.select_related("project", "recorded_by").order_by(waits, F("asked_at").desc(), "-id")

    def asked_within(self, period):
        """Requests made from the first to the last day of `period`."""
        first, after = period.moments()
        return self.filter(asked_at__gte=first, asked_at__lt=after)
