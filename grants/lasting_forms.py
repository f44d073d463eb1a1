"""Reads what is entered about assets: the funder's approval, and what became of a thing."""

from django import forms

from accounts.models import Organisation
from grants.choices import Section
from grants.partner_forms import PaperForm
from saferstreets.common import clock
from saferstreets.common.forms import DateParts, HouseForm, PoundsField


class AssetForm(HouseForm):
    """One thing bought with the grant that no scheme hands over by itself."""

    submit_label = "Add the asset"

    section = forms.ChoiceField(label="Part of the update", choices=Section)
    description = forms.CharField(label="Description", max_length=300)
    acquired_on = DateParts(label="Acquired on", required=False, latest=clock.today)
    cost_pence = PoundsField(
        label="Cost net of recoverable VAT", required=False, help_text="Leave empty where no paper gives it"
    )
    location = forms.CharField(label="Location", max_length=200)
    owner = forms.ModelChoiceField(
        label="Owner", queryset=Organisation.objects.none(), empty_label="Choose a body"
    )
    serial_number = forms.CharField(label="Serial number", max_length=200, required=False)
    title_deeds = forms.CharField(label="Title deeds", max_length=200, required=False)
    depreciation = forms.CharField(label="Depreciation policy", max_length=300, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = Organisation.objects.order_by("name")


class ApproveAssetForm(PaperForm):
    """The funder's approval."""

    submit_label = "Record the approval"
    field_order = ["approved_by", "approved_on", "document"]

    approved_by = forms.CharField(label="Approved by", max_length=120, help_text="Who of the funder, by post")
    approved_on = DateParts(
        label="Approved on", latest=clock.today, error_messages={"required": "Enter the day of the approval"}
    )

    def clean(self):
        cleaned = super().clean()
        cleaned["letter"] = cleaned.pop("document", None)
        return cleaned


class DisposeForm(HouseForm):
    """What became of an asset."""

    submit_label = "Record the disposal"

    disposed_on = DateParts(
        label="Disposed of on", latest=clock.today, error_messages={"required": "Enter the day"}
    )
    proceeds_pence = PoundsField(
        label="Proceeds", required=False, help_text="What it brought; the fund may ask for its share"
    )
    transferee = forms.ModelChoiceField(
        label="Transferred to",
        queryset=Organisation.objects.none(),
        required=False,
        empty_label="Nobody: scrapped or sold",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["transferee"].queryset = Organisation.objects.order_by("name")
