"""What is printed from the register of personal data: tables by their names."""

from django.apps import apps


def titled(told):
    """[(the table in words, what was done or how many rows)] of a certificate or a dry run."""
    return [(name_of(label), _words(what)) for label, what in told.items()]


def name_of(label):
    """A table's name as a person says it."""
    words = str(apps.get_model(label)._meta.verbose_name_plural)
    return words[:1].upper() + words[1:]


def _words(what):
    return f"{what['rows']:,} {what['what']}" if isinstance(what, dict) else f"{what:,}"
