from django.db import models

from accounts.models import Organisation, Project
from grants.queries import GrantQuerySet, PostQuerySet


class Post(models.Model):
    """One post of the project, never a person's name: title, body, base, and from when it is filled.

    filled: somebody has been recruited. starts_on may be empty where the papers do not say.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="posts")
    title = models.CharField("Post", max_length=100)
    body = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Body"
    )
    base = models.CharField("Based at", max_length=160, blank=True)
    filled = models.BooleanField("Recruited", default=False)
    starts_on = models.DateField("Starts on", null=True, blank=True)
    ends_on = models.DateField("Ends on", null=True, blank=True)
    duties = models.CharField("What the post does", max_length=500, blank=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        ordering = ["project", "id"]
        indexes = [models.Index(fields=["project", "starts_on"], name="post_start")]

    def __str__(self):
        return self.title

    def in_post_on(self, day):
        """Is the post filled and begun on `day`? Without a start date, filled is enough."""
        begun = self.starts_on is None or self.starts_on <= day
        return self.filled and begun and (self.ends_on is None or day <= self.ends_on)


class Training(models.Model):
    """Training or input a post receives: from whom, and when it was given."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    post = models.ForeignKey(Post, models.CASCADE, related_name="training")
    given_by = models.CharField("Given by", max_length=160)
    done_on = models.DateField("Given on", null=True, blank=True)

    objects = GrantQuerySet.as_manager()

    class Meta:
        ordering = ["project", "post", "id"]
        constraints = [models.UniqueConstraint(fields=["project", "post", "given_by"], name="training_once")]

    def __str__(self):
        return self.given_by
