"""Reading what people enter, one file per noun."""

from cctv.forms.cameras import CameraForm, CamerasFileForm, LiveForm, RemoveForm
from cctv.forms.compliance import ItemForm, PrinciplesForm
from cctv.forms.requests import AnswerForm, RequestForm
from cctv.forms.schemes import EndForm, HandOverForm, PaperForm, PartnerForm, SchemeForm, StageForm

__all__ = [
    "AnswerForm",
    "CameraForm",
    "CamerasFileForm",
    "EndForm",
    "HandOverForm",
    "ItemForm",
    "LiveForm",
    "PaperForm",
    "PartnerForm",
    "PrinciplesForm",
    "RemoveForm",
    "RequestForm",
    "SchemeForm",
    "StageForm",
]
