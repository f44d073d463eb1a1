"""Reading referrals to bodies that can help, and what those bodies answer."""

from django import forms

from households import rules
from households.choices import SupportKind
from households.forms.residents import BodyFields
from saferstreets.common import clock
from saferstreets.common.forms import DateParts, HouseForm

ANSWERS = {"accepted": rules.ACCEPT, "declined": rules.DECLINE, "withdrawn": rules.WITHDRAW}


class ReferralForm(BodyFields):
    """Who is passed to whom, with consent."""

    submit_label = "Record this referral"
    mark_optional = False
    choice_hints = {
        "kind": {
            SupportKind.DOMESTIC_ABUSE: "A route of its own: refer, never fit, never list. Leave no paper at the door, no card and no message. "
            "It opens only to you and the coordinator"
        }
    }

    kind = forms.ChoiceField(label="Kind of support", choices=SupportKind.choices, widget=forms.RadioSelect)
    resident = forms.ChoiceField(label="For whom?", required=False)
    consented = forms.BooleanField(
        label="The resident agreed that their details go to this body",
        error_messages={"required": "Without the resident’s consent nothing is passed on"},
    )
    consented_on = DateParts(label="When did they agree?", latest=clock.today, subject="The day of consent")
    sent_on = DateParts(label="When was it sent?", latest=clock.today, subject="The day it was sent")
    field_order = ["kind", "body", "new_body", "resident", "consented", "consented_on", "sent_on"]

    def __init__(self, *args, residents, **kwargs):
        super().__init__(*args, **kwargs)
        self.residents = {str(resident.pk): resident for resident in residents}
        self.fields["resident"].choices = [
            ("", "Nobody by name"),
            *((key, str(resident)) for key, resident in self.residents.items()),
        ]

    def clean(self):
        cleaned = super().clean()
        self.require_body(cleaned)
        cleaned["resident"] = self.residents.get(cleaned.get("resident"))
        cleaned.pop("consented", None)
        if (
            cleaned.get("consented_on")
            and cleaned.get("sent_on")
            and cleaned["consented_on"] > cleaned["sent_on"]
        ):
            self.add_error("sent_on", "It cannot have been sent before the resident agreed")
        return cleaned


class AnswerForm(HouseForm):
    """What the body, or the resident, said."""

    submit_label = "Record this answer"

    answer = forms.ChoiceField(label="What was the answer?", widget=forms.RadioSelect)
    answered_on = DateParts(label="When did we hear?", latest=clock.today, subject="The day")
    outcome = forms.CharField(
        label="What came of it?",
        help_text="In a few words; never a diagnosis",
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, status, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["answer"].choices = [
            (key, move.target.label) for key, move in ANSWERS.items() if status in move.sources
        ]

    def clean(self):
        cleaned = super().clean()
        cleaned["move"] = ANSWERS.get(cleaned.pop("answer", None))
        return cleaned


class OutcomeForm(HouseForm):
    """What came of it in the end."""

    outcome = forms.CharField(
        label="What came of it?",
        help_text="In a few words; never a diagnosis",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class NumberForm(HouseForm):
    """A referral that stands in no list opens by its number."""

    submit_label = "Open it"

    number = forms.IntegerField(label="Number of the referral", min_value=1, max_value=2**62)
