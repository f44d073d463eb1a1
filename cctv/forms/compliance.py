"""Reads statements of the compliance pack."""

from django import forms

from cctv import principles
from cctv.forms.uploads import content_of
from saferstreets.common import clock
from saferstreets.common.forms import DateParts, HouseForm

MET = (("yes", "It is met"), ("no", "It is found wanting"))


class ItemForm(HouseForm):
    """One statement about one requirement."""

    submit_label = "Put it on record"

    met = forms.ChoiceField(label="How is it?", choices=MET, widget=forms.RadioSelect, initial="yes")
    settled_on = DateParts(label="On", latest=clock.today, error_messages={"required": "Enter the day"})
    number = forms.IntegerField(label="Days images are kept", min_value=1, max_value=3660, required=False)
    words = forms.CharField(
        label="In words", max_length=500, required=False, widget=forms.Textarea({"rows": 3})
    )
    until_on = DateParts(label="Holds until", required=False)
    content = forms.FileField(
        label="File that shows it", required=False, help_text="A photograph or a PDF, up to 15 MB. Never footage: a video is refused"
    )  # fmt: skip

    def __init__(self, *args, wanted, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["words"].help_text = wanted.ask
        self.fields["words"].required = wanted.key != "retention"
        if wanted.key != "retention":
            del self.fields["number"]
        if wanted.key == "signs":
            self.fields["content"].label = "Photograph of a sign"
        if wanted.key == "review":
            self.fields["until_on"].help_text = "A year, unless you say a nearer day"
        elif wanted.ends:
            self.fields["until_on"].help_text = "Needed while it is met"

    def clean_content(self):
        """The bytes of the file, or None."""
        return content_of(self.cleaned_data["content"])

    def clean(self):
        cleaned = super().clean()
        cleaned["met"] = cleaned.get("met") == "yes"
        return cleaned


class PrinciplesForm(HouseForm):
    """The twelve principles under one edition of the Code, one by one."""

    submit_label = "Put it on record"
    mark_optional = False

    def __init__(self, *args, editions, words, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["edition"] = forms.ChoiceField(
            label="Edition of the Code", choices=[(one.key, one.label) for one in editions], widget=forms.RadioSelect, initial=editions[-1].key
        )  # fmt: skip
        self.fields["settled_on"] = DateParts(
            label="Judged on",
            latest=clock.today,
            error_messages={"required": "Enter the day"},
            initial=clock.today(),
        )
        for place, (key, label) in enumerate(principles.PRINCIPLES, 1):
            self.fields[key] = forms.CharField(
                label=f"{place}. {label}", max_length=500, required=False, widget=forms.Textarea({"rows": 2}), initial=words.get(key, ""),
                help_text="How it is met. Leave empty when you do not judge it now" if place == 1 else "",
            )  # fmt: skip
        self.fields["wanting"] = forms.MultipleChoiceField(
            label="Found wanting", required=False, widget=forms.CheckboxSelectMultiple,
            choices=[(key, f"{place}. {label}") for place, (key, label) in enumerate(principles.PRINCIPLES, 1)],
        )  # fmt: skip

    @property
    def said(self):
        """The arguments of the action."""
        wanting = set(self.cleaned_data["wanting"])
        judged = {
            key: (key not in wanting, self.cleaned_data[key])
            for key in principles.PRINCIPLE_KEYS
            if self.cleaned_data[key].strip() or key in wanting
        }
        return {
            "edition": self.cleaned_data["edition"],
            "settled_on": self.cleaned_data["settled_on"],
            "judged": judged,
        }

    def clean(self):
        cleaned = super().clean()
        if not any(cleaned.get(key, "").strip() for key in principles.PRINCIPLE_KEYS):
            raise forms.ValidationError("Say of at least one principle how it is met")
        return cleaned
