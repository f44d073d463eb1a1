"""Landlords: one letter for all their homes, a reply filed against each line, reminders, and what a no or a change of mind does."""

import datetime

from django.db import transaction

from accounts.actions import record_event
from evidence.actions import keep_document
from hardening import rules
from hardening.actions.bookings import drop_ordered
from hardening.actions.moving import JobRefused, locked
from hardening.choices import Consent
from hardening.models import JobLine, LandlordLetter
from saferstreets.common import clock


def lines_to_ask(landlord):
    """The lines of this landlord's homes that a letter would cover now."""
    lines = JobLine.objects.filter(project_id=landlord.project_id, household__landlord=landlord).to_ask()
    return lines.select_related("measure", "household__street").order_by(
        "household__street__name", "household__walk_seq", "household_id", "id"
    )


@transaction.atomic
def write_letter(*, landlord, by):
    """One letter about every home of this landlord that waits. A social landlord is told what its own contractor is asked to do.

    Returns the letter. Raises JobRefused when nothing waits.
    """
    lines = list(lines_to_ask(landlord).select_for_update(of=("self",)))
    if not lines:
        raise JobRefused("Nothing waits for this landlord.")
    today = clock.today()
    letter = LandlordLetter.objects.create(
        project_id=landlord.project_id, landlord=landlord, routed=all(line.consent == Consent.ROUTED for line in lines), sent_on=today,
        reply_due_on=today + datetime.timedelta(days=rules.LANDLORD_DAYS), made_by=by,
    )  # fmt: skip
    ids = [line.pk for line in lines]
    JobLine.objects.filter(pk__in=ids).update(letter=letter)
    JobLine.objects.filter(pk__in=ids, consent=Consent.NEEDED).update(consent=Consent.ASKED)
    record_event(by=by, verb="landlord_letter.write", subject=letter, fields=["lines", "reply_due_on"])
    return letter


@transaction.atomic
def remind_landlord(*, letter_id, by):
    """Write down that the landlord was reminded today."""
    letter = LandlordLetter.objects.select_for_update().get(pk=letter_id)
    if letter.replied_on:
        raise JobRefused("This landlord has replied.")
    letter.reminded_on = clock.today()
    letter.save(update_fields=["reminded_on"])
    record_event(by=by, verb="landlord_letter.remind", subject=letter, fields=["reminded_on"])
    return letter


@transaction.atomic
def record_reply(*, letter_id, replied_on, agreed_line_ids, refused_line_ids, by, content=None):
    """File the reply and decide each line it answers. A refused line leaves the job; what needs no consent stays in it.

    content: bytes of the letter or message; kept once and named by every line. Lines it is silent about still wait.
    """
    letter = (
        LandlordLetter.objects.select_for_update(of=("self",)).select_related("project").get(pk=letter_id)
    )
    agreed, refused = set(agreed_line_ids), set(refused_line_ids)
    if agreed & refused or not agreed | refused:
        raise JobRefused("Say for at least one line whether the landlord agrees or refuses, and not both.")
    if not letter.sent_on <= replied_on <= clock.today():
        raise JobRefused("The reply came between the day of the letter and today.")
    document = letter.reply
    if content:
        document = keep_document(
            project=letter.project, title=f"Reply to landlord letter {letter.pk}", content=content, by=by
        )
    answered = JobLine.objects.filter(
        project_id=letter.project_id, letter=letter, consent=Consent.ASKED
    ).standing()
    for line in answered.filter(pk__in=agreed | refused).select_related("job"):
        line.job = locked(line.job_id)
        _decide(line, line.pk in agreed, replied_on, document, by)
    if not answered.exists():
        letter.replied_on = replied_on
    letter.replied_on, letter.reply = (
        (letter.replied_on or replied_on) if document else letter.replied_on,
        document,
    )
    letter.save(update_fields=["replied_on", "reply"])
    record_event(by=by, verb="landlord_letter.reply", subject=letter, fields=["replied_on", "reply", "lines"])
    return letter


def _decide(line, agrees, day, document, by):
    line.consent = Consent.GIVEN if agrees else Consent.REFUSED
    line.consent_on, line.consent_document = day, document
    if agrees:
        line.save(update_fields=["consent", "consent_on", "consent_document"])
        record_event(by=by, verb="job_line.consent", subject=line, fields=["consent", "consent_on"])
    else:
        drop_ordered(line=line, reason="The landlord refused", by=by)


@transaction.atomic
def withdraw_consent(*, line_id, withdrawn_on, by):
    """A landlord who agreed does so no longer.

    Not fitted yet: the line leaves the job and its order. Fitted already: what is in stays in, the job goes on and is paid, and the
    line says that consent was withdrawn after the fitting, for the office to settle with the landlord.
    """
    line = JobLine.objects.select_related("measure").get(pk=line_id)
    line.job = locked(line.job_id)
    if line.consent != Consent.GIVEN or line.dropped_on:
        raise JobRefused("No consent stands for this line.")
    line.consent, line.consent_on = Consent.WITHDRAWN, withdrawn_on
    if line.fitted:
        line.save(update_fields=["consent", "consent_on"])
        record_event(by=by, verb="job_line.consent", subject=line, fields=["consent", "consent_on"])
    else:
        drop_ordered(line=line, reason="The landlord withdrew consent", by=by)
    return line
