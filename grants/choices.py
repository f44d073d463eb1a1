from django.db import models


class AgreementKind(models.TextChoices):
    GRANT_AGREEMENT = "grant_agreement", "Grant agreement"
    MEMORANDUM = "memorandum", "Memorandum of understanding"
    EITHER = "agreement", "Agreement or memorandum"


class Section(models.TextChoices):
    """Where a deliverable, a milestone or an activity is told in the progress update, in the order of the update."""

    PACKS = "packs", "Safer Homes Packs"
    TORCHES = "torches", "Ultraviolet torches"
    HARDENING = "hardening", "Target hardening"
    LIGHTING = "lighting", "Street and park lighting"
    CCTV = "cctv", "CCTV at the school"
    PEOPLE = "people", "People in post"
    AGREEMENTS = "agreements", "Agreements"
    ENGAGEMENT = "engagement", "Engagement"


class Nature(models.TextChoices):
    CAPITAL = "capital", "Capital"
    REVENUE = "revenue", "Revenue"


class CostCategory(models.TextChoices):
    """What the money of a budget line is spent on."""

    GOODS = "goods", "Goods and equipment"
    WORKS = "works", "Works and fitting"
    STAFF = "staff", "People in post"
    PARTNER = "partner", "Grant to a partner"
    ENGAGEMENT = "engagement", "Engagement and printing"
    OTHER = "other", "Other"


class EntryKind(models.TextChoices):
    """What an entry of the money ledger says about its line."""

    ALLOCATION = "allocation", "Allocated"
    COMMITMENT = "commitment", "Committed"
    ACCRUAL = "accrual", "Received, owed or spent"
    PAYMENT = "payment", "Paid"

    @property
    def column(self):
        """The guard column of the budget line that moves with it."""
        return {
            self.ALLOCATION: "allocated_pence",
            self.COMMITMENT: "committed_pence",
            self.ACCRUAL: "accrued_pence",
            self.PAYMENT: "paid_pence",
        }[self]
