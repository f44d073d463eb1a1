"""How people get in: invited only, and back to the page they came for."""

from allauth.account.adapter import DefaultAccountAdapter


class InvitedOnlyAdapter(DefaultAccountAdapter):
    """Nobody makes an account for themselves; a coordinator does."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "The email address or the password is not right. Check both and try again",
        "too_many_login_attempts": "Too many attempts did not work. Wait five minutes and try again, or use “Forgot your password?”",
    }

    def is_open_for_signup(self, request):
        return False
