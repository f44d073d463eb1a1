from django.db import models
from django.db.models import Q

from accounts.models import Project


class SealingKey(models.Model):
    """The key that phones seal with for a month, and the private half that opens what they sealed.

    public_point: 65 bytes. private_sealed: encrypted with the office's own secret; empty once it is destroyed, and then nobody
    can open what was sealed with it. A new key is offered to phones only when it is in a backup that was restored on trial
    (offered_at): what was sealed for a key that a restore has lost could never be opened. One is current: offered and not retired.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="sealing_keys")
    kid = models.CharField(max_length=40)
    public_point = models.BinaryField(max_length=65)
    private_sealed = models.BinaryField(null=True)
    made_at = models.DateTimeField()
    offered_at = models.DateTimeField(null=True, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)
    destroyed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "kid"], name="sealing_key_once"),
            models.UniqueConstraint(
                fields=["project"],
                condition=Q(offered_at__isnull=False, retired_at=None),
                name="sealing_key_one_current",
            ),
            models.UniqueConstraint(
                fields=["project"], condition=Q(offered_at=None), name="sealing_key_one_next"
            ),
            models.CheckConstraint(
                condition=Q(destroyed_at=None, private_sealed__isnull=False)
                | Q(destroyed_at__isnull=False, retired_at__isnull=False, private_sealed=None),
                name="sealing_key_destroyed_is_gone",
            ),
        ]

    def __str__(self):
        return self.kid
