"""Reading what people type about homes, one file per noun."""

from households.forms.care import CautionForm, LookForm, ReviewForm, VulnerabilityForm
from households.forms.enquiries import AskForm, CloseForm, EnquiryForm, PromiseForm
from households.forms.landlords import LandlordChangeForm, LandlordContactForm, LandlordForm
from households.forms.referrals import AnswerForm, NumberForm, OutcomeForm, ReferralForm
from households.forms.register import FindForm
from households.forms.residents import (
    ConsentForm,
    MoveOutForm,
    OptOutForm,
    ReopenForm,
    ResidentChangeForm,
    ResidentForm,
)

__all__ = [
    "AnswerForm",
    "AskForm",
    "CautionForm",
    "CloseForm",
    "ConsentForm",
    "EnquiryForm",
    "FindForm",
    "LandlordChangeForm",
    "LandlordContactForm",
    "LandlordForm",
    "LookForm",
    "MoveOutForm",
    "NumberForm",
    "OptOutForm",
    "OutcomeForm",
    "PromiseForm",
    "ReferralForm",
    "ReopenForm",
    "ResidentChangeForm",
    "ResidentForm",
    "ReviewForm",
    "VulnerabilityForm",
]
