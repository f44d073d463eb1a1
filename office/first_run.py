"""The beginning of an office in which nobody has an account: the code that opens its first page, and the verb behind it.

The code is made when whoever looks after the server asks for it. Its hash alone is kept, for a day, and opening the office uses it up.
"""

import datetime
import secrets

from django.core.cache import cache
from django.db import transaction
from django.utils.crypto import constant_time_compare

from accounts.callers import ALPHABET, hash_of
from accounts.models import User
from office.setup_actions import open_with_coordinator
from saferstreets.common.workflow import Refused

KEY = "office.first_run"
LENGTH, GROUP = 20, 5
GOOD_FOR = datetime.timedelta(days=1)


class FirstRunRefused(Refused):
    """The office cannot be begun like this."""


def is_fresh():
    """Has nobody an account here yet? Accounts are never removed, so that an office begins once."""
    return not User.objects.exists()


def new_code():
    """A code that begins the office, such as K7M3X-QP4TC-…; the one before is worthless. Raises FirstRunRefused once somebody has an account."""
    if not is_fresh():
        raise FirstRunRefused(
            "This office has begun: somebody has an account. A coordinator invites the others."
        )
    signs = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    cache.set(KEY, hash_of(signs), GOOD_FOR.total_seconds())
    return "-".join(signs[at : at + GROUP] for at in range(0, LENGTH, GROUP))


def fits(typed):
    """Is this the code that was asked for today? Capitals, blanks and hyphens do not matter."""
    return constant_time_compare(cache.get(KEY) or "", hash_of(typed))


@transaction.atomic
def begin(*, code, **facts):
    """Make the first project and its coordinator (see open_with_coordinator). Returns the project.

    Raises FirstRunRefused for a code that does not fit or was used, and once somebody has an account. Of two at once the second
    finds the code gone: taking it away lets one through.
    """
    if not fits(code) or not cache.delete(KEY) or not is_fresh():
        raise FirstRunRefused("The setup code does not fit any more. Ask for a new one on the server.")
    return open_with_coordinator(**facts)
