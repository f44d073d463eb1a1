from django.db import models


class Wave(models.TextChoices):
    """When in the life of the project somebody was asked: only the same wave may be compared with the same wave."""

    ONGOING = "ongoing", "As the project goes"
    BASELINE = "baseline", "Before the works"
    AFTER = "after", "After the works"
    SIX_MONTHS = "six_months", "Six months after the works"


class HowAsked(models.TextChoices):
    AT_THE_DOOR = "at_the_door", "At the door"
    ON_PAPER = "on_paper", "On a paper form"
    BY_TELEPHONE = "by_telephone", "By telephone"
