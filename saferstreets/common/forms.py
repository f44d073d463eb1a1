"""What every form of the house is made of: plain messages, dates in three boxes, money in pence, questions that reveal."""

import datetime
import re

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout, Submit
from django import forms

from saferstreets.common import clock
from saferstreets.common.govuk import PACK
from saferstreets.common.money import pounds

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


class HouseForm(forms.Form):
    """A form that asks and refuses in plain English.

    submit_label: words on the button.
    mark_optional: say "(optional)" after the label of what may be left empty.
    choice_hints: {field name: {choice value: a line under that choice}}.
    `layout()` may return a crispy Layout; without one the fields come in order.
    """

    submit_label = "Save and continue"
    mark_optional = True
    choice_hints: dict[str, dict] = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            _ask_plainly(name, field)
        self.helper = FormHelper()
        self.helper.template_pack = PACK
        self.helper.render_hidden_fields = True
        self.helper.layout = self.layout()
        self.helper.add_input(Submit("save", self.submit_label))

    def layout(self):
        """The crispy Layout of this form; None (as here) for its fields in order."""


def _ask_plainly(name, field):
    """Put what is wrong and what to do in place of the framework's messages; a form's own words stay."""
    label = str(field.label or name.replace("_", " "))
    for code, words in _plain_messages(label.replace("%", "%%"), field).items():
        own = str(field.error_messages.get(code, ""))
        if own == _framework_message(field, code):
            field.error_messages[code] = words


def _framework_message(field, code):
    """The message this kind of field has before any form speaks, or "" when only a validator has one."""
    found = (kind.__dict__.get("default_error_messages", {}).get(code) for kind in type(field).__mro__)
    return str(next((message for message in found if message is not None), ""))


def _plain_messages(label, field):
    words = {
        "required": _request(label, field),
        "max_length": f"{label} must be %(limit_value)d characters or fewer; you typed %(show_value)d",
        "min_length": f"{label} must be %(limit_value)d characters or more",
        "min_value": f"{label} must be {_limit(field, 'min_value')} or more",
        "max_value": f"{label} must be {_limit(field, 'max_value')} or less",
        "invalid_choice": "Choose one of the answers shown",
        "empty": "The selected file is empty",
    }
    if isinstance(field, forms.IntegerField):
        words["invalid"] = (
            f"{label} must be a number" if _has_decimals(field) else f"{label} must be a whole number"
        )
    if isinstance(field, forms.EmailField):
        words["invalid"] = "Enter an email address in the correct format, like name@example.com"
    return words


def _limit(field, name):
    """The lowest or highest number of a field as it is read, 1,000,000; where it is no plain number, what the check says."""
    limit = getattr(field, name, None)
    return f"{limit:,}" if isinstance(limit, int) else "%(limit_value)s"


def _has_decimals(field):
    return isinstance(field, (forms.FloatField, forms.DecimalField))


def _request(label, field):
    """ "Enter the address", "Select the street", or the question again when the label is one."""
    if label.endswith("?"):
        return f"Answer the question: {label}"
    thing = label if label[:2].isupper() else label[:1].lower() + label[1:]
    article = (
        ""
        if thing.split(" ")[0] in {"the", "a", "an", "your", "their", "what", "when", "who", "how", "why"}
        else "the "
    )
    chosen = isinstance(field, (forms.ChoiceField, forms.ModelChoiceField, forms.FileField))
    return f"{'Select' if chosen else 'Enter'} {article}{thing}"


class Conditional(Field):
    """A question whose answers reveal other fields: `Conditional("outcome", {"call_back": ["call_on"]})`."""

    def __init__(self, name, reveals):
        super().__init__(name)
        self.reveals = {str(getattr(key, "value", key)): list(names) for key, names in reveals.items()}

    def render(self, form, context, extra_context=None, **kwargs):
        html = super().render(
            form, context, extra_context={"reveals": self.reveals, **(extra_context or {})}, **kwargs
        )
        form.rendered_fields.update(name for names in self.reveals.values() for name in names)
        return html


class DatePartsWidget(forms.MultiWidget):
    """Day, month and year, posted as `<name>_day`, `<name>_month` and `<name>_year`."""

    date_parts = ("day", "month", "year")

    def __init__(self, attrs=None):
        super().__init__({part: forms.TextInput for part in self.date_parts}, attrs)

    def decompress(self, value):
        return [value.day, value.month, value.year] if value else [None, None, None]


class DateParts(forms.Field):
    """A date typed as a person says it. Gives a `date`, or None when left empty and not required.

    subject: the date's name in messages ("Date of the visit"); the label otherwise.
    earliest, latest: a date, or a function giving one when the form is read; both ends are allowed.
    Takes "9", "09", "Sep" or "September" for the month; a year has four digits.
    """

    widget = DatePartsWidget

    def __init__(self, *, subject=None, earliest=None, latest=None, **kwargs):
        super().__init__(**kwargs)
        self.subject, self.earliest, self.latest = subject, earliest, latest

    def clean(self, value):
        typed = [str(part if part is not None else "").strip() for part in (value or ["", "", ""])]
        if not any(typed):
            return super().clean(None)
        day = self._read(typed)
        self._check_limits(day)
        return super().clean(day)

    def _read(self, typed):
        parts = self.widget.date_parts
        missing = [part for part, text in zip(parts, typed, strict=True) if not text]
        if missing:
            raise self._refusal(f"must include a {' and a '.join(missing)}", missing)
        if not re.fullmatch(r"[0-9]{4}", typed[2]):
            raise self._refusal("must have a year of 4 numbers, like 2021", ["year"])
        month = MONTHS.index(typed[1][:3].lower()) + 1 if typed[1][:3].lower() in MONTHS else typed[1]
        try:
            return datetime.date(*(int(part) for part in (typed[2], month, typed[0])))
        except (ValueError, OverflowError):
            raise self._refusal("must be a real date", parts) from None

    def _check_limits(self, day):
        earliest, latest = (limit() if callable(limit) else limit for limit in (self.earliest, self.latest))
        if earliest and day < earliest:
            raise self._refusal(f"must be on or after {_spoken(earliest)}", self.widget.date_parts)
        if latest and day > latest:
            raise self._refusal(f"must be on or before {_spoken(latest)}", self.widget.date_parts)

    def _refusal(self, words, parts):
        message = f"{self.subject or self.label or 'Date'} {words}".replace("%", "%%")
        return forms.ValidationError(message, code="invalid", params={"parts": tuple(parts)})

    def has_changed(self, initial, data):
        """Compares dates, so that 9 and 09 are the same month."""
        try:
            return self.clean(data) != initial
        except forms.ValidationError:
            return True


def end_with(form, name, ends_on):
    """A day that is promised lies within delivery. Once delivery has ended no day is too late: what is left is left to people."""
    if ends_on >= clock.today():
        form.fields[name].latest = ends_on


def _spoken(day):
    return f"{day.day} {day:%B %Y}"


class PoundsWidget(forms.TextInput):
    """A box with a pound sign in front of it."""

    prefix = "£"

    def __init__(self, attrs=None):
        super().__init__(
            {"class": "govuk-input--width-10", "inputmode": "decimal", "spellcheck": "false", **(attrs or {})}
        )


class PoundsField(forms.Field):
    """An amount typed in pounds and kept as whole pence (int). Never rounds: a third decimal is refused.

    Takes "1234", "1,234.5" and "£1,234.50". lowest, highest: pence, both allowed.
    The initial value is pence too.
    """

    widget = PoundsWidget

    def __init__(self, *, lowest=0, highest=99_999_999_99, **kwargs):
        super().__init__(**kwargs)
        self.lowest, self.highest = lowest, highest

    def prepare_value(self, value):
        return pounds(value).replace("£", "") if isinstance(value, int) else value

    def to_python(self, value):
        text = re.sub(r"[\s£]", "", str(value or "")).replace("−", "-")
        if not text:
            return None
        found = re.fullmatch(r"(-?)([0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,12})(?:\.([0-9]{1,2}))?", text)
        if not found:
            raise self._refusal("must be an amount in pounds and pence, like 1,234 or 1,234.50")
        sign, whole, part = found.groups()
        pence = int(whole.replace(",", "")) * 100 + int((part or "").ljust(2, "0"))
        return -pence if sign else pence

    def validate(self, value):
        super().validate(value)
        if value is None:
            return
        if value < self.lowest:
            raise self._refusal(f"must be {pounds(self.lowest)} or more")
        if value > self.highest:
            raise self._refusal(f"must be {pounds(self.highest)} or less")

    def _refusal(self, words):
        return forms.ValidationError(f"{self.label or 'Amount'} {words}", code="invalid")

    def has_changed(self, initial, data):
        """Compares pence, so that 5 and 5.00 are the same amount."""
        try:
            return self.to_python(data) != initial
        except forms.ValidationError:
            return True


__all__ = ["Conditional", "DateParts", "HouseForm", "Layout", "PoundsField", "end_with"]
