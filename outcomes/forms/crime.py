import datetime

from django import forms

from outcomes import crime_page, rules
from outcomes.counting import Asked
from saferstreets.common.forms import HouseForm


class AskedForm(HouseForm):
    """Which crime, which months, and how far back to look. Without answers it asks what the page shows first."""

    submit_label = "Show"
    mark_optional = False

    kind = forms.ChoiceField(label="What was recorded")
    first = forms.ChoiceField(label="First month")
    last = forms.ChoiceField(label="Last month")
    years = forms.ChoiceField(
        label="Compared with",
        choices=[(year, f"the same months {'a year' if year == 1 else f'{year} years'} before") for year in crime_page.YEARS],
    )  # fmt: skip

    def __init__(self, data, *, project, held, usual):
        asked = data if data and "kind" in data else None
        super().__init__(
            asked,
            initial={"kind": usual.kind, "first": _value(usual.first), "last": _value(usual.last), "years": usual.years},
        )  # fmt: skip
        months = [(_value(month), f"{month:%B %Y}") for month in rules.months_between(held[0], held[-1])]
        self.fields["kind"].choices = crime_page.kind_choices(project)
        self.fields["first"].choices = self.fields["last"].choices = months
        self.usual = usual

    def clean(self):
        """The last month does not come before the first."""
        cleaned = super().clean()
        if {"first", "last"} <= cleaned.keys() and cleaned["last"] < cleaned["first"]:
            self.add_error("last", "The last month must not come before the first month")
        return cleaned

    @property
    def asked(self):
        """What is asked; what the page shows first where nothing is asked, or nothing that can be."""
        if not self.is_bound or not self.is_valid():
            return self.usual
        answers = self.cleaned_data
        return Asked(
            answers["kind"], _month(answers["first"]), _month(answers["last"]), int(answers["years"])
        )


def _value(month):
    return f"{month:%Y-%m}"


def _month(value):
    return datetime.date.fromisoformat(f"{value}-01")


class StreetFileForm(HouseForm):
    """A street-level file of data.police.uk."""

    submit_label = "Read the file"

    file = forms.FileField(
        label="Street-level file",
        help_text="One month of one police force, as downloaded from data.police.uk: its name ends in “-street.csv”",
    )
