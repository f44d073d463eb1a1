"""Every write of this room."""

from reports.actions.besides import add_photograph, drop_photograph, give_reasons
from reports.actions.updates import (
    TextsDiffer,
    check_approval,
    composed,
    correct_update,
    correction_words,
    discard_update,
    draft_update,
    issue_update,
    one_moment,
    return_update,
    review_update,
    submit_update,
    why_not,
    write_sections,
)

__all__ = [
    "TextsDiffer",
    "add_photograph",
    "check_approval",
    "composed",
    "correct_update",
    "correction_words",
    "discard_update",
    "draft_update",
    "drop_photograph",
    "give_reasons",
    "issue_update",
    "one_moment",
    "return_update",
    "review_update",
    "submit_update",
    "why_not",
    "write_sections",
]
