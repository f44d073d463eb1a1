"""Reading what people type about homes."""

from django import forms

from saferstreets.common.forms import HouseForm


class FindForm(HouseForm):
    """The one search box. Posted, never in the address bar: an address is nobody else's business."""

    submit_label = "Find"
    mark_optional = False

    text = forms.CharField(
        label="Find a home",
        help_text="Any part of the address or postcode, such as 14 clay or CA14",
        required=False,
        max_length=100,
    )
