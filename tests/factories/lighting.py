"""Lighting schemes for tests, taken down the road by the room's own verbs, so that only legal ones exist."""

import datetime
import io

from PIL import Image

from accounts.choices import Role
from lighting import actions, rules
from lighting.choices import EvidenceKind, GateState, PlaceKind, SchemeKind
from lighting.models import Scheme
from tests.factories.accounts import member

TODAY = datetime.date(2021, 11, 24)
STARTED_ON = datetime.date(2021, 10, 18)
LIT_ON = datetime.date(2021, 11, 3)


def make_scheme(project, by, kind=SchemeKind.UPGRADE, **more):
    """A scheme with two streets, an owner and a life."""
    details = {"name": "Example scheme", "boundary": "Between Clay Street and York Street", "life_from_years": 20, "life_to_years": 25,
               "stated_in": "The paper", **more}  # fmt: skip
    places = [(PlaceKind.BOUNDARY, "Clay Street"), (PlaceKind.BOUNDARY, "York Street")]
    return actions.add_scheme(project=project, kind=kind, by=by, places=places, **details)


def make_column(scheme, by, number="1", street="Clay Street", **more):
    """One column of the scheme."""
    return actions.add_column(scheme_id=scheme.pk, number=number, street_name=street, by=by, **more)


def settle(scheme, by, on=STARTED_ON):
    """Every gate settled."""
    for gate in scheme.gates.all():
        actions.decide_gate(gate_id=gate.pk, state=GateState.SETTLED, decided_on=on, note="Letter", by=by)


def start(scheme, by, on=STARTED_ON):
    """Taken to the start of the works, all on one day."""
    settle(scheme, by, on)
    for stage in (rules.SURVEYED, rules.DESIGNED, rules.ORDERED, rules.STARTED):
        actions.reach_stage(scheme_id=scheme.pk, stage=stage, on=on, by=by)


def light(scheme, by, on=LIT_ON, **more):
    """Started, and every column lit and shown by a stage."""
    start(scheme, by)
    actions.record_lights_on(scheme_id=scheme.pk, on=on, by=by, **more)
    actions.reach_stage(scheme_id=scheme.pk, stage=rules.INSTALLED, on=on, by=by)
    actions.reach_stage(scheme_id=scheme.pk, stage=rules.ENERGISED, by=by)


def certify(scheme, by, on=TODAY):
    """Lit, with a certificate, and tested."""
    actions.add_evidence(
        scheme_id=scheme.pk,
        kind=EvidenceKind.CERTIFICATE,
        happened_on=on,
        content=b"%PDF-1.4 certificate",
        by=by,
    )
    actions.reach_stage(scheme_id=scheme.pk, stage=rules.TESTED, on=on, by=by)


def picture(place=True):
    """A photograph with a place and a camera in it, as a phone makes one."""
    image, data = Image.new("RGB", (60, 40), "navy"), Image.Exif()
    data[0x010F] = "Camera maker"
    if place:
        data.get_ifd(0x8825)[1] = "N"
    kept = io.BytesIO()
    image.save(kept, "JPEG", exif=data)
    return kept.getvalue()


def partner_of(scheme, by, user=None):
    """A works partner who enters the progress of this scheme, and no other."""
    user = user or member(scheme.project, Role.WORKS_PARTNER)
    actions.add_partner(scheme_id=scheme.pk, user=user, by=by)
    return user


def one_of_everything(project, by):
    """Records for the rights matrix. Nothing of it is decided, so every door is open."""
    scheme = make_scheme(project, by, SchemeKind.NEW, name=f"Park {project.pk}")
    column = make_column(scheme, by)
    night = actions.add_evidence(
        scheme_id=scheme.pk,
        column=column,
        kind=EvidenceKind.NIGHT,
        happened_on=project.starts_on,
        content=picture(),
        by=by,
    )
    partner_of(scheme, by)
    return {
        "lighting_scheme": scheme, "lamp_column": column, "night_evidence": night, "lighting_gate": scheme.gates.first(),
        "scheme_partner": Scheme.objects.get(pk=scheme.pk).partners.get(),
    }  # fmt: skip
