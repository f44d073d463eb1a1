"""Reading codes and cards."""

from django import forms

from accounts import callers
from accounts.choices import Role
from accounts.models import Membership
from saferstreets.common.forms import HouseForm

USUAL_DAYS = 90


class CheckForm(HouseForm):
    """What a resident types off a card."""

    submit_label = "Check this code"

    code = forms.CharField(
        label="The code on the card",
        help_text="9 letters and numbers, in any way you like: K7M-3XQ-P4T or k7m3xqp4t",
        max_length=40,
        error_messages={"required": "Enter the code that is printed on the card"},
        widget=forms.TextInput(
            attrs={
                "class": "govuk-input--width-10 govuk-input--extra-letter-spacing",
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
            }
        ),
    )


class IssueForm(HouseForm):
    """Whose card it is and what stands on it."""

    submit_label = "Issue the code"

    member = forms.ChoiceField(label="For whom?")
    printed_name = forms.CharField(
        label="Name on the card",
        help_text="As the person wants it printed, for example a first name and an initial",
        max_length=40,
    )
    post = forms.CharField(label="Post", help_text="For example, Safer Streets Assistant", max_length=50)
    body = forms.CharField(label="Works for", help_text="The body, in full", max_length=80)
    days = forms.IntegerField(
        label="For how many days is it valid?",
        help_text="It also ends by itself when the person’s role on the project ends",
        min_value=1,
        max_value=callers.MOST_DAYS,
    )

    def __init__(self, *args, project, **kwargs):
        body = project.lead_body.name if project.lead_body else ""
        super().__init__(*args, initial={"days": USUAL_DAYS, "body": body}, **kwargs)
        members = Membership.objects.filter(project=project, user__is_active=True).current()
        members = members.select_related("user").order_by("user__name", "pk")
        self.people = {str(one.user_id): one.user for one in members}
        roles = {}
        for one in members:
            roles.setdefault(str(one.user_id), []).append(Role(one.role).label)
        named = [(key, f"{user.name} ({', '.join(roles[key])})") for key, user in self.people.items()]
        self.fields["member"].choices = [("", "Choose a person"), *named]

    def clean(self):
        cleaned = super().clean()
        cleaned["user"] = self.people.get(cleaned.pop("member", None))
        return cleaned


class RevokeForm(HouseForm):
    """Why a code ends before its day."""

    submit_label = "Revoke the code"

    reason = forms.CharField(
        label="Why is it revoked?", help_text="For example: card lost, or has left", max_length=200
    )


class NumberForm(HouseForm):
    """The council's own number, in words."""

    submit_label = "Save"

    check_caller = forms.CharField(
        label="Whom does a resident ring to check a caller?",
        help_text="The council or the Constabulary, with a landline that a person answers. Copy it from the body’s own "
        "website or letters: residents are told not to trust a number on a card. Tell whoever answers who is out on which days.",
        max_length=200,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
