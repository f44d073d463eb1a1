"""Reading what residents said, and what the coordinator enters about a home that closes or opens."""

import uuid

from django import forms

from accounts.models import Organisation
from households import rules
from households.choices import ConsentPurpose, NoticeHow
from saferstreets.common import clock
from saferstreets.common.forms import Conditional, DateParts, HouseForm, Layout

AGREED_AT_THE_DOOR = [(one.value, one.label) for one in (ConsentPurpose.PACK, ConsentPurpose.SURVEY)]
NAME_HINT = "Only if they want to give it. No names of children or of others"


class SeenForm(HouseForm):
    """A form that remembers what it showed, so that a change made meanwhile by somebody else is noticed.

    shown: the record and the names of the fields the form shows.
    """

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, record, shown, **kwargs):
        values = {field: getattr(record, field) for field in shown}
        super().__init__(*args, initial={**values, "seen": rules.mark(*values.values())}, **kwargs)

    def show_again(self, mark):
        """Take what the record says now as seen: the next press of the button is made knowing it."""
        self.data = self.data.copy()
        self.data["seen"] = mark


class _ResidentFields(HouseForm):
    name = forms.CharField(label="Name", help_text=NAME_HINT, required=False, max_length=120)
    contact = forms.CharField(label="Telephone or email", required=False, max_length=120)
    notice_version = forms.CharField(
        label="Privacy notice given",
        help_text="The version printed on it, such as 1.0",
        max_length=20,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5"}),
        error_messages={
            "required": "Enter the version of the privacy notice: without one nothing is kept about a resident"
        },
    )
    notice_how = forms.ChoiceField(
        label="How was it given?", choices=NoticeHow.choices, widget=forms.RadioSelect
    )


class ResidentForm(_ResidentFields):
    """Somebody who lives here."""

    submit_label = "Save this resident"

    since_on = DateParts(label="On which day did we learn of them?", latest=clock.today, subject="The day")
    agreed = forms.MultipleChoiceField(
        label="What did they agree to?",
        help_text="Tick only what they said yes to",
        required=False,
        choices=AGREED_AT_THE_DOOR,
        widget=forms.CheckboxSelectMultiple,
    )


class ResidentChangeForm(SeenForm, _ResidentFields):
    """Correcting what is written down about a resident."""


class BodyFields(HouseForm):
    """A body known to the office, or a new one by its name."""

    body = forms.ChoiceField(label="To which body?", required=False)
    new_body = forms.CharField(label="Or a body that is not in the list", required=False, max_length=160)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.bodies = {str(body.pk): body for body in Organisation.objects.filter(ended_on=None)}
        self.fields["body"].choices = [
            ("", "Choose a body"),
            *((key, body.name) for key, body in self.bodies.items()),
        ]

    def clean(self):
        cleaned = super().clean()
        cleaned["body"] = self.bodies.get(cleaned.get("body"))
        return cleaned

    def require_body(self, cleaned):
        """One body, and one only, chosen or named."""
        named = [one for one in (cleaned.get("body"), cleaned.get("new_body")) if one]
        if not named and "new_body" not in self.errors:
            self.add_error("body", "Say to which body")
        if len(named) > 1:
            self.add_error("new_body", "Choose a body or name a new one, not both")


class ConsentForm(BodyFields):
    """One yes, or one no, for one purpose."""

    submit_label = "Record this answer"
    mark_optional = False

    purpose = forms.ChoiceField(label="What for?", choices=ConsentPurpose.choices, widget=forms.RadioSelect)
    given = forms.TypedChoiceField(
        label="What did they say?",
        choices=[("yes", "Yes"), ("no", "No, or they take back a yes")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    happened_on = DateParts(label="When did they say so?", latest=clock.today, subject="The day")

    def layout(self):
        return Layout(
            Conditional("purpose", {ConsentPurpose.REFERRAL: ["body", "new_body"]}), "given", "happened_on"
        )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("purpose") == ConsentPurpose.REFERRAL:
            self.require_body(cleaned)
        else:
            cleaned["body"], cleaned["new_body"] = None, ""
        return cleaned


class MoveOutForm(HouseForm):
    """They no longer live here."""

    submit_label = "Record that they have moved out"

    moved_out_on = DateParts(label="When did they move out?", latest=clock.today, subject="The day")


class OptOutForm(HouseForm):
    """A letter or email that asks us not to call."""

    submit_label = "Close this home"

    client_id = forms.UUIDField(widget=forms.HiddenInput)
    refused_on = DateParts(label="Date of the letter or email", latest=clock.today)
    name = forms.CharField(
        label="Who wrote it?",
        help_text="Nobody but the coordinator can read this name",
        required=False,
        max_length=120,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, initial={"client_id": uuid.uuid4()}, **kwargs)


class ReopenForm(HouseForm):
    """Somebody else lives here now."""

    submit_label = "Record the new occupier and open this home"

    since_on = DateParts(
        label="Since when does somebody else live here?", latest=clock.today, subject="The day"
    )
    sure = forms.BooleanField(
        label="I know that the people who asked us not to call have moved out",
        error_messages={"required": "Only a change of occupier opens a home again"},
    )
