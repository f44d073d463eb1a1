"""Reading requests about somebody's data."""

from django import forms

from households.choices import DataRequestKind
from saferstreets.common import clock
from saferstreets.common.forms import DateParts, HouseForm

ASKED = (DataRequestKind.ACCESS, DataRequestKind.ERASURE, DataRequestKind.COMPLAINT)


class ComplaintForm(HouseForm):
    """A complaint that is about no home."""

    submit_label = "Enter the complaint"

    received_on = DateParts(label="When did it come?", latest=clock.today, subject="The day")


class AcknowledgedForm(HouseForm):
    """It is known to be here."""

    submit_label = "It was acknowledged"


class RequestForm(HouseForm):
    """What is asked, and since when the clock runs."""

    submit_label = "Enter the request"
    choice_hints = {
        "kind": {
            DataRequestKind.ACCESS: "A copy of everything kept about the home",
            DataRequestKind.ERASURE: "A second person must release it",
            DataRequestKind.COMPLAINT: "Acknowledge it within 30 days. What it says stays in your post",
        }
    }

    kind = forms.ChoiceField(
        label="What do they want?",
        choices=[(kind.value, kind.label) for kind in ASKED],
        widget=forms.RadioSelect,
    )
    received_on = DateParts(label="When did it come?", latest=clock.today, subject="The day")
    identity_on = DateParts(
        label="Since when do you know that it is them?",
        latest=clock.today,
        required=False,
        subject="The day",
        help_text="The month runs from this day. Leave empty if you knew at once",
    )
    extended_reason = forms.CharField(
        label="Why does it take longer than a month?",
        max_length=200,
        required=False,
        help_text="Leave empty if it does not. Do not write names",
    )


class ReleaseForm(HouseForm):
    """The second person is sure."""

    submit_label = "Erase it for good"

    sure = forms.BooleanField(
        label="I have read what will be erased, and it cannot be brought back",
        error_messages={"required": "Say that you have read it"},
    )


class ProposeForm(HouseForm):
    """The dry runs are read."""

    submit_label = "Propose it to a second person"

    kind = forms.ChoiceField(
        label="Which of them do you propose?",
        choices=[
            (kind.value, kind.label)
            for kind in (DataRequestKind.TERMS, DataRequestKind.RETENTION, DataRequestKind.ENDING)
        ],
        widget=forms.RadioSelect,
    )


class AnsweredForm(HouseForm):
    """It was handed over."""

    submit_label = "It was handed over"
