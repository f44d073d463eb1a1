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
describe(
    "outcomes.QuestionnaireDraft",
    plain="id project key title note schema begun_at",
    personal={"begun_by": STAFF},
)
describe(
    "outcomes.CrimeMonth",
    plain="id project force month status file_name sha256 rows without_id without_lsoa without_point repeats new changed gone staged_at "
    "held_at ended_at",
    personal={"staged_by": STAFF},
)
# Published by the police with their places moved to points that many homes share: nothing of it says who or where somebody is.
describe(
    "outcomes.Crime",
    plain="id project month crime_id crime_type lsoa district location longitude latitude outcome",
)
SAID = Personal(
    "has what residents are concerned about seen to, and tells them",
    "free text of the office about a street; may name people by mistake",
    "12 months after the project ends",
    "coordinator, Assistants, and whoever it is passed to",
)
describe(
    "outcomes.Concern",
    plain="id project street topic how homes raised_on status answerer passed_on due_on answered_on told_on told_how recorded_at",
    personal={"said did response": SAID, "recorded_by": STAFF},
)
KEY = Personal(
    "keeps the evaluator from telling which home is which, and the office able to",
    "key of pseudonyms: with the register, it leads back to homes",
    "until the evaluation ends",
    "nobody: the extract is made with it",
)
describe("outcomes.ExtractKey", plain="id project made_at", personal={"secret": KEY})
