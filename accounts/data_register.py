"""What this room keeps about people."""

from saferstreets.common.personal_data import Personal, describe

STAFF = Personal(
    "lets a person in and says who did what",
    "staff contact",
    "7 years after the project ends, with the audit trail",
    "coordinator",
)
TRAIL = Personal(
    "shows who did what to which record", "staff actions", "7 years after the project ends", "coordinator"
)
KEYS = Personal(
    "the second factor of a sign-in, secrets sealed",
    "staff sign-in",
    "until removed or reset",
    "nobody but the person",
)
SESSIONS = Personal(
    "shows a person where they are signed in",
    "staff sign-in",
    "until the session ends",
    "nobody but the person",
)

describe(
    "accounts.User",
    plain="id is_active created_at",
    personal={"email name": STAFF, "password": STAFF, "last_login": STAFF},
)
describe("accounts.Organisation", plain="id name ended_on successor")
describe("accounts.OrganisationName", plain="id organisation text kind from_on until_on")
describe(
    "accounts.Project",
    plain="id slug name round lead_body award_pence awarded_on starts_on ends_on purpose note streets_locked demonstration check_caller",
)
describe("accounts.Membership", plain="id project role until", personal={"user": STAFF})
describe(
    "accounts.AuditEvent",
    plain="id project verb subject_type subject_id fields recorded_at",
    personal={"by": TRAIL},
)
describe("accounts.AuditSeal", plain="id day last_event_id events head marks sealed_at")
describe(
    "accounts.ViewEvent",
    plain="id project kind subject_type subject_id reason viewed_at",
    personal={"by": TRAIL},
)
describe(
    "accounts.CallerCode",
    plain="id project secret code_hash from_on until_on issued_at revoked_at",
    personal={"user printed_name post body issued_by revoked_by revoked_reason": STAFF},
)
describe(
    "accounts.LostFactor",
    plain="id project asked_at settled_at",
    personal={"user settled_by how": STAFF},
)
# Tables of the sign-in library that hold people.
describe("mfa.Authenticator", plain="id type created_at last_used_at", personal={"user data": KEYS})
describe(
    "usersessions.UserSession",
    plain="id session_key created_at last_seen_at data",
    personal={"user ip user_agent": SESSIONS},
)
describe(
    "socialaccount.SocialAccount",
    plain="id provider last_login date_joined extra_data",
    personal={"user uid": KEYS},
)
