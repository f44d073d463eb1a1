"""An issued update as open data: the frozen figures and targets as CSV, for a spreadsheet."""

from reports import paper, street_release
from saferstreets.common.sheets import csv_text

FIGURES = ("id", "label", "value", "since_start", "unit", "as_at", "definition")


def figures_csv(composition):
    """One line a figure. An empty cell is "fewer than 5"."""
    return _csv(FIGURES, paper.as_data(composition)["figures"])


def targets_csv(composition):
    """One line a target. An empty "actual" is not counted yet."""
    return _csv(paper.TARGET_KEYS, paper.as_data(composition)["targets"])


def streets_csv(release):
    """One line a place, in the words of the page."""
    return csv_text(*street_release.table(release))


def _csv(headings, rows):
    return csv_text(headings, ([row[heading] for heading in headings] for row in rows))
