from django.db import models


class SchemeKind(models.TextChoices):
    """Does it better lights that were there, or bring light where there was none?"""

    UPGRADE = "upgrade", "Upgrade of present lights"
    NEW = "new", "New lights"


class PlaceKind(models.TextChoices):
    """What a named place is to a scheme. A boundary street bounds the area; it need not itself be lit anew."""

    BOUNDARY = "boundary", "Street that defines the area"
    ROUTE_END = "route_end", "End of the route"
    ACCESS = "access", "Access point"


class GateKind(models.TextChoices):
    """What a scheme on ground that is no street has to settle before the works may go on."""

    ECOLOGY = "ecology", "Ecology: bats and lighting strategy"
    LAND = "land", "Permission of the landowner"
    WAYLEAVE = "wayleave", "Wayleave for the cable"
    SUPPLY = "supply", "New electricity supply"


class GateState(models.TextChoices):
    OPEN = "open", "Open"
    SETTLED = "settled", "Settled"
    NOT_NEEDED = "not_needed", "Not needed"


class EvidenceKind(models.TextChoices):
    """What a piece of evidence shows. A place is never read out of a photograph: its data are removed."""

    BEFORE = "before", "Photograph before the works"
    NIGHT = "night", "Photograph by night, lit"
    LUX = "lux", "Light measured"
    CERTIFICATE = "certificate", "Certificate of completion or test"
    LETTER = "letter", "Letter or drawing"
