"""Reads requests for images. There is nowhere to put an image."""

import datetime
import re

from django import forms

from cctv.choices import Basis
from saferstreets.common import clock
from saferstreets.common.forms import DateParts, HouseForm


class RequestForm(HouseForm):
    """Who asked the owner for images, on which ground and when."""

    submit_label = "Put it in the log"

    asked_by = forms.CharField(
        label="Who asked", max_length=160, help_text="The body, and a post or collar number. Of the person in the images, only that it was they"
    )  # fmt: skip
    basis = forms.ChoiceField(label="Ground of law", choices=Basis, widget=forms.RadioSelect)
    basis_words = forms.CharField(label="The ground, in words", max_length=200, required=False)
    asked_on = DateParts(
        label="Asked on", latest=clock.today, error_messages={"required": "Enter the day they asked"}
    )
    asked_time = forms.CharField(label="At what time", max_length=5, help_text="For example, 14:30")
    reference = forms.CharField(label="Their reference", max_length=60, required=False)
    about = forms.CharField(
        label="Which time the images are of",
        max_length=200,
        help_text="Day and hours. Name nobody and describe nobody",
    )

    def clean_asked_time(self):
        """A time of day."""
        found = re.fullmatch(r"([01]?\d|2[0-3])[:.]([0-5]\d)", self.cleaned_data["asked_time"].strip())
        if not found:
            raise forms.ValidationError("Enter the time like 14:30")
        return datetime.time(int(found[1]), int(found[2]))

    def clean(self):
        cleaned = super().clean()
        day, time = cleaned.pop("asked_on", None), cleaned.pop("asked_time", None)
        if day and time:
            cleaned["asked_at"] = clock.local(datetime.datetime.combine(day, time))
        return cleaned


class AnswerForm(HouseForm):
    """What came of it."""

    submit_label = "Put the answer in the log"

    given = forms.ChoiceField(
        label="Were images given?", choices=(("yes", "Yes"), ("no", "No")), widget=forms.RadioSelect
    )
    decided_on = DateParts(
        label="Answered on", latest=clock.today, error_messages={"required": "Enter the day"}
    )
    decided_by = forms.CharField(
        label="Who decided", max_length=120, help_text="A post, for example, head teacher"
    )
    reason = forms.CharField(label="Why none were given", max_length=300, required=False)

    def clean_given(self):
        """True or False."""
        return self.cleaned_data["given"] == "yes"
