"""Every write of this room, one file per noun."""

from grants.actions.assets import (
    add_asset,
    add_duty,
    approve_asset,
    change_asset,
    dispose_of_asset,
    review_duty,
)
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
    "add_asset",
    "add_budget_line",
    "add_deliverable",
    "add_duty",
    "add_milestone",
    "add_post",
    "add_training",
    "approve_asset",
    "change_asset",
    "change_deliverable",
    "dispose_of_asset",
    "mark_milestone_done",
    "post_entry",
    "record_training_done",
    "reverse_entry",
    "review_duty",
    "revise_target",
]
