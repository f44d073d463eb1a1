"""What the page at the door reads, and the named reads of phones and their records."""

import hmac
import uuid

from django.db import connection, models
from django.db.models import Exists, OuterRef

from accounts.permissions import Perm
from doorstep.choices import LetterStatus
from doorstep.inbox.spelling import sha, unb64u
from households import own_streets
from households.choices import HouseholdState, OfferKind, OfferOutcome
from households.models import CautionFlag, Household, Visit
from households.rules import REACHED
from packs.models import Delivery
from saferstreets.common import clock


def next_door(household):
    """The next home of the street, in walking order, that is open to visits; None at its end."""
    ahead = Household.objects.filter(
        project_id=household.project_id, street_id=household.street_id
    ).open_to_visits()
    return ahead.after(household).select_related("street").first()


def next_of_round(walk, household):
    """The next door of the round, in its walking order, that is open and has no visit of that day; None at its end."""
    visited = Visit.objects.standing().filter(
        project=OuterRef("project"), household=OuterRef("household"), happened_on=walk.on_day
    )
    here = walk.doors.filter(household=household).values_list("position", flat=True).first() or 0
    ahead = walk.doors.for_walking().filter(~Exists(visited), position__gt=here)
    door = ahead.filter(household__closed_on=None, household__state=HouseholdState.OCCUPIED).first()
    return door and door.household


def had_pack(household):
    """Has this home had a pack already?"""
    return Delivery.objects.standing().filter(project_id=household.project_id, household=household).exists()


def pack_on(household):
    """The day of the last pack of this home that counts, or None."""
    packs = Delivery.objects.standing().filter(project_id=household.project_id, household=household)
    return packs.order_by("-delivered_on", "-id").values_list("delivered_on", flat=True).first()


def to_heed(household, user, project):
    """The cautions that hold today, for a person who may see them: what to do, never why."""
    flags = CautionFlag.objects.visible_to(user, project).filter(household=household)
    return flags.standing_on(clock.today()).order_by("expires_on", "id")


def wants_support(visit):
    """Did somebody at this visit ask to be referred for support? Reads the offers fetched with it."""
    return any(
        offer.kind == OfferKind.SUPPORT_REFERRAL and offer.outcome == OfferOutcome.WANTED
        for offer in visit.offers.all()
    )


def may_ask(visit):
    """Did somebody answer the door at this visit, and may we call at this home?"""
    return visit.withdrawn_at is None and visit.outcome in REACHED and not visit.household.closed_on


class DeviceQuerySet(models.QuerySet):
    """Phones."""

    def in_use_by(self, user, project):
        """This person's phones on the project, those that were never reported lost."""
        return self.filter(project=project, user=user, revoked_at=None).order_by("name", "id")

    def by_token(self, public_id, token):
        """The phone that this token was given to, with no more of it than a deposit needs; None for any other token."""
        try:
            found, raw = uuid.UUID(public_id), unb64u(token, 32)
        except ValueError:
            return None
        # Plain SQL: to make the statement anew for each deposit takes longer than to run it.
        wanted = self.model._meta.get_field("public_id").get_db_prep_value(found, connection)
        phones = self.raw(
            "SELECT id, project_id, token_sha256, revoked_at FROM doorstep_device WHERE public_id = %s",
            [wanted],
        )
        return next((phone for phone in phones if hmac.compare_digest(phone.token_sha256, sha(raw))), None)

    def visible_to(self, user, project):
        """The phones of this project, for whoever settles the inbox."""
        return self.filter(project=project) if user.can(Perm.INBOX_SETTLE, project) else self.none()

    def for_list(self):
        """Everything a row of the list of phones prints, last heard first."""
        return self.select_related("user").order_by("-last_heard_at", "id")


class LetterQuerySet(models.QuerySet):
    """Records that came from phones."""

    def visible_to(self, user, project):
        """Those of this project, for whoever settles the inbox, but of their own streets."""
        here = self.filter(project=project) if user.can(Perm.INBOX_SETTLE, project) else self.none()
        return own_streets.elsewhere(here, user, project)

    def waiting(self):
        """Received and not yet applied, in the order they came."""
        return self.filter(status=LetterStatus.STORED).order_by("envelope")

    def applied(self):
        """What had its effect."""
        return self.filter(status__in=(LetterStatus.ACCEPTED, LetterStatus.CONFLICT))

    def unsettled(self):
        """What a person must look at: not applied for a reason, or applied with a doubt."""
        return self.filter(status__in=(LetterStatus.ATTENTION, LetterStatus.CONFLICT), settled_at=None)

    def for_list(self):
        """Everything a row of the inbox prints, newest first."""
        found = self.select_related("project", "envelope", "author__user", "household__street")
        return found.defer("envelope__content").order_by("-envelope")


class DoorPhotoQuerySet(models.QuerySet):
    """Photographs taken at doors."""

    def visible_to(self, user, project):
        """Those of this project, for whoever sees its homes, but of their own streets."""
        here = self.filter(project=project) if user.can(Perm.HOUSEHOLD_SEE, project) else self.none()
        return own_streets.elsewhere(here, user, project)

    def awaited(self):
        """Promised and not yet here."""
        return self.filter(document=None, fault="")

    def spoilt(self):
        """Here, and not to be kept."""
        return self.exclude(fault="")
