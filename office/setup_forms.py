"""Reads what a coordinator enters about a project."""

import re

from django import forms

from accounts.choices import Role
from accounts.models import Organisation
from grants.choices import Section
from households.choices import LsoaVintage
from households.models import Area
from saferstreets.common import clock, figures
from saferstreets.common.forms import DateParts, HouseForm, PoundsField

LSOA_CODE = re.compile(r"[EWNS]010\d{5}")
NOTHING_COUNTS_IT = "Nothing counts it yet"
MOST_LINES = 2000


class Lines(forms.CharField):
    """Several answers in one box, one to a line; blank lines are dropped. Gives a list of trimmed lines.

    longest: characters a line may have.
    """

    def __init__(self, *, longest, rows=6, **kwargs):
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **kwargs)
        self.longest = longest

    def clean(self, value):
        lines = [" ".join(line.split()) for line in super().clean(value).splitlines() if line.strip()]
        if len(lines) > MOST_LINES:
            raise forms.ValidationError(f"Enter no more than {MOST_LINES:,} lines at once")
        for number, line in enumerate(lines, 1):
            if len(line) > self.longest:
                raise forms.ValidationError(
                    f"Line {number} has {len(line)} characters; a line may have {self.longest}"
                )
        return lines


class BodyChoice(HouseForm):
    """A form that names a body: one of the list, or a new one by its name. Cleans to `body`: the row, a name, or None."""

    body_required = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        names = [
            (str(pk), name) for pk, name in Organisation.objects.order_by("name").values_list("pk", "name")
        ]
        self.fields["body"].choices = [("", "Choose a body"), *names]

    def clean(self):
        cleaned = super().clean()
        chosen, new = cleaned.pop("body", ""), cleaned.pop("new_body", "")
        if chosen and new:
            self.add_error("new_body", "Choose a body from the list or enter a new one, not both")
        elif self.body_required and not chosen and not new and not self.errors:
            self.add_error("body", "Choose a body, or enter a new one")
        cleaned["body"] = Organisation.objects.get(pk=chosen) if chosen else new or None
        return cleaned


def body_field(label):
    """The list half of a BodyChoice."""
    return forms.ChoiceField(label=label, required=False)


def new_body_field():
    """The other half: a name that is not in the list."""
    return forms.CharField(label="Or a body that is not in the list", max_length=160, required=False)


class ProjectFactsForm(BodyChoice):
    """The facts of one grant in one place."""

    name = forms.CharField(label="Name of the project", max_length=120)
    round = forms.CharField(
        label="Fund and round",
        max_length=80,
        required=False,
        help_text="For example, Safer Streets Fund round 2 (SSF2)",
    )
    body = body_field("Lead body")
    new_body = new_body_field()
    award_pence = PoundsField(label="Award", required=False)
    awarded_on = DateParts(label="Date of award", required=False)
    starts_on = DateParts(label="Delivery starts", help_text="For example, 3 6 2021")
    ends_on = DateParts(label="Delivery ends", help_text="For example, 31 3 2022")
    purpose = forms.CharField(
        label="What the project is for", max_length=2000, required=False, widget=forms.Textarea
    )
    note = forms.CharField(
        label="Note",
        max_length=2000,
        required=False,
        widget=forms.Textarea,
        help_text="For example, a second bid that was not awarded",
    )
    streets_locked = forms.BooleanField(
        label="The street list is complete",
        required=False,
        help_text="An import then never adds a street by itself: a row in another street waits for a person",
    )

    def clean(self):
        cleaned = super().clean()
        starts_on, ends_on = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", "Delivery must end on or after the day it starts")
        cleaned["lead_body"] = cleaned.pop("body", None)
        return cleaned


class NewProjectForm(HouseForm):
    """The least a project needs; everything else is set up afterwards."""

    submit_label = "Create the project"

    name = forms.CharField(label="Name of the project", max_length=120)
    slug = forms.SlugField(
        label="Short name for the web address",
        max_length=40,
        help_text="Small letters, numbers and hyphens, for example barrow-round-3. It cannot be changed later",
        error_messages={
            "invalid": "Short name for the web address must be letters, numbers and hyphens only, like barrow-round-3"
        },
    )
    starts_on = DateParts(label="Delivery starts", help_text="For example, 3 6 2021")
    ends_on = DateParts(label="Delivery ends", help_text="For example, 31 3 2022")

    def clean_slug(self):
        return self.cleaned_data["slug"].lower()

    def clean(self):
        cleaned = super().clean()
        starts_on, ends_on = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", "Delivery must end on or after the day it starts")
        return cleaned


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
        label="What the post does", max_length=500, required=False, widget=forms.Textarea
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
        widget=forms.Textarea,
        help_text="In the words of the bid",
    )
    section = forms.ChoiceField(label="Part of the update", choices=Section)
    unit = forms.CharField(label="Counted in", max_length=40, help_text="For example, homes")
    figure = forms.ChoiceField(label="Figure that counts it", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        known = [(one.id, f"{one.id} {one.label} ({one.unit})") for one in figures.all_figures()]
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


class MemberForm(HouseForm):
    """A person and a role on this project."""

    submit_label = "Add the person"

    email = forms.EmailField(label="Email address", max_length=254)
    name = forms.CharField(
        label="Name",
        max_length=120,
        required=False,
        help_text="Needed for somebody who has no account here yet",
    )
    role = forms.ChoiceField(label="Role", choices=[("", "Choose a role"), *Role.choices])
    until = DateParts(
        label="Last day", required=False, help_text="Leave empty when no end is planned", earliest=clock.today
    )


class EndMemberForm(HouseForm):
    """The last day of a role."""

    submit_label = "End the role"

    until = DateParts(label="Last day", help_text="The person keeps the rights of this role through this day")


class PackForm(HouseForm):
    """The next version of the pack."""

    submit_label = "Put this version in use"

    from_on = DateParts(label="In use from")
    contents = Lines(
        label="What each pack holds",
        longest=120,
        rows=10,
        help_text="One to a line. Where the quantity is known begin with it: 2 x pens",
    )
    note = forms.CharField(label="Note", max_length=500, required=False, widget=forms.Textarea)

    def clean_contents(self):
        """(name, quantity or None) in order."""
        found = [
            re.fullmatch(r"(?:(\d{1,3})\s*[x×]\s+)?(.+)", line).groups()
            for line in self.cleaned_data["contents"]
        ]
        names = [name.casefold() for _, name in found]
        if len(set(names)) < len(names):
            raise forms.ValidationError("The same thing is there twice")
        return [(name, int(quantity) if quantity else None) for quantity, name in found]
