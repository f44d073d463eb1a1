"""What a phone carries of a round: addresses, state, the card's caution figures and record ids. Nothing else leaves."""

import datetime
from collections import defaultdict

from django.conf import settings
from django.db.models import Count
from django.utils import timezone

from accounts.choices import Role
from accounts.models import Membership
from accounts.permissions import Perm
from doorstep.inbox import keys, sealing
from doorstep.inbox.payloads import SCHEMA
from doorstep.inbox.spelling import time_text
from doorstep.round_actions import own_ids
from doorstep.survey_drafts import offered
from households import outings, rounds
from households.choices import HouseholdState, RoundStatus
from households.models import Round, Visit
from households.walking import cautions_at
from packs.models import Delivery
from saferstreets.common import clock


def office(project):
    """What every phone must know of the office: epoch, schema, the key to seal with, the time."""
    key = keys.current_key(project=project)
    return {
        "v": 1,
        "now": time_text(timezone.now()),
        "epoch": str(keys.inbox_state(project.pk).epoch),
        "schema_max": SCHEMA,
        "seal": {"kid": key.kid, "jwk": sealing.jwk_of(bytes(key.public_point))},
    }


def for_phone(user, project, chosen=None):
    """The JSON of the round on the phone. chosen: a round's number, or None for the first of one's own today."""
    walks = Round.objects.visible_to(user, project).filter(status=RoundStatus.PLANNED)
    own = list(
        walks.filter(walked_by=user, on_day=clock.today()).annotate(count=Count("doors")).order_by("id")
    )
    walk = walks.filter(pk=chosen).first() if chosen else next(iter(own), None)
    signed_in_at = user.last_login or timezone.now()
    return office(project) | {
        "user": user.pk,
        "expires_at": time_text(signed_in_at + datetime.timedelta(seconds=settings.SESSION_COOKIE_AGE)),
        "rounds": [_named(found) | {"doors": found.count} for found in own],
        "round": walk and _named(walk) | {"doors": _doors(walk, user)},
        "officers": _officers(project),
        "today": clock.today().isoformat(),
        "sunset": f"{outings.sunset(clock.today()):%H:%M}",
        "bag": user.can(Perm.STOCK_MOVE, project),
        "questionnaires": [sheet.as_data() for sheet in offered(user, project)],
    }


def _named(walk):
    return {"id": walk.pk, "on_day": walk.on_day.isoformat(), "part_of_day": walk.part_of_day}


def _officers(project):
    members = Membership.objects.filter(project=project, role=Role.OFFICER).current().select_related("user")
    return [
        {"id": member.user_id, "initials": "".join(word[0] for word in member.user.name.split()).upper()}
        for member in members.order_by("user__name")
    ]


def _doors(walk, user):
    rows = list(walk.doors.for_walking()[: rounds.MOST_DOORS])
    homes = [row.household_id for row in rows]
    visits, withdrawn = defaultdict(list), set()
    known = Visit.objects.filter(project=walk.project, household__in=homes)
    for home, gone, day, call_back, client_id in known.as_they_happened().values_list(
        "household", "withdrawn_at", "happened_on", "call_back_on", "client_id"
    ):
        if gone:
            withdrawn.add(client_id)
        else:
            visits[home].append((day, call_back))
    packs = Delivery.objects.standing().filter(project=walk.project, household__in=homes)
    had_pack = set(packs.values_list("household", flat=True))
    cautions = cautions_at(walk.project, homes, user, walk.on_day)
    return [
        _door(row, walk, visits[row.household_id], withdrawn)
        | {
            "had_pack": row.household_id in had_pack,
            "caution": "".join(
                sorted(rounds.CAUTION_FIGURES[known] for known in cautions.get(row.household_id, ()))
            ),
        }
        for row in rows
    ]


def _door(row, walk, visits, withdrawn):
    home = row.household
    done = any(day == walk.on_day for day, _ in visits)
    return {
        "household": home.pk,
        "position": row.position,
        "code": row.short_code,
        "address": home.address,
        "state": _state(home, visits, done),
        "tries": len(visits),
        "rec": None if done else str(next(own for own in own_ids(walk, home.pk) if own not in withdrawn)),
    }


def _state(home, visits, done):
    if done:
        return "done"
    if home.closed_on:
        return "stopped"
    if home.state != HouseholdState.OCCUPIED:
        return "no_home"
    if not visits:
        return "to_visit"
    _day, call_back = visits[-1]
    return "call_back" if call_back else "tried"
