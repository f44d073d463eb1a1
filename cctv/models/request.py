from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models import Project
from cctv.choices import Basis, RequestStatus
from cctv.models.scheme import Scheme
from cctv.queries import RequestQuerySet


class ImageRequest(models.Model):
    """Somebody asked the owner for images: who, on which ground, when, and what came of it. No image is ever kept here.

    asked_by: a body and a post or collar number; for the person in the images, only that it was they. about: the time the images
    are of, in words that name nobody.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    scheme = models.ForeignKey(Scheme, models.PROTECT, related_name="requests")
    asked_by = models.CharField("Who asked", max_length=160)
    basis = models.CharField("Ground of law", max_length=10, choices=Basis)
    basis_words = models.CharField("The ground, in words", max_length=200, blank=True)
    asked_at = models.DateTimeField("Asked on")
    reference = models.CharField("Their reference", max_length=60, blank=True)
    about = models.CharField("Which time the images are of", max_length=200)
    status = models.CharField(max_length=10, choices=RequestStatus, default=RequestStatus.ASKED)
    decided_on = models.DateField("Answered on", null=True, blank=True)
    decided_by = models.CharField("Who decided", max_length=120, blank=True)
    reason = models.CharField("Why none were given", max_length=300, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = RequestQuerySet.as_manager()

    class Meta:
        ordering = ["scheme", "-asked_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status=RequestStatus.ASKED, decided_on=None, decided_by="")
                | ~Q(status=RequestStatus.ASKED) & Q(decided_on__isnull=False) & ~Q(decided_by=""),
                name="image_request_answered_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(status=RequestStatus.NOT_GIVEN) | ~Q(reason=""),
                name="image_request_refused_for_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(basis=Basis.OTHER) | ~Q(basis_words=""),
                name="image_request_other_ground_in_words",
            ),
        ]
        indexes = [models.Index(fields=["project", "scheme", "-asked_at"], name="image_request_newest")]

    def __str__(self):
        return f"Request of {self.asked_at:%-d %B %Y}"
