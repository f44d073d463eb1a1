"""Where a person is signed in: the clock of each session, the list of them, and their end."""

import datetime
import re
import time

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.utils import timezone

CLOCK = "clock"
BROWSERS = (("Edg", "Edge"), ("Firefox|FxiOS", "Firefox"), ("Chrome|CriOS", "Chrome"), ("Safari", "Safari"))
MACHINES = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android phone"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)


def start_clock(request):
    """A sign-in: from now on this session has a beginning, and its person was seen."""
    now = time.time()
    request.session[CLOCK] = {"began": now, "seen": now}


def change_key(request):
    """Go on under another key: one that was known before the second factor came opens nothing any more."""
    before = request.session.session_key
    request.session.cycle_key()
    UserSession.objects.filter(session_key=before).update(session_key=request.session.session_key)


def note_seen(request, clock, now):
    """The person of this session was here; kept to the minute."""
    request.session[CLOCK] = {**clock, "seen": now}
    UserSession.objects.filter(session_key=request.session.session_key).update(last_seen_at=timezone.now())


def device(user_agent):
    """What a browser calls itself, in words: "Chrome on Windows". Good enough to know one's own by, no more."""
    browser = next((name for sign, name in BROWSERS if re.search(sign, user_agent)), "A browser")
    machine = next((name for sign, name in MACHINES if re.search(sign, user_agent)), "")
    return f"{browser} on {machine}" if machine else browser


def of(user, current_key):
    """The sessions of this person that still open pages: dicts of pk, device, began, seen, is_this; this one first. Two queries."""
    idle = datetime.timedelta(minutes=settings.SESSION_IDLE_MINUTES)
    kept = list(UserSession.objects.filter(user=user, created_at__gt=timezone.now() - _longest()))
    keys = [one.session_key for one in kept]
    alive = set(
        Session.objects.filter(session_key__in=keys, expire_date__gt=timezone.now()).values_list(
            "pk", flat=True
        )
    )
    rows = [
        {
            "pk": one.pk, "device": device(one.user_agent), "began": one.created_at, "seen": one.last_seen_at,
            "is_this": one.session_key == current_key, "is_idle": one.last_seen_at < timezone.now() - idle,
        }
        for one in kept
        if one.session_key in alive
    ]  # fmt: skip
    return sorted(rows, key=lambda row: (not row["is_this"], -row["seen"].timestamp()))


def _longest():
    return datetime.timedelta(seconds=settings.SESSION_COOKIE_AGE)
