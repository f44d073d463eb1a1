"""How often one connection may use a public page. Counted in the cache that all servers share; no address of the sender is kept."""

import time
from dataclasses import dataclass

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.utils.crypto import salted_hmac


@dataclass(frozen=True)
class Throttle:
    """At most `most` uses of the page `name` in `window` seconds, by the real clock."""

    name: str
    most: int
    window: int = 60 * 60

    def _key(self, request):
        """The connection, as the sign-in throttle knows it, under a keyed hash."""
        digest = salted_hmac(
            f"throttle.{self.name}", get_adapter(request).get_client_ip(request), algorithm="sha256"
        )
        return f"{self.name}:{digest.hexdigest()}"

    def _recent(self, request):
        return [then for then in cache.get(self._key(request), []) if then > time.time() - self.window]

    def allows(self, request):
        """Has this connection used the page fewer than `most` times lately?"""
        return len(self._recent(request)) < self.most

    def count(self, request):
        """Count one use."""
        cache.set(self._key(request), [*self._recent(request), time.time()], self.window)
