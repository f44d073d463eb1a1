"""Whose data a person, or their phone, could have exposed: what the office can say within the 72 hours of a breach. Read only."""

import datetime

from accounts.looks import KINDS
from accounts.models import AuditEvent, Membership, ViewEvent
from accounts.permissions import ROLE_PERMS, Perm
from doorstep.models import Device
from households.actions.care import KEPT_BACK
from households.models import Household, RoundDoor, Visit
from saferstreets.common import clock
from saferstreets.common.periods import long_date

HOURS = datetime.timedelta(hours=72)
# What a role that may see a kind of data could have opened, page by page, whether or not it did.
OPEN_TO = (
    (Perm.HOUSEHOLD_SEE, "every address, and what was said at each door"),
    (Perm.RESIDENT_SEE, "residents’ names and contacts"),
    (Perm.CARE_SEE, "notes on vulnerability and burglary records, one look at a time and each written down"),
    (Perm.HARDENING_SEE, "security surveys, and which work is done where and when"),
    (Perm.ENQUIRY_SEE, "names and contacts of people who asked for a visit"),
    (Perm.CAMERA_SEE, "places and blind spots of cameras"),
    (Perm.DATA_REQUEST_KEEP, "answers to requests for access, each written down when it is put together"),
)


def pack(project, user, since):
    """What this person had in hand from `since` (a date) on: what their roles opened, homes and why, looks, phones, answers taken away."""
    begun = datetime.datetime.combine(since, datetime.time(), tzinfo=datetime.UTC)
    roles = set(Membership.objects.filter(project=project, user=user).values_list("role", flat=True))
    held = {perm for role in roles for perm in ROLE_PERMS[role]}
    looks = ViewEvent.objects.filter(project=project, by=user, viewed_at__gte=begun)
    answers = AuditEvent.objects.filter(project=project, by=user, recorded_at__gte=begun)
    return {
        "could": [words for perm, words in OPEN_TO if perm in held],
        "phones": list(Device.objects.filter(project=project, user=user).order_by("pk")),
        "homes": _homes(
            project,
            {
                "on a round of theirs": RoundDoor.objects.filter(
                    project=project, round__walked_by=user, round__on_day__gte=since
                ),
                "recorded by them": Visit.objects.filter(
                    project=project, recorded_by=user, happened_on__gte=since
                ),
                **_looked_at(looks),
            },
        ),
        "looks": looks.count(),
        "exports": looks.filter(kind="export").count(),
        "answers": answers.filter(verb="data_request.zip").count(),
    }


def _looked_at(looks):
    """{why: the records of a home that were looked at}, for each kind that is kept back."""
    return {
        f"looked at: {KINDS[kind].lower()}": model.objects.filter(
            pk__in=[
                key for key in looks.filter(kind=kind).values_list("subject_id", flat=True) if key.isdecimal()
            ]
        )
        for kind, model in KEPT_BACK.items()
    }


def _homes(project, sources):
    """[(home, [why])] of homes whose address was surely in this person's hand, in walking order."""
    why = {}
    for words, rows in sources.items():
        for key in set(rows.values_list("household", flat=True)):
            why.setdefault(key, []).append(words)
    homes = Household.objects.filter(project=project, pk__in=why).select_related("street").in_walking_order()
    return [(home, why[home.pk]) for home in homes]


def table(told):
    """(headings, rows) of the homes."""
    return ("Home", "Why"), [(home.address, "; ".join(why)) for home, why in told["homes"]]


def lines(told, since, learnt_at):
    """The pack in sentences, without an address or a name."""
    by = clock.here(learnt_at + HOURS)
    yield f"If the office learnt of it now, the Information Commissioner must be told by {by:%-d %B %Y, %H:%M} (72 hours)."
    yield f"Since {long_date(since)}:"
    yield f"  {len(told['homes']):>6,}  homes were surely in hand (rounds, visits, looks)"
    yield f"  {told['looks']:>6,}  looks at what is kept back, {told['exports']:,} of them exports of everything"
    yield f"  {told['answers']:>6,}  answers to requests for access put together"
    for phone in told["phones"]:
        state = (
            f"reported lost {clock.here(phone.revoked_at):%-d %B %Y, %H:%M}"
            if phone.revoked_at
            else "not reported lost"
        )
        heard = (
            f"last heard {clock.here(phone.last_heard_at):%-d %B %Y, %H:%M}"
            if phone.last_heard_at
            else "never heard"
        )
        yield f"  Phone {phone.pk}: {state}, {heard}. It shows one round of at most 50 doors, for twelve hours after a sign-in."
    yield (
        "What the roles could open, whether or not it was opened:"
        if told["could"]
        else "The roles open nothing about residents."
    )
    yield from (f"  {words}" for words in told["could"])
