"""What must hold when the storm is over. Each check names its invariant; a breach is a sentence."""

from collections import Counter, defaultdict

from django.db import connection
from django.db.models import Q

from doorstep.actions import NO_REASON
from doorstep.choices import Cause
from doorstep.inbox import answers, applying
from doorstep.models import Device, Envelope, Letter
from households.models import Visit
from packs import checking
from packs.models import Delivery, Kit

APPLIED = ("accepted", "conflict")
PERSONAL = {"author-inactive", "device-revoked"}


def breaches(weather):
    """Sentences, one for each breach; empty when all is well."""
    project = weather.base.project
    letters = {
        letter.envelope.sha: letter
        for letter in Letter.objects.filter(project=project).select_related("envelope", "visit", "author")
    }
    kept = {envelope.sha: bytes(envelope.content) for envelope in Envelope.objects.filter(project=project)}
    found = [*_no_loss(weather, kept), *_no_invention(weather, kept), *_verdicts(weather, letters)]
    found += [
        *_no_duplicate(weather, letters),
        *_attribution(weather, letters),
        *_gaps(weather),
        *_conservation(project),
        *_doubts(project, letters),
    ]
    found += _stable(weather, letters)
    if connection.vendor == "sqlite":
        connection.check_constraints()
    return found


def _no_loss(weather, kept):
    for sha, said in weather.truth.items():
        if said["gone"]:
            continue
        if sha not in kept:
            yield f"I1 lost: {said['kind']} {sha[:8]}"
        elif kept[sha].decode() != said["text"]:
            yield f"I1 changed: {sha[:8]}"
    for phone in weather.phones:
        if phone.outbox:
            yield f"I7 still on the phone: {len(phone.outbox)}"


def _no_invention(weather, kept):
    for sha in kept:
        if sha not in weather.truth:
            yield f"I3 invented: {sha[:8]}"


def _verdicts(weather, letters):
    """I4, I8: nothing half done, nothing parked without a reason that fits it."""
    for sha, said in weather.truth.items():
        letter = letters.get(sha)
        if letter is None:
            continue
        if letter.status == "stored":
            if not _waits_rightly(weather, said, letters):
                yield f"I8 never worked on: {said['kind']} {sha[:8]}"
        elif letter.status == "attention":
            allowed = said["causes"] | PERSONAL if _touched(weather, said) else said["causes"]
            if letter.code not in Cause.values or letter.code not in allowed:
                yield f"I8 parked as {letter.code}: {said['kind']} {sha[:8]}"
        elif said["causes"]:
            yield f"I8 a bad record was applied: {sha[:8]}"


def _touched(weather, said):
    return said["user"].pk in weather.touched or said["device"] in weather.touched


def _waits_rightly(weather, said, letters):
    """A correction may wait for a visit that is lost, or is itself not applied."""
    target = weather.truth.get(said.get("of"))
    if target is None:
        return False
    letter = letters.get(target["sha"])
    return letter is None or letter.status not in APPLIED


def _no_duplicate(weather, letters):
    """I2: every applied visit is one visit, and every visit comes from one record."""
    made = defaultdict(list)
    for sha, said in weather.truth.items():
        letter = letters.get(sha)
        if letter is None or letter.status not in APPLIED:
            continue
        if said["kind"] == "amendment":
            target = letters.get(said["of"])
            if target and target.visit and not target.visit.withdrawn_at:
                yield f"I2 a correction without effect: {sha[:8]}"
        if said["kind"] == "visit" or said.get("replaces"):
            if letter.visit is None:
                yield f"I2 applied without a visit: {sha[:8]}"
            else:
                made[letter.visit_id].append(sha)
    for visit, shas in made.items():
        if len(shas) > 1:
            yield f"I2 visit {visit} swallowed {len(shas)} records"
    standing = Visit.objects.filter(project=weather.base.project)
    if extra := set(standing.values_list("pk", flat=True)) - set(made):
        yield f"I2 doubled: {len(extra)} visits of no record"


def _doubts(project, letters):
    """I8: a pack without a reason, or a kit that clashed, was told to a person, whichever way it was applied."""
    doubtful = Delivery.objects.filter(
        Q(kit_clash__isnull=False) | Q(again_reason=NO_REASON), project=project
    )
    visits = set(doubtful.values_list("visit", flat=True))
    for letter in letters.values():
        if letter.visit_id in visits and letter.status == "accepted" and letter.kind == "visit":
            yield f"I8 a doubtful pack nobody is told of: {letter.envelope.sha[:8]}"


def _attribution(weather, letters):
    for sha, said in weather.truth.items():
        letter = letters.get(sha)
        if letter and letter.visit and said["kind"] == "visit":
            if letter.visit.recorded_by_id != said["user"].pk:
                yield f"I10 applied as another person: {sha[:8]}"
            if letter.visit.outcome != said["outcome"] or letter.visit.household_id != said["home"].pk:
                yield f"I1 applied otherwise: {sha[:8]}"
            received_at = letter.envelope.received_at
            if (
                not weather.base.enrolled_at.timestamp() - 1
                <= letter.visit.happened_at.timestamp()
                <= received_at.timestamp()
            ):
                yield f"TRUST 17 out of its bounds: {letter.visit.happened_at}"


def _gaps(weather):
    """I12: the office can say exactly which numbers of a phone never came."""
    lost = defaultdict(set)
    for sha in weather.lost:
        lost[weather.truth[sha]["device"]].add(weather.truth[sha]["seq"])
    for device in Device.objects.filter(project=weather.base.project):
        known = Letter.objects.filter(project=weather.base.project, author=device, seq__isnull=False)
        highest = max(known.values_list("seq", flat=True), default=0)
        told = set(answers.missing(device)) | set(
            range(device.highest_seq + 1, max(device.witness, device.seq_told) + 1)
        )
        if device.highest_seq != highest and known.exists():
            yield f"I12 highest number {device.highest_seq}, is {highest}"
        here = set(known.values_list("seq", flat=True))
        expected = {seq for seq in lost[device.pk] - here if seq <= max(highest, device.witness)}
        if told & here or expected - told:
            yield f"I12 tells {sorted(told)}, lost {sorted(expected)}"


def _conservation(project):
    """I9: packs handed over are the standing visits at which one was; a kit has one home."""
    standing = Visit.objects.standing().filter(project=project, offers__kind="pack", offers__outcome="done")
    delivered = Delivery.objects.standing().filter(project=project)
    yield from (f"I9 {fault}" for fault in checking.faults(project))
    if set(standing.values_list("pk", flat=True)) != set(delivered.values_list("visit", flat=True)):
        yield "I9 packs and visits differ"
    kits = Counter(Kit.objects.standing().filter(project=project).values_list("code", flat=True))
    if any(count > 1 for count in kits.values()):
        yield "I9 a kit in two places"


def _stable(weather, letters):
    """I4, I5: a verdict that a phone has seen still stands; what was received or needed attention may only have moved on."""
    for sha, seen in weather.seen.items():
        letter = letters.get(sha)
        if letter is None and weather.truth[sha]["gone"]:
            continue  # received, then the office was restored, then the phone's store died: told as missing (I12)
        if letter is None:
            yield f"I4 a receipt for nothing: {sha[:8]}"
            continue
        for _, verdict, code in seen:
            moved_on = verdict == "stored" or verdict == "attention" and code in {"invalid", "unknown-schema"}
            restored = weather.counts["restores"] and verdict in APPLIED and letter.status in APPLIED
            personal = weather.counts["restores"] and _touched(weather, weather.truth[sha])
            waits = letter.status == "stored" and _waits_rightly(weather, weather.truth[sha], letters)
            orphaned = weather.counts["restores"] and waits
            if verdict != letter.status and not (moved_on or restored or personal or orphaned):
                yield f"I5 {verdict} became {letter.status}: {sha[:8]}"


def in_another_order(weather, shuffled):
    """I6: the fold of these envelopes, applied in the order given. Call it after going back to before the storm."""
    project, now = weather.base.project, weather.now
    device = weather.phones[0].device
    contents = [said["text"].encode() for said in shuffled]
    from doorstep.inbox.receiving import _store

    known = _store(project.pk, contents, now, device_id=device.pk)
    for said in shuffled:
        applying.apply_all([known[said["sha"]][0]])
    applying.sweep(project)
    return folded(project)


def folded(project):
    """What the register says, without the ids and times that differ from run to run."""
    from households.models import Household

    homes = Household.objects.filter(project=project).order_by("pk").values_list("pk", "state", "closed_on")
    visits = Visit.objects.filter(project=project).values_list(
        "household", "outcome", "recorded_by", "happened_at", "withdrawn_reason"
    )
    packs = Delivery.objects.standing().filter(project=project).values_list("household", flat=True)
    return list(homes), sorted(map(str, visits)), sorted(packs)
