"""People, landlords, cautions and askers for tests, made by the product's own verbs so that only legal ones exist."""

import datetime

from django.utils import timezone

from households import actions
from households.actions.other_values import note_other_value
from households.models import BurglaryRecord
from saferstreets.common import clock
from tests.factories.accounts import OrganisationFactory

D = datetime.date
DAYS = datetime.timedelta


def make_resident(home, by, *, name="Pat Example", contact="01632 960001", **details):
    """Somebody who lives at the home and was given the notice on a card."""
    told = {"notice_version": "1.0", "notice_how": "card", "since_on": D(2021, 9, 20), **details}
    return actions.add_resident(household=home, name=name, contact=contact, by=by, **told)


def note_vulnerability(home, by, *, category="lives_alone", reason="Slow to the door", **details):
    """A note that stands, to be looked at again in 90 days."""
    later = {"source": "resident", "review_on": clock.today() + DAYS(days=90), **details}
    return actions.add_vulnerability(household=home, category=category, reason=reason, by=by, **later)


def burglary_record(home, *, reference="BR/1", expires_on=None):
    """A record of the Constabulary's list, usable for a month unless said otherwise."""
    return BurglaryRecord.objects.create(
        project_id=home.project_id, household=home, reference=reference, happened_on=D(2021, 8, 1), source="Constabulary list",
        purpose="Security first", expires_on=expires_on or clock.today() + DAYS(days=30), recorded_at=timezone.now(),
    )  # fmt: skip


def caution(home, by, *, instruction="visit_in_pairs", basis="Told by the tenancy officer", expires_on=None):
    """A caution that holds for a month unless said otherwise."""
    last = expires_on or clock.today() + DAYS(days=30)
    return actions.set_caution(household=home, instruction=instruction, basis=basis, expires_on=last, by=by)


def landlord(project, by, *, name="Example Homes", kind="private"):
    return actions.add_landlord(project=project, name=name, kind=kind, contact="01632 960002", by=by)


def enquiry(project, *, address="14 Clay Street", want="pack", **details):
    """Asked on the web page."""
    return actions.receive_enquiry(project=project, want=want, address=address, **details)


def promised(home, by, *, on=None, **details):
    """An enquiry matched to the home, with a visit promised."""
    asked = enquiry(home.project, address=home.address, **details)
    actions.match_enquiry(enquiry_id=asked.pk, household=home, by=by)
    return actions.promise_visit(enquiry_id=asked.pk, promised_on=on or clock.today(), by=by)


def referral(home, by, *, kind="housing", sent_on=None, body=None, **details):
    """Sent today, with consent, to a body made for it."""
    sent = sent_on or clock.today()
    return actions.make_referral(
        household=home,
        kind=kind,
        body=body or OrganisationFactory(),
        consented_on=details.pop("consented_on", sent),
        sent_on=sent,
        by=by,
        **details,
    )


def other_value(home, by, *, field="uprn", value="10002223334", source="stock list"):
    """Another source disagrees about the home."""
    return note_other_value(household=home, field=field, value=value, source=source, by=by)[0]
