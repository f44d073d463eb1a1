"""Reads what is entered about the finance system's list."""

import datetime

from django import forms

from grants import reconciliation
from grants.models import BudgetLine, Entry
from imports.forms import UploadForm
from saferstreets.common.forms import HouseForm, PoundsField

MOST_CHOICES = 30


class SpendFileForm(UploadForm):
    """The finance system's export."""

    file = forms.FileField(
        label="Finance export",
        help_text="CSV, tab-separated text, or a spreadsheet (XLSX, XLS, ODS), with one payment in each row: an amount and a day at "
        "least. Nothing is spent by it, and nothing is kept before you have seen what would happen.",
        error_messages={"required": "Select the file to import", "missing": "Select the file to import"},
    )


class CodeForm(HouseForm):
    """A code under which the finance system books this grant."""

    submit_label = "Add the code"

    code = forms.CharField(label="Code", max_length=60)
    line = forms.ModelChoiceField(
        label="Budget line", queryset=BudgetLine.objects.none(), required=False, empty_label="No single one"
    )

    def __init__(self, *args, project, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["line"].queryset = BudgetLine.objects.filter(project=project).order_by("id")


class EnterForm(HouseForm):
    """A line of theirs that our ledger does not have."""

    submit_label = "Enter it in the ledger"

    line = forms.ModelChoiceField(
        label="Budget line", queryset=BudgetLine.objects.none(), empty_label="Choose a line"
    )
    vat_pence = PoundsField(
        label="Of which VAT", lowest=-99_999_999_99, initial=0, help_text="0 where the amount is without VAT"
    )
    received_too = forms.TypedChoiceField(
        label="Is it in the ledger as received already?",
        choices=[("0", "Yes: this is only its payment"), ("1", "No: it is the spending and its payment")],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
    )

    def __init__(self, *args, project, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["line"].queryset = BudgetLine.objects.open_for(project)


class PairForm(HouseForm):
    """Which payment of ours a line of theirs is: the nearest in amount and time are offered."""

    submit_label = "They are the same"

    entry = forms.ModelChoiceField(
        label="Our payment", queryset=Entry.objects.none(), widget=forms.RadioSelect, empty_label=None
    )

    def __init__(self, *args, spend, **kwargs):
        super().__init__(*args, **kwargs)
        days = datetime.timedelta(days=92)
        near = reconciliation.unpaired_payments(spend.project).filter(
            happened_on__range=(spend.booked_on - days, spend.booked_on + days)
        )
        field = self.fields["entry"]
        field.queryset = near
        nearest = sorted(
            near.select_related("line").order_by("happened_on", "id")[:500],
            key=lambda entry: min(
                abs(entry.net_pence - spend.amount_pence),
                abs(entry.net_pence + entry.vat_pence - spend.amount_pence),
            ),
        )[:MOST_CHOICES]
        field.choices = [
            (entry.pk, f"{entry}, {entry.line}{': ' if entry.reason else ''}{entry.reason}")
            for entry in nearest
        ]
        self.any_near = bool(nearest)
