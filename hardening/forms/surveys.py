"""The home security survey as one form at the desk, made of the same questions the door asks."""

import uuid

from django import forms

from hardening import wide
from saferstreets.common import clock, questions
from saferstreets.common.forms import Conditional, DateParts, HouseForm, Layout


class SurveyForm(HouseForm):
    """Every question on one page; a question that depends on another opens under it."""

    submit_label = "Save this survey"
    mark_optional = False

    client_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    happened_on = DateParts(
        label="When was the home surveyed?", latest=clock.today, subject="The day of the survey"
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for question in wide.SCHEMA["questions"]:
            self.fields[question["key"]] = forms.ChoiceField(
                label=question["words"], help_text=question.get("help", ""), required=False, widget=forms.RadioSelect,
                choices=[(one["key"], one["words"]) for one in questions.choices_of(question)],
            )  # fmt: skip
        self.helper.layout = self.layout()

    def layout(self):
        under = {
            question["key"]: question["shown_if"][0]
            for question in wide.SCHEMA["questions"]
            if question.get("shown_if")
        }
        reveals = {}
        for key, condition in under.items():
            for answer in condition["any_of"]:
                reveals.setdefault(condition["question"], {}).setdefault(answer, []).append(key)
        names = [name for name in self.fields if name not in under]
        return Layout(*(Conditional(name, reveals[name]) if name in reveals else name for name in names))

    def clean(self):
        said = super().clean()
        keys = [question["key"] for question in wide.SCHEMA["questions"]]
        given = questions.only_asked(wide.SCHEMA, {key: said[key] for key in keys if said.get(key)})
        for key, words in questions.validate(wide.SCHEMA, given)[1].items():
            self.add_error(key, words)
        return {**{name: said.get(name) for name in ("client_id", "happened_on")}, "answers": given}
