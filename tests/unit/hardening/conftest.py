import pytest

from tests.factories import hardening


@pytest.fixture
def o(db, settings):
    """An office on a day in the middle of delivery."""
    settings.DEMONSTRATION_TODAY = hardening.TODAY
    return hardening.office()
