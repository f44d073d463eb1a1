"""An issued update as open data: the frozen figures and targets as CSV, for a spreadsheet."""

import csv
import io

from reports import paper

FIGURES = ("id", "label", "value", "since_start", "unit", "as_at", "definition")
RISKY = ("=", "+", "-", "@", "\t", "\r")


def figures_csv(composition):
    """One line a figure. An empty cell is "fewer than 5"."""
    return _csv(FIGURES, paper.as_data(composition)["figures"])


def targets_csv(composition):
    """One line a target. An empty "actual" is not counted yet."""
    return _csv(paper.TARGET_KEYS, paper.as_data(composition)["targets"])


def _csv(headings, rows):
    text = io.StringIO()
    out = csv.writer(text)
    out.writerow(headings)
    out.writerows([_cell(row[heading]) for heading in headings] for row in rows)
    return "\ufeff" + text.getvalue()


def _cell(value):
    """A cell that no spreadsheet program takes for a formula."""
    if value is None:
        return ""
    return "'" + value if isinstance(value, str) and value.startswith(RISKY) else value
