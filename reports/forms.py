"""What the pages of this room ask."""

from django import forms

from reports import rules
from reports.choices import SectionKey
from saferstreets.common import clock, pdf
from saferstreets.common.forms import DateParts, HouseForm
from saferstreets.common.periods import Period

WORDS_AT_MOST = 6000
MOST_BYTES = 15_000_000
HINTS = {
    SectionKey.SUMMARY: "Two or three sentences for a busy reader. The numbers beneath fill themselves.",
    SectionKey.CHANGED: "What is different from the last update is drafted from the figures, the plan and the audit trail. Say why.",
    SectionKey.AWARD: "Award, dates, area and lead body are printed by themselves.",
    SectionKey.PROPOSALS: "The deliverables as promised, with every target, are printed by themselves.",
    SectionKey.SUSTAINABILITY: "What stays when the funding ends. Who looks after what is printed by itself.",
}


class PeriodForm(HouseForm):
    """A period of whole days; the figures pages carry it in their address."""

    start = DateParts(label="First day")
    end = DateParts(label="Last day")
    submit_label = "Show"

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("start") and cleaned.get("end") and cleaned["end"] < cleaned["start"]:
            self.add_error("end", "Last day must not come before the first day")
        return cleaned


class UpdateForm(PeriodForm):
    """Which days an update covers."""

    start = DateParts(
        label="First day", help_text="The day after the last issued update, unless you need another."
    )
    end = DateParts(label="Last day", help_text="Figures are given as at this day.")
    submit_label = "Start the draft"

    def __init__(self, *args, project, **kwargs):
        self.project = project
        super().__init__(*args, **kwargs)

    def clean(self):
        cleaned = super().clean()
        if not self.errors:
            try:
                rules.period_of(cleaned["start"], cleaned["end"], self.project.starts_on)
            except rules.UpdateRefused as refused:
                self.add_error(
                    "start" if cleaned["start"] < self.project.starts_on <= cleaned["end"] else "end",
                    str(refused),
                )
        return cleaned


def _boxes():
    """{name: field}: for every heading a box, and what its writer was shown."""
    for key, label in SectionKey.choices:
        box = forms.Textarea(attrs={"rows": 6})
        yield (
            key,
            forms.CharField(
                label=label,
                required=False,
                max_length=WORDS_AT_MOST,
                help_text=HINTS.get(key, ""),
                widget=box,
            ),
        )
        yield f"seen_{key}", forms.CharField(required=False, widget=forms.HiddenInput)


class NarrativeForm(type("Boxes", (HouseForm,), dict(_boxes()))):  # type: ignore[misc]  # one box for each section key
    """The coordinator's words, one box a heading. `seen_<key>` remembers the text that was shown."""

    submit_label = "Save the words"
    mark_optional = False

    def __init__(self, data=None, *, sections):
        shown = {section.key: section.text for section in sections}
        super().__init__(
            data, initial={**shown, **{f"seen_{key}": rules.mark(text) for key, text in shown.items()}}
        )

    def clean(self):
        cleaned = super().clean()
        for key in SectionKey.values:
            if odd := pdf.unprintable(rules.tidy(cleaned.get(key, ""))):
                self.add_error(
                    key, f"The paper cannot print {' '.join(odd[:10])}. Write it in letters, or leave it out."
                )
        return cleaned

    def texts(self):
        """{key: text} as typed."""
        return {key: self.cleaned_data[key] for key in SectionKey.values}

    def seen(self):
        """{key: mark} of what the writer was shown."""
        return {key: self.cleaned_data[f"seen_{key}"] for key in SectionKey.values}

    def showing(self, theirs):
        """This form again after TextsDiffer: what they wrote stands beside each box, and now counts as seen.

        theirs: {key: (text, who)}.
        """
        data = self.data.copy()
        for key, (text, who) in theirs.items():
            data[f"seen_{key}"] = rules.mark(text)
            self.add_error(
                key, f"{who} has changed these words meanwhile. Put together both texts, then save."
            )
        self.data = data
        return self


class ReasonForm(HouseForm):
    """Why an update is returned."""

    reason = forms.CharField(
        label="What should be changed?", max_length=500, widget=forms.Textarea(attrs={"rows": 4})
    )
    submit_label = "Return to the writer"


class ReviewForm(HouseForm):
    """What whoever read the update has checked."""

    note = forms.CharField(
        label="What did you check, and what should the approver know?",
        help_text="For example: figures against the spreadsheet, names of bodies, photographs. It stays inside the office.",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    submit_label = "Record the review"


class CorrectionForm(HouseForm):
    """What a correction corrects: printed on its front."""

    reason = forms.CharField(
        label="What is corrected, and why?",
        max_length=500,
        help_text="Printed on the front of the new update.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    submit_label = "Start the correction"


class PhotographForm(HouseForm):
    """A photograph for the paper: chosen by a person who has looked at it."""

    section = forms.ChoiceField(label="Under which heading?", choices=SectionKey.choices)
    content = forms.FileField(
        label="Photograph (JPEG)",
        help_text="Place, time and camera are taken out of the file before it is kept.",
    )
    alt = forms.CharField(
        label="What does it show?", max_length=250, help_text="One sentence, for those who cannot see it."
    )
    caption = forms.CharField(label="Words under it", max_length=160, required=False)
    safe = forms.BooleanField(
        label="I have looked: it shows no face, no number plate, no house number and nothing of anybody’s home"
    )
    submit_label = "Add the photograph"

    def clean_content(self):
        """Its bytes. What they are is told by their content, in evidence.rules."""
        file = self.cleaned_data["content"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError("The file must be smaller than 15 MB")
        return file.read()

    def clean(self):
        cleaned = super().clean()
        for name in ("alt", "caption"):
            if odd := pdf.unprintable(cleaned.get(name, "")):
                self.add_error(name, f"The paper cannot print {' '.join(odd[:10])}. Write it in letters.")
        return cleaned

    def answer(self):
        """What the action takes."""
        return {name: self.cleaned_data[name] for name in ("section", "content", "alt", "caption")}


class CheckCopyForm(HouseForm):
    """What somebody holds in the hand: the SHA-256 of a file, or the reference printed in the footer."""

    copy = forms.CharField(
        label="Reference, or SHA-256 of the file",
        max_length=200,
        help_text="The reference stands in the footer of every page: four groups of four signs.",
    )
    submit_label = "Check"

    def clean_copy(self):
        """The signs alone, in small letters: 16 of them or 64."""
        signs = "".join(self.cleaned_data["copy"].split()).lower()
        if len(signs) not in (16, 64) or set(signs) - set("0123456789abcdef"):
            raise forms.ValidationError(
                "A reference has 16 signs, a SHA-256 has 64: the digits 0 to 9 and the letters a to f"
            )
        return signs


def restated_form(rows, kept, data=None):
    """One box for each restated number. rows: of changes.restated; kept: {figure id: the coordinator’s words}."""
    boxes = {
        row["id"]: forms.CharField(
            label=f"{row['label']}: printed {row['printed']}, now {row['now']}. Why?",
            help_text=f"Without words this is printed: {row['why']}",
            required=False,
            max_length=500,
            initial=kept.get(row["id"], ""),
            widget=forms.Textarea(attrs={"rows": 3}),
        )
        for row in rows
    }
    form = type(
        "RestatedForm", (HouseForm,), {**boxes, "submit_label": "Save the reasons", "mark_optional": False}
    )
    return form(data)


def period_asked(request, project):
    """(form, Period) of a figures page: the one in the address, else from the project's start to today."""
    whole = Period(project.starts_on, max(clock.today(), project.starts_on))
    initial = {"start": whole.start, "end": whole.end}
    form = PeriodForm(request.GET if "start_day" in request.GET else None, initial=initial)
    if form.is_valid():
        return form, Period(form.cleaned_data["start"], form.cleaned_data["end"])
    return form, whole


class ExtractForm(HouseForm):
    """Up to which day exposures are told."""

    submit_label = "Take the extract"

    as_at = DateParts(
        label="Last day", help_text="Exposures after it are left out", initial=clock.today, latest=clock.today
    )
