"""Writes about lights that are on: the day, what shows it, and who was told."""

from django.db import transaction

from accounts.actions import record_event
from evidence.actions import keep_document
from evidence.choices import DocumentType
from evidence.rules import DocumentRefused
from lighting import rules
from lighting.actions.holding import locked, marks_of, passed, refuse_after_handover
from lighting.choices import EvidenceKind, GateKind
from lighting.importing.comparing import LANTERN
from lighting.models import Column, NightEvidence, SupplyNotice
from lighting.rules import LightingRefused
from saferstreets.common import clock, stages
from saferstreets.common.periods import long_date


@transaction.atomic
def record_lights_on(*, scheme_id, on, by, street_key=None, column_ids=None, **lantern):
    """Record the day on which dark columns were energised: one field that claim, evaluation and energy bill go by.

    street_key: only those of one street. column_ids: only these. lantern: make, source, milliwatts, kelvin of what was fitted, for
    columns of which it is not known. Returns how many. Raises LightingRefused before the works started or at a closed gate.
    """
    scheme = locked(scheme_id)
    refuse_after_handover(scheme)
    _check_current(scheme, on)
    dark = Column.objects.of(scheme).dark()
    if street_key is not None:
        dark = dark.filter(street_key=street_key)
    if column_ids is not None:
        dark = dark.filter(pk__in=column_ids)
    ids = list(dark.select_for_update(of=("self",)).values_list("pk", flat=True))
    if not ids:
        raise LightingRefused("None of these columns is dark. Choose another street.")
    columns = Column.objects.filter(project_id=scheme.project_id, scheme=scheme)
    for part in (ids[start : start + 500] for start in range(0, len(ids), 500)):
        for name in LANTERN:
            if lantern.get(name):
                columns.filter(
                    pk__in=part, **{f"after_{name}": None if name in ("milliwatts", "kelvin") else ""}
                ).update(**{f"after_{name}": lantern[name]})
        columns.filter(pk__in=part).update(energised_on=on)
    record_event(by=by, verb="scheme.lights_on", subject=scheme, fields=["energised_on", *lantern])
    return len(ids)


def _check_current(scheme, on):
    """Raises LightingRefused unless the current may have been switched on that day."""
    marks, _ = marks_of(scheme)
    started = marks.get(rules.STARTED, stages.NOTHING).actual_on
    if on > clock.today():
        raise LightingRefused("A light cannot have been switched on in the future.")
    if started is None:
        raise LightingRefused("The works have not started. Record that stage first.")
    if on < started:
        raise LightingRefused(f"The works started on {long_date(started)}: no light of theirs was on before.")
    closed = stages.waits_for(stages.find(rules.stages_of(scheme.kind), rules.ENERGISED), passed(scheme))
    if closed:
        said = ", ".join(GateKind(gate).label.lower() for gate in closed)
        raise LightingRefused(f"The lights have to wait. Not settled yet: {said}.")


@transaction.atomic
def correct_lights_on(*, column_id, on, by):
    """Put right on which day a column was energised. on: None when it is dark after all.

    Refused when the scheme's stage "lights on" has been recorded and the day would contradict it.
    """
    column = Column.objects.select_for_update(of=("self",)).select_related("project").get(pk=column_id)
    if column.scheme_id is None:
        raise LightingRefused("No scheme has this column.")
    scheme = locked(column.scheme_id)
    refuse_after_handover(scheme)
    if on:
        _check_current(scheme, on)
    lit = marks_of(scheme)[0].get(rules.ENERGISED, stages.NOTHING).actual_on
    if lit and (on is None or on > lit):
        raise LightingRefused(
            f"The scheme’s lights are recorded as on since {long_date(lit)}; this day contradicts it."
        )
    column.energised_on = on
    column.save(update_fields=["energised_on"])
    record_event(by=by, verb="column.lights_on", subject=column, fields=["energised_on"])
    return column


@transaction.atomic
def add_evidence(*, scheme_id, kind, happened_on, by, column=None, content=None, lux_tenths=None, note=""):
    """Keep what shows a light: a photograph, a level in tenths of a lux, a certificate, a letter. content: the file's bytes.

    Raises LightingRefused for a level without its column or a photograph without its picture, DocumentRefused for what is no file
    the office keeps.
    """
    scheme = locked(scheme_id)
    if happened_on > clock.today():
        raise LightingRefused("It cannot have been taken or measured in the future.")
    if column is not None and column.scheme_id != scheme.pk:
        raise LightingRefused("This column is not one of the scheme.")
    if kind == EvidenceKind.LUX and (lux_tenths is None or column is None):
        raise LightingRefused("Give the level and the column at which it was measured.")
    if kind != EvidenceKind.LUX and not content:
        raise LightingRefused("Choose the file.")
    found = NightEvidence(
        project_id=scheme.project_id, scheme=scheme, column=column, kind=kind, happened_on=happened_on, note=note, added_by=by,
        lux_tenths=lux_tenths if kind == EvidenceKind.LUX else None,
    )  # fmt: skip
    if content:
        title = f"{EvidenceKind(kind).label}: {scheme}"[:160]
        found.document = keep_document(project=scheme.project, title=title, content=content, by=by)
        if kind in (EvidenceKind.NIGHT, EvidenceKind.BEFORE) and found.document.type != DocumentType.JPEG:
            raise DocumentRefused("A photograph has to be a picture: JPEG, PNG or WebP.")
    found.save()
    record_event(by=by, verb="lighting.evidence", subject=found, fields=["kind", "happened_on"])
    return found


@transaction.atomic
def tell_operator(*, scheme_id, month_on, told_on, by):
    """Record that the operator of unmetered supplies was told of the columns energised in a month."""
    scheme = locked(scheme_id)
    if told_on > clock.today():
        raise LightingRefused("The operator cannot have been told in the future.")
    if told_on < month_on:
        raise LightingRefused("The operator cannot have been told before the change.")
    columns = dict(Column.objects.of(scheme).lit_by_month()).get(month_on, 0)
    if not columns:
        raise LightingRefused("No column of this scheme was energised in that month.")
    before = SupplyNotice.objects.filter(
        project_id=scheme.project_id, scheme=scheme, month_on=month_on
    ).last()
    if before and before.columns == columns:
        raise LightingRefused(
            f"The operator was told of this month on {long_date(before.told_on)}, and nothing has changed since."
        )
    notice = SupplyNotice.objects.create(
        project_id=scheme.project_id, scheme=scheme, month_on=month_on, told_on=told_on, columns=columns, recorded_by=by
    )  # fmt: skip
    record_event(by=by, verb="supply.tell", subject=notice, fields=["month_on", "told_on"])
    return notice
