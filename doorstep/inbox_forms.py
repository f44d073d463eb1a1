"""Reading what the coordinator decides about a record, and the file of a phone that could not send."""

from django import forms

from saferstreets.common.forms import HouseForm


class SettleForm(HouseForm):
    """What was done about it."""

    submit_label = "Mark as settled"

    reason = forms.CharField(
        label="What did you do about it?",
        help_text="For example: asked both; the second visit was real. No names.",
        max_length=200,
    )


class HandInForm(HouseForm):
    """A file of sealed records, exported on a phone that could not send."""

    submit_label = "Hand in these records"

    file = forms.FileField(
        label="The exported file", help_text="Saved on the phone with “Export sealed records”"
    )
