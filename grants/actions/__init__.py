"""Every write of this room, one file per noun."""

from grants.actions.budget import (
    EntryRefused,
    KeyUsed,
    NotEnoughLeft,
    add_budget_line,
    post_entry,
    reverse_entry,
)
from grants.actions.promises import (
    GrantRefused,
    add_activity,
    add_agreement,
    add_deliverable,
    add_milestone,
    add_post,
    add_training,
    change_deliverable,
    mark_milestone_done,
    record_training_done,
    revise_target,
)

__all__ = [
    "EntryRefused",
    "GrantRefused",
    "KeyUsed",
    "NotEnoughLeft",
    "add_activity",
    "add_agreement",
    "add_budget_line",
    "add_deliverable",
    "add_milestone",
    "add_post",
    "add_training",
    "change_deliverable",
    "mark_milestone_done",
    "post_entry",
    "record_training_done",
    "reverse_entry",
    "revise_target",
]
