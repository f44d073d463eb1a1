"""Is this caller ours? The codes on cards: made, checked, revoked.

Nine signs of an alphabet without look-alikes and without vowels (so that no code spells a word): 21 to the ninth, about 39 bits.
"""

import datetime
import secrets

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from accounts.actions import record_event
from accounts.models import CallerCode, Membership
from saferstreets.common import clock
from saferstreets.common.workflow import Refused

ALPHABET = "34679CDFGHJKMNPQRTWXY"
LENGTH, GROUP = 9, 3
MOST_DAYS = 366


class CodeRefused(Refused):
    """The code cannot be issued or revoked like this."""


def code_of(secret):
    """The code that is printed for a secret, such as K7M-3XQ-P4T."""
    number = int.from_bytes(
        salted_hmac("accounts.callers.code", secret, algorithm="sha256").digest()[:16], "big"
    )
    signs = []
    for _ in range(LENGTH):
        number, sign = divmod(number, len(ALPHABET))
        signs.append(ALPHABET[sign])
    return "-".join("".join(signs[at : at + GROUP]) for at in range(0, LENGTH, GROUP))


def hash_of(typed):
    """What a code is looked up by, however it was typed: capitals, blanks and hyphens do not matter."""
    signs = "".join(sign for sign in typed.upper() if sign.isalnum())
    return salted_hmac("accounts.callers.hash", signs, algorithm="sha256").hexdigest()


def is_genuine(typed):
    """Does this code belong to somebody who works for one of our projects today? One query, whatever was typed."""
    return CallerCode.objects.filter(code_hash=hash_of(typed)).genuine_on(clock.today()).exists()


@transaction.atomic
def issue_code(*, project, user, printed_name, post, body, days, by):
    """Give a person of the project a code for `days` days from today. Raises CodeRefused for somebody who is not on it."""
    if not 1 <= days <= MOST_DAYS:
        raise CodeRefused(f"A code is valid for 1 to {MOST_DAYS} days.")
    if not Membership.objects.current().filter(project=project, user=user).exists():
        raise CodeRefused("This person has no role on the project today. Give them one first.")
    secret = secrets.token_hex(16)
    today = clock.today()
    code = CallerCode.objects.create(
        project=project, user=user, printed_name=printed_name, post=post, body=body, secret=secret, code_hash=hash_of(code_of(secret)),
        from_on=today, until_on=today + datetime.timedelta(days=days - 1), issued_at=timezone.now(), issued_by=by,
    )  # fmt: skip
    record_event(by=by, verb="caller_code.issue", subject=code, fields=["user", "until_on"])
    return code


@transaction.atomic
def revoke_code(*, code_id, reason, by):
    """Make a code worthless from this moment, for a reason. Raises CodeRefused the second time."""
    code = CallerCode.objects.select_for_update(of=("self",)).select_related("project").get(pk=code_id)
    if code.revoked_at:
        raise CodeRefused("This code has been revoked already.")
    code.revoked_at, code.revoked_by, code.revoked_reason = timezone.now(), by, reason
    code.save(update_fields=["revoked_at", "revoked_by", "revoked_reason"])
    record_event(by=by, verb="caller_code.revoke", subject=code, fields=["revoked_at"])
    return code
