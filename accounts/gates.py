"""What stands between a session and a page: the session's clock, and the second factor."""

import time

from allauth.account.decorators import reauthentication_required
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.shortcuts import redirect
from django.urls import reverse

from accounts import factors, sessions

MINUTE = 60


def confirmed_lately(view):
    """Where a second factor is required, ask for it again before others' access is changed, unless it was shown in the last five minutes."""
    required = reauthentication_required(
        app="allauth.mfa", allow_get=True, enabled=lambda request: settings.SECOND_FACTOR == "required"
    )
    return required(view)


def outlives_idle(view):
    """Label a door of the phone's page: it is walked with for hours, and opens until the session's twelve are over."""
    view.outlives_idle = True
    return view


class SessionClock:
    """Ends a session thirty minutes after the last sign of its person, and twelve hours after the sign-in.

    The clock is started by each way of signing in (`sessions.start_clock`) and written at most once a minute. What a phone hands in
    passes without a session, so nothing is lost by it.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        clock = request.session.get(sessions.CLOCK)
        if clock is None or not request.user.is_authenticated:
            return None
        now = time.time()
        idle = now - clock["seen"] >= settings.SESSION_IDLE_MINUTES * MINUTE
        if now - clock["began"] >= settings.SESSION_COOKIE_AGE:
            return self._ended(
                request, view, "You were signed out, because 12 hours are over. Sign in again."
            )
        if idle and not getattr(view, "outlives_idle", False):
            minutes = settings.SESSION_IDLE_MINUTES
            return self._ended(
                request, view, f"You were signed out, because nothing happened here for {minutes} minutes."
            )
        if now - clock["seen"] >= MINUTE:
            sessions.note_seen(request, clock, now)
        return None

    def _ended(self, request, view, words):
        logout(request)
        if not getattr(view, "login_required", True):
            return None
        messages.info(request, words)
        return redirect_to_login(request.get_full_path(), reverse(settings.LOGIN_URL))


class SecondFactorGate:
    """Where a second factor is required, whoever has none is taken to the page that sets one up, from every page but those of the sign-in."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if settings.SECOND_FACTOR != "required" or not request.user.is_authenticated:
            return None
        is_door = request.path.startswith(reverse("account_login")) or not getattr(
            view, "login_required", True
        )
        if is_door or factors.was_shown(request) or factors.has_one(request.user):
            return None
        return redirect("your_sign_in")
