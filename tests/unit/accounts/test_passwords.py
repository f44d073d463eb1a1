"""Which passwords are refused as known to others."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from accounts.passwords import is_known
from office.demonstration.people import PASSPHRASE


@pytest.mark.parametrize(
    "password",
    [
        "123456789012",  # in the list of leaked ones
        "QWERTYUIOP123",  # in it in small letters
        "correcthorsebatterystaple",
        "Password12345!",  # a common word with something put behind it
        "lamplight9lamplight9",  # the same twice
        "SaferStreets2021",  # the words of this work
        "Workington-2026!",
        "police_office_99",
    ],
)
def test_what_others_know_is_refused(password):
    assert is_known(password)
    with pytest.raises(ValidationError, match="known to people who try passwords"):
        validate_password(password)


@pytest.mark.parametrize(
    "password", [PASSPHRASE, "kettle-orbit-thrush", "the wet dog ate 4 buns", "Ærøskøbing i regn"]
)
def test_three_words_that_do_not_belong_together_are_taken(password):
    assert not is_known(password)
    validate_password(password)


def test_eleven_characters_are_too_few():
    with pytest.raises(ValidationError, match="too short"):
        validate_password("kettle-orbi")
