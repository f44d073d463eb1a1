"""What this room keeps about people: posts have titles, never names."""

from grants import (
    claims_register,  # noqa: F401 - its tables are described with these
    delivery_register,  # noqa: F401 - describes the other half of the room
)
from saferstreets.common.personal_data import Personal, describe

STAFF = Personal(
    "says who entered a target", "staff actions", "7 years after the project ends", "roles that see the grant"
)
AGREED = Personal(
    "says who agreed a target",
    "name or post of a decision maker",
    "7 years after the project ends",
    "roles that see the grant",
)
ENTERED = Personal(
    "says who entered or caused a movement of money",
    "staff actions",
    "7 years after the project ends",
    "roles that see the budget",
)

describe(
    "grants.Agreement",
    plain="id project body kind in_place stated_on agreed_words purpose signed_on amount_pence document",
)
describe("grants.Deliverable", plain="id project title promise section figure unit position")
describe(
    "grants.Target",
    plain="id project deliverable value stated_on stated_in agreed_on letter recorded_at",
    personal={"agreed_by": AGREED, "recorded_by": STAFF},
)
describe(
    "grants.Milestone",
    plain="id project section title stated_on due_on due_words done_on done_words deliverable forecast_on forecast_stated_on delay_factor "
    "delay_words",
)
describe("grants.Activity", plain="id project title stated_on held_on kind reach counted_by")
describe("grants.Post", plain="id project title body base filled starts_on ends_on duties")
describe("grants.Training", plain="id project post given_by done_on")
describe(
    "grants.BudgetLine",
    plain="id project deliverable title category nature eligible vat_recoverable stated_in illustrative allocated_pence "
    "committed_pence accrued_pence paid_pence",
)
describe(
    "grants.Entry",
    plain="id project line kind net_pence vat_pence cost_pence happened_on recorded_at source reason key reverses",
    personal={"recorded_by": ENTERED},
)
describe(
    "grants.Asset",
    plain="id project section acquired_on acquired_words description cost_pence location serial_number title_deeds depreciation owner "
    "approved_on letter disposed_on proceeds_pence transferee source recorded_at",
    personal={"approved_by": AGREED, "recorded_by": STAFF},
)
describe(
    "grants.Duty",
    plain="id project section what asset body from_on until_on until_words least_years most_years stated_in next_review_on reviewed_on "
    "review_words source recorded_at",
    personal={"recorded_by": STAFF},
)
