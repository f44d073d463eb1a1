"""Reads what is entered beside the underspend radar."""

from django import forms

from grants.models import BudgetLine
from grants.partner_forms import PaperForm
from saferstreets.common import clock
from saferstreets.common.forms import DateParts, HouseForm, PoundsField


class TimingForm(HouseForm):
    """How long orders on a line take."""

    submit_label = "Save the days"

    lead_days = forms.IntegerField(label="Days from order until it comes", min_value=0, max_value=400)
    fitting_days = forms.IntegerField(
        label="Days of fitting after that", min_value=0, max_value=400, initial=0
    )
    inspection_days = forms.IntegerField(
        label="Days of inspection after that", min_value=0, max_value=400, initial=0
    )
    stated_in = forms.CharField(
        label="Where these are stated",
        max_length=200,
        help_text="For example, the supplier’s quote of 12 July",
    )


class LineForecastForm(HouseForm):
    """What a line will have cost by the end."""

    submit_label = "Save the forecast"

    pence = PoundsField(
        label="Cost by the end of the grant", help_text="All of it: what is spent already too"
    )
    forecast_on = DateParts(
        label="Forecast of", latest=clock.today, error_messages={"required": "Enter the day of the forecast"}
    )
    words = forms.CharField(label="Why", max_length=300)


class ReserveForm(HouseForm):
    """Something that could be ordered when money is left."""

    submit_label = "Put it on the reserve list"

    title = forms.CharField(label="What", max_length=160)
    rank = forms.IntegerField(label="Rank", min_value=1, max_value=999, help_text="1 is taken up first")
    pence = PoundsField(label="Cost", lowest=1)
    days = forms.IntegerField(label="Days from order to inspected", min_value=0, max_value=400)
    stated_in = forms.CharField(label="Where the cost is stated", max_length=200)
    line = forms.ModelChoiceField(
        label="Budget line", queryset=BudgetLine.objects.none(), required=False, empty_label="Any"
    )
    illustrative = forms.BooleanField(label="No paper gives this cost: it is illustrative", required=False)

    def __init__(self, *args, project, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["line"].queryset = BudgetLine.objects.filter(project=project).order_by("id")


class SettleForm(HouseForm):
    """What became of something on the reserve list."""

    submit_label = "Take it off the list"

    taken = forms.TypedChoiceField(
        label="What became of it?",
        choices=[("1", "It is taken up: it is ordered as everything else"), ("0", "It is dropped")],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
    )
    on = DateParts(label="Day", latest=clock.today, error_messages={"required": "Enter the day"})


class SeenForm(HouseForm):
    """What is done about an alert."""

    submit_label = "I have seen it"

    words = forms.CharField(label="What is done about it", max_length=300)


class NoticeForm(PaperForm):
    """The funder was told of an underspend."""

    submit_label = "Record that the funder was told"
    field_order = ["notified_on", "pence", "whom", "words", "document"]

    notified_on = DateParts(
        label="Told on", latest=clock.today, error_messages={"required": "Enter the day the funder was told"}
    )
    pence = PoundsField(label="Underspend told of", lowest=1)
    whom = forms.CharField(
        label="Who was told", max_length=120, help_text="A post, such as the grant manager"
    )
    words = forms.CharField(label="What was said", max_length=300)
