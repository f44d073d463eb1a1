"""Visits for tests, made by the product's own verb so that only legal ones exist."""

import datetime
import uuid

from doorstep.actions import record_visit
from households.choices import VisitOutcome
from saferstreets.common import clock


def make_visit(
    household, by, *, on=datetime.date(2021, 10, 4), outcome=VisitOutcome.ANSWERED, hour=11, **details
):
    """One visit to `household` on a local date; details as doorstep.actions.record_visit."""
    happened_at = clock.local(datetime.datetime.combine(on, datetime.time(hour)))
    visit, _created = record_visit(
        client_id=details.pop("client_id", None) or uuid.uuid4(),
        household=household,
        outcome=outcome,
        happened_at=happened_at,
        by=by,
        **details,
    )
    return visit


def deliver(household, by, *, on=datetime.date(2021, 10, 4), kit_code="", registered=False, **details):
    """A visit at which a pack was handed over."""
    return make_visit(
        household, by, on=on, offers={"pack": "done"}, kit_code=kit_code, registered=registered, **details
    )
