"""Reading what is entered about the works and the lights."""

from django import forms

from lighting.choices import EvidenceKind, GateState
from lighting.forms.parts import FileForm, Thousandths, factor, past_day, whole_number, words
from saferstreets.common.forms import DateParts, HouseForm


class StageForm(HouseForm):
    """A day for one of the stages."""

    stage = forms.ChoiceField(label="Which stage?", widget=forms.RadioSelect)

    def __init__(self, *args, stages, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["stage"].choices = [(stage.name, stage.label) for stage in stages]


class PlanForm(StageForm):
    """When a stage is planned for. The plan stands; later expectations are forecasts."""

    planned_on = DateParts(label="Planned for", help_text="Of a month in words, its last day")
    planned_words = words("As the paper says it", 60, help_text="For example: October/November")


class ForecastForm(StageForm):
    """What is expected of a stage now."""

    forecast_on = DateParts(label="Expected by now")
    factor = factor()
    why = words("The delay in words", 300)


class ReachForm(HouseForm):
    """The next stage was reached. asks_day: False where the day is known already."""

    submit_label = "Record this stage"

    on = past_day("When was it reached?", subject="The day")
    factor = factor()
    why = words("The delay in words", 300)

    def __init__(self, *args, asks_day=True, **kwargs):
        super().__init__(*args, **kwargs)
        if not asks_day:
            del self.fields["on"]


class HandOverForm(ReachForm):
    """The lights are handed over."""

    submit_label = "Hand the lights over"

    on = past_day("When were they handed over?", subject="The day")
    next_review_on = DateParts(
        label="When does somebody next ask whether they are looked after?", subject="The next review"
    )
    field_order = ("on", "next_review_on", "factor", "why")


class GateForm(FileForm):
    """A gate is settled, or not needed."""

    state = forms.ChoiceField(
        label="What was decided?",
        widget=forms.RadioSelect,
        choices=[one for one in GateState.choices if one[0] != GateState.OPEN],
    )
    decided_on = past_day("When?", subject="The day")
    note = forms.CharField(label="What settles it, or why is it not needed?", max_length=300)
    content = forms.FileField(label="Paper that shows it", required=False)


class LightsOnForm(HouseForm):
    """Lights are on."""

    submit_label = "Record these lights as on"

    street_key = forms.ChoiceField(label="Which columns?", widget=forms.RadioSelect)
    on = past_day("When were they energised?", subject="The day")
    make = words(
        "Lantern fitted",
        80,
        help_text="For columns of which it is not known yet; the same for the next three",
    )
    source = words("Light source", 80)
    milliwatts = Thousandths(label="Wattage", highest=2_000)
    kelvin = whole_number("Colour temperature in kelvin", min_value=1_000, max_value=12_000)

    def __init__(self, *args, streets, **kwargs):
        super().__init__(*args, **kwargs)
        dark = [
            (row["street_key"], row["name"] or "No street", row["columns"] - row["lit"]) for row in streets
        ]
        every = ("*", f"All that are dark ({sum(count for *_, count in dark):,})")
        self.fields["street_key"].choices = [
            every,
            *((f"={key}", f"{name} ({count:,})") for key, name, count in dark if count),
        ]
        self.fields["street_key"].initial = "*"

    @property
    def details(self):
        """What record_lights_on takes."""
        found, chosen = dict(self.cleaned_data), self.cleaned_data["street_key"]
        return found | {"street_key": chosen[1:] if chosen.startswith("=") else None}


class CorrectForm(HouseForm):
    """On which day a column was energised."""

    on = past_day(
        "Energised on", required=False, help_text="Leave it empty when the column is dark after all"
    )


class EvidenceForm(FileForm):
    """A photograph, a measurement or a paper. of_column: a measurement belongs to one."""

    submit_label = "Keep it"

    kind = forms.ChoiceField(label="What is it?", widget=forms.RadioSelect)
    happened_on = past_day("When was it taken, measured or signed?", subject="The day")
    content = forms.FileField(
        label="File",
        required=False,
        help_text="PDF, JPEG, PNG or WebP, up to 15 MB. Place and camera data are removed from photographs",
    )
    lux = forms.CharField(
        label="Light measured, in lux", max_length=8, required=False, help_text="For example 7.5"
    )
    note = words("What it shows")

    def __init__(self, *args, of_column, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [
            one for one in EvidenceKind.choices if of_column or one[0] != EvidenceKind.LUX
        ]
        if not of_column:
            del self.fields["lux"]

    def clean_lux(self):
        """Tenths of a lux, or None."""
        whole, _, part = self.cleaned_data["lux"].strip().partition(".")
        if not whole:
            return None
        if not (
            whole.isdecimal()
            and whole.isascii()
            and (not part or (part.isdecimal() and part.isascii() and len(part) == 1))
        ):
            raise forms.ValidationError("Light measured must be a number with at most one decimal, like 7.5")
        return int(whole) * 10 + int(part or 0)

    @property
    def details(self):
        """What add_evidence takes."""
        found = dict(self.cleaned_data)
        return found | {"lux_tenths": found.pop("lux", None)}


class TellForm(HouseForm):
    """The operator was told of a month."""

    month_on = forms.TypedChoiceField(label="Of which month?", widget=forms.RadioSelect)
    told_on = past_day("When was the operator told?", subject="The day")

    def __init__(self, *args, months, **kwargs):
        super().__init__(*args, **kwargs)
        by_text = {month.isoformat(): month for month in months}
        self.fields["month_on"].choices = [(text, f"{month:%B %Y}") for text, month in by_text.items()]
        self.fields["month_on"].coerce = by_text.get
