"""Named reads of questionnaires and answers."""

from django.db import models
from django.db.models import Count, Max, OuterRef, Q, Subquery

from accounts.permissions import Perm
from households import own_streets


class QuestionnaireQuerySet(models.QuerySet):
    def visible_to(self, user, project):
        """Questionnaires of this project for those who may read answers; others do not exist for them."""
        return self.filter(project=project) if user.can(Perm.SURVEY_SEE, project) else self.none()

    def in_use_on(self, day):
        """Of each questionnaire the version that is asked on `day`: the highest that is in use by then."""
        latest = self.model.objects.filter(
            project=OuterRef("project"), key=OuterRef("key"), from_on__lte=day
        ).order_by("-version")
        return self.filter(pk=Subquery(latest.values("pk")[:1]))

    def for_list(self):
        """Every version with how many answers stand to it, newest first within each questionnaire."""
        standing = Count("responses", filter=Q(responses__withdrawn_at=None))
        last = Max("responses__happened_on", filter=Q(responses__withdrawn_at=None))
        return self.annotate(answered=standing, last_on=last).order_by("key", "-version")


class ResponseQuerySet(models.QuerySet):
    def visible_to(self, user, project):
        """Answers of this project for those who may read them, but of their own streets; others do not exist for them."""
        here = self.filter(project=project) if user.can(Perm.SURVEY_SEE, project) else self.none()
        return own_streets.elsewhere(here, user, project)

    def standing(self):
        """Answers that count: not withdrawn."""
        return self.filter(withdrawn_at=None)

    def for_list(self):
        """Everything a row prints, newest first, in one query."""
        return self.select_related("questionnaire", "household__street", "recorded_by").order_by(
            "-happened_on", "-id"
        )
