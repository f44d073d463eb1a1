"""Reading notes on vulnerability, cautions, and why somebody needs to look."""

from django import forms

from households.choices import CautionInstruction, VulnerabilityCategory, VulnerabilitySource
from saferstreets.common import clock
from saferstreets.common.forms import DateParts, HouseForm

# What may be asked for, by the words of households.actions.care.KEPT_BACK.
WHAT = {"vulnerability": "The note on vulnerability", "burglary": "The burglary record"}


class LookForm(HouseForm):
    """Why a person needs to see what is kept back."""

    submit_label = "Show it and write down that I looked"

    what = forms.ChoiceField(label="What do you need to see?", widget=forms.RadioSelect)
    reason = forms.CharField(
        label="Why do you need to see it?",
        help_text="For example: planning tonight’s visit. Do not write names. Your name, the time and this reason are kept",
        max_length=200,
        error_messages={"required": "Say why you need to see it. Nothing is shown without a reason"},
    )

    def __init__(self, *args, kinds, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["what"].choices = [(kind, WHAT[kind]) for kind in kinds]
        if len(kinds) == 1:
            self.fields["what"].initial = kinds[0]


class VulnerabilityForm(HouseForm):
    """Why this home may need more than a pack, in bands."""

    submit_label = "Save this note"

    category = forms.ChoiceField(
        label="Category", choices=VulnerabilityCategory.choices, widget=forms.RadioSelect
    )
    source = forms.ChoiceField(
        label="Who told us?", choices=VulnerabilitySource.choices, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label="What does it mean for the visit?",
        help_text="For example: give them time to come to the door. Never a diagnosis, never names",
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    review_on = DateParts(
        label="When should somebody look at this again?", earliest=clock.today, subject="The day"
    )


class ReviewForm(HouseForm):
    """The note still holds."""

    submit_label = "It still holds"

    review_on = DateParts(
        label="When should somebody look at it again?", earliest=clock.today, subject="The day"
    )


class CautionForm(HouseForm):
    """What whoever knocks should do."""

    submit_label = "Set this caution"
    choice_hints = {"instruction": {CautionInstruction.DOG: "Shown as this sentence and nothing else"}}

    instruction = forms.ChoiceField(
        label="What should whoever knocks do?", choices=CautionInstruction.choices, widget=forms.RadioSelect
    )
    basis = forms.CharField(
        label="What is it based on?",
        help_text="For the file only: whoever knocks never sees it. Who said so, and when",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    expires_on = DateParts(
        label="Until when does it hold?",
        earliest=clock.today,
        subject="The last day",
        help_text="At most 12 months from today",
    )
