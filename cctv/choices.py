from django.db import models


class SchemeKind(models.TextChoices):
    """Who pays for the cameras. What others pay for is told beside ours and counted nowhere."""

    PARTNER = "partner", "Bought by the partner with grant transferred"
    COMPLEMENTARY = "complementary", "Another body’s own work, not funded by this grant"


class CameraKind(models.TextChoices):
    """What a camera can do, for what is entered here; a list may use words of its own."""

    FIXED = "Fixed", "Fixed"
    TURNING = "Turning (PTZ)", "Turning (pan, tilt, zoom)"
    DOME = "Dome", "Dome"
    MANY = "Several lenses", "Several lenses"


class Mask(models.TextChoices):
    """The privacy mask of a camera: what must not be seen is blacked out in it."""

    UNKNOWN = "unknown", "Not said"
    SET = "set", "A mask is set"
    NOT_NEEDED = "not_needed", "None is needed"


class PaperKind(models.TextChoices):
    """What a file shows. The picture is the one that every reader of the scheme's page may see."""

    PICTURE = "picture", "Picture for the scheme’s page"
    CERTIFICATE = "certificate", "Certificate or commissioning sheet"
    LETTER = "letter", "Letter or agreement"
    PHOTOGRAPH = "photograph", "Photograph of the installation"


class Basis(models.TextChoices):
    """On which ground of law somebody asks the owner for images."""

    POLICE = "police", "Prevention or detection of crime (Data Protection Act 2018, schedule 2, paragraph 2)"
    SUBJECT = "subject", "The person in the images asks (UK GDPR, article 15)"
    COURT = "court", "Order of a court"
    CLAIM = "claim", "Legal claim or insurer (Data Protection Act 2018, schedule 2, paragraph 5)"
    OTHER = "other", "Another ground, in words"


class RequestStatus(models.TextChoices):
    ASKED = "asked", "Waiting for an answer"
    GIVEN = "given", "Images given"
    NOT_GIVEN = "not_given", "Not given"


class Said(models.TextChoices):
    """What is entered about a stage."""

    PLAN = "plan", "The day it is planned for"
    FORECAST = "forecast", "The day it is expected by now"
    REACHED = "reached", "The day it was done"
