"""How people get in: invited only, and back to the page they came for."""

from allauth.account.adapter import DefaultAccountAdapter


class InvitedOnlyAdapter(DefaultAccountAdapter):
    """Nobody makes an account for themselves; a coordinator does."""

    def is_open_for_signup(self, request):
        return False
