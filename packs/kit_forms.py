"""Reads what is said of kits, torches and signs."""

from django import forms

from households.models import Street
from packs import rules
from packs.choices import ClashAnswer, ItemKind, PlaceKind, RegisteredHow
from packs.models import Item, Location
from packs.stock_forms import OnceForm, day_field, free_places
from saferstreets.common import clock
from saferstreets.common.forms import Conditional, DateParts, HouseForm, Layout


class DayForm(HouseForm):
    """One day of something that happened to a thing."""

    submit_label = "Save"

    def __init__(self, *args, name, label, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields[name] = day_field(label)


class RegisterKitForm(HouseForm):
    """How and when a kit was registered."""

    submit_label = "It is registered"

    how = forms.ChoiceField(label="How was it registered?", choices=RegisteredHow, widget=forms.RadioSelect)
    registered_on = day_field("Registered on")


class TransferForm(HouseForm):
    """A kit to another home. The address is searched by post, so that it stands in no web address."""

    submit_label = "Move the kit"

    home = forms.ChoiceField(label="Which home has it now?", widget=forms.RadioSelect)
    moved_on = day_field("Since")
    reason = forms.CharField(label="Why", max_length=200, help_text="For example: the family moved house")

    def __init__(self, *args, homes, **kwargs):
        self.homes = {str(home.pk): home for home in homes}
        super().__init__(*args, **kwargs)
        self.fields["home"].choices = [(key, home.address) for key, home in self.homes.items()]

    def clean(self):
        cleaned = super().clean()
        cleaned["household"] = self.homes.get(cleaned.pop("home", None))
        return cleaned


class ReceiveKitsForm(HouseForm):
    """Codes of kits that came in, one a line."""

    submit_label = "Write them down"

    codes = forms.CharField(
        label="Codes", widget=forms.Textarea(attrs={"rows": 8}), max_length=60_000,
        help_text="One in each line, as on the boxes. Never the PIN. Codes that are known are passed over.",
    )  # fmt: skip
    location = forms.ModelChoiceField(
        label="Where they are", queryset=Location.objects.none(), empty_label=None
    )
    received_on = day_field("Received on")

    def __init__(self, *args, project, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["location"].queryset = Location.objects.filter(
            project=project, kind__in=(PlaceKind.STORE, PlaceKind.BAG)
        )

    def clean_codes(self):
        """The codes as they are stored; a line that is no code is named."""
        codes = [rules.kit_code(line) for line in self.cleaned_data["codes"].splitlines() if line.strip()]
        wrong = [code for code in codes if len(code) > 30 or not code.isprintable()]
        if wrong:
            raise forms.ValidationError(f"“{wrong[0][:40]}” is no kit code: enter one code in each line")
        return codes


class ClashForm(HouseForm):
    """What a code from two homes was."""

    submit_label = "Settle it"
    mark_optional = False

    answer = forms.ChoiceField(label="What was it?", choices=ClashAnswer, widget=forms.RadioSelect)
    code = forms.CharField(label="The right code, if it is known", max_length=30, required=False)

    def layout(self):
        return Layout(Conditional("answer", {ClashAnswer.MISREAD: ["code"]}))


class TorchForm(OnceForm):
    """A torch for an officer."""

    submit_label = "Issue the torch"

    collar_number = forms.CharField(label="Collar number", max_length=20)
    station = forms.CharField(label="Station", max_length=80, initial="Workington")
    location = forms.ModelChoiceField(label="Out of", queryset=Location.objects.none(), empty_label=None)
    issued_on = day_field("Issued on")
    trained_on = DateParts(
        label="Training video watched on",
        required=False,
        latest=clock.today,
        help_text="Leave empty until it is",
    )

    def __init__(self, *args, project, **kwargs):
        super().__init__(*args, project=project, **kwargs)
        self.fields["location"].queryset = Location.objects.filter(project=project, kind=PlaceKind.STORE)


class TorchBackForm(HouseForm):
    """A torch that came back."""

    submit_label = "Take it back"

    location = forms.ModelChoiceField(
        label="Where is it now?", queryset=Location.objects.none(), empty_label=None
    )
    returned_on = day_field("Given back on")

    def __init__(self, *args, project, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["location"].queryset = free_places(project).filter(
            kind__in=(PlaceKind.STORE, PlaceKind.LOST, PlaceKind.DAMAGED)
        )


class FindForm(HouseForm):
    """A mark seen under a torch."""

    submit_label = "Save the find"

    what = forms.CharField(label="What carried the mark", max_length=120, help_text="For example: a bicycle")
    collar_number = forms.CharField(label="Collar number of the officer who found it", max_length=20)
    found_on = day_field("Mark seen on")
    mark = forms.CharField(
        label="Code read from the mark",
        max_length=30,
        required=False,
        help_text="A code of this project traces it at once",
    )


class SignForm(HouseForm):
    """A lamp column for a sign."""

    submit_label = "Add the column"

    street = forms.ModelChoiceField(label="Street", queryset=Street.objects.none(), empty_label="Choose")
    column_number = forms.CharField(
        label="Column number", max_length=40, help_text="As painted on the lamp column"
    )
    permitted_on = DateParts(
        label="The county’s permission of",
        required=False,
        latest=clock.today,
        help_text="Leave empty while it is asked for",
    )
    permission = forms.CharField(label="The paper that gives it", max_length=160, required=False)

    def __init__(self, *args, project, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["street"].queryset = Street.objects.filter(project=project).order_by("name", "town")


class PermitForm(HouseForm):
    """The county's permission."""

    submit_label = "Save the permission"

    permitted_on = day_field("Permission of")
    permission = forms.CharField(
        label="The paper that gives it", max_length=160, help_text="For example: letter HW/12"
    )


class SignUpForm(HouseForm):
    """A sign out of the store on its column."""

    submit_label = "It is up"

    item = forms.ModelChoiceField(label="Which sign", queryset=Item.objects.none(), empty_label=None)
    location = forms.ModelChoiceField(label="Out of", queryset=Location.objects.none(), empty_label=None)
    up_on = day_field("Put up on")

    def __init__(self, *args, project, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["item"].queryset = Item.objects.filter(project=project, kind=ItemKind.SIGN)
        self.fields["location"].queryset = Location.objects.filter(project=project, kind=PlaceKind.STORE)
