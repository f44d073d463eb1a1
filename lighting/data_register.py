"""What this room keeps about people: only who did what. A lamp column is nobody's."""

from saferstreets.common.personal_data import Personal, describe

STAFF = Personal(
    "says who entered it",
    "staff actions",
    "7 years after the project ends",
    "coordinator, works partner, finance and certifier",
)

describe(
    "lighting.Scheme",
    plain="id project name kind deliverable boundary before depends_on agreement contractor owner life_from_years life_to_years stated_in"
    " burning_hours grams_a_kwh",
)
describe("lighting.SchemePlace", plain="id project scheme kind name position")
describe("lighting.SchemePartner", plain="id project scheme until_on", personal={"user": STAFF})
describe(
    "lighting.Column",
    plain="id project scheme street asset_id asset_key number number_key number_order street_name street_key town place easting northing rough"
    " height_mm material bracket before_make before_source before_milliwatts before_kelvin after_make after_source after_milliwatts"
    " after_kelvin feed lighting_class charge_code switch_regime installed_on electrical_test_on structural_test_on energised_on",
)
describe(
    "lighting.Work",
    plain="id project scheme stage planned_on planned_words forecast_on actual_on actual_words factor why",
)
describe(
    "lighting.WorkForecast",
    plain="id project work forecast_on factor why said_on",
    personal={"said_by": STAFF},
)
describe(
    "lighting.Gate",
    plain="id project scheme kind state decided_on note document",
    personal={"decided_by": STAFF},
)
describe(
    "lighting.NightEvidence",
    plain="id project scheme column kind happened_on lux_tenths document note",
    personal={"added_by": STAFF},
)
describe(
    "lighting.SupplyNotice",
    plain="id project scheme month_on told_on columns",
    personal={"recorded_by": STAFF},
)
