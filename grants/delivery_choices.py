"""Words for how the work goes: delays, risks, activities, match, sub-grants, and what the radar tells."""

from django.db import models


class DelayFactor(models.TextChoices):
    """The leading factor of a delay, in the words that returns to government use."""

    COST = "cost", "Rising cost"
    PROCUREMENT = "procurement", "Procurement"
    STAFF = "staff", "Staff not in post"
    STAKEHOLDER = "stakeholder", "External stakeholder"
    PARTNER = "partner", "Delivery partner"
    DELIVERY = "delivery", "Poor delivery"
    PROPERTY = "property", "Property, planning or consent"
    WEATHER = "weather", "Weather or season"
    OTHER = "other", "Other"


class RiskCategory(models.TextChoices):
    SUPPLY = "supply", "Supply chain"
    PEOPLE = "people", "People"
    PROCUREMENT = "procurement", "Procurement"
    UPTAKE = "uptake", "Residents and uptake"
    PARTNER = "partner", "Partners"
    PROPERTY = "property", "Property and consent"
    MONEY = "money", "Money"
    DATA = "data", "Data and security"
    SAFETY = "safety", "Safety"
    EVALUATION = "evaluation", "Evaluation"
    GOVERNANCE = "governance", "Governance"


class Impact(models.IntegerChoices):
    """What it would do to the project, 1 to 6."""

    MARGINAL = 1, "1, marginal"
    LOW = 2, "2, low"
    MEDIUM = 3, "3, medium"
    SIGNIFICANT = 4, "4, significant"
    MAJOR = 5, "5, major"
    CRITICAL = 6, "6, critical"


class Likelihood(models.IntegerChoices):
    """How likely it is, 1 to 4."""

    LOW = 1, "1, low"
    MEDIUM = 2, "2, medium"
    HIGH = 3, "3, high"
    ALMOST_CERTAIN = 4, "4, almost certain"


class Proximity(models.IntegerChoices):
    """When it would come, 1 to 5."""

    REMOTE = 1, "1, remote"
    DISTANT = 2, "2, distant: more than six months"
    APPROACHING = 3, "3, approaching: three to six months"
    CLOSE = 4, "4, close: one to three months"
    IMMINENT = 5, "5, imminent: next month"


class ActivityKind(models.TextChoices):
    LEAFLET = "leaflet", "Promotional leaflet"
    SOCIAL_MEDIA = "social_media", "Social media"
    SCHOOL = "school", "School session"
    FILM = "film", "Training video"
    EVENT = "event", "Event or stall"
    OTHER = "other", "Other"


class MovementKind(models.TextChoices):
    """What happened to the money of a sub-grant."""

    TRANSFER = "transfer", "Paid to the partner"
    SPENT = "spent", "Spent by the partner"
    RETURNED = "returned", "Paid back by the partner"
    REIMBURSED = "reimbursed", "Paid to us by the fund"

    @property
    def column(self):
        """The guard column of the sub-grant that moves with it."""
        return {
            self.TRANSFER: "transferred_pence",
            self.SPENT: "spent_pence",
            self.RETURNED: "returned_pence",
            self.REIMBURSED: "reimbursed_pence",
        }[self]


class MatchKind(models.TextChoices):
    """What a partner puts in. Time and things are in kind: they are match, and never on a claim."""

    OFFICER_TIME = "officer_time", "Officer time"
    OTHER_TIME = "other_time", "Other staff time"
    GOODS = "goods", "Goods or premises"
    CASH = "cash", "Cash"


class MatchBasis(models.TextChoices):
    OF_GRANT = "grant", "of the grant"
    OF_TOTAL = "total", "of the total cost"


class AlertKind(models.TextChoices):
    """What the radar tells about a line, once each."""

    SOON = "soon", "The last safe day to order is near"
    PAST = "past", "The last safe day to order has passed"
    UNDERSPEND = "underspend", "Less will be spent than allocated"


class PairedBy(models.TextChoices):
    """How an entry of ours and a line of the finance system came together."""

    POSTED = "posted", "Entered from the line"
    REFERENCE = "reference", "Same reference"
    AMOUNT = "amount", "Same amount, near in time"
    PERSON = "person", "By a person"
