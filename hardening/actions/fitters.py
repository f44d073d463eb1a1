"""The catalogue of measures, and the firms and people who fit them, with every check and its last day."""

from django.db import transaction
from django.utils import timezone

from accounts.actions import record_event
from hardening import rules
from hardening.actions.moving import JobRefused
from hardening.models import Clearance, Fitter, FittingFirm, Measure
from households.actions import named_body
from saferstreets.common import clock


@transaction.atomic
def add_measure(*, project, name, by, **details):
    """Enter a measure into the catalogue; the same name again is refused. details: any other field of Measure."""
    if Measure.objects.filter(project=project, name=name).exists():
        raise JobRefused(f"“{name}” is in the catalogue already.")
    measure = Measure.objects.create(project=project, name=name, **details)
    record_event(by=by, verb="measure.add", subject=measure, fields=["name", *details])
    return measure


@transaction.atomic
def change_measure(*, measure_id, by, **changes):
    """Change price, minutes and the rest. Lines specified before keep what they had."""
    measure = Measure.objects.select_for_update().get(pk=measure_id)
    changed = [field for field, value in changes.items() if getattr(measure, field) != value]
    if (
        "name" in changed
        and Measure.objects.filter(project_id=measure.project_id, name=changes["name"]).exists()
    ):
        raise JobRefused(f"“{changes['name']}” is in the catalogue already.")
    if changed:
        for field in changed:
            setattr(measure, field, changes[field])
        measure.save(update_fields=changed)
        record_event(by=by, verb="measure.change", subject=measure, fields=changed)
    return measure


def retire_measure(*, measure_id, by):
    """It is not specified any more; what is ordered stays ordered."""
    return change_measure(measure_id=measure_id, retired_on=clock.today(), by=by)


@transaction.atomic
def add_firm(*, project, name, by, contact="", vat_percent=rules.VAT_PERCENT):
    """Enter a firm that fits."""
    body = named_body(name=name, by=by)
    if FittingFirm.objects.filter(project=project, body=body).exists():
        raise JobRefused(f"“{name}” is in the list of firms already.")
    firm = FittingFirm.objects.create(project=project, body=body, contact=contact, vat_percent=vat_percent)
    record_event(by=by, verb="firm.add", subject=firm, fields=["body", "contact", "vat_percent"])
    return firm


@transaction.atomic
def add_fitter(*, firm, name, id_number, by):
    """Enter a person of the firm. Without vetting and a DBS check on record nobody can be booked."""
    if Fitter.objects.filter(project_id=firm.project_id, id_number=id_number).exists():
        raise JobRefused(f"There is a fitter with card number {id_number} already.")
    fitter = Fitter.objects.create(project_id=firm.project_id, firm=firm, name=name, id_number=id_number)
    record_event(by=by, verb="fitter.add", subject=fitter, fields=["name", "id_number"])
    return fitter


@transaction.atomic
def end_fitter(*, fitter_id, by):
    """They have left the firm: no new booking from today."""
    fitter = Fitter.objects.select_for_update().get(pk=fitter_id)
    if fitter.left_on:
        raise JobRefused("This fitter has left already.")
    fitter.left_on = clock.today()
    fitter.save(update_fields=["left_on"])
    record_event(by=by, verb="fitter.end", subject=fitter, fields=["left_on"])
    return fitter


@transaction.atomic
def add_clearance(*, kind, until_on, by, firm=None, fitter=None, reference=""):
    """Record one check and the last day it holds; a renewal is one more row."""
    if (kind in rules.FIRM_KINDS) != (firm is not None) or (firm is None) == (fitter is None):
        raise JobRefused("Vetting and DBS checks are a person’s; procurement and insurance are a firm’s.")
    clearance = Clearance.objects.create(
        project_id=(firm or fitter).project_id, firm=firm, fitter=fitter, kind=kind, reference=reference, until_on=until_on,
        recorded_by=by, recorded_at=timezone.now(),
    )  # fmt: skip
    record_event(by=by, verb="clearance.add", subject=clearance, fields=["kind", "until_on"])
    return clearance
