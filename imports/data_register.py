"""What this room knows about people: the rows of files, which hold addresses and whatever else their sender put in."""

from saferstreets.common.personal_data import Personal, describe

WHO = "the coordinator"
ROWS = Personal(
    purpose="to match a row of a file with the register, to show why it was judged so, and to undo a merge",
    category="addresses, and any other column the file had",
    keep="with the register: 12 months after the project ends; 90 days after the file was discarded or its merge undone",
    who=WHO,
)
STAFF = Personal(
    purpose="to know who brought, decided, merged or undid",
    category="staff names",
    keep="with the audit trail: 7 years",
    who=WHO,
)

describe(
    "imports.Batch",
    plain="""id project kind file_name sha256 size_bytes encoding delimiter sheet columns mapping facts stamp status read new unchanged
    changed duplicate review refused staged_at merged_at closed_at""",
    personal={"staged_by merged_by closed_by": STAFF},
)
describe(
    "imports.KeptDecision",
    plain="id project batch kind code thing_id decided_on",
    personal={"said mark": ROWS, "decided_by": STAFF},
)
describe(
    "imports.Row",
    plain="id project batch number code verdict thing_id like_number candidates decision decided_id",
    personal={"cells parsed likeness reason before": ROWS, "decided_by": STAFF},
)
