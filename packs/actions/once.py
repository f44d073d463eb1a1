"""A form sent twice is one thing: the row with its key is made once, whoever comes first."""

from django.db import IntegrityError, transaction


def once(model, *, project, key, **values):
    """(row, made). The same key again gives the row that is stored, and made is False.

    A second sender waits at the unique key until the first is done. Any other broken rule is raised as it is.
    """
    try:
        with transaction.atomic():
            return model.objects.create(project=project, key=key, **values), True
    except IntegrityError:
        stored = model.objects.filter(project=project, key=key).first()
        if stored is None:
            raise
        return stored, False
