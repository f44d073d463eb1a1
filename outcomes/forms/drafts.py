import re

from crispy_forms.layout import Layout
from django import forms
from django.utils.text import slugify

from outcomes.models import Questionnaire
from saferstreets.common import clock
from saferstreets.common.forms import Conditional, DateParts, HouseForm
from saferstreets.common.questions import choices_of

NEW = ""
KINDS = (
    ("single", "One of several answers"),
    ("several", "Several of several answers"),
    ("scale", "A scale, such as 1 to 5"),
    ("number", "A number"),
    ("yes_no", "Yes or no"),
    ("text", "Words"),
    ("date", "A day"),
)


class BeginForm(HouseForm):
    """Which questionnaire: a new one, or the next version of one there is."""

    submit_label = "Begin"

    of = forms.ChoiceField(label="Which questionnaire?", required=False)
    title = forms.CharField(
        label="Title", max_length=120, help_text="As it stands on the sheet and on the phone"
    )
    note = forms.CharField(
        label="Where the questions come from",
        max_length=300,
        required=False,
        help_text="Who agreed them, and when",
    )

    def __init__(self, *args, project, **kwargs):
        super().__init__(*args, **kwargs)
        known = Questionnaire.objects.filter(project=project).order_by("key", "version")
        self.titles = dict(known.values_list("key", "title"))
        self.fields["of"].choices = [
            (NEW, "A new one"),
            *((key, f"The next version of “{title}”") for key, title in self.titles.items()),
        ]

    def clean(self):
        """A title that gives a short name of its own."""
        cleaned = super().clean()
        key = cleaned.get("of") or slugify(cleaned.get("title", ""))[:40].strip("-")
        if "title" in cleaned and not key:
            self.add_error("title", "Title must have letters or digits")
        elif not cleaned.get("of") and key in self.titles:
            self.add_error(
                "title", "There is a questionnaire of this name. Choose its next version, or another title"
            )
        self.key = key
        return cleaned

    @property
    def named(self):
        """What the draft is called."""
        return {"key": self.key, "title": self.cleaned_data["title"], "note": self.cleaned_data["note"]}


class UseForm(HouseForm):
    """From which day."""

    submit_label = "Put it in use"

    from_on = DateParts(label="Asked from", initial=clock.today)


class QuestionForm(HouseForm):
    """One question: its words, its kind and what goes with it, and of whom it is asked.

    before: the questions that stand above it; taken: all of the draft. question: the one that is changed, or None.
    Cleaned, it gives `question` as the schema has it; whether it can be asked is judged when it is stored.
    """

    submit_label = "Save the question"

    words = forms.CharField(label="Question", max_length=300, help_text="As it is read out")
    help = forms.CharField(label="A line below it", max_length=300, required=False)
    kind = forms.ChoiceField(label="How is it answered?", choices=KINDS, widget=forms.RadioSelect)
    choices = forms.CharField(
        label="Answers to choose from", required=False, widget=forms.Textarea(attrs={"rows": 6}), help_text="One on each line"
    )  # fmt: skip
    several = forms.CharField(
        label="Answers, of which several may be chosen", required=False, widget=forms.Textarea(attrs={"rows": 6}),
        help_text="One on each line",
    )  # fmt: skip
    least = forms.IntegerField(label="Lowest step", required=False, initial=1)
    most = forms.IntegerField(label="Highest step", required=False, initial=5)
    least_words = forms.CharField(label="What the lowest is called", max_length=60, required=False)
    most_words = forms.CharField(label="What the highest is called", max_length=60, required=False)
    required = forms.BooleanField(label="It may not be passed over", required=False)
    sensitive = forms.BooleanField(
        label="The answer says something about a person that no list may show again", required=False
    )
    after = forms.ChoiceField(label="Of whom is it asked?", required=False)

    def __init__(self, data=None, *, before, taken, question=None):
        self.old, self.before = question, {one["key"]: one for one in before}
        self.taken = {one["key"] for one in taken} - ({question["key"]} if question else set())
        super().__init__(data, initial=_as_typed(question) if question else None)
        self.fields["after"].choices = [("", "Everybody"), *_conditions(before)]

    def layout(self):
        """What belongs to a kind shows with it."""
        return Layout(
            "words", "help",
            Conditional("kind", {"single": ["choices"], "several": ["several"], "scale": ["least", "most", "least_words", "most_words"]}),
            "required", "sensitive", "after",
        )  # fmt: skip

    def clean(self):
        """Make the question of what was typed."""
        cleaned = super().clean()
        if self.errors:
            return cleaned
        kind = cleaned["kind"]
        made = {
            "key": self.old["key"] if self.old else _free(cleaned["words"], self.taken),
            "words": cleaned["words"],
            "kind": kind,
        }
        made |= {name: cleaned[name] for name in ("help", "required", "sensitive") if cleaned[name]}
        if kind in ("single", "several"):
            made["choices"] = self._choices("choices" if kind == "single" else "several", kind)
        if kind == "scale":
            made |= {name: cleaned[name] for name in ("least", "most") if cleaned[name] is not None}
            made |= {name: cleaned[name] for name in ("least_words", "most_words") if cleaned[name]}
        kept = (
            self.old if self.old and self.old["kind"] == kind and kind in ("number", "text", "date") else {}
        )
        made |= {
            name: kept[name] for name in ("least", "most", "longest", "earliest", "latest") if name in kept
        }
        if cleaned["after"]:
            made["shown_if"] = [_read_condition(cleaned["after"], self.before)]
        return {"question": made}

    def _choices(self, name, kind):
        """The lines as choices; a line that was there keeps its key, so that its answers can be compared."""
        old = (
            {one["words"]: one["key"] for one in choices_of(self.old)}
            if self.old and self.old["kind"] == kind
            else {}
        )
        found, taken = [], set(old.values())
        for line in filter(None, (" ".join(line.split()) for line in self.cleaned_data[name].splitlines())):
            key = old.get(line) or _free(line, taken)
            taken.add(key)
            found.append({"key": key, "words": line})
        if len(found) < 2:
            self.add_error(name, "Enter two answers or more, one on each line")
        return found


def _free(words, taken):
    """A key made of words that is not taken: lower-case letters, digits and _."""
    plain = re.sub(r"[^a-z0-9]+", "_", words.casefold()).strip("_")[:30].strip("_")
    plain = plain if plain[:1].isalpha() else f"q_{plain}".strip("_")
    return next(
        key
        for number in range(1, 1000)
        if (key := plain if number == 1 else f"{plain}_{number}") not in taken
    )


def _conditions(before):
    """(value, words) of every answer above that a question may hang on."""
    found = []
    for one in before:
        steps = range(one["least"], one["most"] + 1) if one["kind"] == "scale" else ()
        answers = [(str(step), f"{step} or less") for step in steps][:-1] or [
            (choice["key"], choice["words"]) for choice in choices_of(one)
        ]
        found += [
            (f"{one['key']}={key}", f"Only after “{words}” to “{one['words'][:60]}”")
            for key, words in answers
        ]
    return found


def _read_condition(value, before):
    key, _sign, answer = value.partition("=")
    if before[key]["kind"] == "scale":
        return {"question": key, "at_most": int(answer)}
    return {"question": key, "any_of": [answer]}


def _as_typed(question):
    """A question as the form shows it."""
    lines = "\n".join(one["words"] for one in choices_of(question))
    condition = (question.get("shown_if") or [None])[0]
    after = ""
    if condition:
        after = f"{condition['question']}={condition.get('at_most', (condition.get('any_of') or [''])[0])}"
    single = question["kind"] == "single"
    return {
        **question,
        "choices": lines if single else "",
        "several": "" if single else lines,
        "after": after,
    }
