"""What the partners, the match, the radar and the finance system's list keep about people."""

from saferstreets.common.personal_data import Personal, describe

STAFF = Personal(
    "says who entered it", "staff actions", "7 years after the project ends", "roles that see the grant"
)
MONEY = Personal(
    "says who entered it", "staff actions", "7 years after the project ends", "roles that see the budget"
)
SUPPLIER = Personal(
    "says who was paid, and may be a person trading under their name",
    "suppliers",
    "7 years after the project ends",
    "roles that see the budget",
)
WHOM = Personal(
    "says who of the funder was told",
    "name or post of a decision maker",
    "7 years after the project ends",
    "roles that see the budget",
)

describe(
    "grants.Risk",
    plain="id project deliverable title category description mitigations owner pre_impact pre_likelihood post_impact post_likelihood "
    "proximity raised_on reviewed_on closed_on closed_words",
    personal={"recorded_by": STAFF},
)
describe("grants.Condition", plain="id project agreement text due_on met_on met_words")
describe(
    "grants.SubGrant",
    plain="id project agreement line amount_pence up_front granted_on stated_in illustrative transferred_pence spent_pence returned_pence "
    "reimbursed_pence",
)
describe(
    "grants.SubGrantMovement",
    plain="id project sub_grant kind pence happened_on words document key reverses recorded_at",
    personal={"recorded_by": MONEY},
)
describe(
    "grants.PartnerReturn", plain="id project agreement starts_on ends_on due_on received_on words document"
)
describe(
    "grants.Chase",
    plain="id project partner_return chased_on how recorded_at",
    personal={"recorded_by": STAFF},
)
describe(
    "grants.MatchTerms",
    plain="id project basis basis_points stated_on stated_in recorded_at",
    personal={"recorded_by": MONEY},
)
describe(
    "grants.MatchRate",
    plain="id project grade pence_per_hour from_on stated_in illustrative recorded_at",
    personal={"recorded_by": MONEY},
)
describe(
    "grants.MatchContribution",
    plain="id project kind body grade minutes rate_pence pence happened_on words document source key reverses recorded_at",
    personal={"recorded_by": MONEY},
)
describe("grants.LineTiming", plain="id project line lead_days fitting_days inspection_days stated_in")
describe(
    "grants.LineForecast",
    plain="id project line forecast_on pence words recorded_at",
    personal={"recorded_by": MONEY},
)
describe(
    "grants.Reserve", plain="id project line title rank pence days stated_in illustrative taken_on dropped_on"
)
describe(
    "grants.RadarAlert",
    plain="id project line kind raised_on pence acknowledged_on words",
    personal={"acknowledged_by": MONEY},
)
describe(
    "grants.FunderNotice",
    plain="id project notified_on pence words document recorded_at",
    personal={"whom": WHOM, "recorded_by": MONEY},
)
describe("grants.FinanceCode", plain="id project code line")
describe(
    "grants.SpendLine",
    plain="id project reference booked_on amount_pence vat_pence redacted what code department nature",
    personal={"supplier supplier_number": SUPPLIER},
)
describe("grants.Pair", plain="id project entry spend how paired_at", personal={"paired_by": MONEY})
