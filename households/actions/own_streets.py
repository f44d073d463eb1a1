"""A person's own streets: named by themselves or the coordinator, ended by another person."""

from django.db import transaction
from django.utils import timezone

from accounts.actions import record_event
from accounts.models import Project
from accounts.permissions import Perm
from households.models import OwnStreet, RoundDoor
from saferstreets.common.workflow import Refused


class OwnStreetRefused(Refused):
    """The street cannot be named or ended like this."""


@transaction.atomic
def name_own_street(*, project, user, street, by):
    """From now on nothing about the people of this street is shown to `user`, and no round gives them a door there.

    Doors there that they were still to walk go back to the others. Raises OwnStreetRefused for a street that is named already, and for
    somebody else's street by whoever does not keep them.
    """
    Project.objects.select_for_update(no_key=True).get(pk=project.pk)
    if by.pk != user.pk and not by.can(Perm.OWN_STREET_KEEP, project):
        raise OwnStreetRefused("You can name your own streets only.")
    if OwnStreet.objects.filter(project=project, street=street).standing_of(user).exists():
        raise OwnStreetRefused("This street is in the list already.")
    named = OwnStreet.objects.create(
        project=project, user=user, street=street, named_by=by, named_at=timezone.now()
    )
    RoundDoor.objects.still_to_walk(project, user).filter(household__street=street).delete()
    record_event(by=by, verb="own_street.name", subject=named, fields=["user", "street"])
    return named


@transaction.atomic
def end_own_street(*, own_street_id, by):
    """It is not their street any more. Raises OwnStreetRefused for the person themselves, and the second time."""
    own = OwnStreet.objects.select_for_update(of=("self",)).select_related("project").get(pk=own_street_id)
    if own.user_id == by.pk:
        raise OwnStreetRefused("This is your own street. Another coordinator must say that it no longer is.")
    if own.ended_at:
        raise OwnStreetRefused("This street has been taken off the list already.")
    own.ended_at, own.ended_by = timezone.now(), by
    own.save(update_fields=["ended_at", "ended_by"])
    record_event(by=by, verb="own_street.end", subject=own, fields=["ended_at"])
    return own
