"""Parts that several set-up forms share: many lines in one box, and the choice of a body."""

from django import forms

from accounts.models import Organisation
from saferstreets.common.forms import HouseForm

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
