"""Carrying out a forgetting: rows overwritten or removed, files gone, tombstones left, counts told."""

from django.apps import apps
from django.db import transaction

from evidence.models import Document
from office.trust.about import rows_about
from office.trust.fates import DELETE, FATES, WITH_THE_PROJECT

EVERY = {**FATES, **WITH_THE_PROJECT}
KEEPERS_OF_PICTURES = ("hardening.JobPhoto", "doorstep.DoorPhoto")


def of_home(household):
    """{label: query set} of what is forgotten about one home."""
    found = rows_about(household)
    wanted = {}
    for label in FATES:
        model = apps.get_model(label)
        wanted[label] = model._base_manager.filter(pk__in=found.get(model, ()))
    return wanted


def of_project(project):
    """{label: query set} of what is forgotten about everybody of a project."""
    return {label: apps.get_model(label)._base_manager.filter(project=project) for label in EVERY}


def counts(wanted):
    """{label: rows} that a forgetting would touch; the dry run."""
    return {label: number for label, rows in wanted.items() if (number := rows.count())}


@transaction.atomic
def forget(wanted, every=EVERY):
    """Overwrite and remove, as `every` has it. Returns the certificate: {label: {"what": "overwritten" or "removed", "rows": n}}."""
    told = {}
    pictures = _pictures(wanted)
    for label, rows in wanted.items():
        keys = list(rows.values_list("pk", flat=True))
        if not keys:
            continue
        here = apps.get_model(label)._base_manager.filter(pk__in=keys)
        if every[label] == DELETE:
            here.delete()
        else:
            here.update(**every[label])
        told[label] = {"what": "removed" if every[label] == DELETE else "overwritten", "rows": len(keys)}
    if pictures:
        told.setdefault("evidence.Document", {"what": "removed", "rows": len(pictures)})
        _remove(pictures)
    return told


def _pictures(wanted):
    keys = set()
    for label in KEEPERS_OF_PICTURES:
        if label in wanted:
            keys |= set(wanted[label].values_list("document", flat=True))
    return keys - {None}


def _remove(keys):
    """The rows now, the bytes once it is sure."""
    files = [document.file for document in Document.objects.filter(pk__in=keys)]
    Document.objects.filter(pk__in=keys).delete()
    transaction.on_commit(lambda: [file.storage.delete(file.name) for file in files])
