"""Reads what is entered about cameras, and a list of them."""

from django import forms

from cctv.choices import CameraKind, Mask
from cctv.rules import LEAST_YEARS, MOST_YEARS
from households.models import Street
from imports.forms import UploadForm
from saferstreets.common import clock
from saferstreets.common.forms import DateParts, HouseForm


class CameraForm(HouseForm):
    """One camera of the register."""

    submit_label = "Save the camera"

    number = forms.CharField(label="Number", max_length=40)
    location = forms.CharField(label="Where it is, in words", max_length=200)
    purpose = forms.CharField(
        label="What it is to show", max_length=300, required=False, help_text="Its operational requirement: who or what must be recognised, and why here"
    )  # fmt: skip
    kind = forms.ChoiceField(
        label="Kind of camera", choices=[("", "Not said"), *CameraKind.choices], required=False
    )
    mask = forms.ChoiceField(
        label="Privacy mask", choices=Mask, widget=forms.RadioSelect, initial=Mask.UNKNOWN
    )
    homes_checked_on = DateParts(
        label="Seen to look into no home, on", required=False, latest=clock.today,
        help_text="The day on which somebody looked at its picture and saw no window or garden of a home",
    )  # fmt: skip
    blind_spots = forms.CharField(label="Blind spots", max_length=300, required=False)
    street = forms.ModelChoiceField(
        label="Street it watches",
        queryset=Street.objects.none(),
        required=False,
        empty_label="No street of the project",
    )
    installed_on = DateParts(label="Installed on", required=False, latest=clock.today)
    least_years = forms.IntegerField(
        label="Expected life, from (years)", min_value=1, max_value=60, initial=LEAST_YEARS
    )
    most_years = forms.IntegerField(
        label="Expected life, to (years)", min_value=1, max_value=60, initial=MOST_YEARS
    )

    def __init__(self, *args, project, camera=None, **kwargs):
        if camera is not None:
            kwargs["initial"] = {name: getattr(camera, name) for name in self.base_fields}
        super().__init__(*args, **kwargs)
        self.fields["street"].queryset = Street.objects.filter(project=project).order_by("name")
        kinds = dict(self.fields["kind"].choices)
        if camera is not None and camera.kind not in kinds:  # a list may have words of its own
            self.fields["kind"].choices = [*self.fields["kind"].choices, (camera.kind, camera.kind)]

    def clean(self):
        cleaned = super().clean()
        if (
            cleaned.get("least_years")
            and cleaned.get("most_years")
            and cleaned["least_years"] > cleaned["most_years"]
        ):
            self.add_error("most_years", "The longer expected life comes second")
        return cleaned


class RemoveForm(HouseForm):
    """A camera that no longer hangs there."""

    submit_label = "Record the removal"

    removed_on = DateParts(
        label="Removed on", latest=clock.today, error_messages={"required": "Enter the day"}
    )
    removed_why = forms.CharField(label="Why", max_length=200)


class LiveForm(HouseForm):
    """The day from which cameras added later are live."""

    submit_label = "They are live"

    on = DateParts(label="Live from", latest=clock.today, error_messages={"required": "Enter the day"})


class CamerasFileForm(UploadForm):
    """A list of cameras."""

    file = forms.FileField(
        label="List of cameras",
        help_text="CSV or a spreadsheet with a row for each camera: its number and where it is, with coordinates if there are any. Nothing is changed before you have seen what would happen.",
        error_messages={"required": "Select the file to import", "missing": "Select the file to import"},
    )
