"""Reads what a person says about a file: which one, which column is which, and what a doubtful row is."""

from django import forms

from imports import rules
from imports.choices import Decision
from saferstreets.common import clock
from saferstreets.common.forms import DateParts, HouseForm


class UploadForm(HouseForm):
    """The file, not yet read. Its size is looked at here; what is in it, by the engine."""

    submit_label = "Read the file"
    details: dict[str, str] = {}  # what is kept beside the list

    file = forms.FileField(
        label="Address list",
        help_text="CSV, tab-separated text, or a spreadsheet (XLSX, XLS, ODS), with one address in each row. Nothing is changed before you have seen what would happen.",
        error_messages={"required": "Select the file to import", "missing": "Select the file to import"},
    )

    def clean_file(self):
        """The upload, if it is not too large to be a list."""
        file = self.cleaned_data["file"]
        if file.size > rules.MAX_FILE_BYTES:
            limit = rules.MAX_FILE_BYTES // 1_000_000
            raise forms.ValidationError(
                f"The file must be {limit} MB or smaller. Split it and import the parts one after another."
            )
        return file


class VictimsForm(UploadForm):
    """A list of burglaries with what its sharing agreement says."""

    file = forms.FileField(
        label="The Constabulary’s list",
        help_text="CSV or a spreadsheet with headings: the crime reference, the day and the address. Names, telephone numbers and dates of birth are not read and not kept.",
        error_messages={"required": "Select the file to import", "missing": "Select the file to import"},
    )
    source = forms.CharField(label="Source", help_text="Who sent it and which list it is", max_length=120)
    purpose = forms.CharField(
        label="Purpose", help_text="What the agreement lets us use it for", max_length=200
    )
    expires_on = DateParts(
        label="Use until",
        help_text="The last day on which the list may be used",
        earliest=clock.today,
    )

    @property
    def details(self):
        """What is kept beside the list."""
        kept = {name: self.cleaned_data[name] for name in ("source", "purpose")}
        return kept | {"expires_on": self.cleaned_data["expires_on"].isoformat()}


class KitsForm(UploadForm):
    """A list of kits."""

    file = forms.FileField(
        label="List of kits",
        help_text="CSV or a spreadsheet with headings: the kit code and, on the register’s list, the day of registration. Names, addresses and PINs are not read and not kept.",
        error_messages={"required": "Select the file to import", "missing": "Select the file to import"},
    )


class ColumnsForm(HouseForm):
    """What each column of the file says. Columns that say the same are read together, in their order."""

    submit_label = "Read the rows again"
    mark_optional = False

    def __init__(self, *args, fields, columns, samples, mapping, **kwargs):
        self.columns = columns
        super().__init__(*args, **kwargs)
        choices = [("", "Not used"), *((field.name, field.label) for field in fields)]
        said = {column: name for name, chosen in mapping.items() for column in chosen}
        for place, column in enumerate(columns):
            self.fields[f"column_{place}"] = forms.ChoiceField(
                label=column,
                choices=choices,
                required=False,
                initial=said.get(column, ""),
                help_text=samples.get(place, "Empty in the first rows"),
                error_messages={"invalid_choice": "Choose one of the answers shown"},
            )

    @property
    def mapping(self):
        """{field: [column, ...]} as chosen."""
        chosen = {}
        for place, column in enumerate(self.columns):
            if field := self.cleaned_data.get(f"column_{place}"):
                chosen.setdefault(field, []).append(column)
        return chosen


class ReviewForm(HouseForm):
    """One question for each doubtful row: the same as one of these, a new one, or to be left out."""

    submit_label = "Save what I decided"
    mark_optional = False

    def __init__(self, *args, rows, nouns, may_be_new=True, **kwargs):
        super().__init__(*args, **kwargs)
        self.rows, one = rows, nouns[0]
        own = [(Decision.NEW.value, f"It is a {one} of its own")] if may_be_new else []
        for row in rows:
            same = [
                (f"{Decision.SAME}:{pk}", f"It is the same {one} as {text}") for pk, text in row["candidates"]
            ]
            self.fields[f"row_{row['id']}"] = forms.ChoiceField(
                label=f"What is row {row['number']}?", required=False, widget=forms.RadioSelect,
                choices=[*same, *own, (Decision.LEAVE.value, "Leave it out")],
                error_messages={"invalid_choice": "Choose one of the answers shown"},
                initial=f"{row['decision']}:{row['decided_id']}" if row["decided_id"] else row["decision"] or row["suggested"],
            )  # fmt: skip

    @property
    def questions(self):
        """[(row, its field)] in the order of the rows, for a page that puts both sides above the answers."""
        return [(row, self[f"row_{row['id']}"]) for row in self.rows]

    @property
    def decisions(self):
        """{row id: (Decision, thing id or None)} of the rows answered."""
        found = {}
        for name, answer in self.cleaned_data.items():
            if answer:
                choice, _, thing = answer.partition(":")
                found[int(name.removeprefix("row_"))] = (choice, int(thing) if thing else None)
        return found


class ManyForm(HouseForm):
    """One answer for many doubtful rows: all of them, or those that wait for one reason."""

    submit_label = "Decide about these rows"
    mark_optional = False

    why = forms.ChoiceField(label="Which rows?", required=False, widget=forms.RadioSelect, choices=[])
    choice = forms.ChoiceField(label="What are they?", widget=forms.RadioSelect, choices=[])

    def __init__(self, *args, reasons, nouns, **kwargs):
        super().__init__(*args, **kwargs)
        count, (one, _) = sum(number for _, number in reasons), nouns
        every = [("", f"All {count:,} that are still open")] if len(reasons) != 1 else []
        self.fields["why"].choices = [*((why, f"{why} ({number:,})") for why, number in reasons), *every]
        self.fields["why"].initial = reasons[0][0] if reasons else ""
        self.fields["choice"].choices = [
            (Decision.SAME, f"Each is the same {one} as the one shown for it"),
            (Decision.NEW, f"Each is a {one} of its own"),
            (Decision.LEAVE, "Leave them out"),
        ]
        self.choice_hints = {
            "choice": {Decision.SAME: "Rows with several to choose from, or none, stay open"},
        }
