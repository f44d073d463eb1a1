"""Reading what is entered about a scheme."""

from django import forms

from lighting.choices import PlaceKind, SchemeKind
from lighting.forms.parts import AREA, whole_number, words
from saferstreets.common.forms import HouseForm


class SchemeForm(HouseForm):
    """A new scheme, its area in the paper's words."""

    submit_label = "Enter the scheme"

    name = forms.CharField(label="Name of the scheme", max_length=120)
    kind = forms.ChoiceField(label="What does it do?", choices=SchemeKind.choices, widget=forms.RadioSelect)
    boundary = forms.CharField(
        label="The area, in the words of the paper",
        max_length=1000,
        widget=AREA,
        help_text="As it stands there; no more exact than it says",
    )
    streets = words(
        "Streets that define the area",
        1000,
        widget=AREA,
        help_text="One a line. They bound the area and need not all be lit anew",
    )
    route = words(
        "Ends of the route",
        500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="One a line, for a path through a park",
    )
    access = whole_number("How many access points?", max_value=50, help_text="Entrances, not lamps")
    before = words("What is it like before?", 1000, widget=AREA)
    depends_on = words(
        "Other people’s works it goes with", 1000, widget=AREA, help_text="Recorded here, and not ours"
    )

    @property
    def details(self):
        """What add_scheme takes."""
        found = {
            name: self.cleaned_data[name] for name in ("name", "kind", "boundary", "before", "depends_on")
        }
        return found | {"places": self._places()}

    def _places(self):
        lines = [(PlaceKind.BOUNDARY, "streets"), (PlaceKind.ROUTE_END, "route")]
        named = [
            (kind, line.strip()[:120])
            for kind, name in lines
            for line in self.cleaned_data[name].splitlines()
            if line.strip()
        ]
        count = self.cleaned_data["access"] or 0
        return [
            *named,
            *((PlaceKind.ACCESS, f"Access point {one} of {count}") for one in range(1, count + 1)),
        ]


class DetailsForm(HouseForm):
    """What is known of a scheme's people, life and energy."""

    contractor = words("Contractor", 160)
    owner = words(
        "Who looks after the lights afterwards", 160, help_text="The body by its name, as in the agreement"
    )
    life_from_years = whole_number("Expected life, from (years)", max_value=99)
    life_to_years = whole_number("Expected life, to (years)", max_value=99)
    stated_in = words("Where owner and life are stated")
    agreement = forms.ModelChoiceField(None, label="Agreement", required=False, empty_label="None recorded")
    before = words("What was it like before?", 1000, widget=AREA)
    depends_on = words("Other people’s works it goes with", 1000, widget=AREA)
    burning_hours = whole_number(
        "Burning hours a year",
        required=True,
        max_value=8_784,
        help_text="An assumption; it is printed wherever energy is",
    )
    grams_a_kwh = whole_number(
        "Grams of CO2e a kWh",
        required=True,
        max_value=2_000,
        help_text="An assumption, printed in the same way",
    )

    def __init__(self, *args, agreements, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["agreement"].queryset = agreements


class PartnerForm(HouseForm):
    """Who enters the scheme's progress."""

    user = forms.ModelChoiceField(None, label="Who?", widget=forms.RadioSelect, empty_label=None)

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = people


class TakeForm(HouseForm):
    """Streets of the inventory whose free columns a scheme takes."""

    submit_label = "Take these columns into the scheme"

    street_keys = forms.MultipleChoiceField(label="Which streets?", widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args, streets, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["street_keys"].choices = [
            (row["street_key"], f"{row['name']} ({row['columns']:,})") for row in streets
        ]


class EndForm(HouseForm):
    """Asks nothing but whether."""

    submit_label = "Yes"
