"""What this room keeps about people. No image of anybody, ever."""

from saferstreets.common.personal_data import Personal, describe

STAFF = Personal(
    "says who did it",
    "staff actions",
    "7 years after the project ends",
    "coordinator and the scheme’s own works partner",
)
PARTNER = Personal(
    "says whose scheme somebody may enter progress for",
    "staff of a partner",
    "7 years after the project ends",
    "coordinator",
)
PLACE = Personal(
    "says what a camera is for and that it looks into no home",
    "places of cameras; restricted because of what an intruder could make of them",
    "as long as the camera hangs, then 7 years",
    "coordinator, the scheme’s own works partner, Crime Prevention Officers",
)
WORDS = Personal(
    "proves that the cameras are kept lawfully",
    "posts of those responsible; words that may name a place",
    "7 years after the project ends",
    "coordinator, the scheme’s own works partner, Crime Prevention Officers",
)
ASKED = Personal(
    "shows that images are given out lawfully",
    "who asked for images and on which ground; no name of anybody in them, and no image",
    "3 years after the answer",
    "coordinator and the scheme’s own works partner",
)

describe(
    "cctv.Scheme",
    plain="id project name kind site owner agreement supplier transfer_pence before purpose upkeep police_access goes_with least_years "
    "most_years stated_in",
)
describe(
    "cctv.Work",
    plain="id project scheme stage planned_on planned_words forecast_on actual_on actual_words factor why",
)
describe("cctv.SchemePartner", plain="id project scheme until_on", personal={"user": PARTNER})
describe(
    "cctv.SchemePaper",
    plain="id project scheme kind added_at",
    personal={"title document": WORDS, "added_by": STAFF},
)
describe(
    "cctv.Camera",
    plain="id project scheme number number_order kind mask homes_checked_on installed_on least_years most_years live_on removed_on "
    "recorded_at",
    personal={
        "location area lon_e6 lat_e6 easting northing street purpose blind_spots removed_why": PLACE,
        "recorded_by": STAFF,
    },
)
describe(
    "cctv.ComplianceItem",
    plain="id project scheme key edition met settled_on until_on number recorded_at",
    personal={"words document": WORDS, "recorded_by": STAFF},
)
describe(
    "cctv.ImageRequest",
    plain="id project scheme basis status decided_on recorded_at",
    personal={"asked_by basis_words asked_at reference about decided_by reason": ASKED, "recorded_by": STAFF},
)
