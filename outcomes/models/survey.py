import json

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.models import Project
from households.models import Household, Visit
from outcomes.choices import HowAsked, Wave
from outcomes.queries import QuestionnaireQuerySet, ResponseQuerySet


class Questionnaire(models.Model):
    """One version of what residents are asked. A change is a new version, so that every answer keeps its question.

    key: what the versions have in common, and the name in web addresses. schema: the questions as JSON text, see
    saferstreets.common.questions. note: where the questions come from. from_on: the first day this version is asked.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="questionnaires")
    key = models.SlugField("Short name", max_length=40)
    version = models.PositiveSmallIntegerField()
    title = models.CharField("Title", max_length=120)
    schema = models.TextField("Questions")
    note = models.CharField("Where the questions come from", max_length=300, blank=True)
    from_on = models.DateField("In use from")

    objects = QuestionnaireQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "key", "version"], name="questionnaire_once"),
            models.CheckConstraint(condition=Q(version__gt=0), name="questionnaire_versions_from_1"),
        ]

    def __str__(self):
        return f"{self.title}, version {self.version}"

    @property
    def questions(self):
        """The schema, read."""
        return json.loads(self.schema)


class QuestionnaireDraft(models.Model):
    """The next version of a questionnaire while somebody makes it: nobody is asked from it. One for each key.

    schema: the questions so far as JSON text; it need not be complete.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    key = models.SlugField("Short name", max_length=40)
    title = models.CharField("Title", max_length=120)
    note = models.CharField("Where the questions come from", max_length=300, blank=True)
    schema = models.TextField("Questions")
    begun_at = models.DateTimeField()
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = QuestionnaireQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "key"], name="questionnaire_draft_once")]

    def __str__(self):
        return f"{self.title}, draft"

    def get_absolute_url(self):
        return reverse("outcomes:draft", args=[self.project.slug, self.pk])

    @property
    def questions(self):
        """The questions so far, read."""
        return json.loads(self.schema)["questions"]


class Response(models.Model):
    """What somebody at one home answered to one version of a questionnaire. Nothing says who in the home it was.

    client_id is made where it is written down: the same one again is the same response. answers: JSON text of the keys of the
    schema. happened_at, happened_on: when it was answered, and the local date. A response recorded in error is withdrawn with a
    reason, never edited; answers may only be emptied, when their time to be kept is over.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="responses")
    questionnaire = models.ForeignKey(Questionnaire, models.PROTECT, related_name="responses")
    household = models.ForeignKey(Household, models.PROTECT, related_name="responses")
    visit = models.ForeignKey(Visit, models.PROTECT, null=True, blank=True, related_name="responses")
    client_id = models.UUIDField()
    wave = models.CharField("Wave", max_length=12, choices=Wave, default=Wave.ONGOING)
    how = models.CharField("How it was asked", max_length=12, choices=HowAsked, default=HowAsked.AT_THE_DOOR)
    answers = models.TextField()
    happened_at = models.DateTimeField()
    happened_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_reason = models.CharField(max_length=200, blank=True)

    objects = ResponseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "client_id"], name="response_once"),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None, withdrawn_reason="")
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawn_reason=""),
                name="response_withdrawn_by_someone_for_a_reason",
            ),
        ]
        indexes = [
            models.Index(
                fields=["project", "happened_on", "questionnaire", "household"],
                name="response_standing",
                condition=Q(withdrawn_at=None),
            ),
            models.Index(fields=["project", "household", "happened_on"], name="response_home"),
        ]

    def __str__(self):
        return f"{self.questionnaire.title}, {self.happened_on:%-d %B %Y}"

    def get_absolute_url(self):
        return reverse("outcomes:response", args=[self.project.slug, self.pk])

    @property
    def answered(self):
        """The answers, read: {key: answer}."""
        return json.loads(self.answers)
