"""Reads what is ordered, what came, what went back, what is billed and paid."""

import uuid

from django import forms

from grants.models import BudgetLine
from packs.choices import InvoiceKind
from packs.models import Decision, Item
from packs.order_rules import VAT_RATES
from packs.quote_forms import SupplierForm, how_many
from saferstreets.common import clock
from saferstreets.common.forms import DateParts, HouseForm, PoundsField

PIECES = {"class": "govuk-input--width-5", "inputmode": "numeric"}


def hidden_key():
    """What makes a form one act, however often it is sent."""
    return forms.CharField(max_length=60, widget=forms.HiddenInput, initial=lambda: f"form:{uuid.uuid4()}")


class LineForm(HouseForm):
    """One thing to order. Cleans to `line`, as raise_order takes it."""

    submit_label = "Add the line"
    mark_optional = False  # of two fields one is needed, and the words beside them say so

    item = forms.ModelChoiceField(
        label="Item", queryset=Item.objects.none(), required=False, empty_label="Not counted in the stock"
    )
    description = forms.CharField(
        label="Words for the supplier",
        max_length=160,
        required=False,
        help_text="Needed where no item is chosen, for example carriage",
    )
    quantity = how_many("How many")
    unit_net_pence = PoundsField(label="Price of one, without VAT")
    vat_basis_points = forms.TypedChoiceField(
        label="VAT", choices=VAT_RATES, coerce=int, widget=forms.RadioSelect, initial=2000
    )

    def __init__(self, *args, project, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["item"].queryset = Item.objects.filter(project=project).order_by("name")

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("item") and not cleaned.get("description"):
            self.add_error("description", "Choose an item, or write what is ordered")
        return cleaned


class OrderForm(LineForm, SupplierForm):
    """An order with its first line; more lines are added on its page until it is approved."""

    submit_label = "Raise the order"
    field_order = (
        "decision", "without_quotes", "supplier", "new_supplier", "budget_line", "item", "description", "quantity",
        "unit_net_pence", "vat_basis_points", "note", "key",
    )  # fmt: skip

    decision = forms.ModelChoiceField(
        label="Decision it follows",
        queryset=Decision.objects.none(),
        required=False,
        empty_label="None: there were no quotes",
    )
    without_quotes = forms.CharField(
        label="Why there were no quotes",
        max_length=300,
        required=False,
        help_text="Only without a decision",
    )
    budget_line = forms.ModelChoiceField(
        label="Charged to", queryset=BudgetLine.objects.none(), empty_label="Choose a line of the budget",
        error_messages={"required": "Choose the line of the budget that pays"},
    )  # fmt: skip
    note = forms.CharField(
        label="Note on the order (optional)",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    key = hidden_key()

    def __init__(self, *args, project, **kwargs):
        super().__init__(*args, project=project, **kwargs)
        decisions = Decision.objects.filter(project=project)
        self.fields["decision"].queryset = decisions.select_related(
            "quote__supplier", "comparison__item"
        ).order_by("-id")
        self.fields["budget_line"].queryset = BudgetLine.objects.open_for(project)

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("decision") and not cleaned.get("without_quotes"):
            self.add_error("without_quotes", "Choose a decision, or say why there were no quotes")
        names = ("item", "description", "quantity", "unit_net_pence", "vat_basis_points")
        cleaned["lines"] = [{name: cleaned.pop(name, None) for name in names}]
        return cleaned


class ApproveForm(HouseForm):
    """Approves what was shown."""

    submit_label = "Approve the order"

    seen_pence = forms.IntegerField(widget=forms.HiddenInput)


class SendForm(HouseForm):
    """How an order goes to its supplier."""

    submit_label = "Send the order"

    sent_to = forms.EmailField(
        label="Supplier’s email address",
        required=False,
        help_text="The order goes there as a PDF. Leave empty to download it and hand it over yourself",
    )


class PiecesForm(HouseForm):
    """Good and damaged pieces of each line. Cleans to `pieces`: (line id, good, damaged). lines: of the order."""

    good_words, damaged_words = "good", "damaged"
    key = hidden_key()

    def __init__(self, *args, lines, **kwargs):
        self.lines = list(lines)
        super().__init__(*args, **kwargs)
        for line in self.lines:
            for part, words, initial in (
                ("good", self.good_words, self.first(line)),
                ("damaged", self.damaged_words, None),
            ):
                self.fields[f"{part}_{line.pk}"] = forms.IntegerField(
                    label=f"{line.description}: {words}", min_value=0, max_value=1_000_000, required=False, initial=initial,
                    widget=forms.TextInput(attrs=PIECES),
                    error_messages={
                        "invalid": f"{line.description}: enter a whole number", "min_value": f"{line.description}: enter 0 or more",
                    },
                )  # fmt: skip
        self.order_fields([name for name in self.fields if "_" in name and name.split("_")[1].isdigit()])

    def first(self, line):
        """What stands in the box for good pieces at first."""

    def clean(self):
        cleaned = super().clean()
        cleaned["pieces"] = [
            (line.pk, *(cleaned.pop(f"{part}_{line.pk}", None) or 0 for part in ("good", "damaged")))
            for line in self.lines
        ]
        return cleaned


class ReceiveForm(PiecesForm):
    """What came."""

    submit_label = "Record what came"

    received_on = DateParts(label="Came on", latest=clock.today)
    note = forms.CharField(label="Note", max_length=300, required=False)

    def first(self, line):
        return line.outstanding or None


class ReturnForm(PiecesForm):
    """What went back."""

    submit_label = "Record what went back"
    good_words, damaged_words = "good ones, from the store", "damaged ones"

    returned_on = DateParts(label="Went back on", latest=clock.today)
    reason = forms.CharField(label="Why", max_length=200)


class CloseForm(HouseForm):
    """The rest will not come."""

    submit_label = "Close the order short"

    reason = forms.CharField(label="Why the rest will not come", max_length=300)


class CancelForm(HouseForm):
    """Nothing came, and nothing will."""

    submit_label = "Cancel the order"

    reason = forms.CharField(label="Why it is cancelled", max_length=300)


class InvoiceForm(HouseForm):
    """What the supplier bills or credits."""

    submit_label = "Record it"

    kind = forms.ChoiceField(label="Kind", choices=InvoiceKind, widget=forms.RadioSelect, initial="invoice")
    reference = forms.CharField(label="Number on it", max_length=60)
    invoiced_on = DateParts(label="Dated", latest=clock.today)
    net_pence = PoundsField(label="Amount without VAT", lowest=1)
    vat_pence = PoundsField(label="VAT", help_text="As on the paper; 0 where there is none")


class PayForm(HouseForm):
    """The day of a payment."""

    submit_label = "Record as paid"

    paid_on = DateParts(label="Paid on", latest=clock.today)
