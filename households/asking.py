"""How often one connection may ask for a visit. Counted in the cache that all servers share; no address of the sender is kept."""

import time

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.utils.crypto import salted_hmac

MOST, WINDOW = 5, 60 * 60


def _key(request):
    """The connection, as the sign-in throttle knows it, under a keyed hash."""
    return (
        "ask:"
        + salted_hmac(
            "households.asking", get_adapter(request).get_client_ip(request), algorithm="sha256"
        ).hexdigest()
    )


def _recent(request):
    return [then for then in cache.get(_key(request), []) if then > time.time() - WINDOW]


def may_ask(request):
    """Has this connection asked fewer than MOST times in the last hour?"""
    return len(_recent(request)) < MOST


def has_asked(request):
    """Count one request that was taken."""
    cache.set(_key(request), [*_recent(request), time.time()], WINDOW)
