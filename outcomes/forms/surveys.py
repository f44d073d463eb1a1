"""Reading what is typed about questionnaires."""

from django import forms

from saferstreets.common.forms import HouseForm


class WithdrawForm(HouseForm):
    """Why answers never counted."""

    submit_label = "Withdraw these answers"

    reason = forms.CharField(
        label="What was wrong with them?", help_text="For example: recorded at the wrong home", max_length=200
    )
