"""Reads the facts of a project and who works on it."""

from django import forms

from accounts.choices import Role
from office.setup_forms.parts import BodyChoice, body_field, new_body_field
from saferstreets.common import clock
from saferstreets.common.forms import DateParts, HouseForm, PoundsField


class ProjectFactsForm(BodyChoice):
    """The facts of one grant in one place."""

    name = forms.CharField(label="Name of the project", max_length=120)
    round = forms.CharField(
        label="Fund and round",
        max_length=80,
        required=False,
        help_text="For example, Safer Streets Fund round 2 (SSF2)",
    )
    body = body_field("Lead body")
    new_body = new_body_field()
    award_pence = PoundsField(label="Award", required=False)
    awarded_on = DateParts(label="Date of award", required=False)
    starts_on = DateParts(label="First day of delivery", help_text="For example, 3 6 2021")
    ends_on = DateParts(label="Last day of delivery", help_text="For example, 31 3 2022")
    purpose = forms.CharField(
        label="What the project is for",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    note = forms.CharField(
        label="Note",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="For example, a second bid that was not awarded",
    )
    streets_locked = forms.BooleanField(
        label="The street list is complete",
        required=False,
        help_text="An import then never adds a street by itself: a row in another street waits for a person",
    )

    def clean(self):
        cleaned = super().clean()
        starts_on, ends_on = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", "Delivery must end on or after the day it starts")
        cleaned["lead_body"] = cleaned.pop("body", None)
        return cleaned


class NewProjectForm(HouseForm):
    """The least a project needs; everything else is set up afterwards."""

    submit_label = "Create the project"

    name = forms.CharField(label="Name of the project", max_length=120)
    slug = forms.SlugField(
        label="Short name for the web address",
        max_length=40,
        help_text="Small letters, numbers and hyphens, for example barrow-round-3. It cannot be changed later",
        error_messages={
            "invalid": "Short name for the web address must be letters, numbers and hyphens only, like barrow-round-3"
        },
    )
    starts_on = DateParts(label="First day of delivery", help_text="For example, 3 6 2021")
    ends_on = DateParts(label="Last day of delivery", help_text="For example, 31 3 2022")

    def clean_slug(self):
        return self.cleaned_data["slug"].lower()

    def clean(self):
        cleaned = super().clean()
        starts_on, ends_on = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", "Delivery must end on or after the day it starts")
        return cleaned


class MemberForm(HouseForm):
    """A person and a role on this project."""

    submit_label = "Add the person"

    email = forms.EmailField(label="Email address", max_length=254)
    name = forms.CharField(
        label="Name",
        max_length=120,
        required=False,
        help_text="Needed for somebody who has no account here yet",
    )
    role = forms.ChoiceField(label="Role", choices=[("", "Choose a role"), *Role.choices])
    until = DateParts(
        label="Last day", required=False, help_text="Leave empty when no end is planned", earliest=clock.today
    )


class EndMemberForm(HouseForm):
    """The last day of a role."""

    submit_label = "End the role"

    until = DateParts(label="Last day", help_text="The person keeps the rights of this role through this day")


class LetInForm(HouseForm):
    """Somebody who lost their second factor is known to be who they say."""

    submit_label = "Let them in"

    how = forms.CharField(
        label="How do you know that it is them?",
        max_length=200,
        help_text="For example: I rang them on the number I have, and knew the voice. An email is not enough",
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class LeaveForm(HouseForm):
    """Somebody leaves now."""

    submit_label = "End all access now"

    sure = forms.BooleanField(
        label="This person has left, or must not get in any more",
        error_messages={"required": "Say that they have left"},
    )
