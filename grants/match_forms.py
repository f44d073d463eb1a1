"""Reads what finance enters about match."""

import uuid
from decimal import Decimal

from django import forms

from accounts.models import Organisation
from grants import match_rules as rules
from grants.delivery_choices import MatchBasis, MatchKind
from grants.partner_forms import PaperForm
from saferstreets.common import clock
from saferstreets.common.forms import DateParts, HouseForm, PoundsField

OF_MONEY = (MatchKind.GOODS, MatchKind.CASH)


class MatchForm(PaperForm):
    """One contribution: time of a grade, or things or cash of a worth."""

    submit_label = "Record the contribution"
    field_order = ["kind", "grade", "minutes", "pence", "body", "happened_on", "words", "document", "key"]

    kind = forms.ChoiceField(label="What is given?", choices=MatchKind, widget=forms.RadioSelect)
    grade = forms.CharField(
        label="Grade, for time",
        max_length=60,
        required=False,
        help_text="As the rates name it, for example PCSO. No names",
    )
    minutes = forms.IntegerField(label="Minutes, for time", min_value=1, max_value=100_000, required=False)
    pence = PoundsField(label="Worth, for things and cash", lowest=1, required=False)
    body = forms.ModelChoiceField(
        label="Given by", queryset=Organisation.objects.none(), required=False, empty_label="Not said"
    )
    happened_on = DateParts(
        label="Day", latest=clock.today, error_messages={"required": "Enter the day it was given"}
    )
    words = forms.CharField(label="What was done or given", max_length=300)
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = Organisation.objects.order_by("name")

    def clean_key(self):
        """The act's own key, so that a double press is one contribution."""
        return f"match:{self.cleaned_data['key']}"

    def clean(self):
        cleaned = super().clean()
        kind = cleaned.get("kind")
        if kind in rules.TIME:
            cleaned["pence"] = None
            for name, words in (("grade", "Enter the grade"), ("minutes", "Enter the minutes")):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, words)
        elif kind in OF_MONEY:
            cleaned["grade"], cleaned["minutes"] = "", None
            if not cleaned.get("pence") and "pence" not in self.errors:
                self.add_error("pence", "Enter what it is worth")
        return cleaned


class MatchRateForm(HouseForm):
    """What an hour of a grade is worth."""

    submit_label = "State the rate"

    grade = forms.CharField(
        label="Grade",
        max_length=60,
        initial=rules.ACCOMPANYING,
        help_text="Officers who come along on visits are PCSO",
    )
    pence_per_hour = PoundsField(label="Pounds an hour", lowest=1, highest=1_000_00)
    from_on = DateParts(label="From", error_messages={"required": "Enter the day from which it holds"})
    stated_in = forms.CharField(label="Where it is stated", max_length=200)
    illustrative = forms.BooleanField(label="No paper gives this rate: it is illustrative", required=False)


class MatchTermsForm(HouseForm):
    """How much match the fund asks for."""

    submit_label = "State the terms"

    share = forms.DecimalField(
        label="Share in per cent",
        min_value=Decimal(0),
        max_value=Decimal(99),
        max_digits=4,
        decimal_places=2,
        initial=Decimal(20),
    )
    basis = forms.ChoiceField(
        label="Reckoned", choices=MatchBasis, widget=forms.RadioSelect,
        help_text="20 per cent of the grant and 20 per cent of the total cost are different sums",
    )  # fmt: skip
    stated_on = DateParts(
        label="Stated on", latest=clock.today, error_messages={"required": "Enter the day it was stated"}
    )
    stated_in = forms.CharField(label="Where it is stated", max_length=200)

    def clean(self):
        cleaned = super().clean()
        share = cleaned.pop("share", None)
        if share is not None:
            cleaned["basis_points"] = int(share * 100)
        return cleaned


class TakeBackForm(HouseForm):
    """Why a contribution is taken back."""

    submit_label = "Take it back"

    reason = forms.CharField(label="What was wrong with it?", max_length=300)
