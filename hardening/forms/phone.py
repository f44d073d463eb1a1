"""What the fitter enters on the phone: few fields, large targets."""

from django import forms

from hardening.choices import SignOff, Stage
from saferstreets.common.forms import HouseForm


class DoneForm(HouseForm):
    """The work is done."""

    submit_label = "Work done"

    fitted_line_ids = forms.TypedMultipleChoiceField(
        label="What did you fit?", coerce=int, widget=forms.CheckboxSelectMultiple
    )
    sign_off = forms.ChoiceField(
        label="What did the resident say?", choices=SignOff.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label="Anything not fitted, and why",
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args, lines, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["fitted_line_ids"].choices = [(line.pk, str(line)) for line in lines]


class CouldNotForm(HouseForm):
    """Nothing could be done."""

    submit_label = "Could not do the work"

    reason = forms.ChoiceField(
        label="Why not?",
        choices=[
            (words, words)
            for words in ("Nobody in", "Not let in", "Not wanted today", "Wrong parts", "The door or window is not as specified", "Not safe to work")
        ],
        widget=forms.RadioSelect,
    )  # fmt: skip


class PhotoForm(HouseForm):
    """A photograph of the work."""

    submit_label = "Send this photograph"

    stage = forms.ChoiceField(label="When was it taken?", choices=Stage.choices, widget=forms.RadioSelect)
    photo = forms.FileField(
        label="Photograph",
        help_text="Of the door or window alone: nobody in it, no papers",
        widget=forms.FileInput(attrs={"accept": "image/*", "capture": "environment"}),
    )
