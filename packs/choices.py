from django.db import models


class RegisteredHow(models.TextChoices):
    AT_THE_DOOR = "at_the_door", "Online, at the door"
    PAPER_FORM = "paper_form", "By a paper form"
    BY_RESIDENT = "by_resident", "By the resident themselves"


class ItemKind(models.TextChoices):
    PACK = "pack", "Safer Homes Pack"
    CONTENT = "content", "Goes into a pack"
    KIT = "kit", "Property-marking kit"
    TORCH = "torch", "UV torch"
    SIGN = "sign", "Sign"
    OTHER = "other", "Anything else"


class PlaceKind(models.TextChoices):
    """Where a thing can be. A bag and what no bag covered belong to a person; every other place to the project."""

    SUPPLIER = "supplier", "Supplier"
    STORE = "store", "Store"
    BAG = "bag", "Bag"
    OFFICER = "officer", "With police officers"
    HOUSEHOLD = "household", "At homes"
    DAMAGED = "damaged", "Damaged"
    LOST = "lost", "Lost"
    RETURNED = "returned", "Returned to the supplier"
    UNRECONCILED = "unreconciled", "Not covered by a bag"
    ASSEMBLY = "assembly", "Made into packs"
    ON_THE_WAY = "on_the_way", "On the way between two people"
    STREET = "street", "Up in the streets"


class ClashAnswer(models.TextChoices):
    """What a kit code that came from two homes turned out to be."""

    MOVED = "moved", "The kit is at this home now"
    MISREAD = "misread", "The code was misread at this home"


class SampleResult(models.TextChoices):
    PASSED = "passed", "Passed"
    FAILED = "failed", "Failed"
    MIXED = "mixed", "Passed with doubts"


class OrderStatus(models.TextChoices):
    RAISED = "raised", "Waiting for approval"
    APPROVED = "approved", "Approved"
    SENT = "sent", "Sent"
    PART_RECEIVED = "part_received", "Received in part"
    RECEIVED = "received", "Received in full"
    CLOSED = "closed", "Closed short"
    CANCELLED = "cancelled", "Cancelled"


class ReceiptKind(models.TextChoices):
    ARRIVAL = "arrival", "Came"
    RETURN = "return", "Went back"


class InvoiceKind(models.TextChoices):
    INVOICE = "invoice", "Invoice"
    CREDIT = "credit", "Credit note"


class InvoiceStatus(models.TextChoices):
    OPEN = "open", "Not paid yet"
    PAID = "paid", "Paid"
