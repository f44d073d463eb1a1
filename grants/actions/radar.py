"""Writes of the underspend radar: how long things take, what is expected, the reserve list, alerts seen, the funder told."""

from django.db import transaction
from django.utils import timezone

from accounts.actions import record_event
from evidence.actions import keep_document
from grants import radar
from grants.actions.promises import GrantRefused
from grants.models import BudgetLine, FunderNotice, LineForecast, LineTiming, RadarAlert, Reserve


@transaction.atomic
def time_line(*, line, lead_days, fitting_days, inspection_days, stated_in, by):
    """Say how long orders on a line take. The last word holds; the audit trail keeps that it changed."""
    timing, created = LineTiming.objects.update_or_create(
        project_id=line.project_id, line=line,
        defaults={
            "lead_days": lead_days, "fitting_days": fitting_days, "inspection_days": inspection_days, "stated_in": stated_in,
        },
    )  # fmt: skip
    record_event(
        by=by, verb="line.time", subject=timing, fields=["lead_days", "fitting_days", "inspection_days"]
    )
    return timing


@transaction.atomic
def forecast_line(*, line, forecast_on, pence, words, by):
    """Say what a line will have cost by the end of the grant. Earlier forecasts stay. Raises GrantRefused above what it is allocated."""
    line = BudgetLine.objects.get(project_id=line.project_id, pk=line.pk)
    if pence > line.allocated_pence:
        raise GrantRefused("More than the line is allocated cannot be spent on it. Move money to it first.")
    forecast = LineForecast.objects.create(
        project_id=line.project_id, line=line, forecast_on=forecast_on, pence=pence, words=words, recorded_by=by,
        recorded_at=timezone.now(),
    )  # fmt: skip
    record_event(by=by, verb="line.forecast", subject=forecast, fields=["pence", "forecast_on"])
    return forecast


@transaction.atomic
def add_reserve(*, project, title, rank, pence, days, stated_in, by, line=None, illustrative=False):
    """Put something on the reserve list. Raises GrantRefused for what is there."""
    if Reserve.objects.filter(project=project, title=title).exists():
        raise GrantRefused(f"“{title}” is on the reserve list already.")
    reserve = Reserve.objects.create(
        project=project,
        line=line,
        title=title,
        rank=rank,
        pence=pence,
        days=days,
        stated_in=stated_in,
        illustrative=illustrative,
    )
    record_event(by=by, verb="reserve.add", subject=reserve, fields=["title", "rank", "pence"])
    return reserve


@transaction.atomic
def settle_reserve(*, reserve, taken, on, by):
    """Take something off the reserve list: taken up (it is ordered as everything else is), or dropped. Once."""
    reserve = Reserve.objects.select_for_update(of=("self",)).get(pk=reserve.pk)
    if reserve.taken_on or reserve.dropped_on:
        raise GrantRefused("It is off the reserve list already.")
    field = "taken_on" if taken else "dropped_on"
    setattr(reserve, field, on)
    reserve.save(update_fields=[field])
    record_event(by=by, verb="reserve.settle", subject=reserve, fields=[field])
    return reserve


def raise_alerts(*, project, day):
    """Write down what the radar tells of `day` and has not told before, each once for a line. Returns the new alerts.

    Where there is nothing to tell nothing is locked: pages call it.
    """
    found = radar.untold(project, day)
    return _raise(project, found, day) if found else []


@transaction.atomic
def _raise(project, found, day):
    made = []
    for line, kind, pence in found:
        alert, created = RadarAlert.objects.get_or_create(
            project=project, line_id=line, kind=kind, defaults={"raised_on": day, "pence": pence}
        )
        if created:
            record_event(by=None, verb="radar.alert", subject=alert, fields=["kind", "pence"])
            made.append(alert)
    return made


@transaction.atomic
def acknowledge_alert(*, alert, on, words, by):
    """Record who has seen an alert and what is done about it. Once."""
    alert = RadarAlert.objects.select_for_update(of=("self",)).get(pk=alert.pk)
    if alert.acknowledged_on:
        raise GrantRefused("Somebody has seen this alert already.")
    alert.acknowledged_on, alert.acknowledged_by, alert.words = on, by, words
    alert.save(update_fields=["acknowledged_on", "acknowledged_by", "words"])
    record_event(by=by, verb="radar.acknowledge", subject=alert, fields=["words"])
    return alert


@transaction.atomic
def notify_funder(*, project, notified_on, pence, whom, words, by, document=None):
    """Record that the funder was told of an underspend, with the letter (bytes) where there is one."""
    kept = document and keep_document(
        project=project, title="Notice of an underspend", content=document, by=by
    )
    notice = FunderNotice.objects.create(
        project=project, notified_on=notified_on, pence=pence, whom=whom, words=words, document=kept or None, recorded_by=by,
        recorded_at=timezone.now(),
    )  # fmt: skip
    record_event(by=by, verb="funder.notify", subject=notice, fields=["pence", "notified_on"])
    return notice
