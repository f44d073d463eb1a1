from django.db import models


class JobStatus(models.TextChoices):
    """Where a job stands on its road, in the order of the road; the last three leave it."""

    REFERRED = "referred", "Referred"
    SURVEYED = "surveyed", "Surveyed"
    SPECIFIED = "specified", "Specified, to be approved"
    APPROVED = "approved", "Approved"
    ORDERED = "ordered", "Ordered"
    BOOKED = "booked", "Booked"
    FITTED = "fitted", "Fitted"
    INSPECTED = "inspected", "Inspected"
    SNAGGED = "snagged", "Snagged"
    CLOSED = "closed", "Closed"
    PAID = "paid", "Paid"
    NO_ACCESS = "no_access", "No access"
    DECLINED = "declined", "Declined by the resident"
    CANCELLED = "cancelled", "Cancelled"


class ReferredBy(models.TextChoices):
    """Who asked for it."""

    ASSISTANT = "assistant", "Safer Streets Assistant at the door"
    CONSTABULARY = "constabulary", "The Constabulary"
    CRIME_PREVENTION = "crime_prevention", "Crime Prevention Officer"
    RESIDENT = "resident", "The resident asked"
    LANDLORD = "landlord", "The landlord asked"
    PARTNER = "partner", "A partner body"


class Stage(models.TextChoices):
    BEFORE = "before", "Before the work"
    AFTER = "after", "After the work"


class Gap(models.TextChoices):
    """What a survey finds wanting, and what a measure closes."""

    DOOR_LOCK = "door_lock", "Door without a deadlock"
    WINDOW_LOCK = "window_lock", "Windows without key locks"
    INTERIOR_LIGHT = "interior_light", "No indoor light on a timer"
    EXTERNAL_LIGHT = "external_light", "No outdoor light on a sensor"
    LETTERBOX = "letterbox", "Lock within reach of the letterbox"
    VIEWER = "viewer", "No door viewer"
    CHAIN = "chain", "No door chain or restrictor"
    YARD = "yard", "Back yard can be entered"
    NUMBER = "number", "House number cannot be seen"


class Place(models.TextChoices):
    FRONT_DOOR = "front_door", "Front door"
    BACK_DOOR = "back_door", "Back door"
    WINDOWS = "windows", "Windows"
    INDOORS = "indoors", "Indoors"
    OUTSIDE = "outside", "Outside"
    YARD = "yard", "Back yard"
    ELSEWHERE = "elsewhere", "Elsewhere"


class Consent(models.TextChoices):
    """Whether the landlord lets a fixed measure be fitted."""

    NOT_NEEDED = "not_needed", "Not needed"
    NEEDED = "needed", "Landlord to be asked"
    ASKED = "asked", "Landlord asked"
    GIVEN = "given", "Landlord agreed"
    REFUSED = "refused", "Landlord refused"
    WITHDRAWN = "withdrawn", "Landlord withdrew consent"
    ROUTED = "routed", "For the landlord’s own contractor"


class ClearanceKind(models.TextChoices):
    VETTING = "vetting", "Constabulary vetting"
    DBS = "dbs", "DBS check"
    PROCUREMENT = "procurement", "Constabulary procurement system"
    INSURANCE = "insurance", "Public liability insurance"


class Window(models.TextChoices):
    MORNING = "morning", "Morning, 8am to 1pm"
    AFTERNOON = "afternoon", "Afternoon, 12 noon to 5pm"


class AppointmentOutcome(models.TextChoices):
    KEPT = "kept", "Work done"
    NO_ACCESS = "no_access", "No access"
    MOVED = "moved", "Moved to another day"
    CALLED_OFF = "called_off", "Called off"


class SignOff(models.TextChoices):
    AGREED = "agreed", "The resident has seen the work and is content"
    NOT_CONTENT = "not_content", "The resident is not content"
    NOBODY = "nobody", "Nobody was there to ask"


class InspectionResult(models.TextChoices):
    PASSED = "passed", "Passed"
    SNAGS = "snags", "Snags found"


class OrderChangeKind(models.TextChoices):
    VARIATION = "variation", "Variation"
    CREDIT_NOTE = "credit_note", "Credit note"


class InvoiceStatus(models.TextChoices):
    ACCEPTED = "accepted", "Agrees with the order, to be paid"
    PAID = "paid", "Paid"


class CocoonOutcome(models.TextChoices):
    SPOKE = "spoke", "Spoke with somebody, advice given"
    CARD = "card", "Nobody in, card left"
    REFUSED = "refused", "Not wanted"
    EMPTY = "empty", "Nobody lives there"
