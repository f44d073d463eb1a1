"""Writes about a scheme itself: its area, its people, what it waits for."""

from django.db import transaction
from django.db.models import Q

from accounts.actions import add_organisation, record_event
from accounts.choices import Role
from accounts.models import Membership, Organisation
from evidence.actions import keep_document
from lighting import rules
from lighting.actions.holding import locked, refuse_after_handover
from lighting.choices import GateState
from lighting.models import Gate, Scheme, SchemePartner, SchemePlace
from lighting.rules import LightingRefused
from saferstreets.common import clock
from saferstreets.common.periods import DAY

DETAILS = (
    "before", "depends_on", "agreement", "contractor", "owner", "life_from_years", "life_to_years", "stated_in", "burning_hours", "grams_a_kwh",
    "deliverable",
)  # fmt: skip


@transaction.atomic
def add_scheme(*, project, name, kind, boundary, by, places=(), **details):
    """Enter a scheme with its area as the paper gives it. places: (PlaceKind, name) in their order. details: any of DETAILS.

    New lights on ground that is no street come with their gates, all open.
    """
    if Scheme.objects.filter(project=project, name=name).exists():
        raise LightingRefused(f"There is a scheme “{name}” already.")
    _check_life(details)
    scheme = Scheme.objects.create(project=project, name=name, kind=kind, boundary=boundary, **details)
    SchemePlace.objects.bulk_create(
        SchemePlace(project=project, scheme=scheme, kind=what, name=place, position=number)
        for number, (what, place) in enumerate(dict.fromkeys(places))
    )
    Gate.objects.bulk_create(Gate(project=project, scheme=scheme, kind=gate) for gate in rules.gates_of(kind))
    record_event(by=by, verb="scheme.add", subject=scheme, fields=["name", "kind", "boundary", *details])
    return scheme


def _check_life(details):
    least, most = details.get("life_from_years"), details.get("life_to_years")
    if (least is None) != (most is None) or (least and most < least):
        raise LightingRefused("Give the expected life as a range, the smaller number of years first.")


@transaction.atomic
def change_scheme(*, scheme_id, by, **changes):
    """Complete or correct what is known of a scheme: any of DETAILS. Writes nothing when nothing differs.

    contractor, owner: a body, or its name; an alias finds it and a new name enters it.
    """
    scheme = locked(scheme_id)
    refuse_after_handover(scheme)
    for name in ("contractor", "owner"):
        if isinstance(changes.get(name), str):
            changes[name] = _body(changes[name].strip(), by)
    _check_life({name: getattr(scheme, name) for name in DETAILS} | changes)
    changed = [name for name in DETAILS if name in changes and getattr(scheme, name) != changes[name]]
    for name in changed:
        setattr(scheme, name, changes[name])
    if changed:
        scheme.save(update_fields=changed)
        record_event(by=by, verb="scheme.change", subject=scheme, fields=changed)
    return scheme


def _body(name, by):
    """The body of this name, or of this alias; a new one where there is none; None without a name."""
    if not name:
        return None
    known = (
        Organisation.objects.filter(Q(name__iexact=name) | Q(names__text__iexact=name)).order_by("id").first()
    )
    return known or add_organisation(by=by, name=name)


@transaction.atomic
def add_partner(*, scheme_id, user, by):
    """Let a works partner enter this scheme's progress. Raises LightingRefused for anybody who is no works partner here."""
    scheme = locked(scheme_id)
    members = Membership.objects.current().filter(project_id=scheme.project_id, role=Role.WORKS_PARTNER)
    if not members.filter(user=user).exists():
        raise LightingRefused(
            "Only a works partner of this project can be let in. Give the person that role first."
        )
    partner, made = SchemePartner.objects.get_or_create(
        project_id=scheme.project_id, scheme=scheme, user=user
    )
    if not made and (partner.until_on is None or partner.until_on >= clock.today()):
        raise LightingRefused("This person enters the scheme’s progress already.")
    partner.until_on = None
    partner.save(update_fields=["until_on"])
    record_event(by=by, verb="scheme.partner.add", subject=partner, fields=["user"])
    return partner


@transaction.atomic
def end_partner(*, partner_id, by):
    """From today the person sees the scheme no more."""
    partner = SchemePartner.objects.select_for_update(of=("self",)).get(pk=partner_id)
    partner.until_on = clock.today() - DAY
    partner.save(update_fields=["until_on"])
    record_event(by=by, verb="scheme.partner.end", subject=partner, fields=["until_on"])
    return partner


@transaction.atomic
def decide_gate(*, gate_id, state, decided_on, note, by, content=None):
    """Record that a gate is settled, or not needed and why. content: the bytes of the paper that shows it.

    Raises LightingRefused for a gate that is decided already, or a day to come.
    """
    gate = Gate.objects.select_for_update(of=("self",)).select_related("project", "scheme").get(pk=gate_id)
    if gate.state != GateState.OPEN:
        raise LightingRefused(f"“{gate}” was decided on {gate.decided_on:%-d %B %Y}.")
    if decided_on > clock.today():
        raise LightingRefused("It cannot be decided in the future.")
    if content:
        gate.document = keep_document(
            project=gate.project, title=f"{gate}: {gate.scheme}"[:160], content=content, by=by
        )
    gate.state, gate.decided_on, gate.note, gate.decided_by = state, decided_on, note, by
    gate.save(update_fields=["state", "decided_on", "note", "decided_by", "document"])
    record_event(by=by, verb="gate.decide", subject=gate, fields=["state", "decided_on"])
    return gate
