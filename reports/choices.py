from django.db import models


class UpdateStatus(models.TextChoices):
    DRAFT = "draft", "Draft"
    IN_REVIEW = "in_review", "Waiting for review"
    REVIEWED = "reviewed", "Waiting for approval"
    ISSUED = "issued", "Issued"


class SectionKey(models.TextChoices):
    """The coordinator's words, under the source paper's own headings and in its order."""

    SUMMARY = "summary", "Summary"
    CHANGED = "changed", "Changed since the last update, and why"
    AWARD = "award", "Award and area"
    PROPOSALS = "proposals", "Proposals"
    PEOPLE = "people", "People in post"
    AGREEMENTS = "agreements", "Agreements"
    PACKS = "packs", "Safer Homes Packs"
    TORCHES = "torches", "Ultraviolet torches"
    HARDENING = "hardening", "Target hardening"
    LIGHTING = "lighting", "Street and park lighting"
    CCTV = "cctv", "CCTV at the school"
    ENGAGEMENT = "engagement", "Engagement"
    SUSTAINABILITY = "sustainability", "Sustainability"
