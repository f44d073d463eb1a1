"""Reads where a project works, what it promised and who does it."""

import re

from django import forms

from grants.choices import Section
from households.choices import LsoaVintage
from households.models import Area
from office.setup_forms.parts import BodyChoice, Lines, body_field, new_body_field
from saferstreets.common import clock, figures
from saferstreets.common.forms import DateParts, HouseForm

LSOA_CODE = re.compile(r"[EWNS]010\d{5}")
NOTHING_COUNTS_IT = "Nothing counts it yet"


class AreaForm(HouseForm):
    """An area as the bid names it, with its statistical areas."""

    submit_label = "Add the area"

    name = forms.CharField(label="Name of the area", max_length=80)
    codes = Lines(
        label="LSOA codes",
        longest=9,
        rows=3,
        required=False,
        help_text="One to a line, for example E01019121. Leave empty if they are not known",
    )
    vintage = forms.ChoiceField(
        label="Boundaries of the codes",
        choices=LsoaVintage,
        initial=LsoaVintage.V2011,
        widget=forms.RadioSelect,
    )
    inferred = forms.BooleanField(
        label="The bid does not state these codes: they are inferred",
        required=False,
        help_text="Every page then says so",
    )
    note = forms.CharField(
        label="Note", max_length=300, required=False, help_text="For example, how the codes were found"
    )

    def clean_codes(self):
        codes = [code.upper() for code in self.cleaned_data["codes"]]
        for code in codes:
            if not LSOA_CODE.fullmatch(code):
                raise forms.ValidationError(f"“{code}” is not an LSOA code. A code looks like E01019121")
        if len(set(codes)) < len(codes):
            raise forms.ValidationError("The same code is there twice")
        return codes


class StreetsForm(HouseForm):
    """One street or many, one to a line."""

    submit_label = "Add the streets"

    names = Lines(
        label="Streets",
        longest=100,
        rows=8,
        help_text="One to a line. Streets that are there already are left as they are",
    )
    town = forms.CharField(label="Town", max_length=100, required=False)
    locality = forms.CharField(label="Locality", max_length=100, required=False)
    area = forms.ModelChoiceField(
        label="Area", queryset=Area.objects.none(), required=False, empty_label="Not known"
    )

    def __init__(self, *args, project, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = Area.objects.filter(project=project)


class PostForm(BodyChoice):
    """A post of the project; never a person's name."""

    submit_label = "Add the post"

    title = forms.CharField(
        label="Title of the post", max_length=100, help_text="The post, not a person’s name"
    )
    body = body_field("Body")
    new_body = new_body_field()
    base = forms.CharField(label="Where it is based", max_length=160, required=False)
    filled = forms.BooleanField(label="Somebody has been recruited", required=False)
    starts_on = DateParts(label="Starts on", required=False)
    ends_on = DateParts(label="Ends on", required=False)
    duties = forms.CharField(
        label="What the post does", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    training = Lines(
        label="Training or input from", longest=160, rows=4, required=False, help_text="One to a line"
    )


class DeliverableForm(HouseForm):
    """One promise in the words of the bid, and the figure that counts it."""

    submit_label = "Save the deliverable"

    title = forms.CharField(label="Deliverable", max_length=120)
    promise = forms.CharField(
        label="As promised",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="In the words of the bid",
    )
    section = forms.ChoiceField(label="Part of the update", choices=Section)
    unit = forms.CharField(label="Counted in", max_length=40, help_text="For example, homes")
    figure = forms.ChoiceField(label="Figure that counts it", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        known = [(one.id, f"{one.id} {one.label} ({one.unit})") for one in figures.printed_figures()]
        self.fields["figure"].choices = [("", NOTHING_COUNTS_IT), *known]


class NewDeliverableForm(DeliverableForm):
    """A promise with its first target, where the bid gives a number."""

    submit_label = "Add the deliverable"

    value = forms.IntegerField(
        label="Target",
        min_value=1,
        max_value=100_000_000,
        required=False,
        help_text="Leave empty where the bid gives no number",
    )
    stated_on = DateParts(label="Target stated on", required=False, latest=clock.today)
    stated_in = forms.CharField(
        label="Where it is stated",
        max_length=200,
        required=False,
        help_text="For example, the bid, section 2",
    )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("value") is not None:
            for name, words in (
                ("stated_on", "Enter the day the target was stated"),
                ("stated_in", "Enter where the target is stated"),
            ):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, words)
        return cleaned
