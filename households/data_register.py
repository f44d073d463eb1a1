"""What this room keeps about people."""

from saferstreets.common.personal_data import Personal, describe

AT_THE_DOOR = "coordinator and the roles at the door"
ADDRESS = Personal(
    "finds the home and plans the round", "address", "12 months after the project ends", AT_THE_DOOR
)
CONTACT = Personal(
    "shows what was offered and agreed at the door",
    "contact with a household",
    "12 months after the project ends",
    AT_THE_DOOR,
)
NOTE = Personal(
    "tells the next visit what it needs", "free text", "12 months after the project ends", AT_THE_DOOR
)
STAFF = Personal("says who was at the door", "staff actions", "7 years after the project ends", AT_THE_DOOR)

OUT = Personal(
    "keeps people who call alone safe",
    "movements of staff at work",
    "3 months after the outing",
    "coordinator, and each person their own",
)

describe("households.Area", plain="id project name note")
describe("households.AreaLsoa", plain="id project area code vintage inferred")
describe("households.Street", plain="id project area name locality town key")
describe(
    "households.Household",
    plain="id project street walk_seq version state_entered_at",
    personal={
        "flat name number postcode uprn reference door_key search kind split_from duplicate_of": ADDRESS,
        "tenure landlord state state_entered closed_on": CONTACT,
    },
)
describe(
    "households.HouseholdValue",
    plain="id project field source batch_id noted_at settled_on",
    personal={"household value": ADDRESS},
)
describe(
    "households.Visit",
    plain="id project street client_id saved_id recorded_at notice_version withdrawn_at",
    personal={
        "household outcome happened_at happened_on call_back_on call_back_time": CONTACT,
        "note withdrawn_reason": NOTE,
        "recorded_by officer officer_minutes withdrawn_by": STAFF,
    },
)
describe("households.Offer", plain="id project", personal={"visit kind outcome": CONTACT})

RESIDENT = Personal(
    "delivers what was agreed and proves that it was",
    "name, contact and consent",
    "12 months after the project ends",
    "coordinator and Assistants",
)
REFUSER = Personal(
    "keeps a refusal", "name of a person who refused", "12 months after the project ends", "coordinator only"
)
SPECIAL = Personal(
    "decides who needs more than a pack",
    "vulnerability, in bands (may reveal health)",
    "12 months after the project ends, or when its review ends it",
    "coordinator, Assistants and Crime Prevention Officers; every look is written down",
    "UK GDPR Articles 6(1)(e) and 9(2)(g) with DPA 2018 Schedule 1 Part 2 (safeguarding)",
)
VICTIM = Personal(
    "puts recorded victims of burglary first",
    "victim of crime, shared by the Constabulary",
    "90 days after use, never beyond the list's own expiry",
    "coordinator, Assistants and Crime Prevention Officers; every look is written down",
)
CAUTION = Personal(
    "keeps staff and residents safe at a visit",
    "instruction with its basis",
    "until it expires, then 12 months",
    "the roles at the door; the basis: coordinator",
)
LANDLORD = Personal(
    "asks a landlord's consent and keeps the answer",
    "business contact",
    "12 months after the project ends",
    "coordinator, Assistants and Crime Prevention Officers",
)
ENQUIRY = Personal(
    "answers a person who asked for a visit",
    "name, contact and address as given",
    "12 months after the project ends",
    "coordinator and Assistants",
)
SUPPORT = Personal(
    "passes a person, with consent, to a body that can help",
    "kind of support (may reveal health)",
    "12 months after the project ends",
    "coordinator and Assistants; domestic abuse: its author and the coordinator",
    "consent, and UK GDPR Article 9(2)(g)",
)

describe(
    "households.Resident",
    plain="id project notice_version notice_how",
    personal={"household name contact since_on moved_out_on": RESIDENT},
)
describe(
    "households.Consent",
    plain="id project recorded_at",
    personal={"resident purpose body given happened_on": RESIDENT, "recorded_by": STAFF},
)
describe(
    "households.Refusal",
    plain="id project recorded_at",
    personal={
        "name": REFUSER,
        "household kind visit refused_on lifted_on": CONTACT,
        "recorded_by lifted_by": STAFF,
    },
)
describe(
    "households.Vulnerability",
    plain="id project",
    personal={"household category source reason noted_on review_on ended_on": SPECIAL, "recorded_by": STAFF},
)
describe(
    "households.BurglaryRecord",
    plain="id project source purpose batch_id recorded_at",
    personal={"household reference happened_on expires_on": VICTIM},
)
describe(
    "households.CautionFlag",
    plain="id project",
    personal={"household instruction basis from_on expires_on lifted_on": CAUTION, "recorded_by": STAFF},
)
describe("households.Landlord", plain="id project kind", personal={"name contact address": LANDLORD})
describe(
    "households.LandlordContact",
    plain="id project recorded_at",
    personal={"landlord happened_on what": LANDLORD, "recorded_by": STAFF},
)
describe("households.LadderStep", plain="id project number part_of_day leave_card")
describe(
    "households.Round",
    plain="id project on_day part_of_day street side status made_at",
    personal={"walked_by made_by": STAFF},
)
describe(
    "households.RoundDoor", plain="id project round position short_code", personal={"household why": CONTACT}
)
describe(
    "households.Enquiry",
    plain="id project channel want status",
    personal={
        "name contact address message received_at household promised_on promised_time closed_reason visit": ENQUIRY,
        "recorded_by": STAFF,
    },
)
describe(
    "households.SupportReferral",
    plain="id project",
    personal={
        "household resident kind body consented_on sent_on due_on status answered_on outcome": SUPPORT,
        "made_by": STAFF,
    },
)
describe(
    "households.Outing",
    plain="id project told_at",
    personal={"walker companion walk started_at back_by safe_at settled_by settled_how": OUT},
)

OWN = Personal(
    "keeps those who work here from what is known of their neighbours and family",
    "a street where a member of staff or their family lives",
    "12 months after the project ends",
    "coordinator, and each person their own",
)
describe(
    "households.OwnStreet",
    plain="id project named_at ended_at",
    personal={"user street": OWN, "named_by ended_by": STAFF},
)

ASKED = Personal(
    "answers within a month who asks what is kept, and proves what was erased",
    "which home asked for its data, and when",
    "7 years after the project ends",
    "coordinator and certifier",
)
describe(
    "households.DataRequest",
    plain="id project kind certificate asked_at done_at",
    personal={
        "household received_on identity_on acknowledged_on extended_reason": ASKED,
        "asked_by released_by": STAFF,
    },
)
