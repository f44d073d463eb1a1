"""What returns and moves of money keep about people: who did what, and the name and post somebody signed with."""

from saferstreets.common.personal_data import Personal, describe

MONEY = Personal(
    "says who moved, submitted or reopened money of the grant",
    "staff actions",
    "7 years after the project ends",
    "roles that see the budget",
)
SIGNED = Personal(
    "says who signed a return to the funder",
    "name and post of staff",
    "7 years after the project ends",
    "roles that see the budget, and the funder",
)

describe("grants.Terms", plain="id project virement_threshold_pence reminder_days stated_in illustrative")
describe(
    "grants.BudgetChange",
    plain="id project from_line to_line amount_pence reason needs_letter letter status proposed_on decided_on decided_words "
    "from_entry to_entry",
    personal={"proposed_by decided_by": MONEY},
)
describe("grants.EntryPaper", plain="id project entry document added_at", personal={"added_by": MONEY})
describe(
    "grants.Return",
    plain="id project number starts_on ends_on opens_on closes_on status query_words paid_on paid_pence reminded_on",
)
describe("grants.ClaimLine", plain="id project claim entry")
describe("grants.ReturnNote", plain="id project claim line forecast_pence words")
describe(
    "grants.Submission",
    plain="id project claim version claimed_pence cumulative_pence frozen ledger sha256 submitted_at",
)
describe(
    "grants.Signature",
    plain="id project submission capacity signed_on signed_at",
    personal={"person name post": SIGNED},
)
describe(
    "grants.Reopening",
    plain="id project submission reason reopened_at",
    personal={"reopened_by": MONEY},
)
