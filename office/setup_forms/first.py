"""Reads what begins an office: the setup code, then the first project and its coordinator."""

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from accounts.models import User
from office import first_run
from office.setup_forms.project import NewProjectForm
from saferstreets.common.forms import HouseForm


def _password_field(label, hint=""):
    return forms.CharField(
        label=label, help_text=hint, strip=False, max_length=128,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip


class CodeForm(HouseForm):
    """The code from the server."""

    submit_label = "Continue"

    code = forms.CharField(
        label="Setup code", max_length=60, help_text="Four groups of five signs. Capitals and hyphens do not matter",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "class": "govuk-input--width-20"}),
    )  # fmt: skip

    def clean_code(self):
        code = self.cleaned_data["code"]
        if not first_run.fits(code):
            raise ValidationError(
                "This is not the setup code, or it is more than a day old. Ask for a new one on the server"
            )
        return code


class FirstProjectForm(NewProjectForm):
    """The first project, and the person who runs it."""

    submit_label = "Create the office"
    field_order = ["person", "email", "password", "again", "name", "slug", "starts_on", "ends_on"]

    person = forms.CharField(
        label="The coordinator’s name", max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    email = forms.EmailField(
        label="The coordinator’s email address",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
    )
    password = _password_field(
        "Password",
        "At least 12 characters. Three words that have nothing to do with each other make a good one",
    )
    again = _password_field("The same password again")

    def clean(self):
        cleaned = super().clean()
        password, again = cleaned.get("password"), cleaned.pop("again", None)
        if password and again and password != again:
            self.add_error("again", "The two passwords differ. Type the same one twice")
        if password:
            try:
                validate_password(
                    password, User(email=cleaned.get("email", ""), name=cleaned.get("person", ""))
                )
            except ValidationError as weak:
                self.add_error("password", weak)
        return cleaned
