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


class HouseholdKind(models.TextChoices):
    UNKNOWN = "unknown", "Not known"
    TERRACE = "terrace", "Terraced house"
    SEMI = "semi", "Semi-detached house"
    DETACHED = "detached", "Detached house"
    FLAT = "flat", "Flat or maisonette"
    SHARED = "shared", "Room in a shared house"
    OTHER = "other", "Something else"


class PartOfDay(models.TextChoices):
    """When one knocks: an answer in the evening says little about the morning."""

    MORNING = "morning", "Weekday morning"
    AFTERNOON = "afternoon", "Weekday afternoon"
    EVENING = "evening", "Weekday evening"
    WEEKEND = "weekend", "Weekend"


class Side(models.TextChoices):
    BOTH = "both", "Both sides"
    ODD = "odd", "Odd numbers"
    EVEN = "even", "Even numbers"


class NoticeHow(models.TextChoices):
    CARD = "card", "On a card"
    VERBAL = "verbal", "Read out"
    LETTER = "letter", "By letter"


class ConsentPurpose(models.TextChoices):
    PACK = "pack", "Keep details to deliver and register a pack"
    SURVEY = "survey", "Keep survey answers with the home"
    REFERRAL = "referral", "Pass details to a named body"


class RefusalKind(models.TextChoices):
    AT_THE_DOOR = "at_the_door", "Said at the door"
    IN_WRITING = "in_writing", "Opted out in writing"


class VulnerabilityCategory(models.TextChoices):
    """Bands, never a diagnosis."""

    OLDER = "older", "Older person"
    LIVES_ALONE = "lives_alone", "Lives alone"
    MOBILITY = "mobility", "Mobility or frailty"
    HEALTH = "health", "Long-term health condition"
    MENTAL_WELLBEING = "mental_wellbeing", "Mental wellbeing"
    REPEAT_VICTIM = "repeat_victim", "Repeat victim of crime"
    OTHER = "other", "Other"


class VulnerabilitySource(models.TextChoices):
    RESIDENT = "resident", "The resident said so"
    SURVEY = "survey", "Home security survey"
    PARTNER = "partner", "A partner body"
    POLICE = "police", "The Constabulary"


class CautionInstruction(models.TextChoices):
    """What to do, never why."""

    VISIT_IN_PAIRS = "visit_in_pairs", "Visit in pairs"
    DO_NOT_ENTER = "do_not_enter", "Do not go inside"
    DAYLIGHT_ONLY = "daylight_only", "Visit in daylight only"
    CALL_OFFICE_FIRST = "call_office_first", "Ring the office before you knock"
    DOG = "dog", "Wait at the gate"


class LandlordKind(models.TextChoices):
    PRIVATE = "private", "Private landlord"
    AGENT = "agent", "Managing agent"
    SOCIAL = "social", "Social landlord (runs its own works)"


class RoundStatus(models.TextChoices):
    PLANNED = "planned", "Planned"
    WALKED = "walked", "Walked"
    CANCELLED = "cancelled", "Cancelled"


class EnquiryChannel(models.TextChoices):
    WEB = "web", "Web page"
    PHONE = "phone", "Telephone"
    SOCIAL_MEDIA = "social_media", "Social media"
    EMAIL = "email", "Email"
    IN_PERSON = "in_person", "In person"


class EnquiryStatus(models.TextChoices):
    NEW = "new", "New"
    PROMISED = "promised", "Visit promised"
    CLOSED = "closed", "Closed"


class EnquiryWant(models.TextChoices):
    PACK = "pack", "A Safer Homes Pack"
    SURVEY = "survey", "A home security survey"
    ADVICE = "advice", "Advice"
    LANDLORD = "landlord", "I am a landlord or agent"
    OTHER = "other", "Something else"


class SupportKind(models.TextChoices):
    FIRE = "fire", "Fire service safe and well visit"
    HOUSING = "housing", "Housing"
    MONEY = "money", "Money advice"
    WOMENS_SERVICES = "womens_services", "Women’s services"
    VICTIM_SUPPORT = "victim_support", "Victim support"
    DRUG_AND_ALCOHOL = "drug_and_alcohol", "Drug and alcohol services"
    MENTAL_HEALTH = "mental_health", "Mental health and wellbeing"
    DOMESTIC_ABUSE = "domestic_abuse", "Domestic abuse service"


class ReferralStatus(models.TextChoices):
    SENT = "sent", "Sent"
    ACCEPTED = "accepted", "Accepted"
    DECLINED = "declined", "Declined"
    WITHDRAWN = "withdrawn", "Withdrawn by the resident"


class DataRequestKind(models.TextChoices):
    ACCESS = "access", "Subject access"
    ERASURE = "erasure", "Erasure"
    COMPLAINT = "complaint", "Complaint about data"
    RETENTION = "retention", "End of the time to keep people"
    TERMS = "terms", "Shorter times that are over"
    ENDING = "ending", "End of the time to keep counts and money"
