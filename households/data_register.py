"""What this room keeps about people."""

from saferstreets.common.personal_data import Personal, describe

AT_THE_DOOR = "coordinator and the roles at the door"
ADDRESS = Personal("finds the home and plans the round", "address", "12 months after the project ends", AT_THE_DOOR)
CONTACT = Personal("shows what was offered and agreed at the door", "contact with a household", "12 months after the project ends", AT_THE_DOOR)
NOTE = Personal("tells the next visit what it needs", "free text", "12 months after the project ends", AT_THE_DOOR)
STAFF = Personal("says who was at the door", "staff actions", "7 years after the project ends", AT_THE_DOOR)

describe("households.Area", plain="id project name note")
describe("households.AreaLsoa", plain="id project area code vintage inferred")
describe("households.Street", plain="id project area name locality town key")
describe(
    "households.Household",
    plain="id project street walk_seq",
    personal={"flat name number postcode uprn reference door_key search": ADDRESS, "tenure state closed_on": CONTACT},
)
describe(
    "households.Visit",
    plain="id project street client_id recorded_at notice_version withdrawn_at",
    personal={
        "household outcome happened_at happened_on call_back_on call_back_time": CONTACT,
        "note withdrawn_reason": NOTE,
        "recorded_by officer officer_minutes withdrawn_by": STAFF,
    },
)
describe("households.Offer", plain="id project", personal={"visit kind outcome": CONTACT})
