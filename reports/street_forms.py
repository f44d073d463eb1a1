"""What the pages about streets ask."""

from saferstreets.common.forms import DateParts, HouseForm


class ReleaseForm(HouseForm):
    """To the end of which month figures are told by street."""

    as_at = DateParts(
        label="Last day of the month",
        help_text="Once told it stays told, and no month before it can be told any more.",
    )
    submit_label = "Tell these figures"
