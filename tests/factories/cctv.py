"""Schemes, cameras and complete packs for tests, through the room's own actions."""

import datetime
import io

from PIL import Image

from accounts.choices import Role
from cctv import actions, principles
from cctv.choices import Basis, Mask, PaperKind, Said
from tests.factories.accounts import OrganisationFactory, UserFactory, member
from tests.factories.imports import stage

D = datetime.date
TODAY = D(2021, 11, 24)
INSTALLED = D(2021, 9, 6)
LIVE_ON = D(2021, 10, 1)
MP4 = b"\x00\x00\x00\x20ftypisom\x00\x00\x02\x00isomiso2avc1mp41" + b"\x00" * 200


def photograph(size=(60, 40)):
    """A small JPEG with a place in its metadata."""
    exif = Image.Exif()
    exif[0x010F] = "Example Camera Maker"
    kept = io.BytesIO()
    Image.new("RGB", size, "#456").save(kept, "JPEG", exif=exif)
    return kept.getvalue()


def scheme(project, by=None, **details):
    """The cameras of an example school, with everything said that a handover asks for."""
    details = {
        "name": "Example school CCTV", "site": "Example school", "upkeep": "The school", "before": "Intrusions.", "stated_in": "Example update",
        "police_access": "The school gives them for the lifetime of the equipment", **details,
    }  # fmt: skip
    owner = details.pop("owner", None) or OrganisationFactory()
    return actions.add_scheme(project=project, owner=owner, by=by or UserFactory(), **details)


def camera(found, by=None, number="1", **details):
    """A camera of which everything is said."""
    details = {
        "location": "Example wall", "purpose": "See who comes through the gate", "mask": Mask.NOT_NEEDED, "homes_checked_on": INSTALLED,
        "installed_on": INSTALLED, **details,
    }  # fmt: skip
    return actions.add_camera(scheme_id=found.pk, number=number, by=by or UserFactory(), **details)


def state(found, key, by=None, on=INSTALLED, **details):
    """One statement of the pack that stands."""
    known = {
        "ico": {"until_on": D(2022, 9, 30)}, "retention": {"number": 30}, "signs": {"content": photograph()},
    }.get(key, {})  # fmt: skip
    details = {"words": "Example reference", **known, **details}
    return actions.state_item(scheme_id=found.pk, key=key, settled_on=on, by=by or UserFactory(), **details)


def judge(found, by=None, on=INSTALLED, edition="2013", keys=principles.PRINCIPLE_KEYS):
    """The twelve principles, met."""
    judged = {key: (True, "Example words") for key in keys}
    return actions.judge_principles(
        scheme_id=found.pk, edition=edition, judged=judged, settled_on=on, by=by or UserFactory()
    )


def complete_pack(found, by=None, on=INSTALLED):
    """Everything the pack asks for."""
    from cctv.compliance import REQUIREMENT_KEYS

    for key in REQUIREMENT_KEYS:
        state(found, key, by, on)
    judge(found, by, on)


def reach(found, *stages, by=None, on=INSTALLED):
    """Say that these stages were done on a day."""
    for name in stages:
        actions.record_stage(scheme_id=found.pk, stage=name, said=Said.REACHED, on=on, by=by or UserFactory())


def installed(project, by=None, **details):
    """A scheme whose cameras hang."""
    found = scheme(project, by, **details)
    reach(found, "agreement", "transfer", "purchase", "installed", by=by)
    return found


def live(project, by=None, *, cameras=1, on=LIVE_ON, **details):
    """A scheme that went live with a complete pack."""
    found = installed(project, by, **details)
    for number in range(1, cameras + 1):
        camera(found, by, str(number))
    complete_pack(found, by)
    reach(found, "live", by=by, on=on)
    return found


def partner(found, user=None):
    """A works partner who enters the progress of this scheme."""
    user = user or member(found.project, Role.WORKS_PARTNER)
    actions.add_partner(scheme_id=found.pk, user=user, by=UserFactory())
    return user


def request(found, by=None, **details):
    """The police ask for images."""
    details = {
        "asked_by": "Example Constabulary, EX123", "basis": Basis.POLICE, "about": "20 November 2021, 21:00 to 22:00",
        "asked_at": datetime.datetime(2021, 11, 22, 9, 30, tzinfo=datetime.UTC), **details,
    }  # fmt: skip
    return actions.log_request(scheme_id=found.pk, by=by or UserFactory(), **details)


def one_of_everything(project, by):
    """What the rights matrix needs of this room."""
    found = scheme(project, by)
    item = state(found, "signs", by, on=project.starts_on)
    works = member(project, Role.WORKS_PARTNER)
    return {
        "cctv_scheme": found,
        "camera": camera(found, by),
        "cctv_item": item,
        "cctv_paper": actions.add_paper(
            scheme_id=found.pk, kind=PaperKind.PICTURE, title="Example", content=photograph(), by=by
        ),
        "cctv_partner": actions.add_partner(scheme_id=found.pk, user=works, by=by),
        "image_request": request(found, by),
        "camera_batch": stage(
            project, "camera_id,location\n1,Example Street\n", by=by, kind="cameras", name="cameras.csv"
        ),
    }
