"""What is printed from the register of personal data: tables by their names, and the record of processing."""

from django.apps import apps

from saferstreets.common import personal_data


def titled(told):
    """[(the table in words, what was done or how many rows)] of a certificate or a dry run."""
    return [(name_of(label), _words(what)) for label, what in told.items()]


def name_of(label):
    """A table's name as a person says it."""
    words = str(apps.get_model(label)._meta.verbose_name_plural)
    return words[:1].upper() + words[1:]


def _words(what):
    return f"{what['rows']:,} {what['what']}" if isinstance(what, dict) else f"{what:,}"


def processing():
    """The record of processing (UK GDPR Article 30) as rows of words, one for each reason a table holds people."""
    rows = []
    for label, columns in personal_data.tables().items():
        reasons = {}
        for column, entry in columns.items():
            if entry:
                reasons.setdefault(entry, []).append(column)
        for entry, named in reasons.items():
            rows.append(
                {
                    "table": name_of(label), "columns": ", ".join(named), "purpose": entry.purpose, "category": entry.category,
                    "basis": entry.basis, "keep": entry.keep, "who": entry.who,
                }
            )  # fmt: skip
    return rows
