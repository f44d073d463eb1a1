"""Torches with police officers, what they found, and the signs in the streets."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.actions import record_event
from packs import rules
from packs.actions.once import once
from packs.actions.stock import place, post
from packs.choices import ItemKind, PlaceKind
from packs.models import Find, Item, Kit, Sign, TorchIssue
from saferstreets.common.workflow import Refused


class TorchRefused(Refused):
    """This cannot be said of the torch, the find or the sign."""


def _torch(project):
    item = Item.objects.filter(project=project, kind=ItemKind.TORCH).first()
    if item is None:
        raise TorchRefused(
            "No torch is entered as an item yet. Enter it in the stock, and receive some, first."
        )
    return item


@transaction.atomic
def issue_torch(*, project, collar_number, station, issued_on, by, key, location, trained_on=None):
    """Give one torch out of a store to an officer. Returns (issue, made); the same key again is the same issue.

    Raises TorchRefused for an officer who has one, StockShort when none is there.
    """
    item, collar_number = _torch(project), rules.collar_number(collar_number)
    try:
        issue, made = once(
            TorchIssue, project=project, key=key, collar_number=collar_number, station=station.strip(), issued_on=issued_on, trained_on=trained_on,
            recorded_at=timezone.now(), recorded_by=by,
        )  # fmt: skip
    except IntegrityError:
        raise TorchRefused(f"Officer {collar_number} has a torch already.") from None
    if made:
        officers = place(project=project, kind=PlaceKind.OFFICER)
        post(
            project=project, legs=[(item, 1, location, officers)], happened_on=issued_on, by=by, source=issue.source
        )  # fmt: skip
        record_event(by=by, verb="torch.issue", subject=issue, fields=["collar_number", "station"])
    return issue, made


def _issue(issue_id):
    issue = TorchIssue.objects.select_for_update(of=("self",)).select_related("project").get(pk=issue_id)
    if issue.returned_on:
        raise TorchRefused("This torch has been given back.")
    return issue


@transaction.atomic
def train_officer(*, issue_id, trained_on, by):
    """Record that the officer has watched the training video."""
    issue = _issue(issue_id)
    if issue.trained_on:
        raise TorchRefused("The training is recorded already.")
    issue.trained_on = trained_on
    issue.save(update_fields=["trained_on"])
    record_event(by=by, verb="torch.train", subject=issue, fields=["trained_on"])
    return issue


@transaction.atomic
def return_torch(*, issue_id, returned_on, location, by):
    """Take a torch back: into the store, or booked as lost or damaged."""
    issue = _issue(issue_id)
    if returned_on < issue.issued_on:
        raise TorchRefused("A torch cannot come back before it was given out.")
    issue.returned_on = returned_on
    issue.save(update_fields=["returned_on"])
    officers = place(project=issue.project, kind=PlaceKind.OFFICER)
    legs = [(_torch(issue.project), 1, officers, location)]
    post(project=issue.project, legs=legs, happened_on=returned_on, by=by, source=issue.source)
    record_event(by=by, verb="torch.return", subject=issue, fields=["returned_on"])
    return issue


@transaction.atomic
def record_find(*, project, found_on, what, collar_number, by, mark=""):
    """Write down a mark seen under a torch. A code that names a kit of the project traces it at once."""
    mark = rules.kit_code(mark)
    kit = Kit.objects.at_homes().filter(project=project, code=mark).first() if mark else None
    find = Find.objects.create(
        project=project, found_on=found_on, what=what.strip(), collar_number=rules.collar_number(collar_number), mark=mark, kit=kit,
        traced_on=found_on if kit else None, recorded_at=timezone.now(), recorded_by=by,
    )  # fmt: skip
    record_event(by=by, verb="find.record", subject=find, fields=["found_on", "mark"])
    return find


@transaction.atomic
def trace_find(*, find_id, traced_on, by):
    """Record that the register told whose it is."""
    find = Find.objects.select_for_update(of=("self",)).get(pk=find_id)
    if find.traced_on:
        raise TorchRefused("This find is traced already.")
    if traced_on < find.found_on:
        raise TorchRefused("It cannot be traced before the mark was seen.")
    find.traced_on = traced_on
    find.save(update_fields=["traced_on"])
    record_event(by=by, verb="find.trace", subject=find, fields=["traced_on"])
    return find


@transaction.atomic
def return_find(*, find_id, returned_on, by):
    """Record that the owner has it back."""
    find = Find.objects.select_for_update(of=("self",)).get(pk=find_id)
    if find.traced_on is None or find.returned_on:
        raise TorchRefused("It must be traced first, and can be returned once.")
    if returned_on < find.traced_on:
        raise TorchRefused("It cannot be returned before it was traced.")
    find.returned_on = returned_on
    find.save(update_fields=["returned_on"])
    record_event(by=by, verb="find.return", subject=find, fields=["returned_on"])
    return find


@transaction.atomic
def plan_sign(*, project, street, column_number, by, permitted_on=None, permission=""):
    """Name a lamp column for a sign, with the county's permission where it is there."""
    if bool(permitted_on) != bool(permission.strip()):
        raise TorchRefused(
            "Say both the day of the permission and the paper that gives it, or leave both empty."
        )
    try:
        with transaction.atomic():
            sign = Sign.objects.create(
                project=project, street=street, column_number=column_number.strip(), permitted_on=permitted_on, permission=permission.strip(),
                recorded_at=timezone.now(), recorded_by=by,
            )  # fmt: skip
    except IntegrityError:
        raise TorchRefused("This column has, or waits for, a sign already.") from None
    record_event(by=by, verb="sign.plan", subject=sign, fields=["column_number", "permission"])
    return sign


def _sign(sign_id):
    return Sign.objects.select_for_update(of=("self",)).select_related("project").get(pk=sign_id)


@transaction.atomic
def permit_sign(*, sign_id, permitted_on, permission, by):
    """Record the county's permission for a column: its day and its paper."""
    sign = _sign(sign_id)
    if sign.permitted_on:
        raise TorchRefused("The permission is recorded already.")
    sign.permitted_on, sign.permission = permitted_on, permission.strip()
    sign.save(update_fields=["permitted_on", "permission"])
    record_event(by=by, verb="sign.permit", subject=sign, fields=["permitted_on", "permission"])
    return sign


@transaction.atomic
def put_up_sign(*, sign_id, item, location, up_on, by):
    """Put a sign out of the store on its column. Raises TorchRefused without permission, StockShort when there is none."""
    sign = _sign(sign_id)
    if sign.permitted_on is None:
        raise TorchRefused("The county has not given its permission for this column yet.")
    if sign.up_on:
        raise TorchRefused("The sign is up already.")
    if up_on < sign.permitted_on:
        raise TorchRefused("A sign goes up on the day of the permission or later.")
    sign.up_on = up_on
    sign.save(update_fields=["up_on"])
    streets = place(project=sign.project, kind=PlaceKind.STREET)
    legs = [(item, 1, location, streets)]
    post(project=sign.project, legs=legs, happened_on=up_on, by=by, source=sign.source)
    record_event(by=by, verb="sign.up", subject=sign, fields=["up_on"])
    return sign


@transaction.atomic
def take_down_sign(*, sign_id, down_on, by):
    """Record that a sign is gone from its column. It is not counted as stock again."""
    sign = _sign(sign_id)
    if sign.up_on is None or sign.down_on:
        raise TorchRefused("The sign is not up.")
    if down_on < sign.up_on:
        raise TorchRefused("A sign cannot come down before it went up.")
    sign.down_on = down_on
    sign.save(update_fields=["down_on"])
    record_event(by=by, verb="sign.down", subject=sign, fields=["down_on"])
    return sign
