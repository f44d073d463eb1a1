"""Reads what a coordinator enters about delays, activities and risks."""

from django import forms

from grants.delivery_choices import DelayFactor, Impact, Likelihood, Proximity, RiskCategory
from grants.models import Deliverable
from saferstreets.common import clock
from saferstreets.common.forms import DateParts, HouseForm


class ForecastMilestoneForm(HouseForm):
    """When a step is expected now; a delay needs its factor."""

    submit_label = "Save the expected day"

    forecast_on = DateParts(
        label="Expected on", error_messages={"required": "Enter the day on which it is expected now"}
    )
    delay_factor = forms.ChoiceField(
        label="Leading factor of the delay",
        choices=[("", "It is not a delay"), *DelayFactor.choices],
        required=False,
        help_text="Needed when the day is later than planned",
    )
    delay_words = forms.CharField(
        label="What holds it up, and what is done about it", max_length=300, required=False
    )
    deliverable = forms.ModelChoiceField(
        label="The promise it belongs to",
        queryset=Deliverable.objects.none(),
        required=False,
        empty_label="All of its part of the update",
    )

    def __init__(self, *args, milestone, **kwargs):
        super().__init__(*args, **kwargs)
        own = Deliverable.objects.filter(project=milestone.project_id, section=milestone.section)
        self.fields["deliverable"].queryset = own.order_by("position", "id")


class HoldActivityForm(HouseForm):
    """The day an activity was held, and how many it reached."""

    submit_label = "Record as held"

    held_on = DateParts(
        label="Held on", latest=clock.today, error_messages={"required": "Enter the day it was held"}
    )
    reach = forms.IntegerField(
        label="People reached",
        min_value=0,
        max_value=1_000_000,
        required=False,
        help_text="Only where somebody counted them",
    )
    counted_by = forms.CharField(
        label="How they were counted",
        max_length=120,
        required=False,
        help_text="For example: heads counted at the door, or views shown by the account",
    )


class RatedForm(HouseForm):
    """What a risk threatens and how it is rated."""

    deliverable = forms.ModelChoiceField(
        label="What it threatens",
        queryset=Deliverable.objects.none(),
        required=False,
        empty_label="The whole programme",
    )
    category = forms.ChoiceField(label="Category", choices=RiskCategory)
    description = forms.CharField(
        label="What may happen, and what then",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    pre_impact = forms.TypedChoiceField(label="Impact if nothing is done", choices=Impact, coerce=int)
    pre_likelihood = forms.TypedChoiceField(
        label="Likelihood if nothing is done", choices=Likelihood, coerce=int
    )
    mitigations = forms.CharField(
        label="What is done about it",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    post_impact = forms.TypedChoiceField(label="Impact then", choices=Impact, coerce=int)
    post_likelihood = forms.TypedChoiceField(label="Likelihood then", choices=Likelihood, coerce=int)
    proximity = forms.TypedChoiceField(label="When it would come", choices=Proximity, coerce=int)
    owner = forms.CharField(label="Who watches it", max_length=120, help_text="A post, never a person’s name")

    def __init__(self, *args, project, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["deliverable"].queryset = Deliverable.objects.filter(project=project).order_by(
            "position", "id"
        )


class RiskForm(RatedForm):
    """A new risk."""

    submit_label = "Add the risk"
    field_order = ["title"]

    title = forms.CharField(label="Risk, in a few words", max_length=120)


class ReviewRiskForm(RatedForm):
    """A risk looked at again."""

    submit_label = "Save the review"
    field_order = ["reviewed_on"]

    reviewed_on = DateParts(
        label="Looked at on",
        latest=clock.today,
        error_messages={"required": "Enter the day it was looked at"},
    )


class CloseRiskForm(HouseForm):
    """Why a risk is closed."""

    submit_label = "Close the risk"

    closed_on = DateParts(
        label="Closed on", latest=clock.today, error_messages={"required": "Enter the day it was closed"}
    )
    closed_words = forms.CharField(label="Why it is closed", max_length=300)
