"""The tables of this room, one file per noun."""

from lighting.models.column import Column
from lighting.models.evidence import NightEvidence, SupplyNotice
from lighting.models.scheme import Scheme, SchemePartner, SchemePlace
from lighting.models.work import Gate, Work, WorkForecast

__all__ = [
    "Column",
    "Gate",
    "NightEvidence",
    "Scheme",
    "SchemePartner",
    "SchemePlace",
    "SupplyNotice",
    "Work",
    "WorkForecast",
]
