"""The list of what was erased, kept outside the database: a backup knows nothing of what was erased after it.

One JSON line for each erasure, ids and digests only. `replay` carries out again whatever the restored copy still has.
"""

import datetime
import json
import os

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.models import Project
from doorstep.choices import LetterStatus
from doorstep.models import Envelope, Letter
from households.models import Household
from office.trust import forgetting, plans
from saferstreets.common import clock

# An erasure begun just before the copy was made may not be in it.
MARGIN = datetime.timedelta(hours=1)


def note(*, project, kind, household, request, tombstones, spared=()):
    """Write one line, safely on the disk, before the erasure is committed: a line too many is harmless.

    tombstones: SHA-256 of envelopes. spared: numbers of the people whom the end of the years leaves.
    """
    _append(
        at=timezone.now().isoformat(), day=clock.today().isoformat(), project=project.slug, kind=kind,
        household=household and household.pk, request=request.pk, tombstones=sorted(tombstones), spared=sorted(spared),
    )  # fmt: skip


def note_restore(made_at):
    """A copy made at `made_at` is the office now: numbers given after it may be given again, to other homes."""
    _append(at=timezone.now().isoformat(), kind="restored", made_at=made_at.isoformat())


def _append(**line):
    path = settings.ERASURES
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        os.write(handle, json.dumps(line).encode() + b"\n")
        os.fsync(handle)
    finally:
        os.close(handle)


def lines():
    """Every line, oldest first."""
    if not settings.ERASURES.exists():
        return []
    return [json.loads(line) for line in settings.ERASURES.read_text().splitlines() if line.strip()]


def shas_of(letters):
    """The digests by which these envelopes are known again."""
    return list(Envelope.objects.filter(pk__in=letters).values_list("sha", flat=True))


def replay(made_at):
    """Erase again in a copy made at `made_at` what was erased since. Returns how many erasures were carried out again.

    A home is known by its number, which holds within one history: of a history that a later restore ended, nothing is replayed.
    """
    known = lines()
    done, since = 0, made_at - MARGIN
    for place, line in enumerate(known):
        if line["kind"] == "restored":
            continue
        project = Project.objects.filter(slug=line["project"]).first()
        if project is None:
            continue
        with transaction.atomic():
            _bury(project, line["tombstones"])
            if datetime.datetime.fromisoformat(line["at"]) > since and not _ended(known[place:], made_at):
                done += _again(project, line)
    return done


def _ended(later, made_at):
    """Was the history of this line given up, by a restore, before the copy was made?"""
    return any(
        line["kind"] == "restored" and datetime.datetime.fromisoformat(line["at"]) <= made_at
        for line in later
    )


def _again(project, line):
    home = None
    if line["household"] is not None:
        home = Household.objects.filter(project=project, pk=line["household"]).first()
        if home is None:
            return 0
    day = datetime.date.fromisoformat(line.get("day", line["at"][:10]))
    plans.carry_out(line["kind"], project=project, household=home, day=day, spared=line.get("spared", ()))
    return 1


def _bury(project, shas):
    """Leave an empty envelope for each digest that the copy does not know, so that a phone's offer meets it."""
    known = set(Envelope.objects.filter(project=project, sha__in=shas).values_list("sha", flat=True))
    for sha in set(shas) - known:
        envelope = Envelope.objects.create(project=project, sha=sha, content=b"", received_at=timezone.now())
        Letter.objects.create(project=project, envelope=envelope, status=LetterStatus.ERASED)
    here = Letter.objects.filter(project=project, envelope__project=project, envelope__sha__in=shas)
    here = here.exclude(status=LetterStatus.ERASED)
    keys = list(here.values_list("pk", flat=True))
    Letter.objects.filter(pk__in=keys).update(**forgetting.FATES["doorstep.Letter"])
    Envelope.objects.filter(pk__in=keys).update(content=b"")


def take_over(others):
    """Add the lines of a backup's own list that are not here: the machine that wrote them may be lost."""
    here = settings.ERASURES.read_text().splitlines() if settings.ERASURES.exists() else []
    missing = [line for line in others if line.strip() and line not in here]
    if missing:
        both = sorted([*missing, *here], key=lambda line: json.loads(line)["at"])
        partial = settings.ERASURES.with_name(settings.ERASURES.name + ".partial")
        partial.write_text("".join(f"{line}\n" for line in both))
        partial.chmod(0o600)
        partial.replace(settings.ERASURES)
