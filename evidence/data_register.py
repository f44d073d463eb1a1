"""What this room keeps about people."""

from saferstreets.common.personal_data import Personal, describe

PAPER = Personal(
    "proves what was agreed or done",
    "letters and photographs",
    "7 years after the project ends",
    "roles that see the grant",
)
STAFF = Personal(
    "says who put a paper on file",
    "staff actions",
    "7 years after the project ends",
    "roles that see the grant",
)

describe(
    "evidence.Document",
    plain="id project public_id type size_bytes sha256 added_at",
    personal={"title file": PAPER, "added_by": STAFF},
)
