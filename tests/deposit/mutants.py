"""Broken variants of the protocol, one rule broken in each. The storm must catch every one: what it cannot catch it does not prove."""

import contextlib
import json
from unittest import mock

from django.db import transaction
from django.utils import timezone

from doorstep import actions
from doorstep.choices import Cause, Conflict, LetterStatus
from doorstep.inbox import answers, applying, effects, payloads, reading, receiving, securing, together
from doorstep.inbox.reading import Unfit
from doorstep.models import Envelope, Letter
from households.models import Visit
from saferstreets.common.workflow import Refused
from tests.deposit.phone import Phone
from tests.deposit.weather import Crash, Weather


def patched(owner, name, make):
    """A mutant that replaces one function by what `make` builds around it."""
    return lambda: mock.patch.object(owner, name, make(getattr(owner, name)))


def both(*mutants):
    """Two changes that belong together."""

    @contextlib.contextmanager
    def all_of_them():
        with contextlib.ExitStack() as stack:
            for mutant in mutants:
                stack.enter_context(mutant())
            yield

    return all_of_them


def patched_in(table, key, make):
    """The same for an entry of a table."""
    return lambda: mock.patch.dict(table, {key: make(table[key])})


def _ack_before_commit(post):
    """The answer leaves, then the transaction is lost, one time in four."""

    def posts(self, body, authorization, how="fine"):
        before = transaction.savepoint()
        answer = post(self, body, authorization, how)
        if self.random.random() < 0.25:
            transaction.savepoint_rollback(before)
        return answer

    return posts


def _only_what_is_new(waiting):
    """What a crash left between the two transactions is looked at by nobody."""

    def works(letters):
        waiting(
            list(
                Letter.objects.filter(pk__in=letters, envelope__received_at=timezone.now()).values_list(
                    "pk", flat=True
                )
            )
        )

    return works


def _applies_again(decide):
    """A repeated deposit is worked on again, as if nobody had looked."""

    def waiting(letters):
        Letter.objects.filter(pk__in=letters).update(status=LetterStatus.STORED)
        applying.apply_all(list(letters))

    return waiting


def _fault_is_accepted(effect_of):
    def effect(letter):
        try:
            return effect_of(letter)
        except (Unfit, effects.Waits):
            return effects.Effect()

    return effect


def _drops_corrections(amendment):
    return lambda act: effects.Effect(None, effects._target(act))


def _sha(content):
    return receiving.hashlib.sha256(content).hexdigest()


def _tidies(store):
    """The bytes are spelt anew before they are kept."""

    def stores(project_id, contents, now, **brought):
        known = store(project_id, contents, now, **brought)
        for sha, (key, received_at, new) in list(known.items()):
            if new and key % 7 == 0:
                tidy = json.dumps(json.loads(bytes(Envelope.objects.get(pk=key).content)), indent=1).encode()
                copy = Envelope.objects.create(
                    project_id=project_id, sha=_sha(tidy), content=tidy, received_at=received_at, **brought
                )
                Letter.objects.create(project_id=project_id, envelope=copy)
                known[sha] = (copy.pk, received_at, new)
        return known

    return stores


def _author_is_sender(opened_act):
    """Whoever hands it in has made it."""

    def act(letter, *known):
        found = opened_act(letter, *known)
        if found is None:
            return None
        sender = letter.envelope.device
        found.by = letter.project.memberships.first().user if sender and sender.pk % 2 else sender.user
        return found

    return act


def _no_upcast(upcast):
    def stays(kind, payload, schema):
        if schema > 1:
            raise Unfit(Cause.UNKNOWN_SCHEMA)
        return payload

    return stays


def _one_poisons_all(apply_letter):
    def poisoned(key):
        letter = apply_letter(key)
        if letter and letter.status == LetterStatus.ATTENTION:
            raise Crash
        return letter

    return poisoned


def _waits_are_dropped(target):
    def impatient(act):
        try:
            return target(act)
        except effects.Waits as waits:
            raise Unfit(Cause.TARGET_MISSING) from waits

    return impatient


def _same_door_swallows(record):
    """Who comes second to a door of a round has recorded nothing."""

    def swallows(act, said):
        stored = Visit.objects.filter(project=act.project, client_id=act.letter.rec).first()
        return effects.Effect(stored.household_id, stored) if stored else record(act, said)

    return swallows


def _second_pack_refused(as_far):
    def refuses(household, visit):
        conflicts = as_far(household, visit)
        if Conflict.SECOND_PACK in conflicts:
            raise Refused("This home has already had a pack.")
        return conflicts

    return refuses


def _no_doubt(doubts):
    """Packs of one deposit are applied as if none of them were in doubt."""
    return lambda *, project_id, packs: {}


def _verdict_of_the_day(verdict):
    """A repeated deposit is told what is convenient."""

    def tells(device, letter, again):
        if again and letter.status == LetterStatus.ATTENTION:
            letter = letter._replace(status=LetterStatus.ACCEPTED)
        return verdict(device, letter, again)

    return tells


def _phone_clock(happened):
    return lambda opened, **_: (opened.wall, 0)


def _no_gaps(arrived):
    return lambda device, *seqs: None


def _effect_apart(decide):
    """The effect is committed, then the server may die before the verdict is."""

    def apart(letter):
        with contextlib.suppress(Unfit, effects.Waits, Refused):
            act = applying.opened_act(letter)
            visit = effects.EFFECTS[letter.kind](act).visit if letter.kind == "visit" else None
            if visit and visit.pk % 3 == 0:
                Visit.objects.filter(pk=visit.pk).update(client_id=letter.envelope.sha[:32])
        decide(letter)

    return apart


def _old_backup(secure):
    """What is told to be secured is newer than what the backup holds."""

    def secures(self):
        securing.secure(through=self.now)

    return secures


def _rules(*rules):
    return frozenset(rules)


def nothing():
    return contextlib.nullcontext()


# name: (context manager that breaks the office, rules that break phones or the weather)
MUTANTS = {
    "answers before the commit": (patched(Weather, "_post", _ack_before_commit), _rules()),
    "forgets on receipt": (nothing, _rules("forgets on receipt")),
    "keeps its epoch, and phones look at nothing else": (
        patched(Phone, "_forgotten", lambda _: lambda self, standing: False),
        _rules("keeps its epoch"),
    ),
    "takes a portal for the office": (nothing, _rules("believes anything")),
    "works on nothing twice": (patched(applying, "apply_waiting", _only_what_is_new), _rules("never sweeps")),
    "works on a repeat again": (patched(applying, "apply_waiting", _applies_again), _rules()),
    "accepts what it could not apply": (patched(applying, "_effect_of", _fault_is_accepted), _rules()),
    "drops corrections": (patched_in(effects.EFFECTS, "amendment", _drops_corrections), _rules()),
    "spells envelopes anew": (patched(receiving, "_store", _tidies), _rules()),
    "takes the sender for the author": (
        both(patched(applying, "opened_act", _author_is_sender), patched(together, "_act", _author_is_sender)), _rules(),
    ),
    "forgets how to upcast": (patched(payloads, "upcast", _no_upcast), _rules()),
    "one bad record stops the rest": (patched(applying, "apply_letter", _one_poisons_all), _rules()),
    "drops a correction that comes first": (patched(effects, "_target", _waits_are_dropped), _rules()),
    "swallows the second visit to a door": (patched(effects, "_record", _same_door_swallows), _rules()),
    "refuses a second pack": (
        patched(actions, "_as_far_as_can_be", _second_pack_refused), _rules(),
    ),
    "sees no doubt in packs applied together": (patched(together, "doubts_of_packs", _no_doubt), _rules()),
    "tells what is convenient": (patched(answers, "_verdict", _verdict_of_the_day), _rules()),
    "believes the phone's clock": (patched(reading, "happened", _phone_clock), _rules()),
    "does not notice gaps": (both(patched(applying, "arrived", _no_gaps), patched(together, "arrived", _no_gaps)), _rules()),
    "applies apart from the verdict": (patched(applying, "_decide", _effect_apart), _rules()),
    "secures more than the backup holds": (patched(Weather, "secure", _old_backup), _rules()),
}  # fmt: skip
