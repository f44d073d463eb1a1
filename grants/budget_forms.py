"""Reads what finance enters about a line of the budget."""

from django import forms

from grants.choices import CostCategory, Nature
from grants.models import Deliverable
from saferstreets.common import clock
from saferstreets.common.forms import DateParts, HouseForm, PoundsField


class TakeBackForm(HouseForm):
    """Why an entry is taken back."""

    submit_label = "Take it back"

    reason = forms.CharField(label="What was wrong with it?", max_length=200)


class BudgetLineForm(HouseForm):
    """One line of the budget and what it is allocated."""

    submit_label = "Add the line"

    title = forms.CharField(label="Name of the line", max_length=120)
    allocated_pence = PoundsField(
        label="Allocated", lowest=0, help_text="In pounds. The lines together never pass the award"
    )
    stated_on = DateParts(
        label="Stated on", latest=clock.today, error_messages={"required": "Enter the day it was stated"}
    )
    stated_in = forms.CharField(
        label="Where it is stated",
        max_length=200,
        help_text="For example, the grant agreement, schedule 2",
        error_messages={"required": "Enter where it is stated"},
    )
    illustrative = forms.BooleanField(
        label="No paper gives this amount: it is illustrative",
        required=False,
        help_text="The line says so wherever it is named",
    )
    deliverable = forms.ModelChoiceField(
        label="For which promise",
        queryset=Deliverable.objects.none(),
        required=False,
        empty_label="None, or several",
    )
    category = forms.ChoiceField(label="Spent on", choices=CostCategory)
    nature = forms.ChoiceField(label="Capital or revenue", choices=Nature, widget=forms.RadioSelect)
    eligible = forms.BooleanField(label="It may be claimed from the funder", required=False, initial=True)
    vat_recoverable = forms.BooleanField(
        label="VAT on it can be recovered",
        required=False,
        help_text="Then the net amount alone is a cost of the grant. It cannot be changed later",
    )

    def __init__(self, *args, project, initial=None, **kwargs):
        super().__init__(*args, initial={"eligible": True, **(initial or {})}, **kwargs)
        self.fields["deliverable"].queryset = Deliverable.objects.filter(project=project).order_by(
            "position", "id"
        )
