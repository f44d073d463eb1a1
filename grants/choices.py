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
