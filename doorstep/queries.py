"""What the page at the door reads."""

from django.db.models import Exists, OuterRef

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
