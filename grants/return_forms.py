"""Reads what preparer, certifier and finance say about a return."""

from django import forms

from saferstreets.common import clock
from saferstreets.common.forms import DateParts, HouseForm, PoundsField


class ReturnForm(HouseForm):
    """A period, and the window in which it is handed in."""

    submit_label = "Begin the return"

    starts_on = DateParts(label="First day of the period")
    ends_on = DateParts(label="Last day of the period")
    opens_on = DateParts(
        label="Window opens",
        help_text="The first day on which the funder takes it, after the period has ended",
    )
    closes_on = DateParts(label="Window closes", help_text="The last day on which the funder takes it")


class NoteForm(HouseForm):
    """What one line is expected to take, and why."""

    forecast_pence = PoundsField(
        label="Expected by the end of the grant",
        required=False,
        help_text="In pounds, all that came and will come",
    )
    words = forms.CharField(
        label="Explanation", required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Why it differs from what was planned, or why less is claimed to date than before",
    )  # fmt: skip


class SubmitForm(HouseForm):
    """The preparer signs."""

    submit_label = "Sign and submit"

    post = forms.CharField(
        label="Your post", max_length=100, help_text="As it stands under the return: “Project coordinator”"
    )


class CertifyForm(HouseForm):
    """The certifier signs what they have read."""

    submit_label = "Sign and certify"

    post = forms.CharField(
        label="Your post", max_length=100, help_text="As it stands under the return: “Chief finance officer”"
    )
    seen_sha256 = forms.CharField(widget=forms.HiddenInput, max_length=64)


class ReopenForm(HouseForm):
    """Why it goes back."""

    submit_label = "Reopen the return"

    reason = forms.CharField(label="Why it is reopened", max_length=500)


class QueryForm(HouseForm):
    """What the funder asks."""

    submit_label = "Record the query"

    query_words = forms.CharField(label="What the funder asks", max_length=500)


class PaidForm(HouseForm):
    """What the funder paid."""

    submit_label = "Record as paid"

    paid_on = DateParts(label="Paid on", latest=clock.today)
    paid_pence = PoundsField(label="Amount paid")
