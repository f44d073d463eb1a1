"""Passing a resident, with consent, to a body that can help, and chasing its answer."""

from django.db import transaction

from accounts.actions import record_event
from households import rules
from households.actions.residents import named_body, record_consent
from households.choices import ConsentPurpose, SupportKind
from households.models import Consent, SupportReferral
from saferstreets.common.workflow import Refused, check_move


class ReferralRefused(Refused):
    """The referral cannot be made or answered like this."""


@transaction.atomic
def make_referral(*, household, kind, consented_on, sent_on, by, body=None, new_body="", resident=None):
    """Write down a referral sent to `body`, or to `new_body` by its name; its answer is due 28 days after. Raises ReferralRefused without consent.

    With a resident named, the consent is kept with them too, save for domestic abuse: that route leaves no trace on the
    pages of the home or of its people. Its audit row, like all of them, names no value.
    """
    if consented_on is None:
        raise ReferralRefused("Without the resident’s consent nothing is passed on.")
    if consented_on > sent_on:
        raise ReferralRefused("The consent must come before the referral is sent.")
    if resident is not None and (resident.household_id != household.pk or resident.moved_out_on):
        raise ReferralRefused("This resident does not live at this home.")
    body = body or named_body(name=new_body, by=by)
    if resident is not None and kind != SupportKind.DOMESTIC_ABUSE:
        _keep_consent(resident, body, consented_on, by)
    referral = SupportReferral.objects.create(
        project_id=household.project_id, household=household, resident=resident, kind=kind, body=body, consented_on=consented_on,
        sent_on=sent_on, due_on=rules.answer_due(sent_on), made_by=by,
    )  # fmt: skip
    record_event(by=by, verb="referral.make", subject=referral, fields=["body", "kind", "sent_on"])
    return referral


def _keep_consent(resident, body, consented_on, by):
    """The consent behind a referral, unless the same is on record; one withdrawn since is in the way."""
    told = Consent.objects.filter(
        project_id=resident.project_id, resident=resident, purpose=ConsentPurpose.REFERRAL, body=body
    )
    latest = told.order_by("-happened_on", "-id").first()
    if latest and not latest.given and latest.happened_on >= consented_on:
        raise ReferralRefused(
            f"This resident said no to this body on {latest.happened_on:%-d %B %Y}. Record a new consent first."
        )
    if not latest or not latest.given:
        record_consent(
            resident=resident,
            purpose=ConsentPurpose.REFERRAL,
            body=body,
            given=True,
            happened_on=consented_on,
            by=by,
        )


@transaction.atomic
def answer_referral(*, referral_id, move, answered_on, by, outcome=""):
    """Record what the body, or the resident, said: `move` is one of rules.REFERRAL_MOVES. Raises MoveRefused."""
    referral = SupportReferral.objects.select_for_update().get(pk=referral_id)
    check_move(move, referral.status)
    if answered_on < referral.sent_on:
        raise ReferralRefused(
            f"It was sent on {referral.sent_on:%-d %B %Y}: an answer cannot come before that."
        )
    referral.status, referral.answered_on = move.target, answered_on
    referral.outcome = outcome or referral.outcome
    referral.save(update_fields=["status", "answered_on", "outcome"])
    record_event(by=by, verb=move.name, subject=referral, fields=["status", "answered_on"])
    return referral


@transaction.atomic
def record_referral_outcome(*, referral_id, outcome, by):
    """Say what came of a referral, after its answer."""
    referral = SupportReferral.objects.select_for_update().get(pk=referral_id)
    if referral.answered_on is None:
        raise ReferralRefused("Record first whether the body accepted it.")
    referral.outcome = outcome
    referral.save(update_fields=["outcome"])
    record_event(by=by, verb="referral.outcome", subject=referral, fields=["outcome"])
    return referral
