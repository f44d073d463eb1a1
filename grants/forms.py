"""Reads what a coordinator enters about promises, posts, agreements and steps of the work."""

from django import forms

from accounts.models import Organisation
from evidence.rules import MOST_BYTES
from grants.choices import AgreementKind, Section
from grants.delivery_choices import ActivityKind
from saferstreets.common import clock
from saferstreets.common.forms import DateParts, HouseForm


class ReviseTargetForm(HouseForm):
    """A new statement of a target. Without an approval every page says that none is recorded."""

    submit_label = "State this target"

    value = forms.IntegerField(label="Target", min_value=1, max_value=100_000_000)
    stated_on = DateParts(
        label="Stated on",
        latest=clock.today,
        help_text="The day of the paper that states it",
        error_messages={"required": "Enter the day it was stated"},
    )
    stated_in = forms.CharField(
        label="Where it is stated",
        max_length=200,
        error_messages={"required": "Enter where it is stated"},
        help_text="For example, the grant manager’s letter of 4 October",
    )
    agreed_by = forms.CharField(
        label="Agreed by",
        max_length=120,
        required=False,
        help_text="Who of the funder or the board agreed it. Leave empty when nobody has",
    )
    agreed_on = DateParts(label="Agreed on", required=False, latest=clock.today)
    letter = forms.FileField(
        label="Letter that shows it",
        required=False,
        help_text="A PDF, or a photograph of the paper, up to 15 MB",
    )

    def clean_letter(self):
        """The bytes of the letter, or None. What it is is told by its content, in evidence.rules."""
        letter = self.cleaned_data["letter"]
        if letter is None:
            return None
        if letter.size > MOST_BYTES:
            raise forms.ValidationError("The file is larger than 15 MB. Save it smaller and try again")
        return letter.read()

    def clean(self):
        cleaned = super().clean()
        by, on = cleaned.get("agreed_by"), cleaned.get("agreed_on")
        if by and not on and "agreed_on" not in self.errors:
            self.add_error("agreed_on", "Enter the day it was agreed")
        if on and not by and "agreed_by" not in self.errors:
            self.add_error("agreed_by", "Enter who agreed it")
        return cleaned


class MilestoneForm(HouseForm):
    """A step of the work, planned or done."""

    submit_label = "Add the milestone"

    section = forms.ChoiceField(label="Part of the update", choices=Section)
    title = forms.CharField(label="Milestone", max_length=300)
    due_on = DateParts(
        label="Due by",
        required=False,
        help_text="The last day of the plan. Leave empty when no day is planned",
    )
    due_words = forms.CharField(
        label="Due, in the words of the plan",
        max_length=60,
        required=False,
        help_text="For example, October/November",
    )
    done_on = DateParts(
        label="Done on", required=False, latest=clock.today, help_text="Leave empty while it is ahead"
    )


class MilestoneDoneForm(HouseForm):
    """The day a milestone was reached."""

    submit_label = "Mark as done"

    done_on = DateParts(
        label="Done on", latest=clock.today, error_messages={"required": "Enter the day it was done"}
    )
    done_words = forms.CharField(
        label="Done, in words",
        max_length=60,
        required=False,
        help_text="Where the exact day is not known: by September 2021",
    )


class AgreementForm(HouseForm):
    """An agreement or memorandum with a partner body."""

    submit_label = "Add the agreement"

    body = forms.ModelChoiceField(
        label="Body", queryset=Organisation.objects.none(), required=False, empty_label="Choose a body"
    )
    new_body = forms.CharField(label="Or a body that is not in the list", max_length=160, required=False)
    kind = forms.ChoiceField(label="Kind", choices=AgreementKind, widget=forms.RadioSelect)
    in_place = forms.BooleanField(label="It is in place", required=False)
    agreed_words = forms.CharField(
        label="When it was agreed",
        max_length=60,
        required=False,
        help_text="As the paper gives it, for example June 2021",
    )
    purpose = forms.CharField(label="What for", max_length=300, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = Organisation.objects.order_by("name")

    def clean(self):
        cleaned = super().clean()
        body, new = cleaned.get("body"), cleaned.pop("new_body", "")
        if body and new:
            self.add_error("new_body", "Choose a body from the list or enter a new one, not both")
        elif not body and not new and "body" not in self.errors:
            self.add_error("body", "Choose a body, or enter a new one")
        cleaned["body"] = body or new
        return cleaned


class TrainingDoneForm(HouseForm):
    """The day training was given."""

    submit_label = "Record as given"

    done_on = DateParts(
        label="Given on", latest=clock.today, error_messages={"required": "Enter the day it was given"}
    )


class ActivityForm(HouseForm):
    """Something done or planned with residents or partners."""

    submit_label = "Add the activity"

    title = forms.CharField(label="Activity", max_length=300)
    kind = forms.ChoiceField(label="Kind", choices=ActivityKind, initial=ActivityKind.OTHER, required=False)
    held_on = DateParts(label="Held on", required=False, help_text="Leave empty while it is planned")
    reach = forms.IntegerField(
        label="People reached",
        min_value=0,
        max_value=1_000_000,
        required=False,
        help_text="Only where somebody counted them",
    )
    counted_by = forms.CharField(label="How they were counted", max_length=120, required=False)

    def clean_kind(self):
        """The kind, or "other" where nothing was chosen."""
        return self.cleaned_data["kind"] or ActivityKind.OTHER
