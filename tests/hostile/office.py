"""The office that the files are handed to, through the pages a person uses. What it does with each, and what it costs."""

import random
import resource
import time
from collections import Counter
from unittest import mock

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse

from evidence import rules
from evidence.checking import what_it_tells
from imports import sheets
from saferstreets.common import clock
from tests.factories import cctv
from tests.factories.accounts import ProjectFactory, member
from tests.hostile.lists import text_list, workbook
from tests.hostile.pictures import MARK, picture

KINDS = (("list.csv", text_list, 4), ("list.xlsx", workbook, 3), ("picture.jpg", picture, 3))
ANSWERS = (200, 300, 302)  # the page again with a sentence; a list taken in, whose page opens; a picture kept
MOST_MEGABYTES, MOST_SECONDS = 512, 10


class Office:
    """answers: {(file, status): how many}; faults: sentences; slowest: seconds of the slowest process that opened a spreadsheet."""

    def __init__(self):
        self.project = ProjectFactory()
        self.by = member(self.project)
        self.client = Client(raise_request_exception=True)
        self.client.force_login(self.by)
        self.scheme = cctv.scheme(self.project, self.by)
        self.answers, self.faults, self.slowest, self.opened = Counter(), [], 0.0, 0

    def take(self, seed):
        """One file made with this seed."""
        dice = random.Random(seed)
        name, make, _ = dice.choices(KINDS, weights=[share for *_, share in KINDS])[0]
        content = make(dice)
        try:
            with transaction.atomic(), mock.patch.object(sheets, "_in_child", self._timed(sheets._in_child)):
                status = self._hand_in(name, content)
                transaction.set_rollback(True)
        except Exception as fault:  # whatever it is, the office stumbled
            self.faults.append(f"seed {seed}, {name}: {type(fault).__name__}: {str(fault)[:200]}")
            return
        if status not in ANSWERS:
            self.faults.append(f"seed {seed}, {name}: answered {status}")
        self.answers[name, status] += 1
        if name == "picture.jpg":
            self._look(seed, content)

    def _hand_in(self, name, content):
        slug = self.project.slug
        if name == "picture.jpg":
            today = clock.today()
            day = {f"dated_on_{part}": getattr(today, part) for part in ("day", "month", "year")}
            typed = {
                "kind": "photograph",
                "title": "A camera",
                "content": SimpleUploadedFile(name, content),
                **day,
            }
            return self.client.post(reverse("cctv:paper_add", args=[slug, self.scheme.pk]), typed).status_code
        typed = {"file": SimpleUploadedFile(name, content)}
        answer = self.client.post(reverse("imports:batch_new", args=[slug]), typed)
        if answer.status_code == 302:  # it was taken in: its page opens as well
            return self.client.get(answer.url).status_code + 100
        return answer.status_code

    def _look(self, seed, content):
        """A picture that is kept tells nothing of camera or place."""
        try:
            kind, kept = rules.checked(content)
        except rules.DocumentRefused:
            return
        if kind == "image/jpeg" and (MARK.encode() in kept or what_it_tells(kept)):
            self.faults.append(f"seed {seed}: the kept picture tells {what_it_tells(kept) or MARK}")

    def _timed(self, real):
        def timed(*words):
            began = time.monotonic()
            try:
                return real(*words)
            finally:
                self.slowest, self.opened = max(self.slowest, time.monotonic() - began), self.opened + 1

        return timed

    def peak(self):
        """Megabytes of the largest process that this one started."""
        return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
