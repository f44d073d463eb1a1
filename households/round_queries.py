"""Named reads of rounds and their doors."""

from django.db import models
from django.db.models import Q

from accounts.choices import Role
from accounts.permissions import Perm
from households import ladder
from households.choices import RoundStatus
from households.queries import RegisterQuerySet
from saferstreets.common import clock


class RoundQuerySet(RegisterQuerySet):
    """Rounds: one's own, all of them for whoever makes them, and those of the day for an officer walking along."""

    def visible_to(self, user, project, needs=Perm.ROUND_SEE):
        found = super().visible_to(user, project, needs)
        if user.can(Perm.ROUND_MAKE, project):
            return found
        seen = Q(walked_by=user)
        if Role.OFFICER in user.roles_by_project().get(project.pk, ()):
            seen |= Q(on_day=clock.today())
        return found.filter(seen)

    def for_list(self):
        """Everything a row of the list prints, planned rounds first, in one query."""
        standing = models.Case(models.When(status=RoundStatus.PLANNED, then=0), default=1)
        return (
            self.select_related("walked_by", "street")
            .annotate(count=models.Count("doors"), planned_first=standing)
            .order_by("planned_first", "-on_day", "-pk")
        )

    def of_day(self, day):
        """Rounds of `day`, walked or still to walk; those called off left out."""
        return self.filter(on_day=day).exclude(status=RoundStatus.CANCELLED)


class LadderStepQuerySet(RegisterQuerySet):
    def as_ladder(self):
        """The steps of one project in order; the house's own ladder where the project has none."""
        steps = self.order_by("number").values_list("part_of_day", "leave_card")
        return tuple(ladder.Step(*step) for step in steps) or ladder.LADDER


class RoundDoorQuerySet(models.QuerySet):
    def in_planned_rounds_on(self, project, day):
        """Doors of this project that somebody is to walk on `day`."""
        return self.filter(project=project, round__status=RoundStatus.PLANNED, round__on_day=day)

    def still_to_walk(self, project, user):
        """Doors of this person's planned rounds."""
        return self.filter(project=project, round__status=RoundStatus.PLANNED, round__walked_by=user)

    def for_walking(self):
        """Everything the walking page and the sheet print of a door, in walking order, in one query."""
        return self.select_related("household__street").order_by("position")
