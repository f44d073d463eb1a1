"""Where this room holds personal data, and why."""

from saferstreets.common.personal_data import Personal, describe

WRITER = Personal(
    purpose="know who prepared, wrote, reviewed and approved what was published, so that a second person always did",
    category="names of staff, by account",
    keep="with the update",
    who="coordinator, certifier",
)
WORDS = Personal(
    purpose="tell the public and the funder how the project goes; residents are never named",
    category="free text that may name a person by mistake",
    keep="with the update: a published paper is kept whole",
    who="every reader once issued; coordinator and certifier before",
)

describe(
    "reports.Update",
    plain="id project starts_on as_at status prepared_at submitted_at reviewed_at without_review issued_at supersedes frozen_sha256 html_sha256 pdf_sha256 renderer",
    personal={
        "prepared_by reviewed_by approved_by": WRITER,
        "returned_reason review_note correction_reason frozen html pdf": WORDS,
    },
)
describe(
    "reports.Section",
    plain="id project update key edited_at frozen",
    personal={"edited_by": WRITER, "text": WORDS},
)
describe(
    "reports.Reason",
    plain="id project update figure frozen",
    personal={"edited_by": WRITER, "text": WORDS},
)
describe(
    "reports.Photograph",
    plain="id project update section document frozen",
    personal={"added_by": WRITER, "alt caption": WORDS},
)
describe("reports.LargePrint", plain="id project update pdf_sha256", personal={"pdf": WORDS})
describe(
    "reports.StreetRelease",
    plain="id project as_at places released_at",
    personal={"released_by": WRITER},
)
