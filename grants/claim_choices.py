from django.db import models

from grants.choices import EntryKind


class ChangeStatus(models.TextChoices):
    """Where a move of money between two lines stands."""

    PROPOSED = "proposed", "Waiting for approval"
    APPROVED = "approved", "Approved"
    REFUSED = "refused", "Refused"


class ReturnStatus(models.TextChoices):
    DRAFT = "draft", "Being prepared"
    SUBMITTED = "submitted", "Waiting for the certifier"
    CERTIFIED = "certified", "Certified"
    QUERIED = "queried", "Queried by the funder"
    PAID = "paid", "Paid by the funder"


class Capacity(models.TextChoices):
    """As what somebody signs a return."""

    PREPARER = "preparer", "Prepared by"
    CERTIFIER = "certifier", "Certified by"


class TypedKind(models.TextChoices):
    """What somebody says about money that no order posts."""

    PROMISED = "promised", "Promised: agreed, and not here yet"
    RECEIVED = "received", "Received or worked, and not promised before"
    RECEIVED_PROMISED = "received_promised", "Received or worked, as promised before"
    PAID = "paid", "Paid"

    @property
    def parts(self):
        """((kind of entry, sign), ...) in the order in which they are posted."""
        return {
            self.PROMISED: ((EntryKind.COMMITMENT, 1),),
            self.RECEIVED: ((EntryKind.ACCRUAL, 1),),
            self.RECEIVED_PROMISED: ((EntryKind.COMMITMENT, -1), (EntryKind.ACCRUAL, 1)),
            self.PAID: ((EntryKind.PAYMENT, 1),),
        }[self]
