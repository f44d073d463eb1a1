"""Reading what people enter, one file per noun."""

from hardening.forms.fitters import ClearanceForm, FirmForm, FitterForm, MeasureForm
from hardening.forms.jobs import (
    AgreeForm,
    BookForm,
    ChangeOrderForm,
    CocoonTaskForm,
    FitForm,
    InspectForm,
    InvoiceForm,
    LineForm,
    MendForm,
    OrderForm,
    PayForm,
    ReasonForm,
    ReferForm,
    ReserveForm,
    SampleForm,
)
from hardening.forms.landlords import ReplyForm, WithdrawForm
from hardening.forms.phone import CouldNotForm, DoneForm, PhotoForm
from hardening.forms.surveys import SurveyForm

__all__ = [
    "AgreeForm",
    "BookForm",
    "ChangeOrderForm",
    "ClearanceForm",
    "CocoonTaskForm",
    "CouldNotForm",
    "DoneForm",
    "FirmForm",
    "FitForm",
    "FitterForm",
    "InspectForm",
    "InvoiceForm",
    "LineForm",
    "MeasureForm",
    "MendForm",
    "OrderForm",
    "PayForm",
    "PhotoForm",
    "ReasonForm",
    "ReferForm",
    "ReplyForm",
    "ReserveForm",
    "SampleForm",
    "SurveyForm",
    "WithdrawForm",
]
