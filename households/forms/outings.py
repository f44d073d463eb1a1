"""Reading how long somebody stays out, and with whom."""

import datetime

from django import forms

from accounts.models import Membership
from accounts.permissions import Perm, roles_with
from households import outings
from saferstreets.common import clock
from saferstreets.common.forms import HouseForm


def _lengths(choices, start):
    """Lengths with the time they end at."""
    ends = {minutes: start + datetime.timedelta(minutes=minutes) for minutes, _words in choices}
    return [(str(minutes), f"{words}, until {ends[minutes]:%H:%M}") for minutes, words in choices]


class StartForm(HouseForm):
    """Before one goes."""

    submit_label = "Start the timer"

    minutes = forms.ChoiceField(label="Back in", widget=forms.RadioSelect)
    companion = forms.ChoiceField(label="Who walks with you?", required=False)

    def __init__(self, *args, project, user, **kwargs):
        super().__init__(*args, initial={"minutes": "120"}, **kwargs)
        self.mark_optional = False
        self.fields["minutes"].choices = _lengths(outings.LENGTHS, clock.now())
        members = Membership.objects.of(project, roles_with(Perm.VISIT_RECORD))
        people = members.exclude(user=user).select_related("user").order_by("user__name")
        self.people = {str(one.user_id): one.user for one in people}
        named = [(key, one.name) for key, one in self.people.items()]
        self.fields["companion"].choices = [("", "Nobody, I am alone"), *named]

    def clean(self):
        cleaned = super().clean()
        cleaned["companion"] = self.people.get(cleaned.get("companion"))
        cleaned["minutes"] = int(cleaned.get("minutes") or 0)
        return cleaned


class LongerForm(HouseForm):
    """Staying out longer."""

    submit_label = "Stay out longer"

    minutes = forms.ChoiceField(label="How much longer?", widget=forms.RadioSelect)

    def __init__(self, *args, back_by, **kwargs):
        super().__init__(*args, initial={"minutes": "30"}, **kwargs)
        start = max(clock.now(), clock.here(back_by))
        self.fields["minutes"].choices = _lengths(outings.LONGER, start)

    def clean_minutes(self):
        return int(self.cleaned_data["minutes"])


class SafeForm(HouseForm):
    """How somebody else knows that they are safe."""

    submit_label = "They are safe"

    how = forms.CharField(
        label="How do you know?", help_text="For example: rang and spoke with them", max_length=200
    )
