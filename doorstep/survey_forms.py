"""A page of a questionnaire as a form. The fields only carry what was typed; whether it fits is for the questions to say."""

import datetime

from django import forms

from saferstreets.common import clock, questions
from saferstreets.common.forms import Conditional, DateParts, HouseForm, Layout

AT_THE_DOOR, ON_PAPER = "at_the_door", "on_paper"
HOW = [
    (AT_THE_DOOR, "Here and now, at the door"),
    ("by_telephone", "Now, by telephone"),
    (ON_PAPER, "From a paper form"),
]


class StartForm(HouseForm):
    """How the answers come, and for which wave."""

    submit_label = "Start"

    how = forms.ChoiceField(label="How is it answered?", choices=HOW, widget=forms.RadioSelect)
    answered_on = DateParts(
        label="When was the form filled in?",
        subject="The day",
        required=False,
        latest=clock.today,
    )
    wave = forms.ChoiceField(label="Which wave is it?", widget=forms.RadioSelect)

    def __init__(self, *args, sheet, starts_on, **kwargs):
        self.waves = list(sheet.waves)
        first = {"wave": self.waves[0][0]} if self.waves else {}
        super().__init__(*args, initial={"how": AT_THE_DOOR, **first}, **kwargs)
        self.fields["answered_on"].earliest = starts_on
        self.fields["wave"].choices = self.waves
        if len(self.waves) < 2:
            del self.fields["wave"]

    def layout(self):
        how = Conditional("how", {ON_PAPER: ["answered_on"]})
        return Layout(how, "wave") if len(self.waves) > 1 else Layout(how)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("how") != ON_PAPER:
            cleaned["answered_on"] = None
            self.errors.pop("answered_on", None)
        elif "answered_on" not in self.errors and not cleaned.get("answered_on"):
            self.add_error("answered_on", "Enter the day on which the form was filled in")
        return cleaned


class AnswersForm(HouseForm):
    """The questions of one page. Made by `page_form`.

    answers: what was answered so far, this page's answers included; they stand in the boxes. today: the day of answering.
    After is_valid, `answers_after` holds everything that has been answered and is still asked.
    """

    submit_label = "Continue"
    mark_optional = False  # nobody need answer; where somebody must, the page says so when they go on

    def __init__(self, data, *, schema, asked, answers, today):
        self.schema, self.asked, self.answers, self.today = schema, asked, answers, today
        known = {one["key"]: _initial(one, answers.get(one["key"])) for one in asked}
        super().__init__(data, prefix="q", initial=known)

    def layout(self):
        reveals = {}
        for one in self.asked:
            if hangs_on := _revealed_by(one, self.asked):
                reveals.setdefault(hangs_on[0], {}).setdefault(hangs_on[1], []).append(one["key"])
        hidden = {key for choices in reveals.values() for keys in choices.values() for key in keys}
        shown = [one["key"] for one in self.asked if one["key"] not in hidden]
        return Layout(*(Conditional(key, reveals[key]) if key in reveals else key for key in shown))

    def clean(self):
        typed = {one["key"]: _typed(self.cleaned_data.get(one["key"])) for one in self.asked}
        merged = questions.only_asked(self.schema, {**self.answers, **typed})
        clean, errors = questions.validate(self.schema, merged, today=self.today)
        for one in self.asked:
            if one["key"] in errors and one["key"] not in self.errors:
                self.add_error(one["key"], errors[one["key"]])
        self.answers_after = {
            key: answer for key, answer in merged.items() if not questions.is_empty(answer)
        } | clean
        return self.cleaned_data


def page_form(data, *, schema, asked, answers, today):
    """The form of these questions; `asked`: what questions.displayed gives."""
    fields = {one["key"]: _field(one) for one in asked}
    return type("PageForm", (AnswersForm,), fields)(
        data, schema=schema, asked=asked, answers=answers, today=today
    )


def _field(question):
    kind = question["kind"]
    says = {"label": question["words"], "help_text": question.get("help", ""), "required": False}
    if kind == "date":
        return DateParts(subject="The date", **says)
    if kind == "several":
        return forms.MultipleChoiceField(
            widget=forms.CheckboxSelectMultiple, choices=_choices(question), **says
        )
    if kind in ("single", "yes_no", "scale"):
        return forms.ChoiceField(widget=forms.RadioSelect, choices=_choices(question), **says)
    if kind == "number":
        return forms.CharField(widget=forms.NumberInput, **says)
    field = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), **says)
    field.max_length = question.get("longest", 500)  # counted on the page; judged by the questions
    return field


def _choices(question):
    if question["kind"] != "scale":
        return [(one["key"], one["words"]) for one in questions.choices_of(question)]
    steps = range(question["least"], question["most"] + 1)
    return [
        (str(step), f"{step}: {words}" if (words := questions.step_words(question, step)) else str(step))
        for step in steps
    ]


def _initial(question, answer):
    if question["kind"] == "date" and answer:
        return datetime.date.fromisoformat(answer)
    return str(answer) if isinstance(answer, int) else answer


def _typed(value):
    return value.isoformat() if isinstance(value, datetime.date) else value


def _revealed_by(question, asked):
    """(question, choice) behind which this one can stand on the same page without scripts making trouble; None otherwise."""
    keys = {one["key"]: one for one in asked}
    conditions = [one for one in question.get("shown_if", []) if one["question"] in keys]
    if len(conditions) != 1 or len(conditions[0].get("any_of", [])) != 1:
        return None
    other = keys[conditions[0]["question"]]
    nested = any(one["question"] in keys for one in other.get("shown_if", []))
    plain = other["kind"] in ("single", "several", "yes_no", "scale") and not nested
    return (other["key"], str(conditions[0]["any_of"][0])) if plain else None
