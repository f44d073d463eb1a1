"""Reads what is entered about a scheme."""

from django import forms

from accounts.choices import Role
from accounts.models import Membership, Organisation, User
from cctv.choices import PaperKind, Said, SchemeKind
from cctv.forms.uploads import content_of
from cctv.rules import LEAST_YEARS, MOST_YEARS
from grants.models import Agreement
from saferstreets.common import clock
from saferstreets.common.forms import DateParts, HouseForm, PoundsField
from saferstreets.common.stages import DelayFactor

OPEN_WORDS = "Every reader of the scheme’s page sees this: name no camera’s place"


class SchemeForm(HouseForm):
    """The facts of a scheme."""

    submit_label = "Save the scheme"

    name = forms.CharField(label="Name of the scheme", max_length=120)
    kind = forms.ChoiceField(
        label="Who pays", choices=SchemeKind, widget=forms.RadioSelect, initial=SchemeKind.PARTNER
    )
    site = forms.CharField(
        label="Site", max_length=160, help_text="The school or building, never where a camera hangs"
    )
    owner = forms.ModelChoiceField(
        label="Owner of the cameras",
        queryset=Organisation.objects.none(),
        required=False,
        empty_label="Not said yet",
    )
    agreement = forms.ModelChoiceField(
        label="Agreement", queryset=Agreement.objects.none(), required=False, empty_label="None on record"
    )
    transfer_pence = PoundsField(
        label="Grant transferred", required=False, help_text="Leave empty where no paper gives it"
    )
    supplier = forms.CharField(
        label="The owner’s supplier",
        max_length=120,
        required=False,
        help_text="Theirs, not ours: it comes into no list of our suppliers",
    )
    before = forms.CharField(
        label="What it was like before",
        max_length=1500,
        required=False,
        widget=forms.Textarea({"rows": 4}),
        help_text=OPEN_WORDS,
    )
    purpose = forms.CharField(
        label="What the cameras are for",
        max_length=1500,
        required=False,
        widget=forms.Textarea({"rows": 4}),
        help_text=OPEN_WORDS,
    )
    goes_with = forms.CharField(
        label="Other people’s works it goes with",
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )
    upkeep = forms.CharField(label="Who pays for upkeep", max_length=300, required=False)
    police_access = forms.CharField(label="How the police get images", max_length=300, required=False)
    least_years = forms.IntegerField(
        label="Expected life, from (years)", min_value=1, max_value=60, initial=LEAST_YEARS
    )
    most_years = forms.IntegerField(
        label="Expected life, to (years)", min_value=1, max_value=60, initial=MOST_YEARS
    )
    stated_in = forms.CharField(label="Where this is stated", max_length=200, required=False)

    def __init__(self, *args, project, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = Organisation.objects.order_by("name")
        self.fields["agreement"].queryset = Agreement.objects.filter(project=project).select_related("body")


class StageForm(HouseForm):
    """A planned, expected or real day of one stage."""

    submit_label = "Save the day"

    said = forms.ChoiceField(label="What do you enter?", choices=Said, widget=forms.RadioSelect)
    on = DateParts(label="Day", error_messages={"required": "Enter the day"})
    words = forms.CharField(
        label="In the words of the paper",
        max_length=60,
        required=False,
        help_text="Where the day is not exact: October/November",
    )
    factor = forms.ChoiceField(
        label="Leading factor of the delay",
        choices=[("", "It is not late"), *DelayFactor.choices],
        required=False,
    )
    why = forms.CharField(label="The delay, in words", max_length=300, required=False)

    def __init__(self, *args, may_reach, **kwargs):
        super().__init__(*args, **kwargs)
        if not may_reach:
            self.fields["said"].choices = [choice for choice in Said.choices if choice[0] != Said.REACHED]


class HandOverForm(HouseForm):
    """The day of the handover, and when somebody asks the owner again."""

    submit_label = "Hand over"

    on = DateParts(
        label="Handed over on",
        latest=clock.today,
        error_messages={"required": "Enter the day of the handover"},
    )
    next_review_on = DateParts(
        label="Next review", help_text="When the office or its successor asks the owner again",
        error_messages={"required": "Enter the day of the next review"},
    )  # fmt: skip
    cost_pence = PoundsField(
        label="What the cameras cost, net of VAT that can be recovered", required=False,
        help_text="For the asset register. Leave empty until the owner has said it",
    )  # fmt: skip


class PaperForm(HouseForm):
    """A file about the scheme."""

    submit_label = "Keep the file"

    kind = forms.ChoiceField(label="What is it?", choices=PaperKind, widget=forms.RadioSelect)
    title = forms.CharField(label="What it shows", max_length=160)
    content = forms.FileField(
        label="File", help_text="A photograph or a PDF, up to 15 MB. Never footage: a video is refused",
        error_messages={"required": "Select the file", "missing": "Select the file"},
    )  # fmt: skip
    shows_none = forms.BooleanField(
        label="The picture shows no camera, and not where one hangs", required=False, help_text="Needed for the picture of the page, which every reader sees"
    )  # fmt: skip

    def clean_content(self):
        """The bytes of the file; footage is refused here, before its size is looked at."""
        return content_of(self.cleaned_data["content"])

    def clean(self):
        cleaned = super().clean()
        if not cleaned.pop("shows_none", False) and cleaned.get("kind") == PaperKind.PICTURE:
            self.add_error(
                "shows_none",
                "Every reader sees this picture. Say that it shows no camera, or choose another kind",
            )
        return cleaned


class PartnerForm(HouseForm):
    """Who of the owner's office enters the progress of this scheme."""

    submit_label = "Let them enter progress"

    user = forms.ModelChoiceField(
        label="Works partner", queryset=User.objects.none(), empty_label="Choose a person"
    )
    until_on = DateParts(label="Last day", required=False, help_text="Leave empty while there is none")

    def __init__(self, *args, project, **kwargs):
        super().__init__(*args, **kwargs)
        members = Membership.objects.current().filter(project=project, role=Role.WORKS_PARTNER)
        self.fields["user"].queryset = User.objects.filter(pk__in=members.values("user")).order_by("name")


class EndForm(HouseForm):
    """The last day of a partner."""

    submit_label = "Set the last day"

    until_on = DateParts(label="Last day", error_messages={"required": "Enter the last day"})
