"""Everybody uses the office; every byte of every way out is kept and searched."""

import base64
import json
from collections import Counter
from contextlib import suppress

from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection
from django.urls import NoReverseMatch, reverse

from accounts.choices import Role
from office.trust import actions as trust
from office.trust import subject_file
from saferstreets.common import age, clock
from tests.canaries.findings import Findings
from tests.canaries.planting import KINDS
from tests.canaries.visiting import Visitor
from tests.factories.rounds import round_of
from tests.house import routes

R = Role
READERS = (
    R.PARTNER_READER,
    R.EVALUATOR,
    R.FITTER,
    R.FINANCE,
    R.CERTIFIER,
    R.WORKS_PARTNER,
    R.ENFORCEMENT_OFFICER,
)
# Pages that show and papers that leave, opened by the coordinator: what stands in them goes to funder, press and public.
LEAVING = (
    "reports:",
    "grants:",
    "lighting:",
    "cctv:",
    "office:forecast",
    "office:radar",
    "office:letter_list",
    "office:look_list",
    "packs:order",
)
ROWS_BEHIND = "reports:figure"  # leads to the homes behind a number, for those who see homes
SHOWN = 0.95  # of the marks the coordinator must see somewhere, or the walk saw nothing


class Walk(Findings):
    """planted: what is looked for; port: where the office listens; folder: where it writes."""

    def __init__(self, planted, port, folder, log_files):
        super().__init__(planted.marks)
        self.planted, self.port, self.folder, self.log_files = planted, port, folder, log_files
        self.project, self.people = planted.project, planted.world.people

    def everything(self):
        """Every errand but the logs, which are read when the office has stopped. One that breaks off is a fault and hinders no other."""
        seen = set()
        for errand in (self.readers, self.desk, self.typed, self.phone, self.papers, self.letters, self.kept):
            try:
                seen |= errand() or set()
            except Exception as broken:
                self.faults.append(f"{errand.__name__} broke off: {type(broken).__name__}: {broken}")
        self.backup(seen)

    def addresses(self, role=None):
        """(name, address) of every page of the first project, and of the pages open to all."""
        for name, pattern, _view in routes():
            if name in ("account_logout", "planted_fault"):
                continue
            with suppress(NoReverseMatch, StopIteration, KeyError):
                if pattern.startswith("<slug:slug>/"):
                    yield name, reverse(name, kwargs=self.planted.world.key(name, self.project, role))
                elif name.startswith("public_") and name not in ("public_updates", "public_feed"):
                    yield (
                        name,
                        reverse(
                            name,
                            args=[
                                self.project.slug,
                                self.planted.world.records[self.project.pk]["issued"].pk,
                            ],
                        ),
                    )
                elif "slug" in pattern:
                    yield name, reverse(name, args=[self.project.slug])
                else:
                    yield name, reverse(name)

    def readers(self):
        """What somebody who only reads, pays or certifies, and the public, can fetch."""
        for role in (None, *READERS):
            visitor = Visitor(self.port, self.people[role] if role else None)
            opened = 0
            for name, address in self.addresses(role):
                status, content = visitor.get(address)
                opened += status == 200
                if status >= 500:
                    self.faults.append(f"{status} for {role} at {name}")
                self.look(f"fetched by {role.label.lower() if role else 'the public'}", name, content)
            if not opened:
                self.faults.append(f"{role} opened no page")
        evaluator = Visitor(self.port, self.people[R.EVALUATOR])
        today = clock.today()
        typed = {f"as_at_{part}": getattr(today, part) for part in ("day", "month", "year")}
        status, content = evaluator.post(reverse("reports:extract", args=[self.project.slug]), typed)
        if b"application/zip" not in content:
            self.faults.append(f"the extract was not handed over: {status}")
        self.look("fetched by evaluator", "the extract", content)

    def desk(self):
        """The coordinator and the assistant open every page: marks belong there. Returns the marks seen; none in what leaves."""
        seen = set()
        for role in (R.COORDINATOR, R.ASSISTANT):
            visitor = Visitor(self.port, self.people[role])
            for name, address in (*self.addresses(role), *self._own_pages()):
                status, content = visitor.get(address)
                if status >= 500:
                    self.faults.append(f"{status} for {role} at {name}")
                head, _, body = content.partition(b"\n\n")
                self.look("headers of pages for the desk", name, head)
                seen |= self.search.found(body)
                if name.startswith(LEAVING) and name != ROWS_BEHIND and role == R.COORDINATOR:
                    self.look("pages and papers of money, works and reports", name, content)
            for home in self.planted.homes:  # what is kept back is opened with a reason
                for what in ("vulnerability", "burglary"):
                    typed = {"what": what, "reason": "Before the visit"}
                    address = reverse("households:kept_back", args=[self.project.slug, home.pk])
                    seen |= self.search.found(visitor.post(address, typed)[1])
        return seen

    def _own_pages(self):
        """The pages of the planted homes and of those who asked."""
        for home in self.planted.homes:
            yield "office:home", home.get_absolute_url()
        for asked in self.planted.asked:
            yield "households:enquiry", reverse("households:enquiry", args=[self.project.slug, asked.pk])

    def typed(self):
        """Marks typed into every box that looks for something, and into forms that are refused."""
        marks = list(self.planted.marks)
        slug = self.project.slug
        desk = Visitor(self.port, self.planted.coordinator)
        for mark in marks:
            desk.post(reverse("households:household_list", args=[slug]), {"text": mark})
        desk.post(reverse("households:household_list", args=[slug]), {"text": ""})
        for name in (
            "packs:kit_find",
            "households:referral_find",
            "doorstep:caller_number",
            "households:landlord_add",
            "households:enquiry_add",
        ):
            for mark in marks[:20]:
                typed = dict.fromkeys(
                    ("number", "code", "text", "name", "contact", "address", "message"), mark
                )
                if desk.post(reverse(name, args=[slug]), typed)[0] >= 500:
                    self.faults.append(f"500 at {name}")
        public = Visitor(self.port)
        for mark in marks[:5]:
            public.post(
                reverse("ask", args=[slug]),
                {"want": "pack", "name": mark, "contact": mark, "address": mark, "message": mark},
            )
            public.post("/check/", {"code": mark, "number": mark})
            public.post("/sign-in/", {"login": f"{mark}@demo.example", "password": mark})
        for mark in marks[:5]:
            public.send("/planted-fault/", b"", {"X-Planted": mark})
            public.send(
                "/deposit/v1",
                mark.encode(),
                {"Authorization": f"Deposit {mark}", "Content-Type": "application/json"},
            )

    def phone(self):
        """What an assistant's phone is given, beyond addresses; and a note handed in over the wire."""
        walk = round_of(self.planted.homes, walked_by=self.planted.assistant, on_day=clock.today())
        phone = Visitor(self.port, self.planted.assistant)
        address = reverse("doorstep:phone_round_json", args=[self.project.slug])
        status, content = phone.get(f"{address}?round={walk.pk}")
        if b"Canary Row" not in content:
            self.faults.append(f"the phone got no round: {status}")
        self.look("given to a phone", "the round", content, but=("name of the house",))
        for name in ("doorstep:phone", "doorstep:phone_manifest"):
            self.look("given to a phone", name, phone.get(reverse(name, args=[self.project.slug]))[1])
        mark = next(mark for mark, kind in self.planted.marks.items() if kind == "phone's note")
        self.planted.phone.visit(self.planted.homes[0], "no_answer", note=mark)
        sent = {"Authorization": self.planted.phone.authorization, "Content-Type": "application/json"}
        self.look("sent by a phone", "a deposit", self.planted.phone.body())
        status, content = phone.send("/deposit/v1", self.planted.phone.body(), sent)
        self.look("answered to a phone", "a deposit", content)
        if status != 200:
            self.faults.append(f"the deposit was answered {status}")

    def papers(self):
        """What the commands write that takes figures out of the office."""
        out = self.folder / "out"
        out.mkdir()
        slug, by = self.project.slug, self.people[R.EVALUATOR].email
        call_command("export", slug, output=str(out / "export"), verbosity=0)
        files = {
            "--output": "update.pdf",
            "--html": "update.html",
            "--json": "update.json",
            "--large-print": "large.pdf",
        }
        words = [word for option, name in files.items() for word in (option, str(out / name))]
        call_command("progress_update", slug, "--as-at", "2021-11-30", *words)
        call_command(
            "exposure_extract",
            slug,
            "--as-at",
            "2021-11-30",
            "--output",
            str(out / "extract.zip"),
            "--by",
            by,
        )
        for path in sorted(out.rglob("*")):
            if path.is_file():
                self.look("exports, updates and the extract by command", path.name, path.read_bytes())

    def letters(self):
        """Every command that writes letters, and an invitation."""
        for command in ("check_ins", "look_digest", "return_reminders"):
            call_command(command, verbosity=0)
        desk = Visitor(self.port, self.planted.coordinator)
        invited = {"email": "new.person@demo.example", "name": "New Person", "role": "assistant"}
        desk.post(reverse("office:setup_members", args=[self.project.slug]), invited)
        found = [path for path in (self.folder / "letters").rglob("*") if path.is_file()]
        if not found:
            self.faults.append("no letter was written")
        for path in found:
            self.look("letters", path.name, path.read_bytes())

    def kept(self):
        """What the office keeps beside its own tables of people: caches, the trail, sealed envelopes, sign-ins."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT cache_key, value FROM house_cache")
            for key, value in cursor.fetchall():
                self.look("cache", key, key.encode() + base64.b64decode(value))
        for label in ("accounts.AuditEvent", "accounts.ViewEvent", "doorstep.Envelope", "doorstep.Chunk"):
            for row in apps.get_model(label).objects.values():
                piece = b" ".join(
                    bytes(v) if isinstance(v, bytes | memoryview) else str(v).encode() for v in row.values()
                )
                self.look("trail, looks and sealed envelopes", label, piece)
        for session in Session.objects.all():
            self.look("sign-ins", "a sign-in", json.dumps(session.get_decoded()).encode())

    def backup(self, seen):
        """The file that leaves the building holds no mark that can be read; opened with its key, it holds all of them."""
        public, private = age.make_key()
        target = self.folder / "backup.age"
        call_command("backup", target, to=public, verbosity=0)
        self.look("backup", "the file", target.read_bytes())
        opened = self.folder / "opened.tar.gz"
        with target.open("rb") as sealed, opened.open("wb") as plain:
            age.decrypt(sealed, plain, private)
        in_rows = self.search.found(opened.read_bytes()) if connection.vendor == "sqlite" else None
        answers = self._answers()
        for name, found in (
            ("pages of the desk", seen),
            ("the backup, opened with its key", in_rows),
            ("answers to requests for access (ZIP with a PDF)", answers),
        ):
            if found is not None:
                wanted = len(self.planted.marks) if "pages" in name or "backup" in name else len(KINDS) // 2
                print(
                    f"{len(found):>7,} of {len(self.planted.marks):,} marks found where they belong: {name}"
                )
                if len(found) < SHOWN * wanted:
                    missing = Counter(self.kinds[mark] for mark in self.kinds if mark not in found)
                    self.faults.append(
                        f"the search finds too few marks in {name}: {dict(missing)} are missing"
                    )

    def _answers(self):
        """The marks in the paper alone of an answer to a request for access."""
        import io
        import zipfile

        home = self.planted.homes[0]
        request = trust.enter_request(
            project=self.project, kind="access", household=home, by=self.planted.coordinator
        )
        with zipfile.ZipFile(io.BytesIO(subject_file.answer(request))) as answer:
            return self.search.found(answer.read("answer.pdf"))

    def logs(self):
        """After the office has stopped: its lines, the access log with every address asked for and come from."""
        for path in self.log_files:
            for line in path.read_bytes().splitlines() or [b""]:
                self.look(f"log: {path.name}", "a line", line)
        if b"ValueError" not in b"".join(path.read_bytes() for path in self.log_files):
            self.faults.append("the planted fault was not logged")
