"""Writes about match: its terms and rates, and every contribution. Nothing of it can reach a claim."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from accounts.actions import record_event, record_events
from accounts.models import User
from evidence.actions import keep_document
from grants import match_rules as rules
from grants.delivery_choices import MatchKind
from grants.models import MatchContribution, MatchRate, MatchTerms
from saferstreets.common.workflow import Refused


class MatchRefused(Refused):
    """The contribution or the rate cannot be recorded like this."""


@dataclass(frozen=True)
class OfficerTime:
    """Minutes an officer gave beside somebody's work. source: "app.Model:id" of the work; it is posted once."""

    source: str
    minutes: int
    happened_on: object
    by: User


@transaction.atomic
def state_match_terms(*, project, basis, basis_points, stated_on, stated_in, by):
    """State how much match the fund asks for. Earlier statements stay as they are."""
    terms = MatchTerms.objects.create(
        project=project, basis=basis, basis_points=basis_points, stated_on=stated_on, stated_in=stated_in, recorded_by=by,
        recorded_at=timezone.now(),
    )  # fmt: skip
    record_event(by=by, verb="match_terms.state", subject=terms, fields=["basis", "basis_points"])
    return terms


@transaction.atomic
def state_match_rate(*, project, grade, pence_per_hour, from_on, stated_in, by, illustrative=False):
    """State what an hour of a grade is worth from a day on; time of that grade that waits for a rate is priced by it now.

    Raises MatchRefused for a second rate from the same day. What is priced already stays as it is.
    """
    if MatchRate.objects.filter(project=project, grade=grade, from_on=from_on).exists():
        raise MatchRefused(
            f"There is a rate for {grade} from this day already. Give the day from which the new one holds."
        )
    rate = MatchRate.objects.create(
        project=project, grade=grade, pence_per_hour=pence_per_hour, from_on=from_on, stated_in=stated_in, illustrative=illustrative,
        recorded_by=by, recorded_at=timezone.now(),
    )  # fmt: skip
    record_event(by=by, verb="match_rate.state", subject=rate, fields=["grade", "pence_per_hour", "from_on"])
    _price_what_waits(project, grade)
    return rate


def _price_what_waits(project, grade):
    rates = MatchRate.objects.by_grade(project)[grade]
    waiting = list(
        MatchContribution.objects.select_for_update().filter(project=project, grade=grade).unpriced()
    )
    priced = []
    for one in waiting:
        one.rate_pence = rules.rate_on(rates, one.happened_on)
        if one.rate_pence is not None:
            one.pence = rules.worth(one.minutes, one.rate_pence)
            priced.append(one)
    MatchContribution.objects.bulk_update(priced, ["rate_pence", "pence"], batch_size=500)


@transaction.atomic
def post_officer_time(*, project, given):
    """Post the time officers gave beside our work, all or none, in three statements. given: [OfficerTime, ...]. Returns the rows.

    The work is its own evidence. Time of a day without a rate is kept and waits for one.
    """
    rows = MatchContribution.objects.bulk_create(officer_time(project=project, given=given))
    record_events(
        {"by": row.recorded_by, "verb": "match.post", "subject": row, "fields": ["minutes"]} for row in rows
    )
    return rows


def officer_time(*, project, given):
    """The rows that post_officer_time writes, not written yet: for whoever writes very many at once."""
    rates, now = MatchRate.objects.by_grade(project).get(rules.ACCOMPANYING, ()), timezone.now()
    kind, grade = MatchKind.OFFICER_TIME, rules.ACCOMPANYING
    return [
        _of_time(project, kind, grade, one.minutes, one.happened_on, rates, now, one.by, one.source)
        for one in given
    ]


def _of_time(project, kind, grade, minutes, day, rates, now, by, source, **details):
    rate = rules.rate_on(rates, day)
    return MatchContribution(
        project=project, kind=kind, grade=grade, minutes=minutes, rate_pence=rate, happened_on=day, source=source,
        pence=None if rate is None else rules.worth(minutes, rate), recorded_by=by, recorded_at=now,
        **{"key": f"match:{source}", **details},
    )  # fmt: skip


@transaction.atomic
def record_match(
    *,
    project,
    kind,
    happened_on,
    words,
    key,
    by,
    body=None,
    grade="",
    minutes=None,
    pence=None,
    document=None,
):
    """Record a contribution of time (grade and minutes) or of things or cash (pence) with what it was and, if there is one, its paper.

    The same key again returns what stands. Raises MatchRefused for time without minutes or things without a worth.
    """
    standing = MatchContribution.objects.filter(project=project, key=key).first()
    if standing:
        return standing
    of_time = kind in rules.TIME
    if of_time and not (grade and minutes):
        raise MatchRefused("Say whose time it was, by grade, and how many minutes.")
    if not of_time and not pence:
        raise MatchRefused("Say what it is worth.")
    kept = document and keep_document(project=project, title=f"Match: {words}"[:160], content=document, by=by)
    said, now = {"key": key, "words": words, "body": body, "document": kept or None}, timezone.now()
    if of_time:
        rates = MatchRate.objects.by_grade(project).get(grade, ())
        row = _of_time(project, kind, grade, minutes, happened_on, rates, now, by, "", **said)
    else:
        row = MatchContribution(
            project=project, kind=kind, pence=pence, happened_on=happened_on, recorded_by=by, recorded_at=now, **said
        )  # fmt: skip
    row.save(force_insert=True)
    record_event(by=by, verb="match.post", subject=row, fields=["kind", "minutes" if of_time else "pence"])
    return row


@transaction.atomic
def take_back_match(*, contribution, reason, by):
    """Take a contribution back by its opposite, on the same day and with a reason; both stay. Once only."""
    contribution = MatchContribution.objects.select_for_update(of=("self",)).get(pk=contribution.pk)
    if not reason.strip():
        raise MatchRefused("Say why it is taken back.")
    if (
        contribution.reverses_id
        or MatchContribution.objects.filter(
            project_id=contribution.project_id, reverses=contribution
        ).exists()
    ):
        raise MatchRefused("This has been taken back already.")
    opposite = MatchContribution.objects.create(
        project_id=contribution.project_id, kind=contribution.kind, body_id=contribution.body_id, grade=contribution.grade,
        minutes=contribution.minutes and -contribution.minutes, rate_pence=contribution.rate_pence,
        pence=contribution.pence and -contribution.pence, happened_on=contribution.happened_on, words=reason.strip()[:300],
        source=contribution.source, key=f"{contribution.key[:70]}:back", reverses=contribution, recorded_by=by,
        recorded_at=timezone.now(),
    )  # fmt: skip
    record_event(by=by, verb="match.take_back", subject=opposite, fields=["reverses"])
    return opposite


def withdraw_officer_time(*, project, source, reason, by):
    """Take back the time that hung on a piece of work which is taken back itself; nothing where there was none."""
    for one in MatchContribution.objects.filter(project=project, source=source).standing():
        take_back_match(contribution=one, reason=reason, by=by)
