"""Named reads of people, projects and the audit trail."""

from django.db import models
from django.db.models import Q

from saferstreets.common import clock


class MembershipQuerySet(models.QuerySet):
    def current(self):
        """Memberships that give rights today: no end date, or one not yet past."""
        return self.filter(Q(until=None) | Q(until__gte=clock.today()))


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
