"""Writes reports/FIGURES.md from the register of figures."""

from django.conf import settings
from django.core.management.base import BaseCommand

from saferstreets.common import figures

PATH = settings.BASE_DIR / "reports" / "FIGURES.md"
HEAD = """# Figures

Every number this office prints, one function each. Made by `manage.py figures_md` from the docstrings; a test keeps it current.

Disclosure: *exact* numbers leave the office as they are; *people* numbers leave it as the band of
five they lie in, "fewer than 5" being the first. A *state* is counted as at the last day of the period, everything else over the period, both
days included.
"""


def text():
    """The whole document."""
    return HEAD + "".join(_entry(found) for found in figures.all_figures())


def _entry(found):
    kind = "state" if found.as_at else "over the period"
    where = "" if found.printed else "Stays in the office. "
    return f"\n## {found.id} {found.label}\n\n{found.definition}\n\nUnit: {found.unit}. Disclosure: {found.disclosure}. Counted: {kind}. {where}Source: `{found.source}`.\n"


class Command(BaseCommand):
    help = "Writes reports/FIGURES.md from the docstrings of the registered figures."

    def handle(self, *args, **options):
        PATH.write_text(text(), encoding="utf-8")
