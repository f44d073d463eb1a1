"""What this room keeps about people."""

from saferstreets.common.personal_data import Personal, describe

ANSWERS = Personal(
    "shows what residents are concerned about and whether that changes",
    "opinions and experiences of a household; free text may name people by mistake",
    "12 months after the project ends; then the answers are emptied and the count stays",
    "coordinator and Assistants",
)
STAFF = Personal(
    "says who asked", "staff actions", "7 years after the project ends", "coordinator and Assistants"
)

describe("outcomes.Questionnaire", plain="id project key version title schema note from_on")
describe(
    "outcomes.Response",
    plain="id project questionnaire client_id wave how recorded_at withdrawn_at",
    personal={
        "household visit answers happened_at happened_on withdrawn_reason": ANSWERS,
        "recorded_by withdrawn_by": STAFF,
    },
)
