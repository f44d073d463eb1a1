"""Reads the next version of the pack."""

import re

from django import forms

from saferstreets.common.forms import DateParts, HouseForm

LONGEST = 120
ADDED = re.compile(r"(?:(\d{1,3})\s*[x×]\s+)?(.+)")


class SpecificationForm(HouseForm):
    """The contents of the version in use, each with its quantity, and what is new. contents: of that version, in order."""

    submit_label = "Put this version in use"

    after = forms.IntegerField(widget=forms.HiddenInput)
    from_on = DateParts(
        label="In use from", error_messages={"required": "Enter the day from which it is in use"}
    )
    left_out = forms.MultipleChoiceField(
        label="No longer in the pack", required=False, widget=forms.CheckboxSelectMultiple
    )
    added = forms.CharField(
        label="New in the pack",
        required=False,
        max_length=1200,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="One to a line. Where the quantity is known begin with it: 2 x pens",
    )
    note = forms.CharField(
        label="Note", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args, contents=(), **kwargs):
        self.contents = list(contents)
        super().__init__(*args, **kwargs)
        self.fields["left_out"].choices = [(str(content.pk), content.name) for content in self.contents]
        for content in self.contents:
            self.fields[f"quantity_{content.pk}"] = forms.IntegerField(
                label=content.name, min_value=1, max_value=999, required=False, initial=content.quantity,
                widget=forms.TextInput(attrs={"class": "govuk-input--width-3", "inputmode": "numeric"}),
                error_messages={"invalid": f"{content.name}: enter a whole number", "min_value": f"{content.name}: enter 1 or more"},
            )  # fmt: skip
        self.order_fields(
            ["after", "from_on", *(name for name in self.fields if name.startswith("quantity_"))]
        )
        if not self.contents:
            del self.fields["left_out"]

    def clean(self):
        """`contents`: (name, quantity or None) in order."""
        cleaned = super().clean()
        gone = set(cleaned.pop("left_out", []))
        kept = [(content, cleaned.pop(f"quantity_{content.pk}", None)) for content in self.contents]
        contents = [(content.name, quantity) for content, quantity in kept if str(content.pk) not in gone]
        for line in filter(None, (" ".join(line.split()) for line in cleaned.pop("added", "").splitlines())):
            quantity, name = ADDED.fullmatch(line).groups()
            contents.append((name, int(quantity) if quantity else None))
        names = [name.casefold() for name, _ in contents]
        if any(len(name) > LONGEST for name in names):
            self.add_error("added", f"A name has {LONGEST} characters or fewer")
        if len(set(names)) < len(names):
            self.add_error("added", "The same thing is there twice")
        if not contents:
            self.add_error("added", "Enter at least one thing that is in the pack")
        cleaned["contents"] = contents
        return cleaned
