"""Writes about cameras."""

import re

from django.db import transaction
from django.utils import timezone

from accounts.actions import record_event
from cctv import compliance, rules
from cctv.models import Camera, Scheme
from cctv.rules import CctvRefused
from saferstreets.common import clock


def order_of(number):
    """Where a camera comes in a list: by the first number in its number, so that 9 stands before 10."""
    found = re.search(r"\d{1,9}", number)
    return min(int(found.group()), 2_000_000_000) if found else 0


@transaction.atomic
def add_camera(*, scheme_id, number, by, **details):
    """Enter a camera of a scheme. details: any other field of Camera. Raises CctvRefused for a number that is in use there."""
    scheme = _held(scheme_id)
    if Camera.objects.of(scheme.project, scheme.pk).filter(number=number).exists():
        raise CctvRefused(f"Camera {number} is already in the register.")
    _check(details)
    camera = Camera.objects.create(
        project_id=scheme.project_id, scheme=scheme, number=number, number_order=order_of(number), recorded_by=by,
        recorded_at=timezone.now(), **details,
    )  # fmt: skip
    record_event(by=by, verb="camera.add", subject=camera, fields=["number", *details])
    return camera


@transaction.atomic
def change_camera(*, camera_id, by, **changes):
    """Complete or correct a camera. Writes nothing when nothing differs. Raises CctvRefused as add_camera."""
    camera = _locked(camera_id)
    changed = [field for field, value in changes.items() if getattr(camera, field) != value]
    others = Camera.objects.of(camera.project, camera.scheme_id).exclude(pk=camera.pk)
    if "number" in changed and changes["number"] and others.filter(number=changes["number"]).exists():
        raise CctvRefused(f"Camera {changes['number']} is already in the register.")
    for field in changed:
        setattr(camera, field, changes[field])
    _check({"installed_on": camera.installed_on, "homes_checked_on": camera.homes_checked_on})
    if camera.live_on and not (camera.installed_on and camera.installed_on <= camera.live_on):
        raise CctvRefused("A live camera was installed on or before the day it went live.")
    if changed:
        camera.number_order = order_of(camera.number)
        camera.save(update_fields=[*changed, "number_order"])
        record_event(by=by, verb="camera.change", subject=camera, fields=changed)
    return camera


def _check(details):
    for field, words in (("installed_on", "installed"), ("homes_checked_on", "looked at")):
        if details.get(field) and details[field] > clock.today():
            raise CctvRefused(f"A camera cannot have been {words} in the future.")


@transaction.atomic
def remove_camera(*, camera_id, removed_on, removed_why, by):
    """Record that a camera no longer hangs there. It stays in the register with its day and reason."""
    camera = _locked(camera_id)
    if camera.removed_on:
        raise CctvRefused("It is already recorded as removed.")
    if camera.live_on and removed_on < camera.live_on:
        raise CctvRefused("It cannot have been removed before it went live.")
    camera.removed_on, camera.removed_why = removed_on, removed_why
    camera.save(update_fields=["removed_on", "removed_why"])
    record_event(by=by, verb="camera.remove", subject=camera, fields=["removed_on", "removed_why"])
    return camera


@transaction.atomic
def switch_on_cameras(*, scheme_id, on, by):
    """The cameras added since the scheme went live are live from this day. Returns how many.

    Raises CctvRefused before the scheme is live, and while anything of the pack is open on that day.
    """
    scheme = _held(scheme_id)
    live = scheme.marks.get(rules.LIVE)
    if not (live and live.actual_on):
        raise CctvRefused("The scheme is not live yet; its cameras go live with it.")
    if not live.actual_on <= on <= clock.today():
        raise CctvRefused("The day lies between the day the scheme went live and today.")
    cameras = list(Camera.objects.of(scheme.project, scheme.pk).select_for_update(of=("self",)))
    if compliance.still_open(compliance.findings(list(scheme.items.all()), cameras, on)):
        raise CctvRefused("The compliance pack is not complete on that day, so no camera may go live.")
    ready = [camera.pk for camera in cameras if not camera.live_on and camera.installed_on <= on]
    Camera.objects.filter(pk__in=ready).update(live_on=on)
    record_event(by=by, verb="camera.live", subject=scheme, fields=["live_on"])
    return len(ready)


def _held(scheme_id):
    return Scheme.objects.select_for_update(of=("self",)).select_related("project").get(pk=scheme_id)


def _locked(camera_id):
    """The camera, held with its scheme."""
    scheme_id = Camera.objects.values_list("scheme_id", flat=True).get(pk=camera_id)
    if scheme_id:
        _held(scheme_id)
    return Camera.objects.select_for_update(of=("self",)).select_related("project").get(pk=camera_id)
