"""Reads how many of what goes where, who gave and took it, and what was counted."""

import uuid

from django import forms

from packs import rules
from packs.choices import ItemKind, PlaceKind
from packs.models import Location, PackSpecification
from saferstreets.common import clock
from saferstreets.common.forms import DateParts, HouseForm


def day_field(label, **details):
    """A day of the past or today."""
    return DateParts(label=label, latest=clock.today, initial=clock.today, **details)


class OnceForm(HouseForm):
    """A form that makes one thing however often it is sent."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=40)

    def __init__(self, *args, project, **kwargs):
        kwargs["initial"] = {"key": str(uuid.uuid4()), **kwargs.get("initial", {})}
        self.project = project
        super().__init__(*args, **kwargs)


class LinesForm(OnceForm):
    """Several items at once: a number beside each, empty for none. `lines` in the cleaned answers is [(item, quantity)]."""

    mark_optional = False
    label = "{}"
    zero_counts = False

    def __init__(self, *args, items, **kwargs):
        self.items = list(items)
        super().__init__(*args, **kwargs)
        for item in self.items:
            self.fields[f"item_{item.pk}"] = forms.IntegerField(
                label=self.label.format(item.name), required=False, min_value=0, max_value=100_000,
                widget=forms.TextInput(attrs={"class": "govuk-input--width-5", "inputmode": "numeric"}),
                error_messages={"invalid": f"{item.name}: enter a whole number", "min_value": f"{item.name}: enter 0 or more"},
            )  # fmt: skip

    def clean(self):
        cleaned = super().clean()
        counts = [(item, cleaned.pop(f"item_{item.pk}", None)) for item in self.items]
        cleaned["lines"] = [
            (item, count) for item, count in counts if count is not None and (count or self.zero_counts)
        ]
        if not cleaned["lines"] and not self.errors:
            self.add_error(None, "Enter how many, beside at least one item")
        return cleaned


class ItemForm(HouseForm):
    """A kind of thing to count."""

    submit_label = "Add the item"

    name = forms.CharField(label="Item", max_length=120, help_text="As the boxes say, for example: Tote bag")
    kind = forms.ChoiceField(label="Kind", choices=ItemKind, widget=forms.RadioSelect)
    lead_days = forms.IntegerField(
        label="Days from order to delivery", required=False, min_value=0, max_value=365,
        help_text="Tells by when to order again",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5", "inputmode": "numeric"}),
    )  # fmt: skip


def free_places(project):
    """Places that are nobody's bag."""
    return Location.objects.filter(project=project).exclude(kind__in=(*rules.HELD, PlaceKind.ON_THE_WAY))


class MoveForm(LinesForm):
    """Things from one place to another that is nobody's bag."""

    submit_label = "Move them"

    from_location = forms.ModelChoiceField(
        label="From", queryset=Location.objects.none(), empty_label="Choose"
    )
    to_location = forms.ModelChoiceField(label="To", queryset=Location.objects.none(), empty_label="Choose")
    happened_on = day_field("When")
    reason = forms.CharField(label="Why", max_length=200, help_text="For example: two were wet")

    def __init__(self, *args, project, **kwargs):
        super().__init__(*args, project=project, **kwargs)
        for name in ("from_location", "to_location"):
            self.fields[name].queryset = free_places(project)


class ReasonForm(HouseForm):
    """Why something is taken back."""

    submit_label = "Take it back"

    reason = forms.CharField(label="What was wrong with it?", max_length=200)


class GiveForm(LinesForm):
    """Things handed to somebody: out of the store, or out of one's own bag."""

    submit_label = "Hand them over"

    from_location = forms.ModelChoiceField(
        label="From", queryset=Location.objects.none(), empty_label="Choose"
    )
    to_location = forms.ModelChoiceField(
        label="To", queryset=Location.objects.none(), empty_label="Choose",
        help_text="Whoever takes the things counts them and says so",
    )  # fmt: skip
    given_on = day_field("When")

    def __init__(self, *args, project, user, **kwargs):
        super().__init__(*args, project=project, **kwargs)
        stores = Location.objects.filter(project=project, kind=PlaceKind.STORE)
        bags = Location.objects.filter(project=project, kind=PlaceKind.BAG)
        self.fields["from_location"].queryset = stores | bags.filter(holder=user)
        self.fields["to_location"].queryset = stores | bags


class TakeForm(HouseForm):
    """What the other one counted."""

    submit_label = "I have counted them"

    def __init__(self, *args, lines, **kwargs):
        self.lines = list(lines)
        super().__init__(*args, **kwargs)
        for line in self.lines:
            self.fields[f"item_{line.item_id}"] = forms.IntegerField(
                label=f"How many of “{line.item.name}” did you count?", min_value=0, max_value=100_000,
                widget=forms.TextInput(attrs={"class": "govuk-input--width-5", "inputmode": "numeric"}),
                error_messages={"required": f"{line.item.name}: enter how many you counted"},
            )  # fmt: skip

    def clean(self):
        cleaned = super().clean()
        return {"counts": {line.item_id: cleaned.get(f"item_{line.item_id}") or 0 for line in self.lines}}


class ExplainForm(HouseForm):
    """What became of a difference."""

    submit_label = "Save"

    became = forms.ModelChoiceField(
        label="Where did the missing things turn out to be?",
        queryset=Location.objects.none(),
        empty_label="Choose",
    )
    explanation = forms.CharField(label="What was found out", max_length=200)

    def __init__(self, *args, project, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["became"].queryset = free_places(project).filter(
            kind__in=(PlaceKind.STORE, PlaceKind.LOST, PlaceKind.DAMAGED)
        )


class SettleForm(ExplainForm):
    """Where packs that no bag covered came from, or missing ones went."""

    became = forms.ModelChoiceField(
        label="Where did they come from, or go?", queryset=Location.objects.none(), empty_label="Choose",
        help_text="The store, when somebody took them out without writing it down",
    )  # fmt: skip

    def clean(self):
        cleaned = super().clean()
        return {"other": cleaned.get("became"), "reason": cleaned.get("explanation", "")}


class AssembleForm(OnceForm):
    """Packs made up."""

    submit_label = "Make them up"

    specification = forms.ModelChoiceField(
        label="Version of the pack", queryset=PackSpecification.objects.none(), empty_label=None
    )
    location = forms.ModelChoiceField(label="In", queryset=Location.objects.none(), empty_label=None)
    quantity = forms.IntegerField(
        label="How many packs?", min_value=1, max_value=10_000,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5", "inputmode": "numeric"}),
    )  # fmt: skip
    made_on = day_field("When")

    def __init__(self, *args, project, **kwargs):
        super().__init__(*args, project=project, **kwargs)
        self.fields["specification"].queryset = PackSpecification.objects.filter(project=project).order_by(
            "-version"
        )
        self.fields["location"].queryset = Location.objects.filter(project=project, kind=PlaceKind.STORE)


class FirstCountForm(LinesForm):
    """The first person's count of a place."""

    submit_label = "Save my count"
    label = "{}"
    zero_counts = True

    counted_on = day_field("Counted on")

    def clean(self):
        cleaned = super().clean()
        cleaned["counts"] = dict(cleaned.pop("lines"))
        return cleaned


class SecondCountForm(TakeForm):
    """The second person's count, without seeing the first."""

    submit_label = "Save my count"

    reason = forms.CharField(
        label="Why the books differ", max_length=200, required=False,
        help_text="Only when you are told that they do",
    )  # fmt: skip

    def clean(self):
        reason = self.cleaned_data.get("reason", "")
        return super().clean() | {"reason": reason}
