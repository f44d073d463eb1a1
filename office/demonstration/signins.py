"""Whom one may sign in as, for the sign-in page of the demonstration."""

from django.conf import settings

from accounts.choices import Role
from office.demonstration.people import PASSPHRASE, PEOPLE


def signins():
    """The accounts as dicts (email, who), in the order of the table; empty in a live office."""
    if not settings.DEMONSTRATION:
        return []
    return [{"email": email, "who": f"{Role(role).label}: {what}"} for email, _, role, what in PEOPLE]


def password():
    """The one passphrase of them all; "" in a live office."""
    return PASSPHRASE if settings.DEMONSTRATION else ""


def context(request):
    """Context processor: what the sign-in page prints, and nothing for any other page."""
    if request.resolver_match is None or request.resolver_match.url_name != "account_login":
        return {}
    return {"demonstration_signins": signins(), "demonstration_password": password()}
