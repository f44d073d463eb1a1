"""Writes about the names of bodies as time goes on: other spellings, a new name from a day on, an end and a successor."""

from django.db import transaction

from accounts.actions import record_event
from accounts.choices import NameKind
from accounts.models import Organisation, OrganisationName
from saferstreets.common.periods import DAY, long_date
from saferstreets.common.workflow import Refused


class NameRefused(Refused):
    """The body cannot be named, ended or followed like this."""


def _locked(body):
    return Organisation.objects.select_for_update().get(pk=body.pk)


def _check_unused(body, text):
    if OrganisationName.objects.filter(organisation=body, text=text).exists():
        raise NameRefused(f"“{text}” is a name of {body} already.")


@transaction.atomic
def add_alias(*, body, text, by):
    """Write down another way in which papers write a body's name."""
    body = _locked(body)
    _check_unused(body, text)
    OrganisationName.objects.create(organisation=body, text=text, kind=NameKind.ALIAS)
    record_event(by=by, verb="organisation.alias", subject=body, fields=["names"])
    return body


@transaction.atomic
def rename(*, body, text, from_on, by):
    """Give a body a new official name from a day on; on days before it keeps the old one, and so do their papers.

    Raises NameRefused for a name that is used, or a day on or before the first day of the present name.
    """
    body = _locked(body)
    _check_unused(body, text)
    if Organisation.objects.filter(name=text).exists():
        raise NameRefused(f"There is another body called “{text}”.")
    official = list(OrganisationName.objects.filter(organisation=body, kind=NameKind.OFFICIAL, until_on=None))
    for name in official:
        if name.from_on and name.from_on >= from_on:
            raise NameRefused(f"Its present name holds from {long_date(name.from_on)}. Give a later day.")
        name.until_on = from_on - DAY
        name.save(update_fields=["until_on"])
    if not official:
        OrganisationName.objects.update_or_create(
            organisation=body, text=body.name, defaults={"kind": NameKind.OFFICIAL, "until_on": from_on - DAY}
        )
    OrganisationName.objects.create(organisation=body, text=text, kind=NameKind.OFFICIAL, from_on=from_on)
    body.name = text
    body.save(update_fields=["name"])
    record_event(by=by, verb="organisation.rename", subject=body, fields=["name", "names"])
    return body


@transaction.atomic
def end_body(*, body, ended_on, successor, by):
    """Record a body's last day and who carries its duties from the next day on. Raises NameRefused once it has ended, or for a
    successor that leads back to it."""
    body = _locked(body)
    if body.ended_on:
        raise NameRefused(f"{body} ended on {long_date(body.ended_on)} already.")
    seen = successor
    while seen is not None:
        if seen.pk == body.pk:
            raise NameRefused(f"The duties of {successor} go to {body}: they cannot go back to it.")
        seen = seen.successor
    body.ended_on, body.successor = ended_on, successor
    body.save(update_fields=["ended_on", "successor"])
    record_event(by=by, verb="organisation.end", subject=body, fields=["ended_on", "successor"])
    return body
