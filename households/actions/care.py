"""Notes on vulnerability, burglary records and cautions: written by few, seen by few, every look on record."""

import datetime

from django.db import transaction

from accounts.actions import record_event, record_view
from households import own_streets, rules
from households.models import BurglaryRecord, CautionFlag, Vulnerability
from saferstreets.common import clock
from saferstreets.common.workflow import Refused


class CareRefused(Refused):
    """The note or caution cannot be kept like this."""


@transaction.atomic
def add_vulnerability(*, household, category, source, review_on, by, reason=""):
    """Note that this home may need more than a pack, until a day on which somebody looks again."""
    today = clock.today()
    if review_on <= today:
        raise CareRefused("Choose a day after today to look at this note again.")
    note = Vulnerability.objects.create(
        project_id=household.project_id, household=household, category=category, source=source, reason=reason,
        noted_on=today, review_on=review_on, recorded_by=by,
    )  # fmt: skip
    record_event(by=by, verb="vulnerability.add", subject=note, fields=["category", "source", "review_on"])
    return note


@transaction.atomic
def review_vulnerability(*, note_id, review_on, by):
    """It still holds: look again on `review_on`."""
    note = _standing_note(note_id)
    if review_on <= clock.today():
        raise CareRefused("Choose a day after today to look at this note again.")
    note.review_on = review_on
    note.save(update_fields=["review_on"])
    record_event(by=by, verb="vulnerability.review", subject=note, fields=["review_on"])
    return note


@transaction.atomic
def end_vulnerability(*, note_id, by):
    """It no longer holds: the note is shown to nobody from today."""
    note = _standing_note(note_id)
    note.ended_on = clock.today()
    note.save(update_fields=["ended_on"])
    record_event(by=by, verb="vulnerability.end", subject=note, fields=["ended_on"])
    return note


def _standing_note(note_id):
    note = Vulnerability.objects.select_for_update().get(pk=note_id)
    if note.ended_on:
        raise CareRefused("This note has been ended already.")
    return note


# What is kept back, by the word a person chooses: the table, and the kind written into the log of looks.
KEPT_BACK = {"vulnerability": Vulnerability, "burglary": BurglaryRecord}


@transaction.atomic
def reveal(*, household, what, reason, by):
    """The records of this kind that stand today, each look written down in the same transaction.

    what: a key of KEPT_BACK. Raises accounts.actions.ViewRefused without a reason, and CareRefused in a street of one's own; then
    nothing is revealed.
    """
    if own_streets.is_own(by, household):
        raise CareRefused("This street is your own or your family’s. Another person must look.")
    found = (
        KEPT_BACK[what]
        .objects.filter(project_id=household.project_id, household=household)
        .standing_on(clock.today())
    )
    records = list(found.select_related("project").order_by("-pk"))
    for record in records:
        record_view(by=by, kind=what, subject=record, reason=reason)
    return records


@transaction.atomic
def set_caution(*, household, instruction, basis, expires_on, by):
    """Tell whoever knocks what to do, never why, until it expires by itself. At most a year: then somebody judges afresh."""
    today = clock.today()
    if not today <= expires_on <= today + datetime.timedelta(days=rules.CAUTION_DAYS):
        raise CareRefused("A caution holds for at most 12 months. Choose an earlier last day.")
    caution = CautionFlag.objects.create(
        project_id=household.project_id, household=household, instruction=instruction, basis=basis, from_on=today,
        expires_on=expires_on, recorded_by=by,
    )  # fmt: skip
    record_event(by=by, verb="caution.set", subject=caution, fields=["instruction", "basis", "expires_on"])
    return caution


@transaction.atomic
def lift_caution(*, caution_id, by):
    """Take a caution off before it expires."""
    caution = CautionFlag.objects.select_for_update().get(pk=caution_id)
    if caution.lifted_on:
        raise CareRefused("This caution has been lifted already.")
    caution.lifted_on = clock.today()
    caution.save(update_fields=["lifted_on"])
    record_event(by=by, verb="caution.lift", subject=caution, fields=["lifted_on"])
    return caution
