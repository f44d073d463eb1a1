"""What becomes of each personal column when a home is forgotten. Counts, dates and money stay; people go.

A test holds this against the register of personal data: a table whose time ends with the project's people has a fate here, or a reason
to stay.
"""

from django.db.models import Case, CharField, F, Value, When
from django.db.models.functions import Cast, Concat

GONE = "Erased"
DELETE = "removed"


def masked(column):
    """GONE where something stood, nothing where nothing stood: what the tables demand is still there."""
    return Case(When(**{column: ""}, then=Value("")), default=Value(GONE))


def numbered():
    """A value that is nobody's and differs from row to row."""
    return Concat(Value("erased "), Cast(F("pk"), CharField()))


# In the order of carrying out: what points at a row goes before it.
FATES = {
    "households.SupportReferral": DELETE,
    "households.Consent": DELETE,
    "households.Resident": DELETE,
    "households.Vulnerability": DELETE,
    "households.CautionFlag": DELETE,
    "households.HouseholdValue": DELETE,
    "households.Refusal": {"name": ""},
    "households.BurglaryRecord": {"reference": numbered(), "happened_on": None},
    "households.Enquiry": {
        "name": "", "contact": "", "address": GONE, "message": "", "promised_time": "", "closed_reason": masked("closed_reason"),
    },
    "households.Visit": {"note": "", "call_back_time": "", "withdrawn_reason": masked("withdrawn_reason")},
    "outcomes.Response": {"answers": "{}", "withdrawn_reason": masked("withdrawn_reason")},
    "hardening.SecuritySurvey": {"answers": "{}"},
    "hardening.Job": {
        "access_note": "", "fit_note": "", "reason": masked("reason"), "other_reason": masked("other_reason"),
    },
    "hardening.Appointment": {"reason": masked("reason")},
    "hardening.JobLine": {
        "override_reason": masked("override_reason"), "dropped_reason": masked("dropped_reason"),
    },
    "hardening.Inspection": {"findings": ""},
    "hardening.Snag": {"what": GONE},
    "hardening.OrderChange": {"reason": GONE},
    "hardening.JobPhoto": DELETE,
    "packs.Delivery": {"again_reason": masked("again_reason")},
    "packs.Kit": {"code": numbered()},
    "packs.KitMove": {"reason": masked("reason")},
    "imports.Row": {"cells": "[]", "parsed": "", "likeness": "", "reason": "", "before": ""},
    "imports.KeptDecision": DELETE,
    "doorstep.DoorPhoto": DELETE,
    "doorstep.Chunk": DELETE,
    "doorstep.Letter": {
        "status": "erased", "code": "", "words": "", "household": None, "visit": None, "waits_for": None,
        "settled_reason": masked("settled_reason"),
    },
    "doorstep.Envelope": {"content": b""},
}  # fmt: skip
# At the end of the project's time the homes themselves, and whom the project dealt with about them.
WITH_THE_PROJECT = {
    "households.OwnStreet": DELETE,
    "households.Household": {
        "flat": "", "name": "", "number": "", "postcode": "", "uprn": "", "reference": "", "search": "", "door_key": numbered(),
        "landlord": None,
    },
    "households.LandlordContact": {"what": GONE},
    "households.Landlord": {"name": numbered(), "contact": "", "address": ""},
    "outcomes.Concern": {"said": GONE, "did": masked("did"), "response": None},
    "packs.Find": {"what": GONE, "mark": ""},
    "packs.ClosedDay": {"explanation": masked("explanation"), "named": masked("named")},
}  # fmt: skip
# Tables of the same time that say nothing of anybody once the rest is gone.
STAY = {
    "households.Offer": "what was offered, without anybody",
    "households.RoundDoor": "why a door was chosen, as a word of a list",
    "hardening.Cocoon": "days only",
    "hardening.CocoonTask": "days and a word of a list",
    "hardening.LinkOpening": "that a fitter opened a page, and when",
    "hardening.Order": "money",
    "packs.KitClash": "that two entries met, and how it was settled",
}
