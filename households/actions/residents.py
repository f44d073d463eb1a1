"""Who lives at a home and what they agreed to, in as few words as the work needs."""

from django.db import transaction
from django.utils import timezone

from accounts.actions import add_organisation, record_event
from accounts.models import Organisation
from households import rules
from households.choices import ConsentPurpose
from households.models import Consent, Resident
from saferstreets.common.workflow import Refused


class ResidentRefused(Refused):
    """This cannot be written down about a resident."""


class ChangedMeanwhile(Refused):
    """Somebody else changed the record while this person was editing it. mark: of what it says now."""

    def __init__(self, message, mark):
        super().__init__(message)
        self.mark = mark


@transaction.atomic
def add_resident(*, household, notice_version, notice_how, since_on, by, name="", contact="", agreed=()):
    """Enter somebody who lives at the home and was given the privacy notice.

    agreed: purposes (ConsentPurpose, never a referral) said yes to there and then. Raises ResidentRefused at a closed home.
    """
    if household.closed_on:
        raise ResidentRefused(
            "This home has asked not to be visited again, so nothing more is written down about who lives there."
        )
    resident = Resident.objects.create(
        project_id=household.project_id, household=household, name=name, contact=contact,
        notice_version=notice_version, notice_how=notice_how, since_on=since_on,
    )  # fmt: skip
    record_event(
        by=by,
        verb="resident.add",
        subject=resident,
        fields=["name", "contact", "notice_version", "notice_how"],
    )
    for purpose in agreed:
        record_consent(resident=resident, purpose=purpose, given=True, happened_on=since_on, by=by)
    return resident


def check_unchanged(record, fields, seen):
    """Raises ChangedMeanwhile, with what the record says now, unless it still says what the form showed."""
    now = rules.mark(*(getattr(record, field) for field in fields))
    if seen and seen != now:
        says = "; ".join(
            f"{record._meta.get_field(field).verbose_name}: {_worded(record, field)}" for field in fields
        )
        raise ChangedMeanwhile(
            f"Somebody else changed this while you were editing, and nothing of yours is saved yet. It now says: {says}. "
            "What you typed stands below: save again to keep it, or go back to leave theirs.",
            now,
        )


def _worded(record, field):
    shown = getattr(record, f"get_{field}_display", None)
    return (shown() if shown else getattr(record, field)) or "nothing"


RESIDENT_FIELDS = ("name", "contact", "notice_version", "notice_how")


@transaction.atomic
def change_resident(*, resident_id, by, seen="", **changes):
    """Correct what is written down about a resident. seen: rules.mark of what the form showed; raises ChangedMeanwhile."""
    resident = Resident.objects.select_for_update().get(pk=resident_id)
    check_unchanged(resident, RESIDENT_FIELDS, seen)
    changed = [field for field, value in changes.items() if getattr(resident, field) != value]
    if changed:
        for field in changed:
            setattr(resident, field, changes[field])
        resident.save(update_fields=changed)
        record_event(by=by, verb="resident.change", subject=resident, fields=changed)
    return resident


@transaction.atomic
def named_body(*, name, by):
    """The body of this name, whatever the capitals; entered when it is new."""
    found = Organisation.objects.filter(name__iexact=name.strip()).first()
    return found or add_organisation(by=by, name=name.strip())


@transaction.atomic
def record_consent(*, resident, purpose, given, happened_on, by, body=None, new_body=""):
    """Write down a yes or a no. An earlier answer is never changed: the later row counts.

    body: to whom details may go, or new_body by its name; only, and always, for a referral.
    """
    body = body or (named_body(name=new_body, by=by) if new_body else None)
    if (purpose == ConsentPurpose.REFERRAL) != (body is not None):
        raise ResidentRefused("Say to whom details may go, for a referral and only for a referral.")
    consent = Consent.objects.create(
        project_id=resident.project_id, resident=resident, purpose=purpose, body=body, given=given,
        happened_on=happened_on, recorded_at=timezone.now(), recorded_by=by,
    )  # fmt: skip
    record_event(by=by, verb="consent.record", subject=consent, fields=["purpose", "given"])
    return consent


@transaction.atomic
def move_out(*, resident_id, moved_out_on, by):
    """Close the record of somebody who has moved out: what they agreed to does not bind whoever comes next."""
    resident = Resident.objects.select_for_update().get(pk=resident_id)
    if resident.moved_out_on:
        raise ResidentRefused("It is already recorded that this resident has moved out.")
    if moved_out_on < resident.since_on:
        raise ResidentRefused(
            f"They cannot have moved out before we knew of them, on {resident.since_on:%-d %B %Y}."
        )
    resident.moved_out_on = moved_out_on
    resident.save(update_fields=["moved_out_on"])
    record_event(by=by, verb="resident.move_out", subject=resident, fields=["moved_out_on"])
    return resident
