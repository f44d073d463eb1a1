"""Reads what is entered about bodies and their names."""

from django import forms

from accounts.models import Organisation
from saferstreets.common.forms import DateParts, HouseForm


class AliasForm(HouseForm):
    """Another way in which papers write a body's name."""

    submit_label = "Add the name"

    text = forms.CharField(label="As the papers write it", max_length=160)


class RenameForm(HouseForm):
    """A body goes by a new name from a day on; papers of before keep the old one."""

    submit_label = "Save the new name"

    text = forms.CharField(label="New name", max_length=160)
    from_on = DateParts(label="From", error_messages={"required": "Enter the first day of the new name"})


class EndForm(HouseForm):
    """A body ends, and another carries its duties."""

    submit_label = "Save"

    ended_on = DateParts(
        label="Last day it existed", error_messages={"required": "Enter the last day it existed"}
    )
    successor = forms.ModelChoiceField(
        label="Who carries its duties then", queryset=Organisation.objects.none(), empty_label="Choose a body"
    )

    def __init__(self, *args, body, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["successor"].queryset = Organisation.objects.exclude(pk=body.pk).order_by("name")
