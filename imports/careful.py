"""Lists about people who did not ask to be in them: what is not needed is never kept, and nothing is matched silently."""

from accounts.actions import record_view
from imports.importer import Importer


class CarefulImporter(Importer):
    """A kind of file whose rows say something about a person. The engine treats it with more care.

    Every row that could be matched waits for a person, with the likeliest thing chosen beforehand; a row can never become
    a new thing. Columns about the person are emptied before anything is stored. Every look at the rows is written down.
    kept_as: what a look is written down as. A decision about one list is not kept for the next: people move.
    """

    kept_as = ""
    keeps_decisions = False

    def check_details(self, details):
        """The list's source, purpose and the like, fit to be kept as JSON. Raises FileRefused, in words."""
        raise NotImplementedError

    def is_personal(self, heading):
        """Does this column say who somebody is, which nobody here needs?"""
        raise NotImplementedError

    def suggested(self, row):
        """The id of the thing chosen beforehand for a row that waits; None when the person has to look for themselves."""
        raise NotImplementedError


def details_of(importer, details):
    """What is kept beside a file of this kind."""
    return importer.check_details(details or {})


def emptied(importer, columns, rows):
    """The rows with every cell emptied that nobody needs. rows: (number, cells)."""
    if not isinstance(importer, CarefulImporter):
        return rows
    kept = [not importer.is_personal(column) for column in columns]
    return (
        (number, [cell if place < len(kept) and kept[place] else "" for place, cell in enumerate(cells)])
        for number, cells in rows
    )


def may_be_new(importer):
    """May a person say that a row is a new thing?"""
    return not isinstance(importer, CarefulImporter)


def suggestion(importer, row):
    """The choice a form shows for a row that nobody has decided about yet."""
    found = importer.suggested(row) if isinstance(importer, CarefulImporter) else None
    return f"same:{found}" if found else ""


def note_look(batch, importer, by):
    """Write down that somebody looks at the rows of a list that needs care."""
    if isinstance(importer, CarefulImporter):
        purpose = batch.facts.get("details", {}).get("purpose", importer.label)
        record_view(by=by, kind=importer.kept_as, subject=batch, reason=f"Import of the list: {purpose}")
