from django import forms

from households.models import Street
from outcomes.choices import Answerer, HowRaised, HowTold, Topic
from saferstreets.common import clock
from saferstreets.common.forms import DateParts, HouseForm

NO_NAMES = "Everybody may read this. Name nobody, and no house number"


class RaiseForm(HouseForm):
    """What residents said."""

    submit_label = "Write it down"

    said = forms.CharField(label="You said", max_length=200, help_text=NO_NAMES)
    topic = forms.ChoiceField(label="About", choices=Topic)
    street = forms.ModelChoiceField(
        label="Street",
        queryset=Street.objects.none(),
        required=False,
        empty_label="The whole area",
    )
    how = forms.ChoiceField(label="How we heard", choices=HowRaised, widget=forms.RadioSelect)
    homes = forms.IntegerField(label="Homes that said so", min_value=1, max_value=999, initial=1)
    raised_on = DateParts(label="Raised on", latest=clock.today, initial=clock.today)

    def __init__(self, *args, project, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["street"].queryset = Street.objects.filter(project=project).order_by("name", "town")


class SayAgainForm(HouseForm):
    """More homes said the same."""

    submit_label = "Add them"

    homes = forms.IntegerField(label="How many more homes said so?", min_value=1, max_value=999, initial=1)


class PassForm(HouseForm):
    """Who is to see to it, by when."""

    submit_label = "Pass on"

    answerer = forms.ChoiceField(label="Pass on to", choices=Answerer, widget=forms.RadioSelect)
    passed_on = DateParts(label="Passed on", latest=clock.today, initial=clock.today)
    due_on = DateParts(
        label="Answer due by", required=False, help_text="Two weeks on where you leave it empty"
    )


class AnswerForm(HouseForm):
    """What was done, or why it cannot be."""

    submit_label = "Save the answer"

    done = forms.TypedChoiceField(
        label="What came of it?",
        choices=[("yes", "Something was done"), ("no", "It cannot be done")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    did = forms.CharField(label="We did, or why we cannot", max_length=300, help_text=NO_NAMES)
    answered_on = DateParts(label="On", latest=clock.today, initial=clock.today)


class TellForm(HouseForm):
    """How the street was told."""

    submit_label = "The street was told"

    told_how = forms.ChoiceField(label="How was the street told?", choices=HowTold, widget=forms.RadioSelect)
    told_on = DateParts(label="Told on", latest=clock.today, initial=clock.today)


class TakeBackForm(HouseForm):
    """Nothing but the button."""

    submit_label = "Take it back"
