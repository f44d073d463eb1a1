"""Reading what happened at a door, with as few taps as the truth needs."""

import uuid

from django import forms

from accounts.choices import Role
from accounts.models import Membership
from households import rules
from households.choices import OfferKind, OfferOutcome, VisitOutcome
from saferstreets.common import clock
from saferstreets.common.forms import Conditional, DateParts, HouseForm, Layout, end_with

OTHER_OUTCOMES = tuple(
    outcome
    for outcome in VisitOutcome
    if outcome not in rules.QUICK and not rules.EFFECTS[outcome].offers and outcome != VisitOutcome.OPTED_OUT
)
NOT_OFFERED = "not_offered"  # says nothing about the home: no row is stored
TIMES_OF_DAY = [
    ("", "Any time"),
    ("in the morning", "Morning"),
    ("in the afternoon", "Afternoon"),
    ("in the evening", "Evening"),
]


class VisitForm(HouseForm):
    """What every visit carries: its own id, made before anything is typed, so that sending twice is harmless."""

    client_id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, project=None, **kwargs):
        kwargs["initial"] = {"client_id": uuid.uuid4(), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)


class QuickVisitForm(VisitForm):
    """One tap: nobody came to the door."""

    outcome = forms.ChoiceField(choices=[(outcome.value, outcome.label) for outcome in rules.QUICK])


class NotedVisitForm(VisitForm):
    """A visit with a note and, perhaps, an officer beside the Assistant."""

    submit_label = "Save this visit"

    officer = forms.ChoiceField(label="Which officer was with you?", required=False)
    officer_minutes = forms.IntegerField(
        label="For how many minutes?", required=False, min_value=1, max_value=240
    )
    note = forms.CharField(
        label="Note",
        help_text="Only what the next visit needs. Do not write names of others, health or crime here.",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args, project, **kwargs):
        super().__init__(*args, project=project, **kwargs)
        members = (
            Membership.objects.filter(project=project, role=Role.OFFICER)
            .current()
            .select_related("user")
            .order_by("user__name")
        )
        self.officers = {str(member.user_id): member.user for member in members}
        self.fields["officer"].choices = [
            ("", "Nobody"),
            *((key, user.name) for key, user in self.officers.items()),
        ]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("officer") and not (
            cleaned.get("officer_minutes") or self.has_error("officer_minutes")
        ):
            self.add_error("officer_minutes", "Enter how many minutes the officer was with you")
        cleaned["officer"] = self.officers.get(cleaned.get("officer"))
        if cleaned["officer"] is None:
            cleaned["officer_minutes"] = None
        return cleaned


def _offer_field(kind, label, hint=""):
    return forms.ChoiceField(
        label=label,
        help_text=hint,
        required=False,
        widget=forms.RadioSelect,
        choices=[
            *((outcome.value, outcome.label) for outcome in rules.OFFER_OUTCOMES[kind]),
            (NOT_OFFERED, "Not offered"),
        ],
    )


class AnsweredForm(NotedVisitForm):
    """Someone answered: what came of each thing offered. The pack comes first; the rest may stay untouched."""

    mark_optional = False

    pack = forms.ChoiceField(
        label="Safer Homes Pack",
        required=False,
        widget=forms.RadioSelect,
        choices=[
            ("done", "Handed over now"),
            ("declined", "Declined"),
            ("already_has", "Already has one"),
            (NOT_OFFERED, "Not offered"),
        ],
    )
    kit_code = forms.CharField(
        label="Kit code",
        help_text="On the box and on the membership card. Never write down the PIN. Leave it empty only if you cannot read it.",
        required=False,
        max_length=30,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )
    registered = forms.BooleanField(label="Registered online here and now", required=False)
    form_taken = forms.BooleanField(label="Paper registration form taken along", required=False)
    again_reason = forms.CharField(
        label="Why does this home get another pack?", required=False, max_length=200
    )
    sticker_seen = forms.BooleanField(label="The kit’s sticker is in the window", required=False)
    security_survey = _offer_field(OfferKind.SECURITY_SURVEY, "Home security survey")
    concern_survey = _offer_field(OfferKind.CONCERN_SURVEY, "Survey of concerns")
    support_referral = _offer_field(
        OfferKind.SUPPORT_REFERRAL,
        "Support referral",
        "Domestic abuse is not written down here: leave this alone and use “Refer to support” on the page of the home",
    )

    def __init__(self, *args, had_pack, **kwargs):
        self.had_pack = had_pack
        super().__init__(*args, **kwargs)
        if not had_pack:
            del self.fields["again_reason"]
            del self.fields["sticker_seen"]

    def layout(self):
        revealed = ["kit_code", "registered", "form_taken", *(["again_reason"] if self.had_pack else [])]
        seen = ("sticker_seen",) if self.had_pack else ()
        rest = (
            *seen,
            "security_survey",
            "concern_survey",
            "support_referral",
            "officer",
            "officer_minutes",
            "note",
        )
        return Layout("client_id", Conditional("pack", {"done": revealed}), *rest)

    def clean(self):
        cleaned = super().clean()
        handed_over = cleaned.get("pack") == OfferOutcome.DONE
        if not handed_over:
            cleaned.update(kit_code="", registered=False, form_taken=False, again_reason="")
        elif self.had_pack and not cleaned.get("again_reason"):
            self.add_error("again_reason", "This home has already had a pack. Say why it gets another")
        named = cleaned.get("kit_code") or self.has_error("kit_code")
        if (cleaned.get("registered") or cleaned.get("form_taken")) and not named:
            self.add_error("kit_code", "Enter the kit code: a kit cannot be registered without it")
        return cleaned

    def as_visit(self):
        """The arguments of doorstep.actions.record_visit."""
        found = dict(self.cleaned_data)
        offers = {kind: found.pop(kind) for kind in OfferKind.values}
        return {
            "outcome": VisitOutcome.ANSWERED,
            "offers": {kind: outcome for kind, outcome in offers.items() if outcome not in ("", NOT_OFFERED)},
            **found,
        }


class OtherOutcomeForm(NotedVisitForm):
    """Everything else that can happen at a door."""

    outcome = forms.ChoiceField(
        label="What happened at the door?",
        widget=forms.RadioSelect,
        choices=[(outcome.value, outcome.label) for outcome in OTHER_OUTCOMES],
    )
    call_back_on = DateParts(
        label="Call back on", required=False, earliest=clock.today, help_text="For example, 27 11 2021"
    )
    call_back_time = forms.ChoiceField(label="Best time", required=False, choices=TIMES_OF_DAY)

    choice_hints = {
        "outcome": {
            VisitOutcome.SOFT_REFUSAL: "We may try again another day",
            VisitOutcome.HARD_REFUSAL: "The home is closed: nobody calls again",
            VisitOutcome.VOID: "Nobody lives there now",
            VisitOutcome.NON_RESIDENTIAL: "A shop, an office, a garage",
            VisitOutcome.UNSAFE: "Tell the coordinator as well",
        }
    }

    def __init__(self, *args, project, **kwargs):
        super().__init__(*args, project=project, **kwargs)
        end_with(self, "call_back_on", project.ends_on)

    def layout(self):
        return Layout(
            "client_id",
            Conditional("outcome", {VisitOutcome.CALL_BACK: ["call_back_on", "call_back_time"]}),
            "officer",
            "officer_minutes",
            "note",
        )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("outcome") != VisitOutcome.CALL_BACK:
            cleaned.update(call_back_on=None, call_back_time="")
            self.errors.pop("call_back_on", None)
        elif "call_back_on" not in self.errors and not cleaned.get("call_back_on"):
            self.add_error("call_back_on", "Enter the day to call back")
        return cleaned


class WithdrawForm(HouseForm):
    """Why a visit never counted."""

    submit_label = "Withdraw this visit"

    reason = forms.CharField(
        label="What was wrong with it?", help_text="For example: recorded at the wrong door", max_length=200
    )
