"""No column may hold personal data that nobody has thought about."""

import pytest

from saferstreets.common import personal_data
from tests.house import house_models


@pytest.mark.parametrize("model", house_models(), ids=lambda model: model._meta.label)
def test_every_column_is_described_and_none_that_is_not_there(model):
    described = set(personal_data.tables().get(model._meta.label, {}))
    columns = {field.name for field in model._meta.concrete_fields}
    assert described == columns, (
        f"{model._meta.label}: not described {columns - described}, gone {described - columns}"
    )


def test_every_entry_says_why_how_long_and_who():
    for columns in personal_data.tables().values():
        for entry in filter(None, columns.values()):
            assert all((entry.purpose, entry.category, entry.keep, entry.who, entry.basis))
