"""Reading what the desk enters about a home."""

from django import forms

from households import rules, values
from households.choices import HouseholdKind, HouseholdState, Tenure
from saferstreets.common.forms import HouseForm

SHORT = forms.TextInput(attrs={"class": "govuk-input--width-10"})
MOST_FLATS = 60


class HomeForm(HouseForm):
    """A home's address and facts."""

    submit_label = "Add this home"

    flat = forms.CharField(label="Flat or room", required=False, max_length=60, widget=SHORT)
    name = forms.CharField(label="House or building name", required=False, max_length=100)
    number = forms.CharField(
        label="Number", help_text="Such as 14, 14A or 12-14", required=False, max_length=30, widget=SHORT
    )
    postcode = forms.CharField(label="Postcode", required=False, max_length=10, widget=SHORT)
    uprn = forms.CharField(
        label="UPRN",
        help_text="Up to 12 digits. Leave it empty when it is not known",
        required=False,
        max_length=14,
        widget=SHORT,
    )
    reference = forms.CharField(label="Reference in the source", required=False, max_length=60)
    kind = forms.ChoiceField(label="Kind", choices=HouseholdKind.choices)
    tenure = forms.ChoiceField(label="Tenure", choices=Tenure.choices)

    def clean_postcode(self):
        """The postcode as it is printed; one that was there already stays as it is."""
        typed = self.cleaned_data["postcode"].strip()
        found = values.postcode(typed) or (typed if typed == self.initial.get("postcode") else "")
        if typed and not found:
            raise forms.ValidationError("Enter a whole postcode, such as CA14 2PB")
        return found

    def clean_uprn(self):
        """The UPRN's digits."""
        typed = self.cleaned_data["uprn"].strip()
        found, wrong = values.uprn(typed) if typed else ("", "")
        if wrong:
            raise forms.ValidationError("Enter the UPRN as 1 to 12 digits")
        return found

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not any(cleaned.get(field) for field in ("flat", "name", "number")):
            self.add_error("number", "Give the home a number, a name or a flat")
        return cleaned


class _VersionForm(HouseForm):
    """A form that remembers which version of the home it showed."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2_000_000_000)

    def show_again(self, version):
        """Take this version as seen: the next press of the button is made knowing it."""
        self.data = self.data.copy()
        self.data["version"] = version


class HomeEditForm(_VersionForm, HomeForm):
    """The same with what stands there, and the version of the home that the person saw."""

    submit_label = "Save this home"

    state = forms.ChoiceField(
        label="What stands there",
        help_text="What you enter holds until a later visit says otherwise",
        choices=[],
    )

    def __init__(self, *args, home, shown, **kwargs):
        initial = {field: getattr(home, field) for field in (*shown, "version")}
        super().__init__(*args, initial=initial, **kwargs)
        states = list(rules.ENTERED_STATES)
        if home.state not in states:
            states.append(HouseholdState(home.state))
        self.fields["state"].choices = [(state.value, state.label) for state in states]


class SplitForm(_VersionForm):
    """What the flats are called, one a line."""

    submit_label = "Split this home"

    flats = forms.CharField(
        label="The flats, one on each line",
        help_text="Such as Flat 1, Flat 2, Top flat. Each becomes a home of its own at this number",
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def clean_flats(self):
        """The names of the flats."""
        names = [" ".join(line.split()) for line in self.cleaned_data["flats"].splitlines() if line.strip()]
        if len(names) > MOST_FLATS:
            raise forms.ValidationError(f"Enter at most {MOST_FLATS} flats at a time")
        if long := next((name for name in names if len(name) > 60), ""):
            raise forms.ValidationError(f"“{long[:40]}…” is longer than 60 characters")
        return names


class SettleManyForm(HouseForm):
    """Which of the values shown, and whose is right for all of them."""

    values = forms.TypedMultipleChoiceField(
        choices=[], coerce=int, error_messages={"required": "Tick the homes that you have decided about"}
    )
    take = forms.TypedChoiceField(
        choices=[("theirs", "Theirs"), ("ours", "Ours")], coerce=lambda answer: answer == "theirs"
    )

    def __init__(self, *args, shown, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["values"].choices = [(str(pk), str(pk)) for pk in shown]


class SettleForm(HouseForm):
    """Theirs or ours."""

    submit_label = "Settle this"

    take = forms.TypedChoiceField(
        label="Which is right?",
        choices=[],
        coerce=lambda answer: answer == "theirs",
        widget=forms.RadioSelect,
    )

    def __init__(self, *args, ours, theirs, source, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["take"].choices = [
            ("theirs", f"{theirs}, as {source} says"),
            ("ours", f"{ours}, as we have it"),
        ]
