"""What each kind of record does, through the same verbs as the desk. A new kind: a shape in payloads, a function here."""

from django.utils import timezone

from accounts.choices import Role
from accounts.models import Membership
from accounts.permissions import Perm
from doorstep.actions import record_from_street, withdraw_visit
from doorstep.choices import Cause, Conflict, Kind
from doorstep.inbox import day_effects
from doorstep.inbox.acts import Effect, Waits, author_may
from doorstep.inbox.reading import Unfit
from doorstep.models import DoorPhoto, Letter
from households.models import Household, Visit
from saferstreets.common.questions import kinds


def apply(act):
    """Have the record's effect. Raises Unfit, Waits, or Refused; then nothing is written."""
    return EFFECTS[act.letter.kind](act)


def _home(act, pk):
    home = Household.objects.filter(project=act.project, pk=pk).first()
    if home is None:
        raise Unfit(Cause.NO_SUCH_HOME)
    act.letter.household = home
    return home


def _arguments(act, said):
    """The arguments of the verb, from a visit's payload: the home and the officer looked up."""
    told = dict(said)
    told["household"] = _home(act, told.pop("household"))
    if officer := told.pop("officer", None):
        member = Membership.objects.filter(project=act.project, user=officer, role=Role.OFFICER)
        found = member.select_related("user").first()
        if found is None:
            raise Unfit(Cause.INVALID, "Not as agreed: officer.")
        told["officer"] = found.user
    return told


def _visit(act):
    return _record(act, act.fields)


def _record(act, said):
    """Record a visit under its record's own id; where something else has that id, under the envelope's."""
    told = _arguments(act, said)
    stored = (
        Visit.objects.filter(project=act.project, client_id=act.letter.rec)
        .select_related("household")
        .first()
    )
    other = stored and (_from_another_phone(stored, act.letter) or not _same(stored, told))
    if stored and not other:
        return Effect(stored.household_id, stored)
    visit, conflicts = record_from_street(
        client_id=act.letter.uid if other else act.letter.rec,
        saved_id=act.letter.uid,
        happened_at=act.at,
        by=act.by,
        **told,
    )
    same_door = [Conflict.SAME_DOOR] if other and stored.withdrawn_at is None else []
    return Effect(visit.household_id, visit, same_door + conflicts)


def _from_another_phone(stored, letter):
    return Letter.objects.filter(project_id=stored.project_id, visit=stored).exclude(pk=letter.pk).exists()


def _same(stored, told):
    """Does the stored visit, typed at the desk, say the same as the phone's?"""
    home = told["household"]
    delivery = getattr(stored, "delivery", None)
    kit = getattr(delivery, "kit", None)
    offers = dict(stored.offers.values_list("kind", "outcome"))
    return (
        stored.withdrawn_at is None
        and stored.household_id in (home.pk, home.duplicate_of_id)
        and stored.outcome == told["outcome"]
        and offers == told.get("offers", {})
        and (kit.code if kit else "") == told.get("kit_code", "")
    )


def _amendment(act):
    """Withdraw a visit and, where the correction says so, record another in its place."""
    target = _target(act)
    if target.recorded_by_id != act.by.pk and not author_may(
        act.by, act.project, timezone.localdate(act.at), Perm.VISIT_WITHDRAW
    ):
        raise Unfit(Cause.REFUSED, "Only the coordinator can withdraw another person’s visit.")
    act.letter.household_id = target.household_id
    conflicts = []
    if target.withdrawn_at:
        conflicts = [Conflict.AMENDED_ALREADY]
    else:
        withdraw_visit(visit=target, reason=act.fields["reason"], by=act.by)
    if "replace" not in act.fields:
        return Effect(target.household_id, target, conflicts)
    effect = _record(act, act.fields["replace"])
    effect.conflicts = conflicts + effect.conflicts
    return effect


def _target(act):
    """The visit that a correction means: what the record of that id became, else the visit with that id.

    An id is an envelope's, which is nobody else's; or, as phones of before 2026-11-27 say it, that of a visit, which another
    enrolment of the same person may have used as well.
    """
    of = act.fields["of"]
    became = (
        Letter.objects.applied()
        .filter(project=act.project, visit__isnull=False)
        .select_related("visit")
        .order_by("envelope")
    )
    letter = became.filter(uid=of).first() or became.filter(rec=of, author=act.letter.author).first()
    if letter:
        return letter.visit
    visit = Visit.objects.filter(project=act.project, client_id=of).first()
    if visit is None or Letter.objects.filter(project=act.project, visit=visit).exists():
        raise Waits(of)
    return visit


def _photo(act):
    """Promise the photographs of a door; each is there when its pieces have come."""
    home = _home(act, act.fields["household"])
    if {part["n"] for part in act.parts} != set(act.fields["keys"]) or not act.parts:
        raise Unfit(Cause.INVALID, "Not as agreed: keys.")
    DoorPhoto.objects.bulk_create(
        DoorPhoto(
            project=act.project, letter=act.letter, part=part["n"], size=part["size"], sha=part["sha256"], household=home,
            of=act.fields.get("of"), what=act.fields["what"], taken_on=timezone.localdate(act.at), taken_by=act.by,
        )
        for part in act.parts
    )  # fmt: skip
    return Effect(home.pk)


def _answers(act):
    """Keep what somebody answered, through the room whose questionnaire it is; with the visit, where it was asked at one."""
    said = dict(act.fields)
    home, key, version = _home(act, said.pop("household")), said.pop("questionnaire"), said.pop("version")
    found = kinds.find(act.project, key, version)
    if found is None:
        raise Unfit(Cause.INVALID, "Not as agreed: questionnaire, version.")
    visit = _target(act) if said.pop("of", None) else None
    kind, _sheet = found
    kind.record(
        project=act.project, key=key, version=version, household=home, happened_at=act.at, by=act.by, client_id=act.letter.rec,
        visit=visit if visit and visit.withdrawn_at is None else None, **said,
    )  # fmt: skip
    return Effect(home.pk)


def _draft(act):
    """An unfinished record has no effect; the office is told that there is one."""
    if pk := act.fields.get("household"):
        _home(act, pk)
    raise Unfit(Cause.DRAFT)


EFFECTS = {
    Kind.VISIT: _visit, Kind.AMENDMENT: _amendment, Kind.PHOTO: _photo, Kind.ANSWERS: _answers, Kind.DRAFT: _draft,
    Kind.DAY_CLOSE: day_effects.close_day, Kind.CHECK_IN: day_effects.check_in,
}  # fmt: skip
