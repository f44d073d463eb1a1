"""Reading what is written down about landlords and agents."""

from django import forms

from households.choices import LandlordKind
from households.forms.residents import SeenForm
from saferstreets.common import clock
from saferstreets.common.forms import DateParts, HouseForm


class LandlordForm(HouseForm):
    """A landlord or a managing agent."""

    submit_label = "Save this landlord"

    name = forms.CharField(label="Name", max_length=160)
    kind = forms.ChoiceField(label="Kind", choices=LandlordKind.choices, widget=forms.RadioSelect)
    contact = forms.CharField(label="Telephone or email", required=False, max_length=160)
    address = forms.CharField(
        label="Postal address", required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )


class LandlordChangeForm(SeenForm, LandlordForm):
    """Correcting it."""


class LandlordContactForm(HouseForm):
    """One letter, call or message."""

    submit_label = "Save this contact"

    happened_on = DateParts(label="When was it?", latest=clock.today, subject="The day")
    what = forms.CharField(
        label="What was said?",
        help_text="Who asked for what, and what was answered. Nothing about tenants",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
