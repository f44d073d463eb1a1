"""You said, we did: a concern is raised, passed on, answered, and the street is told."""

import datetime

from django.db import transaction
from django.utils import timezone

from accounts.actions import record_event
from outcomes import rules
from outcomes.choices import ConcernStatus
from outcomes.models import Concern
from saferstreets.common.workflow import Refused, check_move


class ConcernRefused(Refused):
    """This cannot be written down about the concern."""


@transaction.atomic
def raise_concern(*, project, topic, said, how, raised_on, by, street=None, homes=1, response=None):
    """Write down what residents said. said: words for everybody, without names and house numbers.

    response: the survey answer it was read in. Raises ConcernRefused where street or response are another project's.
    """
    if any(thing and thing.project_id != project.pk for thing in (street, response)):
        raise ConcernRefused("The street or the survey belongs to another project.")
    made = Concern.objects.create(
        project=project, street=street, topic=topic, said=said, how=how, homes=homes, response=response, raised_on=raised_on,
        recorded_at=timezone.now(), recorded_by=by,
    )  # fmt: skip
    record_event(by=by, verb="concern.raise", subject=made, fields=["topic", "said", "street"])
    return made


def _locked(concern_id):
    return Concern.objects.select_for_update(of=("self",)).select_related("project").get(pk=concern_id)


def _stored(concern, verb, by, **changes):
    for name, value in changes.items():
        setattr(concern, name, value)
    concern.save(update_fields=list(changes))
    record_event(by=by, verb=verb, subject=concern, fields=list(changes))
    return concern


@transaction.atomic
def say_again(*, concern_id, homes, by):
    """More homes said the same. Raises ConcernRefused once the street was told: then it is a new concern."""
    concern = _locked(concern_id)
    if not concern.is_open:
        raise ConcernRefused("The street was told what came of this. Write it down as a new concern.")
    return _stored(concern, "concern.say_again", by, homes=concern.homes + homes)


@transaction.atomic
def pass_concern(*, concern_id, answerer, passed_on, by, due_on=None):
    """Ask somebody to see to it, by a day: two weeks on where none is named. Raises MoveRefused or ConcernRefused."""
    concern = _locked(concern_id)
    check_move(rules.PASS, concern.status)
    due_on = due_on or passed_on + datetime.timedelta(days=rules.DAYS_TO_ANSWER)
    if not concern.raised_on <= passed_on <= due_on:
        raise ConcernRefused(
            "It is raised first, then passed on, and the answer is due after that. Check the days."
        )
    return _stored(
        concern, "concern.pass", by, status=rules.PASS.target, answerer=answerer, passed_on=passed_on, due_on=due_on
    )  # fmt: skip


@transaction.atomic
def return_concern(*, concern_id, by):
    """Take it back from whom it was passed to: somebody else is to see to it. Raises MoveRefused."""
    concern = _locked(concern_id)
    check_move(rules.RETURN, concern.status)
    return _stored(
        concern, "concern.return", by, status=rules.RETURN.target, answerer="", passed_on=None, due_on=None
    )


@transaction.atomic
def answer_concern(*, concern_id, did, done, answered_on, by):
    """Say what was done, or why it cannot be. did: words for the street. Raises MoveRefused or ConcernRefused."""
    concern = _locked(concern_id)
    move = rules.DONE if done else rules.CANNOT
    check_move(move, concern.status)
    if answered_on < concern.passed_on:
        raise ConcernRefused(
            f"It was passed on on {concern.passed_on:%-d %B %Y}; the answer comes after that."
        )
    return _stored(concern, f"concern.{move.name}", by, status=move.target, did=did, answered_on=answered_on)


@transaction.atomic
def tell_street(*, concern_id, told_on, told_how, by):
    """Say that the street was told what came of it, and how. Raises ConcernRefused."""
    concern = _locked(concern_id)
    if concern.status not in (ConcernStatus.DONE, ConcernStatus.CANNOT):
        raise ConcernRefused("There is nothing to tell yet: say first what was done, or why it cannot be.")
    if concern.told_on:
        raise ConcernRefused(f"The street was told on {concern.told_on:%-d %B %Y} already.")
    if told_on < concern.answered_on:
        raise ConcernRefused(
            f"The answer is of {concern.answered_on:%-d %B %Y}; the street is told after that."
        )
    return _stored(concern, "concern.tell", by, told_on=told_on, told_how=told_how)
