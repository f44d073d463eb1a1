"""Named reads of people, projects and the audit trail."""

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from accounts import rules
from saferstreets.common import clock


class MembershipQuerySet(models.QuerySet):
    def current(self):
        """Memberships that give rights today: no end date, or one not yet past."""
        return self.filter(Q(until=None) | Q(until__gte=clock.today()))

    def of(self, project, roles):
        """Who holds one of these roles on this project today, with an account that is open."""
        return self.current().filter(project=project, role__in=roles, user__is_active=True)


class ProjectQuerySet(models.QuerySet):
    def entered_by(self, user):
        """Projects the person is in today; the others do not exist for them."""
        return self.filter(pk__in=user.roles_by_project())


class OrganisationQuerySet(models.QuerySet):
    def with_names(self):
        """Bodies with their names through time, so that `name_as_at` asks nothing more."""
        return self.prefetch_related("names").select_related("successor")


class AuditEventQuerySet(models.QuerySet):
    def visible_to(self, user, project):
        """This project's trail for those who may read it; nothing for anybody else."""
        from accounts.permissions import Perm

        return self.filter(project=project) if user.can(Perm.AUDIT_SEE, project) else self.none()

    def about(self, subject):
        """The trail of one record, newest first."""
        return self.filter(subject_type=subject._meta.label, subject_id=str(subject.pk)).order_by("-id")


class CallerCodeQuerySet(models.QuerySet):
    def visible_to(self, user, project):
        """This project's codes for those who issue them; nothing for anybody else."""
        from accounts.permissions import Perm

        return self.filter(project=project) if user.can(Perm.CALLER_SET, project) else self.none()

    def genuine_on(self, day):
        """Codes that are good on `day`: begun, not over, not revoked, of somebody with an account and a role on that project."""
        from accounts.models import Membership

        role = Membership.objects.filter(project=OuterRef("project"), user=OuterRef("user"))
        return self.filter(
            Exists(role.filter(Q(until=None) | Q(until__gte=day))),
            from_on__lte=day, until_on__gte=day, revoked_at=None, user__is_active=True,
        )  # fmt: skip

    def for_list(self):
        """Everything a row prints, the longest valid first, in one query."""
        return self.select_related("user").order_by("-until_on", "-id")


class LostFactorQuerySet(models.QuerySet):
    def open(self):
        """Asked within the last days and not answered: what is older has to be asked again."""
        return self.filter(settled_at=None, asked_at__gt=timezone.now() - rules.LOST_FACTOR_OPEN)

    def visible_to(self, user, project):
        """This project's for those who run it; nothing for anybody else."""
        from accounts.permissions import Perm

        return self.filter(project=project) if user.can(Perm.PROJECT_SETUP, project) else self.none()

    def for_list(self):
        """Everything a row prints, the oldest first, in one query."""
        return self.select_related("user").order_by("asked_at", "pk")
