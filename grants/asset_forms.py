"""Reads what a coordinator enters about what stays after the grant."""

from django import forms

from saferstreets.common import clock
from saferstreets.common.forms import DateParts, HouseForm


class ReviewDutyForm(HouseForm):
    """What a review found, and when the next is due."""

    submit_label = "Record the review"

    reviewed_on = DateParts(
        label="Reviewed on", latest=clock.today, error_messages={"required": "Enter the day of the review"}
    )
    review_words = forms.CharField(
        label="What the review found",
        max_length=300,
        help_text="Do they still look after it, and does it still work? Name no people",
    )
    next_review_on = DateParts(
        label="Next review", required=False, help_text="Leave empty when none is planned"
    )
