"""Reading what landlords answer."""

from django import forms

from saferstreets.common import clock
from saferstreets.common.forms import DateParts, HouseForm

MOST = 15 * 1024 * 1024


class ReplyForm(HouseForm):
    """One reply: an answer to each line, and the letter or message itself."""

    submit_label = "File this reply"

    replied_on = DateParts(
        label="When did the reply come?", latest=clock.today, subject="The day of the reply"
    )
    file = forms.FileField(label="The letter or message", help_text="PDF or photograph", required=False)

    def __init__(self, *args, lines, **kwargs):
        super().__init__(*args, **kwargs)
        self.lines = list(lines)
        for line in self.lines:
            self.fields[f"line_{line.pk}"] = forms.ChoiceField(
                label=f"{line.household.address}: {line}",
                choices=[("agreed", "Agrees"), ("refused", "Refuses"), ("silent", "Does not say")],
                initial="silent",
                widget=forms.RadioSelect,
            )
        self.order_fields([*(f"line_{line.pk}" for line in self.lines), "replied_on", "file"])

    def clean(self):
        said = super().clean()
        answers = {line.pk: said.get(f"line_{line.pk}") for line in self.lines}
        file = said.get("file")
        return {
            "replied_on": said.get("replied_on"),
            "agreed_line_ids": [pk for pk, answer in answers.items() if answer == "agreed"],
            "refused_line_ids": [pk for pk, answer in answers.items() if answer == "refused"],
            "content": file.read() if file and file.size <= MOST else None,
        }


class WithdrawForm(HouseForm):
    """Consent taken back."""

    submit_label = "Record this"

    withdrawn_on = DateParts(label="When did the landlord say so?", latest=clock.today, subject="The day")
