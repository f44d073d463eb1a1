"""Reading what is entered about measures, firms and their people."""

from django import forms

from hardening import rules
from hardening.choices import ClearanceKind, Gap
from saferstreets.common.forms import DateParts, HouseForm, PoundsField


class MeasureForm(HouseForm):
    """One thing that can be fitted."""

    submit_label = "Save this measure"

    name = forms.CharField(label="Measure", max_length=120)
    standard = forms.CharField(
        label="Standard", help_text="Such as BS 8621 or TS 007", required=False, max_length=60
    )
    closes = forms.ChoiceField(
        label="Which gap does it close?", choices=Gap.choices, widget=forms.RadioSelect
    )
    unit_cost_pence = PoundsField(label="Price without VAT", lowest=1)
    fit_minutes = forms.IntegerField(label="Minutes to fit", min_value=0, max_value=1000)
    secured_by_design = forms.BooleanField(label="It has the Secured by Design mark", required=False)
    needs_drilling = forms.BooleanField(
        label="It is fixed by drilling or cutting", help_text="Then a landlord is asked first", required=False
    )
    key_inside = forms.BooleanField(
        label="It needs a key from inside",
        help_text="Then the guard looks at who lives there",
        required=False,
    )


class FirmForm(HouseForm):
    """A firm that fits."""

    submit_label = "Save this firm"

    name = forms.CharField(label="Name of the firm", max_length=160)
    contact = forms.CharField(label="Telephone or email", required=False, max_length=160)
    vat_percent = forms.IntegerField(
        label="VAT on its invoices, per cent", help_text="0 for a firm that is not registered for VAT", min_value=0, max_value=100,
        initial=rules.VAT_PERCENT,
    )  # fmt: skip


class FitterForm(HouseForm):
    """A person who comes to the door."""

    submit_label = "Save this fitter"

    name = forms.CharField(label="Name", max_length=120)
    id_number = forms.CharField(label="Number on the identity card", max_length=40)


class ClearanceForm(HouseForm):
    """One check, and the last day it holds."""

    submit_label = "Save this check"

    kind = forms.ChoiceField(label="Which check?", widget=forms.RadioSelect)
    reference = forms.CharField(label="Reference", required=False, max_length=60)
    until_on = DateParts(label="What is the last day it holds?", subject="The last day")

    def __init__(self, *args, kinds, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind.value, ClearanceKind(kind).label) for kind in kinds]
