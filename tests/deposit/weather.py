"""One seed of the storm: phones, a bad network, crashes, restores and people, at random, against the real handlers.

A seed runs inside one transaction that is rolled back at its end, so it is cheap: a backup is a savepoint, a restore goes back to it, and
what T1 or T2 commit is a savepoint released. The clock is the storm's own.
"""

import contextlib
import datetime
import json
import random
import uuid
from collections import Counter
from unittest import mock

from django.db import transaction
from django.test import RequestFactory
from django.utils import timezone

from accounts.choices import Role
from doorstep import sync
from doorstep.inbox import applying, keys, payloads, receiving, securing, settling
from doorstep.inbox.devices import revoke_phone
from doorstep.inbox.spelling import read_time
from doorstep.models import Letter
from tests.deposit.phone import Phone
from tests.factories.accounts import ProjectFactory, member
from tests.factories.households import HouseholdFactory, StreetFactory

OUTCOMES = ["no_answer", "card_left", "answered", "soft_refusal", "void", "hard_refusal"]
BAD = [
    {"outcome": "no such outcome"},
    {"outcome": "answered", "offers": {"pack": "eaten"}},
    {"outcome": "call_back"},
    {"outcome": "no_answer", "surprise": 1},
]


class Crash(BaseException):
    """The server process dies here."""


class Base:
    """What all seeds share: a project, its homes, its people and their phones as enrolled."""

    def __init__(self):
        self.project = ProjectFactory()
        street = StreetFactory(project=self.project)
        self.homes = [HouseholdFactory(street=street, number=str(9000 + n)) for n in range(3)]
        self.coordinator = member(self.project)
        self.people = [member(self.project, Role.ASSISTANT) for _ in range(3)]
        self.phones = [Phone(self.project, person) for person in self.people]
        self.enrolled_at = timezone.now()
        self.shared_recs = [str(uuid.uuid4()) for _ in self.homes]


class Weather:
    """The state of one seed. rules: what a broken variant changes of phones and office (see mutants)."""

    def __init__(self, base, seed, rules=frozenset()):
        self.base, self.random, self.rules = base, random.Random(seed), rules
        self.now = base.enrolled_at + datetime.timedelta(hours=1)
        self.counts, self.truth, self.seen, self.lost = Counter(), {}, {}, []
        self.delayed, self.backups, self.touched, self.schema = [], [], set(), 1
        self.phones = [self._fresh(phone) for phone in base.phones]

    def _fresh(self, phone):
        """A copy of a phone as enrolled, with nothing on it yet."""
        copy = object.__new__(Phone)
        copy.__dict__ = {
            **phone.__dict__,
            "outbox": {},
            "sent": {},
            "verdicts": {},
            "seqs": {},
            "seq": 0,
            "prev": "",
        }
        return copy

    def run(self, events=30):
        """Let it happen, then let the sky clear: afterwards everything has been sent and worked on."""
        with (
            mock.patch.object(timezone, "now", lambda: self.now),  # noqa: PT008 - the clock moves
            mock.patch.object(securing, "MARGIN", datetime.timedelta(0)),
        ):
            self.backups.append((self.now, transaction.savepoint()))
            acts = [self.record] * 8 + [self.walk] + [self.send] * 9 + [self.deliver_late] * 2 + [
                self.back_up, self.secure, self.restore, self.sweep, self.sign_in_again, self.sign_in_again, self.person_acts, self.rotate,
                self.smash,
            ]  # fmt: skip
            for _ in range(events):
                self.now += datetime.timedelta(seconds=self.random.randrange(20, 400))
                self.random.choice(acts)()
            self.clear_up()
        return self

    def clear_up(self):
        """Every phone sends until nothing is left on it, late requests arrive, the office works on what it has."""
        self.schema = 2
        while self.delayed:
            self.deliver_late()
        for calm in range(6):
            if calm > 1 and not any(phone.outbox for phone in self.phones):
                break
            for phone in list(self.phones):
                self.now += datetime.timedelta(seconds=61)
                self._attempt(
                    phone, list(phone.outbox), "fine"
                )  # with nothing to send it reports all the same
            self.now += datetime.timedelta(seconds=61)
            self.sweep()
        self._upgrade()

    # What happens on phones

    def record(self):
        """Somebody records something at a door."""
        phone, roll = self.random.choice(self.phones), self.random.random()
        home = self.random.choice(self.base.homes)
        mine = [
            found for found, said in self.truth.items() if said["phone"] is phone and said["kind"] == "visit"
        ]
        if roll < 0.1:
            bad = {"household": home.pk, **self.random.choice(BAD)}
            self._saved(phone, phone.record("visit", bad), "bad", {"invalid"})
        elif roll < 0.25 and mine:
            self._amend(phone, self.truth[self.random.choice(mine)])
        elif roll < 0.3:
            newer = phone.record("visit", {"household": home.pk, "outcome": "no_answer"}, schema=2)
            self._saved(phone, newer, "visit", set(), home=home, outcome="no_answer", newer=True)
        else:
            self._visit(phone, home)

    def walk(self):
        """From door to door with a pack at each, handed in at once: what is applied together, doubts among it."""
        phone = self.random.choice(self.phones)
        for home in self.base.homes:
            self._visit(phone, home, "answered")
        self._attempt(phone, list(phone.outbox)[:50], self._how())

    def _visit(self, phone, home, outcome=None):
        outcome = outcome or self.random.choice(OUTCOMES)
        payload = {}
        if outcome == "answered" and self.random.random() < 0.7:
            payload = {"offers": {"pack": "done"}, "kit_code": self.random.choice(["", "K1", "K2", "K3"])}
        rec = None
        if self.random.random() < 0.3:  # the id that the round made: another phone may use it too
            rec = self.base.shared_recs[self.base.homes.index(home)]
            if any(said["rec"] == rec and said["phone"] is phone for said in self.truth.values()):
                rec = None
        at = self.now + datetime.timedelta(
            seconds=self.random.choice([0, 0, -90, 86_400 * 400, -86_400 * 400])
        )
        found = phone.visit(home, outcome, rec, at, **payload)
        self._saved(phone, found, "visit", set(), home=home, outcome=outcome, pack=bool(payload))

    def _amend(self, phone, target):
        # Phones of before named a visit by its id at the door, which is of no use where that was used twice.
        name = "uid" if target["rec"] in self.base.shared_recs else self.random.choice(("uid", "rec"))
        payload = {"of": target[name], "reason": "Slip"}
        if self.random.random() < 0.5:
            payload["replace"] = {"household": self.random.choice(self.base.homes).pk, "outcome": "card_left"}
        found = phone.record("amendment", payload)
        self._saved(phone, found, "amendment", set(), of=target["sha"], replaces="replace" in payload)

    def _saved(self, phone, found, kind, causes, **more):
        header = json.loads(phone.outbox[found])["hdr"]
        self.truth[found] = {
            "sha": found, "text": phone.outbox[found], "phone": phone, "user": phone.user, "device": phone.device.pk, "kind": kind,
            "causes": causes, "rec": header["rec"], "uid": header["id"], "seq": header["seq"], "gone": False, **more,
        }  # fmt: skip
        self.counts["records"] += 1

    def smash(self):
        """A phone's storage dies with what is on it; only the witness remembers how far it had counted. Rare."""
        if self.random.random() < 0.3 and not self.lost:
            phone = self.random.choice(self.phones)
            for found in phone.outbox:
                self.truth[found]["gone"] = True
                self.lost.append(found)
            phone.outbox = {}
            self.counts["stores destroyed"] += 1

    def sign_in_again(self):
        """The person signs in again and enrols anew; what is unsent goes with the new token. Now and then only the key is fetched."""
        index = self.random.randrange(len(self.phones))
        old = self.phones[index]
        if self.random.random() < 0.25 or old.user.pk in self.touched:
            return
        self._enrol_again(old)
        self.counts["sign-ins"] += 1

    # What happens between them

    def send(self):
        """A phone with something on it tries to hand it in; the network does what it likes."""
        phone = self.random.choice(self.phones)
        shas = list(phone.outbox) + self.random.sample(list(phone.sent), min(1, len(phone.sent)))
        self.random.shuffle(shas)
        self._attempt(phone, shas[:50], self._how())

    def _how(self):
        return self.random.choice(
            ["fine"] * 5 + ["drop", "no answer", "twice", "late", "portal", "cut", "crash in T1", "crash after T1", "crash in T2",
                            "crash before the answer"]
        )  # fmt: skip

    def deliver_late(self):
        """A request that hung in the network arrives; nobody hears the answer any more."""
        if self.delayed:
            body, authorization = self.delayed.pop(self.random.randrange(len(self.delayed)))
            self._post(body, authorization)

    def _attempt(self, phone, shas, how):
        body = phone.body(shas)
        self.counts[how] += 1
        if how == "drop":
            return
        if how == "late":
            self.delayed.append((body, phone.authorization))
            return
        if how == "portal":
            self._hear(phone, 200, b"<html><h1>Welcome</h1></html>")
            return
        if how == "twice":
            self._post(body, phone.authorization)
        status, answer = self._post(body, phone.authorization, how)
        if how == "cut":
            answer = answer[: len(answer) // 2]
        if how != "no answer":
            self._hear(phone, status, answer)

    def _hear(self, phone, status, answer):
        if "believes anything" in self.rules and status == 200:
            phone.sent |= phone.outbox
            phone.outbox = {}
        for verdict in phone.hear(status, answer):
            if verdict["sha"] in self.truth:
                self.seen.setdefault(verdict["sha"], []).append(
                    (self.now, verdict["verdict"], verdict["code"])
                )
        if "forgets on receipt" in self.rules:
            phone.sent = {}
        with contextlib.suppress(ValueError, KeyError, TypeError):
            until = json.loads(answer)["secured_through"]
            if until:
                self._forget(phone, read_time(until))

    def _forget(self, phone, until):
        """Drop sent copies that are backed up; the seven days of grace are none here, which is harder."""
        for found in list(phone.sent):
            verdict = phone.verdicts.get(found)
            if verdict and read_time(verdict["received"]) < until:
                del phone.sent[found]

    def _post(self, body, authorization, how="fine"):
        request = RequestFactory().post(
            "/deposit/v1", body, content_type="application/json", headers={"Authorization": authorization}
        )
        try:
            with self._broken(how):
                response = sync.deposit(request)
        except Crash:
            self.counts["crashes"] += 1
            return 502, b""
        return response.status_code, response.content

    def _broken(self, how):
        def dying(function):
            def dies(*args, **kwargs):
                function(*args, **kwargs)
                raise Crash

            return dies

        targets = {
            "crash in T1": (receiving, "_store"),
            "crash after T1": (sync, "receive"),
            "crash in T2": self.random.choice([(applying.effects, "apply"), (applying.together, "_write")]),
            "crash before the answer": (sync.answers, "answer"),
        }
        if how not in targets:
            return contextlib.nullcontext()
        module, name = targets[how]
        return mock.patch.object(module, name, dying(getattr(module, name)))

    # What happens at the office

    def back_up(self):
        self.backups.append((self.now, transaction.savepoint()))

    def secure(self):
        """The newest backup was restored on trial: older ones may be thrown away."""
        self.backups = self.backups[-1:]
        securing.secure(through=self.backups[0][0])

    def restore(self):
        """The office's disk dies; what is there afterwards is some backup no older than what was said to be secured."""
        if self.random.random() < 0.5:
            return
        index = self.random.randrange(len(self.backups))
        _, point = self.backups[index]
        transaction.savepoint_rollback(point)
        self.backups = self.backups[: index + 1]
        self.counts["restores"] += 1
        if "keeps its epoch" not in self.rules:
            securing.change_epoch()
        for phone in self.phones:  # who enrolled after that backup is not known any more: enrols anew
            if not type(phone.device).objects.filter(public_id=phone.device.public_id).exists():
                self._enrol_again(phone)

    def _enrol_again(self, phone):
        """The same phone under a new enrolment: the signing key, the records and what it counted stay."""
        earlier = {phone.device.public_id: phone.seq}
        new = Phone(self.base.project, phone.user, signing_key=phone.signing_key, earlier=earlier)
        new.outbox, new.sent, new.verdicts = phone.outbox, phone.sent, phone.verdicts
        new.seqs = dict.fromkeys(phone.seqs, 0)  # numbers of the old enrolment say nothing of the new one
        if new.epoch != phone.epoch:
            new.outbox, new.sent = {**new.outbox, **new.sent}, {}
        self.phones[self.phones.index(phone)] = new

    def sweep(self):
        if "never sweeps" not in self.rules:
            applying.sweep(self.base.project)

    def rotate(self):
        """A month goes by for the keys: phones that fetch the round seal with the next one."""
        keys.rotate_keys(project=self.base.project, now=self.now + datetime.timedelta(days=32))
        key = keys.current_key(project=self.base.project)
        for phone in self.phones:
            if self.random.random() < 0.5:
                jwk = keys.sealing.jwk_of(bytes(key.public_point))
                phone.office = {**phone.office, "seal": {"kid": key.kid, "jwk": jwk}}

    def person_acts(self):
        """An account is closed, a phone reported lost, or the coordinator tries something again."""
        roll = self.random.random()
        if roll < 0.15:
            user = self.random.choice(self.base.people)
            type(user).objects.filter(pk=user.pk).update(is_active=False)
            self.touched.add(user.pk)
        elif roll < 0.3:
            phone = self.random.choice(self.phones)
            with contextlib.suppress(Exception):
                revoke_phone(device_id=phone.device.pk, by=self.base.coordinator)
            self.touched.add(phone.user.pk)
        elif roll < 0.6:
            self._upgrade()
        else:
            self._retry({"invalid"})

    def _upgrade(self):
        """The office learns the newer schema; what waited for that is tried again."""
        self.schema = 2
        with (
            mock.patch.object(payloads, "SCHEMA", 2),
            mock.patch.dict(payloads.UPCASTS, {1: lambda kind, payload: payload}),
        ):
            self._retry({"unknown-schema"})

    def _retry(self, codes):
        for letter in Letter.objects.unsettled().filter(project=self.base.project, code__in=codes):
            settling.try_again(letter_id=letter.pk, by=self.base.coordinator)
