"""What the forms of this room are made of."""

import re

from django import forms

from evidence.rules import MOST_BYTES
from saferstreets.common import clock
from saferstreets.common.forms import DateParts, HouseForm
from saferstreets.common.stages import DelayFactor

AREA = forms.Textarea(attrs={"rows": 4})


def words(label, most=200, **more):
    """A line of text that may stay empty, unless more says otherwise."""
    return forms.CharField(label=label, max_length=most, **{"required": False, **more})


def whole_number(label, **more):
    """A whole number that may stay empty."""
    return forms.IntegerField(label=label, **{"required": False, "min_value": 1, **more})


def past_day(label, **more):
    """A day up to today."""
    return DateParts(label=label, latest=clock.today, **more)


def factor():
    """The leading factor of a delay; empty where there is none."""
    choices = [("", "Not late"), *DelayFactor.choices]
    return forms.ChoiceField(
        label="Leading factor, if later than planned",
        choices=choices,
        required=False,
        widget=forms.RadioSelect,
    )


class Thousandths(forms.Field):
    """A measure typed in whole units with up to three decimals and kept in thousandths (int): 61.5 W, 8 m. highest: in units."""

    widget = forms.TextInput(attrs={"class": "govuk-input--width-5", "inputmode": "decimal"})

    def __init__(self, *, highest, **kwargs):
        super().__init__(**{"required": False, **kwargs})
        self.highest = highest

    def prepare_value(self, value):
        if not isinstance(value, int):
            return value
        return f"{value // 1_000}.{value % 1_000:03}".rstrip("0").rstrip(".")

    def to_python(self, value):
        text = str(value or "").strip()
        if not text:
            return None
        found = re.fullmatch(r"([0-9]{1,6})(?:\.([0-9]{1,3}))?", text)
        kept = int(found[1]) * 1_000 + int((found[2] or "").ljust(3, "0")) if found else 0
        if not 0 < kept <= self.highest * 1_000:
            raise forms.ValidationError(
                f"{self.label} must be a number up to {self.highest:,}, like 8 or 61.5"
            )
        return kept

    def has_changed(self, initial, data):
        """Compares thousandths, so that 8 and 8.0 are the same."""
        try:
            return self.to_python(data) != initial
        except forms.ValidationError:
            return True


class FileForm(HouseForm):
    """A form with a file, of which the cleaned answer is its bytes."""

    def clean_content(self):
        """The bytes, or None. What they are is told by their content, in evidence.rules."""
        file = self.cleaned_data.get("content")
        if file and file.size > MOST_BYTES:
            raise forms.ValidationError("The file must be smaller than 15 MB")
        return file.read() if file else None
