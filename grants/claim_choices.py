from django.db import models


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
