"""Reads moves between lines, terms, and money that somebody types."""

import uuid

from django import forms

from evidence.rules import MOST_BYTES
from grants.claim_choices import TypedKind
from grants.models import BudgetLine
from saferstreets.common import clock
from saferstreets.common.forms import DateParts, HouseForm, PoundsField


class PaperField(forms.FileField):
    """A paper as its bytes, or None. What it is is told by its content, in evidence.rules."""

    def __init__(self, **kwargs):
        super().__init__(
            **{"required": False, "help_text": "A PDF, or a photograph of the paper, up to 15 MB", **kwargs}
        )

    def clean(self, data, initial=None):
        paper = super().clean(data, initial)
        if paper and paper.size > MOST_BYTES:
            raise forms.ValidationError("The file is larger than 15 MB. Save it smaller and try again")
        return paper.read() if paper else None


class TermsForm(HouseForm):
    """What the agreement says about moving and claiming."""

    submit_label = "Save the terms"

    virement_threshold_pence = PoundsField(
        label="Move between lines without a letter, up to",
        help_text="In pounds, out of one line. More than this, and any move between capital and revenue, needs the funder’s letter",
    )
    reminder_days = forms.IntegerField(
        label="Remind how many working days before the window closes", min_value=1, max_value=60
    )
    stated_in = forms.CharField(
        label="Where it is stated", max_length=200, help_text="For example, the grant agreement, schedule 3"
    )
    illustrative = forms.BooleanField(
        label="No paper gives these terms: they are illustrative", required=False
    )


class _OfProject(HouseForm):
    """Knows the project's lines."""

    def __init__(self, *args, project, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = BudgetLine.objects.filter(project=project).order_by("id")


class ChangeForm(_OfProject):
    """A move between two lines."""

    submit_label = "Propose the move"

    from_line = forms.ModelChoiceField(label="From", queryset=BudgetLine.objects.none())
    to_line = forms.ModelChoiceField(label="To", queryset=BudgetLine.objects.none())
    amount_pence = PoundsField(label="Amount", lowest=1)
    reason = forms.CharField(label="Why", max_length=300)
    letter = PaperField(label="The funder’s letter")


class ApproveChangeForm(HouseForm):
    """The second person agrees; the funder's letter is attached where it is still wanting."""

    submit_label = "Approve the move"

    letter = PaperField(label="The funder’s letter")

    def __init__(self, *args, wants_letter, **kwargs):
        super().__init__(*args, **kwargs)
        if not wants_letter:
            del self.fields["letter"]


class RefuseChangeForm(HouseForm):
    """Why not."""

    submit_label = "Refuse the move"

    words = forms.CharField(label="Why it is refused", max_length=300)


class TypedEntryForm(HouseForm):
    """Money that no order posts."""

    submit_label = "Enter it"

    kind = forms.ChoiceField(label="What happened", choices=TypedKind, widget=forms.RadioSelect)
    net_pence = PoundsField(
        label="Amount without VAT",
        lowest=-99_999_999_99,
        help_text="In pounds; with a minus where something is given back",
    )
    vat_pence = PoundsField(label="VAT", lowest=-99_999_999_99, initial=0, help_text="0 where there is none")
    happened_on = DateParts(
        label="Day", latest=clock.today, help_text="The day it was agreed, came or was worked, or was paid"
    )
    reason = forms.CharField(
        label="What for", max_length=300, help_text="No names: “Assistants’ pay, September 2021”"
    )
    paper = PaperField(label="The paper that proves it")
    key = forms.CharField(widget=forms.HiddenInput, max_length=40)

    def __init__(self, *args, initial=None, **kwargs):
        super().__init__(
            *args, initial={"key": str(uuid.uuid4()), "vat_pence": 0, **(initial or {})}, **kwargs
        )


class EntryPaperForm(HouseForm):
    """One more paper for an entry."""

    submit_label = "Keep the paper"

    title = forms.CharField(
        label="What it is", max_length=160, help_text="For example, invoice 1234. No names of residents"
    )
    content = PaperField(label="The paper", required=True)
