"""Writes about the compliance pack: each statement is a row of its own, and the latest counts."""

from django.db import transaction
from django.utils import timezone

from accounts.actions import record_event
from cctv import compliance, principles, rules
from cctv.actions.schemes import locked
from cctv.models import ComplianceItem
from cctv.rules import CctvRefused
from evidence.actions import keep_document
from evidence.choices import DocumentType
from grants.lasting import years_after
from saferstreets.common import clock
from saferstreets.common.periods import long_date


@transaction.atomic
def state_item(
    *, scheme_id, key, settled_on, by, met=True, words="", until_on=None, number=None, content=None
):
    """State that a requirement is met, or found wanting, on a day. content: bytes of the file that shows it.

    The annual review holds for a year unless it is said to hold shorter. Raises CctvRefused for a statement that proves nothing,
    DocumentRefused for a file that the office does not keep.
    """
    scheme, wanted = locked(scheme_id), compliance.find(key)
    _check_day(settled_on)
    if met:
        until_on = _until(key, settled_on, until_on)
        _check(wanted, settled_on, words, until_on, number)
    document = None
    if content is not None:
        title = f"{scheme}: {wanted.label}"[:160]
        document = keep_document(project=scheme.project, title=title, content=content, by=by)
    if key == "signs" and met and (document is None or document.type != DocumentType.JPEG):
        raise CctvRefused("Send a photograph of a sign.")
    return _state(
        scheme, by, key=key, met=met, settled_on=settled_on, until_on=until_on, number=number, words=words, document=document
    )  # fmt: skip


def _until(key, settled_on, until_on):
    if key != "review":
        return until_on
    year = years_after(settled_on, 1)
    if until_on and until_on > year:
        raise CctvRefused("The review is an annual one: the next is due within a year.")
    return until_on or year


def _check(wanted, settled_on, words, until_on, number):
    if wanted.ends and until_on is None:
        raise CctvRefused(f"“{wanted.label}”: say until when it holds.")
    if until_on and until_on < settled_on:
        raise CctvRefused("It cannot end before it begins.")
    if wanted.key == "retention":
        if not number:
            raise CctvRefused("Say how many days images are kept.")
        if number > rules.RETENTION_DAYS and not words.strip():
            raise CctvRefused(f"More than {rules.RETENTION_DAYS} days needs the reason.")
    elif not words.strip():
        raise CctvRefused(f"“{wanted.label}”: {wanted.ask[:1].lower()}{wanted.ask[1:]} must be said.")


@transaction.atomic
def judge_principles(*, scheme_id, edition, judged, settled_on, by):
    """Judge the twelve principles under one edition of the Code. judged: {key: (met, words)} of those judged. Returns how many.

    Raises CctvRefused for an edition that was not in force any more on the day, and for a principle without words.
    """
    scheme, found = locked(scheme_id), principles.find(edition)
    _check_day(settled_on)
    if found.until_on and settled_on > found.until_on:
        raise CctvRefused(
            f"The {found.key} edition was in force until {long_date(found.until_on)}. Judge by the later one."
        )
    for key, (_, words) in judged.items():
        if not words.strip():
            raise CctvRefused(f"“{compliance.NAMES[key]}”: say how it is met, or what is wanting.")
    for key, (met, words) in judged.items():
        _state(scheme, by, key=key, edition=edition, met=met, settled_on=settled_on, words=words)
    return len(judged)


def _check_day(settled_on):
    if settled_on > clock.today():
        raise CctvRefused("A statement cannot be made in the future.")


def _state(scheme, by, **said):
    item = ComplianceItem.objects.create(
        project_id=scheme.project_id, scheme=scheme, recorded_by=by, recorded_at=timezone.now(), **said
    )
    record_event(
        by=by, verb="compliance.state", subject=item, fields=["key", "met", "settled_on", "until_on"]
    )
    return item
