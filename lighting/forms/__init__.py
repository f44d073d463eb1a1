"""Reading what people enter about lights, one file per noun."""

from lighting.forms.columns import ColumnForm, InventoryForm
from lighting.forms.schemes import DetailsForm, EndForm, PartnerForm, SchemeForm, TakeForm
from lighting.forms.works import (
    CorrectForm,
    EvidenceForm,
    ForecastForm,
    GateForm,
    HandOverForm,
    LightsOnForm,
    PlanForm,
    ReachForm,
    TellForm,
)

__all__ = [
    "ColumnForm",
    "CorrectForm",
    "DetailsForm",
    "EndForm",
    "EvidenceForm",
    "ForecastForm",
    "GateForm",
    "HandOverForm",
    "InventoryForm",
    "LightsOnForm",
    "PartnerForm",
    "PlanForm",
    "ReachForm",
    "SchemeForm",
    "TakeForm",
    "TellForm",
]
