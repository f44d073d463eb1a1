from django.db import models


class Role(models.TextChoices):
    COORDINATOR = "coordinator", "Coordinator"
    ASSISTANT = "assistant", "Safer Streets Assistant"
    OFFICER = "officer", "PCSO or officer"
    CRIME_PREVENTION_OFFICER = "crime_prevention_officer", "Crime Prevention Officer"
    FITTER = "fitter", "Fitter"
    WORKS_PARTNER = "works_partner", "Works partner"
    FINANCE = "finance", "Finance"
    CERTIFIER = "certifier", "Certifier"
    PARTNER_READER = "partner_reader", "OPCC or partner reader"
    ENFORCEMENT_OFFICER = "enforcement_officer", "Enforcement Officer"
    EVALUATOR = "evaluator", "Evaluator"


class NameKind(models.TextChoices):
    OFFICIAL = "official", "Official name"
    ALIAS = "alias", "Also written"
