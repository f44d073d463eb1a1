"""The one composed verb of a visit, for desk, phone and paper alike."""

from collections import Counter

from django.db import transaction
from django.utils import timezone

from doorstep.choices import Conflict
from grants.actions.match import OfficerTime, post_officer_time, withdraw_officer_time
from hardening.actions import withdraw_surveys_of
from households.actions import Knock, keep_promises, record_knocks, withdraw_knock
from households.choices import OfferKind, OfferOutcome
from households.models import Household, Visit
from outcomes.actions import withdraw_with
from packs.actions import Handed, deliver_packs, see_sticker, withdraw_delivery
from packs.models import Delivery, Kit
from packs.rules import kit_code
from saferstreets.common.workflow import Refused

NO_REASON = "No reason was given at the door"


class VisitElsewhere(Refused):
    """The same visit has been recorded for another home."""


# What is said of a pack handed over, and goes to packs.actions.deliver_packs.
OF_THE_PACK = ("kit_code", "registered", "form_taken", "again_reason", "bag_of")


@transaction.atomic
def record_visit(*, client_id, household, **visit):
    """Record one visit with everything that happened at the door. Returns (visit, created).

    The same client_id again is the same visit: the stored one comes back and nothing is written. `household` is locked
    for the length of the transaction, so two people at one door give one clean result. At an entry that is the same home as
    another one, the visit is the other one's. visit: as record_visits has them.
    Raises VisitRefused, DeliveryRefused or VisitElsewhere; then nothing is stored.
    """
    household = _locked(household.pk)
    if stored := _stored(household, client_id):
        return stored, False
    (recorded,) = record_visits(visits=[{"client_id": client_id, "household": household, **visit}])
    return recorded, True


@transaction.atomic
def record_visits(*, visits):
    """Record visits to different homes of one project, all or none, in a fixed number of statements. Returns them in order.

    The caller holds the homes' locks and has seen that no client_id is taken; each home comes with its project. visits: dicts
    with client_id, household, outcome, happened_at, by, and perhaps offers {OfferKind: OfferOutcome} (a pack that is "done" is
    delivered), sticker_seen (of a kit delivered earlier), from_street, OF_THE_PACK as packs.actions.Handed has them, and the rest
    as households.actions.Knock has them. Raises VisitRefused or DeliveryRefused.
    """
    of_the_pack = [
        {name: one[name] for name in (*OF_THE_PACK, "from_street") if name in one} for one in visits
    ]
    apart = {*OF_THE_PACK, "sticker_seen"}
    knocks = [Knock(**{name: value for name, value in one.items() if name not in apart}) for one in visits]
    recorded = record_knocks(knocks=knocks)
    keep_promises(visits=recorded)
    handed = [
        Handed(visit=visit, by=knock.by, **pack)
        for visit, knock, pack in zip(recorded, knocks, of_the_pack, strict=True)
        if hands_over(knock.offers)
    ]
    if handed:
        deliver_packs(handed=handed)
    for visit, one in zip(recorded, visits, strict=True):
        if one.get("sticker_seen"):
            see_sticker(visit=visit, by=one["by"])
    _post_time(recorded)
    return recorded


def _post_time(visits):
    """The minutes of accompanying officers go to the match ledger; the visit is the evidence."""
    given = [
        OfficerTime(source_of(visit), visit.officer_minutes, visit.happened_on, visit.recorded_by)
        for visit in visits
        if visit.officer_minutes
    ]
    if given:
        post_officer_time(project=visits[0].household.project, given=given)


def source_of(visit):
    """How the match ledger names a visit."""
    return f"households.Visit:{visit.pk}"


@transaction.atomic
def record_from_street(*, client_id, household, happened_at, by, **visit):
    """Record what a phone says has happened. Returns (visit, [Conflict, ...]): the street is never refused, a person looks at it.

    A home that had asked not to be visited by then, a second pack without a reason, a kit that is recorded elsewhere and one registered
    without its code are recorded as far as they can be. Raises VisitElsewhere, or VisitRefused for what no visit can be.
    """
    household = _locked(household.pk)
    if stored := _stored(household, client_id):
        return stored, []
    day, conflicts = timezone.localdate(happened_at), []
    if household.closed_on and household.closed_on <= day:
        conflicts.append(Conflict.CLOSED_HOME)
    if hands_over(visit.get("offers", ())):
        conflicts += _as_far_as_can_be(household, visit)
    recorded, _created = record_visit(
        client_id=client_id, household=household, happened_at=happened_at, by=by, from_street=True, **visit
    )
    return recorded, conflicts


def _as_far_as_can_be(household, visit):
    """Change `visit` so that its pack can be recorded; returns why a person should look at it."""
    doubts = doubts_of_packs(project_id=household.project_id, packs={household.pk: visit})
    conflicts = doubts.get(household.pk, [])
    if Conflict.SECOND_PACK in conflicts:
        visit["again_reason"] = NO_REASON
    if Conflict.KIT_UNREGISTERED in conflicts:
        visit.update(registered=False, form_taken=False)
    return conflicts  # a kit that is elsewhere the packs keep as a clash for a person


def hands_over(offers):
    """Is a pack among what was handed over? offers: {OfferKind: OfferOutcome}."""
    return dict(offers).get(OfferKind.PACK) == OfferOutcome.DONE


def doubts_of_packs(*, project_id, packs):
    """Why a person should look at packs handed over at doors of one project: {household id: [Conflict, ...]} of those with a doubt.

    packs: {household id: what is said of the pack there, as OF_THE_PACK names it}. A second pack without a reason; a kit that stands at
    a home, or is named at two doors here; one registered without its code.
    """
    codes = {home: kit_code(said.get("kit_code", "")) for home, said in packs.items()}
    named = Counter(code for code in codes.values() if code)
    deliveries = Delivery.objects.standing().filter(project_id=project_id, household__in=packs)
    had_one = set(deliveries.values_list("household", flat=True))
    kits = Kit.objects.standing().filter(project_id=project_id, code__in=named, household__isnull=False)
    taken = set(kits.values_list("code", flat=True)) if named else set()
    found = {}
    for home, said in packs.items():
        doubts = {
            Conflict.SECOND_PACK: home in had_one and not said.get("again_reason"),
            Conflict.KIT_ELSEWHERE: codes[home] in taken or named[codes[home]] > 1,
            Conflict.KIT_UNREGISTERED: not codes[home] and (said.get("registered") or said.get("form_taken")),
        }
        if any(doubts.values()):
            found[home] = [doubt for doubt, holds in doubts.items() if holds]
    return found


def _stored(household, client_id):
    """The visit with this id, if it was recorded before. Raises VisitElsewhere when it was at another home."""
    stored = Visit.objects.filter(project_id=household.project_id, client_id=client_id).first()
    if stored and stored.household_id != household.pk:
        raise VisitElsewhere(
            "This visit has already been recorded for another home. Open the home again to record a new one."
        )
    return stored


def _locked(household_id):
    """The home, held; of a duplicate, the home that holds its visits."""
    household = (
        Household.objects.select_for_update(of=("self",))
        .select_related("street", "project")
        .get(pk=household_id)
    )
    return _locked(household.duplicate_of_id) if household.duplicate_of_id else household


@transaction.atomic
def withdraw_visit(*, visit, reason, by):
    """Take back a visit recorded in error, with its pack, kit and survey answers. It stays readable; it no longer counts.

    Raises VisitRefused when it is withdrawn already.
    """
    household = Household.objects.select_for_update().get(pk=visit.household_id)
    visit = Visit.objects.get(pk=visit.pk)
    visit.household = household
    withdraw_knock(visit=visit, reason=reason, by=by)
    withdraw_delivery(visit=visit, by=by)
    withdraw_with(visit=visit, reason=reason, by=by)
    withdraw_surveys_of(visit=visit, by=by)
    withdraw_officer_time(project=visit.project_id, source=source_of(visit), reason=reason, by=by)
    return visit
