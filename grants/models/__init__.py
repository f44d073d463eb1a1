"""The tables of this room, one file per noun."""

from grants.models.agreement import Agreement
from grants.models.asset import Asset
from grants.models.budget import BudgetLine, Entry
from grants.models.changes import BudgetChange, EntryPaper, Terms
from grants.models.claims import (
    ClaimLine,
    Reopening,
    Return,
    ReturnNote,
    Signature,
    Submission,
)
from grants.models.deliverable import Deliverable, Target
from grants.models.duty import Duty
from grants.models.finance import FinanceCode, Pair, SpendLine
from grants.models.match import MatchContribution, MatchRate, MatchTerms
from grants.models.partner import Chase, Condition, PartnerReturn, SubGrant, SubGrantMovement
from grants.models.plan import Activity, Milestone
from grants.models.post import Post, Training
from grants.models.radar import FunderNotice, LineForecast, LineTiming, RadarAlert, Reserve
from grants.models.risk import Risk

__all__ = [
    "Activity",
    "Agreement",
    "Asset",
    "BudgetChange",
    "BudgetLine",
    "Chase",
    "ClaimLine",
    "Condition",
    "Deliverable",
    "Duty",
    "Entry",
    "EntryPaper",
    "FinanceCode",
    "FunderNotice",
    "LineForecast",
    "LineTiming",
    "MatchContribution",
    "MatchRate",
    "MatchTerms",
    "Milestone",
    "Pair",
    "PartnerReturn",
    "Post",
    "RadarAlert",
    "Reopening",
    "Reserve",
    "Return",
    "ReturnNote",
    "Risk",
    "Signature",
    "SpendLine",
    "SubGrant",
    "SubGrantMovement",
    "Submission",
    "Target",
    "Terms",
    "Training",
]
