"""The tables of this room, one file per noun."""

from grants.models.agreement import Agreement
from grants.models.asset import Asset
from grants.models.budget import BudgetLine, Entry
from grants.models.deliverable import Deliverable, Target
from grants.models.duty import Duty
from grants.models.plan import Activity, Milestone
from grants.models.post import Post, Training

__all__ = [
    "Activity",
    "Agreement",
    "Asset",
    "BudgetLine",
    "Deliverable",
    "Duty",
    "Entry",
    "Milestone",
    "Post",
    "Target",
    "Training",
]
