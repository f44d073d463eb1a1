"""How people get in: invited only, and back to the page they came for."""

import time

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context

from accounts import factor_actions, sessions


class InvitedOnlyAdapter(DefaultAccountAdapter):
    """Nobody makes an account for themselves; a coordinator does."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "The email address or the password is not right. Check both and try again",
        "too_many_login_attempts": "Too many attempts did not work. Wait five minutes (an hour after ten attempts, twelve hours after twenty),"
        " or use “Forgot your password?”, which lets you in at once",
        "rate_limited": "Too many attempts did not work. Wait five minutes, or longer after more of them, and try again",
    }

    def is_open_for_signup(self, request):
        return False

    def login(self, request, user):
        super().login(request, user)
        sessions.start_clock(request)

    def set_password(self, user, password):
        """Set it, and end every session but the one that asks: whoever knew the old password is out."""
        super().set_password(user, password)
        request = context.request
        mine = request.user.is_authenticated and request.user.pk == user.pk
        factor_actions.end_sessions(user=user, but=request.session.session_key if mine else None)

    def is_reauthentication_required(self, *, app, **kwargs):
        """Signed in within the last minutes is as good as asked again."""
        if not super().is_reauthentication_required(app=app, **kwargs):
            return False
        records = get_authentication_records(context.request, context.request.user)
        return not records or time.time() - records[-1]["at"] >= app_settings.REAUTHENTICATION_TIMEOUT

    def get_reauthentication_methods(self, user):
        """Passkey or app first, then the password."""
        methods = super().get_reauthentication_methods(user)
        return sorted(
            methods,
            key=lambda method: (method["id"] == "reauthenticate", method["id"] == "mfa_reauthenticate"),
        )

    def send_notification_mail(self, template_prefix, user, context=None, email=None):
        """What was changed about a sign-in is written down, and its person told."""
        factor_actions.note_change(user=user, what=template_prefix.rpartition("/")[2])
