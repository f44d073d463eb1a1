"""What the pages of this room ask."""

from django import forms

from reports import rules
from reports.choices import SectionKey
from saferstreets.common import clock, pdf
from saferstreets.common.forms import DateParts, HouseForm
from saferstreets.common.periods import Period

WORDS_AT_MOST = 6000
HINTS = {
    SectionKey.SUMMARY: "Two or three sentences for a busy reader. The numbers beneath fill themselves.",
    SectionKey.AWARD: "Award, dates, area and lead body are printed by themselves.",
    SectionKey.PROPOSALS: "The deliverables as promised, with every target, are printed by themselves.",
    SectionKey.SUSTAINABILITY: "What stays when the funding ends. Printed only if you write something.",
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


class CorrectionForm(HouseForm):
    """What a correction corrects: printed on its front."""

    reason = forms.CharField(
        label="What is corrected, and why?",
        max_length=500,
        help_text="Printed on the front of the new update.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    submit_label = "Start the correction"


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
