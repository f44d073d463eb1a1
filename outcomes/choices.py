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


class MonthStatus(models.TextChoices):
    """Where a month of recorded crime stands: only months that are held count."""

    STAGED = "staged", "Waiting"
    HELD = "held", "Held"
    REPLACED = "replaced", "Replaced by a newer file"
    DROPPED = "dropped", "Left out"


class Topic(models.TextChoices):
    GRAFFITI = "graffiti", "Graffiti or damage"
    DOGS = "dogs", "Dog fouling"
    LITTER = "litter", "Litter or dumped rubbish"
    LIGHTING = "lighting", "Dark streets or paths"
    NOISE = "noise", "Noise or nuisance"
    DRUGS = "drugs", "Drug use or dealing"
    BURGLARY = "burglary", "Burglary or theft"
    VEHICLES = "vehicles", "Vehicles"
    OTHER = "other", "Something else"


class HowRaised(models.TextChoices):
    SURVEY = "survey", "In a survey"
    DOOR = "door", "At the door"
    MEETING = "meeting", "At a meeting"
    MESSAGE = "message", "By message or telephone"


class Answerer(models.TextChoices):
    """Who can see to a concern."""

    HUB = "hub", "Local Focus Hub"
    ENFORCEMENT = "enforcement", "Enforcement officers"
    PCSO = "pcso", "PCSO"
    COUNTY = "county", "County council"


class ConcernStatus(models.TextChoices):
    RAISED = "raised", "Raised"
    PASSED = "passed", "Passed on"
    DONE = "done", "Done"
    CANNOT = "cannot", "Cannot be done"


class HowTold(models.TextChoices):
    LEAFLET = "leaflet", "A leaflet to the street"
    DOOR = "door", "At the doors"
    MEETING = "meeting", "At a meeting"
    ONLINE = "online", "Online"


class Direction(models.TextChoices):
    """What a comparison of two counts shows."""

    NONE = "none", "No comparable month held"
    BREAK = "break", "Not compared: the definition changed"
    SAME = "same", "Not distinguishable from no change"
    HIGHER = "higher", "Higher"
    LOWER = "lower", "Lower"
