from django.db import models


class Tenure(models.TextChoices):
    UNKNOWN = "unknown", "Not known"
    OWNER_OCCUPIED = "owner_occupied", "Owner-occupied"
    PRIVATE_RENTED = "private_rented", "Private rented"
    SOCIAL_RENTED = "social_rented", "Social rented"


class HouseholdState(models.TextChoices):
    """What stands at the address. Only an occupied dwelling is in scope for a pack."""

    OCCUPIED = "occupied", "Occupied"
    VOID = "void", "Empty (void)"
    DERELICT = "derelict", "Derelict or demolished"
    NON_RESIDENTIAL = "non_residential", "Not a home"
    SPLIT = "split", "Split into flats"
    CANNOT_FIND = "cannot_find", "Cannot be found"
    DUPLICATE = "duplicate", "Same home as another entry"


class LsoaVintage(models.TextChoices):
    V2001 = "2001", "2001 boundaries"
    V2011 = "2011", "2011 boundaries"
    V2021 = "2021", "2021 boundaries"


class VisitOutcome(models.TextChoices):
    """What happened at the door; what was offered has outcomes of its own."""

    ANSWERED = "answered", "Someone answered"
    NO_ANSWER = "no_answer", "No answer"
    CARD_LEFT = "card_left", "No answer, card left"
    CALL_BACK = "call_back", "Call back later"
    LANGUAGE_NEED = "language_need", "Language or communication need"
    SOFT_REFUSAL = "soft_refusal", "Not now, thank you"
    HARD_REFUSAL = "hard_refusal", "Do not call again"
    OPTED_OUT = "opted_out", "Opted out in writing"
    MOVED = "moved", "The people we knew of have moved"
    VOID = "void", "Empty home (void)"
    DERELICT = "derelict", "Derelict or demolished"
    NON_RESIDENTIAL = "non_residential", "Not a home"
    SPLIT = "split", "Split into flats"
    CANNOT_FIND = "cannot_find", "Cannot find it"
    UNSAFE = "unsafe", "Left because it felt unsafe"


class OfferKind(models.TextChoices):
    PACK = "pack", "Safer Homes Pack"
    SECURITY_SURVEY = "security_survey", "Home security survey"
    CONCERN_SURVEY = "concern_survey", "Survey of concerns"
    SUPPORT_REFERRAL = "support_referral", "Support referral"


class OfferOutcome(models.TextChoices):
    DONE = "done", "Done at this visit"
    WANTED = "wanted", "Wanted, to be arranged"
    DECLINED = "declined", "Declined"
    ALREADY_HAS = "already_has", "Already has one"
