"""Reading what people ask for, on the web page and at the desk."""

from django import forms

from households.choices import EnquiryChannel, EnquiryWant
from saferstreets.common import clock
from saferstreets.common.forms import DateParts, HouseForm, end_with

TIMES = [
    ("", "Any time"),
    ("in the morning", "Morning"),
    ("in the afternoon", "Afternoon"),
    ("in the evening", "Evening"),
]


class AskForm(HouseForm):
    """Anybody may ask; nothing more is wanted than it takes to answer."""

    submit_label = "Send"

    want = forms.ChoiceField(
        label="What would you like?", choices=EnquiryWant.choices, widget=forms.RadioSelect
    )
    address = forms.CharField(
        label="Which home is it about?",
        help_text="House number, street and postcode",
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )
    name = forms.CharField(
        label="Your name",
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    contact = forms.CharField(
        label="Telephone or email",
        help_text="So that we can agree a day with you",
        max_length=120,
        error_messages={"required": "Enter a telephone number or an email address"},
    )
    message = forms.CharField(
        label="Anything else we should know",
        help_text="Do not write about your health or about other people",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class EnquiryForm(AskForm):
    """The same, written down by somebody of the office."""

    submit_label = "Save this enquiry"

    channel = forms.ChoiceField(
        label="How did it come?",
        choices=[choice for choice in EnquiryChannel.choices if choice[0] != EnquiryChannel.WEB],
        widget=forms.RadioSelect,
    )
    field_order = ["channel", "want", "address", "name", "contact", "message"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["want"].label, self.fields["name"].label = "What do they want?", "Their name"
        self.fields["message"].label, self.fields["contact"].required = "What they said", False
        self.fields["contact"].help_text = ""


class PromiseForm(HouseForm):
    """When we will come."""

    submit_label = "Promise this visit"

    promised_on = DateParts(label="On which day?", earliest=clock.today, subject="The day")
    promised_time = forms.ChoiceField(label="At what time?", required=False, choices=TIMES)

    def __init__(self, *args, project, **kwargs):
        super().__init__(*args, **kwargs)
        end_with(self, "promised_on", project.ends_on)


class CloseForm(HouseForm):
    """Why no visit follows."""

    submit_label = "Close this enquiry"

    reason = forms.CharField(
        label="Why is it closed?",
        help_text="For example: the home is outside the area, and they were told so",
        max_length=200,
    )
