"""What this room keeps about people."""

from saferstreets.common.personal_data import Personal, describe

STAFF = Personal(
    "says who recorded, handed in, settled or revoked",
    "staff actions",
    "7 years after the project ends, with the audit trail",
    "the coordinator",
)
SEALED = Personal(
    "proves what a phone handed in, and lets a record that could not be applied be applied later",
    "visits as sealed by the phone: unreadable once the key of its month is destroyed",
    "readable until its key is destroyed, 180 days after the key was retired; the sealed bytes stay with the project, and an erasure empties them",
    "nobody reads it; the coordinator sees what it says while it needs attention",
)
DOOR = Personal(
    "shows the state of a door, lock or window before and after the works",
    "photographs of homes",
    "with the register: 12 months after the project ends",
    "roles that see homes",
)
MOVES = Personal(
    "says what became of a record, and what a person must look at",
    "which home was visited when",
    "with the register: 12 months after the project ends",
    "the coordinator",
)

describe(
    "doorstep.Device",
    plain="""id project public_id token_sha256 signing_key app persisted enrolled_at revoked_at last_heard_at unsent seq_told witness
    lost contiguous_seq highest_seq minute_at minute_requests minute_bytes day_on day_envelopes""",
    personal={"user revoked_by name": STAFF},
)
describe("doorstep.InboxState", plain="id project epoch secured_through")
describe(
    "doorstep.SealingKey",
    plain="id project kid public_point private_sealed made_at offered_at retired_at destroyed_at",
)
describe(
    "doorstep.Envelope",
    plain="id project device sha received_at",
    personal={"content": SEALED, "handed_in_by": STAFF},
)
describe(
    "doorstep.Letter",
    plain="project envelope status code words attempts uid rec kind author seq skew_seconds waits_for decided_at settled_at",
    personal={"happened_at household visit settled_reason": MOVES, "vouched_by settled_by": STAFF},
)
describe(
    "doorstep.Chunk",
    plain="id project device uid part number sha received_at",
    personal={"content": SEALED},
)
describe(
    "doorstep.DoorPhoto",
    plain="id project letter part size sha of what document fault",
    personal={"household taken_on": DOOR, "taken_by": STAFF},
)
