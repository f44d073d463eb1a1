"""Reads the commercial rules, what is compared, quotes, samples and the decision."""

from django import forms

from accounts.models import Organisation
from evidence.rules import MOST_BYTES
from packs.choices import SampleResult
from packs.models import Item, Quote
from packs.order_rules import VAT_RATES
from saferstreets.common import clock
from saferstreets.common.forms import DateParts, HouseForm, PoundsField

MOST = 1_000_000


def how_many(label, **details):
    """A whole number of pieces, from 1."""
    return forms.IntegerField(label=label, min_value=1, max_value=MOST, **details)


class SupplierForm(HouseForm):
    """A form that names a supplier: a body of the list, or a new one by its name. Cleans to `supplier`: the row or the name."""

    supplier = forms.ModelChoiceField(
        label="Supplier",
        queryset=Organisation.objects.none(),
        required=False,
        empty_label="Choose a supplier",
    )
    new_supplier = forms.CharField(
        label="Or a supplier that is not in the list", max_length=160, required=False
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["supplier"].queryset = Organisation.objects.order_by("name")

    def clean(self):
        cleaned = super().clean()
        chosen, new = cleaned.get("supplier"), cleaned.pop("new_supplier", "")
        if chosen and new:
            self.add_error("new_supplier", "Choose a supplier from the list or enter a new one, not both")
        elif not chosen and not new and not (self.has_error("supplier") or self.has_error("new_supplier")):
            self.add_error("supplier", "Choose a supplier, or enter a new one")
        cleaned["supplier"] = chosen or new
        return cleaned


class QuoteRuleForm(HouseForm):
    """How many quotes the commercial rules ask for from a value on."""

    submit_label = "Save the rule"

    from_pence = PoundsField(label="From this value, without VAT")
    quotes = forms.IntegerField(label="Quotes asked for", min_value=1, max_value=20)
    stated_in = forms.CharField(
        label="Where it is stated",
        max_length=200,
        help_text="For example, contract standing orders, section 4",
        error_messages={"required": "Enter where it is stated"},
    )


class ComparisonForm(HouseForm):
    """What is to be bought."""

    submit_label = "Begin to compare"

    item = forms.ModelChoiceField(label="Item", queryset=Item.objects.none(), empty_label="Choose an item")
    quantity = how_many("How many")
    needed_by = DateParts(label="Needed by", required=False)
    note = forms.CharField(
        label="Note", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args, project, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["item"].queryset = Item.objects.filter(project=project).order_by("name")


class QuoteForm(SupplierForm):
    """One supplier's quote."""

    submit_label = "Add the quote"

    unit_net_pence = PoundsField(label="Price of one, without VAT")
    carriage_net_pence = PoundsField(label="Carriage, without VAT", required=False)
    vat_basis_points = forms.TypedChoiceField(
        label="VAT", choices=VAT_RATES, coerce=int, widget=forms.RadioSelect, initial=2000
    )
    minimum_order = how_many("Smallest order", initial=1)
    lead_days = forms.IntegerField(label="Days to delivery", min_value=0, max_value=999, required=False)
    quoted_on = DateParts(label="Quoted on", latest=clock.today)
    valid_until = DateParts(label="Valid until", required=False)
    reference = forms.CharField(label="Their reference", max_length=60, required=False)
    paper = forms.FileField(
        label="The quote itself", required=False, help_text="A PDF, or a photograph of it, up to 15 MB"
    )

    def clean_carriage_net_pence(self):
        return self.cleaned_data["carriage_net_pence"] or 0

    def clean_paper(self):
        """The bytes, or None."""
        paper = self.cleaned_data["paper"]
        if paper is not None and paper.size > MOST_BYTES:
            raise forms.ValidationError("The file is larger than 15 MB. Save it smaller and try again")
        return paper and paper.read()


class SampleForm(HouseForm):
    """A sample that was tested."""

    submit_label = "Record the test"

    tested_on = DateParts(label="Tested on", latest=clock.today)
    tested_by = forms.CharField(
        label="Tested by", max_length=120, help_text="The post, for example Crime Prevention Officer"
    )
    result = forms.ChoiceField(label="Result", choices=SampleResult, widget=forms.RadioSelect)
    words = forms.CharField(label="What was found", max_length=300, required=False)


class DecideForm(HouseForm):
    """Which quote, and why; a waiver where there are fewer than the rules ask for."""

    submit_label = "Record the decision"

    quote = forms.ModelChoiceField(
        label="Which quote", queryset=Quote.objects.none(), widget=forms.RadioSelect, empty_label=None
    )
    reason = forms.CharField(label="Why this one", max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
    decided_on = DateParts(label="Decided on", latest=clock.today)
    waived_by = forms.CharField(
        label="Who allowed fewer quotes",
        max_length=120,
        required=False,
        help_text="Only where there are fewer than the rules ask for. The post",
    )
    waiver_reason = forms.CharField(label="Why fewer quotes", max_length=500, required=False)

    def __init__(self, *args, comparison, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["quote"].queryset = Quote.objects.filter(
            project_id=comparison.project_id, comparison=comparison
        ).for_page()
