"""What the office's pages show of phones and of their records."""

from django.utils import timezone

from doorstep import rules
from doorstep.inbox import answers, keys, reading, sealing
from doorstep.inbox.reading import Unfit
from doorstep.models import Device, Letter
from households.choices import OfferKind, OfferOutcome, VisitOutcome
from households.models import Visit

WORDS = {
    "outcome": dict(VisitOutcome.choices), "state": {"out": "Went out", "longer": "Stays longer", "safe": "Safe"},
    "registered": {True: "Yes", False: "No"},
}  # fmt: skip
LABELS = {
    "outcome": "At the door", "offers": "Offered", "kit_code": "Kit code", "registered": "Registered", "again_reason": "Why a second pack",
    "note": "Note", "call_back_on": "Call back on", "call_back_time": "Time of day", "officer_minutes": "Officer’s minutes", "reason": "Reason",
    "counted": "Packs in the bag", "explanation": "Why it differs", "unsent": "Not sent at that moment", "state": "Check-in", "minutes": "Minutes",
    "what": "Photograph of", "kind": "What was begun", "fields": "As far as it was filled in",
}  # fmt: skip


def phones(devices):
    """The phones as their list prints them. One query for the gaps of all of them."""
    found, now = list(devices), timezone.now()
    here = _here([device for device in found if device.contiguous_seq < device.highest_seq])
    rows = []
    for device in found:
        gaps = [
            seq
            for seq in range(device.contiguous_seq + 1, device.highest_seq)
            if seq not in here.get(device.pk, ())
        ][: answers.MOST_MISSING]
        status, label = rules.phone_standing(device, gaps, now)
        lost = max(device.witness - max(device.seq_told, device.highest_seq), device.lost, 0)
        rows.append({"device": device, "missing": gaps, "status": status, "label": label, "lost": lost})
    return rows


def _here(devices):
    seqs = Letter.objects.filter(
        project__in={device.project_id for device in devices}, author__in=devices, seq__isnull=False
    )
    here = {}
    for author, seq in seqs.values_list("author", "seq"):
        here.setdefault(author, set()).add(seq)
    return here


def contents(letter):
    """What the record says, as (label, words) pairs; None when it cannot be opened. No ids, no keys."""
    try:
        opened = reading.take_apart(bytes(letter.envelope.content))
        payload = reading.unseal(opened, keys.private_for(letter.project_id, opened.header["kid"]))
    except (Unfit, sealing.SealedWrongly):
        return None
    said = {**payload, **(payload["replace"] if isinstance(payload.get("replace"), dict) else {})}
    return [(label, _words(name, said[name])) for name, label in LABELS.items() if name in said]


def _words(name, value):
    if name == "offers" and isinstance(value, dict):
        kinds, outcomes = dict(OfferKind.choices), dict(OfferOutcome.choices)
        return "; ".join(
            f"{kinds.get(kind, kind)}: {outcomes.get(what, what)}" for kind, what in value.items()
        )
    if name == "fields" and isinstance(value, dict):
        return "; ".join(f"{key}: {known}" for key, known in value.items())
    known = WORDS.get(name, {})
    return known.get(value, value) if value.__hash__ else str(value)


def beside(letter):
    """The visits of that day at the same home, this record's first, withdrawn ones included: what to compare it with."""
    if not letter.household_id or not letter.happened_at:
        return []
    visits = Visit.objects.filter(
        project_id=letter.project_id,
        household_id=letter.household_id,
        happened_on=timezone.localdate(letter.happened_at),
    )
    found = (
        visits.select_related("recorded_by", "delivery__kit", "delivery__kit_clash__kit")
        .prefetch_related("offers")
        .order_by("happened_at")
    )
    return sorted(found, key=lambda visit: visit.pk != letter.visit_id)


def counts(project):
    """{name: how many} of what the inbox page says at its top."""
    letters = Letter.objects.filter(project=project)
    return {
        "waiting": letters.waiting().count(),
        "unsettled": letters.unsettled().count(),
        "phones_late": sum(row["status"] == "late" for row in phones(Device.objects.filter(project=project))),
    }
