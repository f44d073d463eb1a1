"""The register of personal data: every column of every table is either described here or declared to hold none.

Each room describes its own tables in its `data_register.py`. A test fails on a column nobody has thought about, so
that no personal field can slip in. Record of processing, retention and subject access are driven by it.
"""

from dataclasses import dataclass

from django.utils.module_loading import autodiscover_modules

PUBLIC_TASK = "public task, UK GDPR Article 6(1)(e)"


@dataclass(frozen=True)
class Personal:
    """Why a column may hold personal data.

    purpose: what it is for. category: kind of data. keep: how long, in words, until the controller's data protection
    officer confirms it. who: the roles that see it. basis: lawful basis.
    """

    purpose: str
    category: str
    keep: str
    who: str
    basis: str = PUBLIC_TASK


_tables = {}


def describe(model, *, plain="", personal=None):
    """Describe one table ("app.Model"): `plain` names its columns without personal data, blank-separated;
    `personal` maps blank-separated column names to a Personal entry. Raises ValueError for a column named twice.
    """
    columns = dict.fromkeys(plain.split())
    for names, entry in (personal or {}).items():
        for name in names.split():
            if name in columns:
                raise ValueError(f"{model}.{name} is described twice")
            columns[name] = entry
    _tables[model] = columns


def load():
    """Import every room's data_register.py."""
    autodiscover_modules("data_register")


def tables():
    """{"app.Model": {column: Personal, or None for a column without personal data}}."""
    load()
    return dict(sorted(_tables.items()))
