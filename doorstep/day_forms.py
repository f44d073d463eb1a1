"""Reads the end of a day on the street."""

from django import forms

from saferstreets.common.forms import HouseForm

NUMBER = {"class": "govuk-input--width-5", "inputmode": "numeric"}


class CloseDayForm(HouseForm):
    """The bag, the phone, and home."""

    submit_label = "Close the day"
    mark_optional = False

    counted = forms.IntegerField(
        label="How many packs are in your bag?", min_value=0, max_value=1000, widget=forms.TextInput(attrs=NUMBER),
        help_text="Count them. What you took out, delivered and gave back is known already.",
    )  # fmt: skip
    explanation = forms.CharField(
        label="Why does the count differ?", max_length=200, required=False,
        help_text="Only when you are told that it does, after counting again",
    )  # fmt: skip
    unsent = forms.IntegerField(
        label="How many visits are still on your phone, not sent?", min_value=0, max_value=500, initial=0,
        widget=forms.TextInput(attrs=NUMBER),
    )  # fmt: skip
    named = forms.CharField(
        label="Which ones?", max_length=200, required=False,
        help_text="The street and the doors; nothing about who lives there",
    )  # fmt: skip
    safe_home = forms.BooleanField(label="I am safe home", required=False)

    def __init__(self, *args, phones, **kwargs):
        """phones: the person's own, which say themselves what waits on them; without one it is asked."""
        super().__init__(*args, **kwargs)
        self.phones = phones
        if phones:
            del self.fields["unsent"]
            if not self.on_phones:
                del self.fields["named"]

    @property
    def on_phones(self):
        """How many records wait on the phones, by what each last said."""
        return sum(phone.unsent for phone in self.phones)

    def clean(self):
        cleaned = super().clean()
        if self.phones:
            cleaned["unsent"] = self.on_phones
        if not cleaned.get("safe_home"):
            self.add_error("safe_home", "Close the day when you are safe home")
        if cleaned.get("unsent") and not cleaned.get("named"):
            self.add_error("named", "Say which visits are still on the phone")
        return cleaned
