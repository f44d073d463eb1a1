"""Reads what is entered about agreements in full, money passed to partners, and what partners owe in words."""

import uuid

from django import forms

from evidence.rules import MOST_BYTES
from grants.delivery_choices import MovementKind
from grants.models import BudgetLine
from saferstreets.common import clock
from saferstreets.common.forms import DateParts, HouseForm, PoundsField


class PaperForm(HouseForm):
    """A form with a paper. `document` becomes its bytes, or None."""

    document = forms.FileField(
        label="The paper",
        required=False,
        help_text="A PDF, or a photograph of the paper, up to 15 MB",
    )

    def clean_document(self):
        """The bytes of the paper, or None. What it is is told by its content, in evidence.rules."""
        paper = self.cleaned_data["document"]
        if paper is None:
            return None
        if paper.size > MOST_BYTES:
            raise forms.ValidationError("The file is larger than 15 MB. Save it smaller and try again")
        return paper.read()


class SignForm(PaperForm):
    """What the signed paper says."""

    submit_label = "Save the agreement"
    field_order = ["signed_on", "amount_pence", "in_place", "purpose", "document"]

    signed_on = DateParts(
        label="Signed on", required=False, latest=clock.today, help_text="The day on the paper"
    )
    amount_pence = PoundsField(
        label="Amount", required=False, help_text="Leave empty where the paper gives none"
    )
    purpose = forms.CharField(label="What for", max_length=300, required=False)
    in_place = forms.BooleanField(label="It is in place", required=False)


class ConditionForm(HouseForm):
    """One condition."""

    submit_label = "Add the condition"

    text = forms.CharField(label="Condition", max_length=400, widget=forms.Textarea(attrs={"rows": 3}))
    due_on = DateParts(label="To be met by", required=False)


class MeetForm(HouseForm):
    """How a condition was met."""

    submit_label = "Record as met"

    met_on = DateParts(
        label="Met on", latest=clock.today, error_messages={"required": "Enter the day it was met"}
    )
    met_words = forms.CharField(label="How it was met", max_length=300)


class SubGrantForm(HouseForm):
    """Grant money passed on under an agreement."""

    submit_label = "Record the sub-grant"

    line = forms.ModelChoiceField(
        label="Budget line", queryset=BudgetLine.objects.none(), empty_label="Choose a line"
    )
    amount_pence = PoundsField(label="Amount", lowest=1)
    up_front = forms.TypedChoiceField(
        label="When is the partner paid?",
        choices=[("1", "Before it spends"), ("0", "For what it has spent")],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
    )
    granted_on = DateParts(label="Granted on", error_messages={"required": "Enter the day it was granted"})
    stated_in = forms.CharField(label="Where it is stated", max_length=200)
    illustrative = forms.BooleanField(label="No paper gives this amount: it is illustrative", required=False)

    def __init__(self, *args, project, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["line"].queryset = BudgetLine.objects.open_for(project)


class MoveForm(PaperForm):
    """One movement of a sub-grant's money."""

    submit_label = "Record it"
    field_order = ["kind", "pence", "happened_on", "words", "document", "key"]

    kind = forms.ChoiceField(label="What happened", choices=MovementKind, widget=forms.RadioSelect)
    pence = PoundsField(label="Amount", lowest=1)
    happened_on = DateParts(
        label="Day", latest=clock.today, error_messages={"required": "Enter the day it happened"}
    )
    words = forms.CharField(label="What for", max_length=300, required=False)
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def clean_key(self):
        """The act's own key, so that a double press is one movement."""
        return f"sub-grant:{self.cleaned_data['key']}"


class BackForm(HouseForm):
    """Why something is taken back."""

    submit_label = "Take it back"

    reason = forms.CharField(label="What was wrong with it?", max_length=300)


class ExpectForm(HouseForm):
    """Which returns a partner owes."""

    submit_label = "Enter the returns"

    months = forms.TypedChoiceField(
        label="How often",
        choices=[(1, "Every month"), (3, "Every three months"), (6, "Every six months"), (12, "Once a year")],
        coerce=int,
        initial=3,
    )
    first_on = DateParts(label="From", error_messages={"required": "Enter the first day"})
    last_on = DateParts(label="To", error_messages={"required": "Enter the last day"})
    due_days = forms.IntegerField(
        label="Due how many days after its end", min_value=1, max_value=120, initial=30
    )

    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("first_on"), cleaned.get("last_on")
        if first and last and (last < first or (last - first).days > 3700):
            self.add_error("last_on", "The last day must be after the first, within ten years")
        return cleaned


class ReceiveForm(PaperForm):
    """A partner's return that came."""

    submit_label = "Record as received"
    field_order = ["received_on", "words", "document"]

    received_on = DateParts(
        label="Received on", latest=clock.today, error_messages={"required": "Enter the day it came"}
    )
    words = forms.CharField(
        label="What it says, in short", max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class ChaseForm(HouseForm):
    """A reminder."""

    submit_label = "Write the reminder down"

    chased_on = DateParts(
        label="Reminded on", latest=clock.today, error_messages={"required": "Enter the day of the reminder"}
    )
    how = forms.CharField(label="How, and what was said", max_length=200, help_text="Name no people")
