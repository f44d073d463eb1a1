"""Reading what is typed about surveys, recorded crime and concerns."""

from outcomes.forms.concerns import AnswerForm, PassForm, RaiseForm, SayAgainForm, TakeBackForm, TellForm
from outcomes.forms.crime import AskedForm, StreetFileForm
from outcomes.forms.drafts import BeginForm, QuestionForm, UseForm
from outcomes.forms.surveys import WithdrawForm

__all__ = [
    "AnswerForm", "AskedForm", "BeginForm", "PassForm", "QuestionForm", "RaiseForm", "SayAgainForm", "StreetFileForm", "TakeBackForm", "TellForm",
    "UseForm", "WithdrawForm",
]  # fmt: skip
