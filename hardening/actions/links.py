"""The fitter's link: made for one person and one day, counted at each opening, dead after 48 hours."""

import datetime

from django.core import signing
from django.db import transaction
from django.utils import timezone

from accounts.actions import record_event
from hardening import rules
from hardening.actions.moving import JobRefused
from hardening.models import DayLink, LinkOpening
from saferstreets.common import clock
from saferstreets.common.periods import DAY

SALT = "hardening.day-link"


@transaction.atomic
def make_link(*, fitter, on_day, by):
    """The link of this fitter for this day; the one that stands comes back. Raises JobRefused for a day gone by."""
    if on_day < clock.today():
        raise JobRefused("A link is made for today or a later day.")
    standing = (
        DayLink.objects.filter(project_id=fitter.project_id, fitter=fitter, on_day=on_day).standing().first()
    )
    if standing:
        return standing
    hours = datetime.timedelta(hours=rules.LINK_HOURS)
    from_now = clock.start_of(on_day + DAY) + hours - clock.now()
    link = DayLink.objects.create(
        project_id=fitter.project_id, fitter=fitter, on_day=on_day, expires_at=timezone.now() + from_now, made_by=by,
        made_at=timezone.now(),
    )  # fmt: skip
    record_event(by=by, verb="day_link.make", subject=link, fields=["fitter", "on_day"])
    return link


@transaction.atomic
def revoke_link(*, link_id, by):
    """The phone is lost, or somebody else drives: the link opens nothing any more."""
    link = DayLink.objects.select_for_update().get(pk=link_id)
    if link.revoked_at:
        raise JobRefused("This link has been revoked already.")
    link.revoked_at = timezone.now()
    link.save(update_fields=["revoked_at"])
    record_event(by=by, verb="day_link.revoke", subject=link, fields=["revoked_at"])
    return link


def signed(link):
    """What stands in the web address."""
    return signing.Signer(salt=SALT).sign(link.public_id.hex)


def unsigned(token):
    """The link behind a signed address, or None for one that is not ours."""
    try:
        public_id = signing.Signer(salt=SALT).unsign(token)
    except signing.BadSignature:
        return None
    return DayLink.objects.filter(public_id=public_id).select_related("project", "fitter__firm__body").first()


@transaction.atomic
def record_opening(*, link, what, job=None):
    """Write down one use of the link, in the transaction of what it shows."""
    return LinkOpening.objects.create(
        project_id=link.project_id, link=link, job=job, what=what, opened_at=timezone.now()
    )


def is_alive(link):
    """May this link still be used? On the real clock."""
    return link.revoked_at is None and timezone.now() < link.expires_at
