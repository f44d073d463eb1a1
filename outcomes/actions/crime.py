"""Recorded crime: whole months of a police force, taken in, held and replaced."""

from django.db import transaction
from django.utils import timezone

from accounts.actions import record_event
from accounts.models import Project
from imports import bulk
from outcomes import street_files
from outcomes.choices import MonthStatus
from outcomes.models import Crime, CrimeMonth
from saferstreets.common.workflow import Refused

COUNTED = ("read", "new", "unchanged", "changed", "duplicate", "review", "refused")


class MonthRefused(Refused):
    """The month cannot be taken in or left out like this."""


@transaction.atomic
def import_street_file(*, project, path, file_name, by, given=(), hold=False):
    """Read a street-level file; each month of each force in it waits, or is held at once. Returns (counts, months, refused).

    counts: the six verdicts and how many rows were read; months: the CrimeMonth rows written, none where the file says what is held
    already; refused: [(line, why)]. given: field=COLUMN words. Raises FileRefused or MappingRefused; then nothing is stored.
    """
    file = street_files.read(path, file_name, given)
    Project.objects.select_for_update().get(pk=project.pk)
    counts = dict.fromkeys(COUNTED, 0) | {
        "read": file.read,
        "duplicate": file.duplicates,
        "refused": len(file.refused),
    }
    months = []
    for (force, month), rows in sorted(file.months.items()):
        new, unchanged, changed, gone = street_files.compare(_held_rows(project, force, month), rows)
        counts["new"] += new
        counts["unchanged"] += unchanged
        counts["changed"] += changed
        if new or changed or gone:
            made = _stage(
                project,
                force,
                month,
                rows,
                by,
                file,
                file_name,
                {"new": new, "changed": changed, "gone": gone},
            )
            if hold:
                _hold(made, by)
            months.append(made)
    return counts, months, file.refused


def _held_rows(project, force, month):
    held = CrimeMonth.objects.held().filter(project=project, force=force, month=month).first()
    return (
        list(Crime.objects.filter(project=project, month=held).values_list(*street_files.COLUMNS))
        if held
        else []
    )


def _stage(project, force, month, rows, by, file, file_name, against):
    """Write a month that waits, in place of one that waits already."""
    for waiting in CrimeMonth.objects.staged().filter(project=project, force=force, month=month):
        _end(waiting, MonthStatus.DROPPED)
    made = CrimeMonth.objects.create(
        project=project, force=force, month=month, file_name=file_name[-200:], sha256=file.sha256, rows=len(rows),
        staged_at=timezone.now(), staged_by=by, **street_files.without(rows), **against,
    )  # fmt: skip
    bulk.insert(
        Crime,
        ("project_id", "month_id", *street_files.COLUMNS),
        map((project.pk, made.pk).__add__, rows),
    )
    record_event(by=by, verb="crime_month.stage", subject=made)
    return made


@transaction.atomic
def hold_month(*, month_id, by):
    """Let a month that waits count, in place of the one held for the same force and month. Raises MonthRefused."""
    found = _waiting(month_id)
    _hold(found, by)
    return found


def _hold(month, by):
    """Let a month count whose project is locked."""
    for old in CrimeMonth.objects.held().filter(
        project=month.project_id, force=month.force, month=month.month
    ):
        _end(old, MonthStatus.REPLACED)
    month.status, month.held_at = MonthStatus.HELD, timezone.now()
    month.save(update_fields=["status", "held_at"])
    record_event(by=by, verb="crime_month.hold", subject=month, fields=["status"])


@transaction.atomic
def drop_month(*, month_id, by):
    """Leave out a month that waits: its rows go, its line stays. Raises MonthRefused."""
    found = _waiting(month_id)
    _end(found, MonthStatus.DROPPED)
    record_event(by=by, verb="crime_month.drop", subject=found, fields=["status"])
    return found


def _waiting(month_id):
    found = CrimeMonth.objects.select_related("project").get(pk=month_id)
    Project.objects.select_for_update().get(pk=found.project_id)
    found.refresh_from_db()
    if found.status != MonthStatus.STAGED:
        raise MonthRefused(f"{found} does not wait any more: it is “{found.get_status_display().lower()}”.")
    return found


def _end(month, status):
    Crime.objects.filter(project=month.project_id, month=month).delete()
    month.status, month.ended_at = status, timezone.now()
    month.save(update_fields=["status", "ended_at"])
