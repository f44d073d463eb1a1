"""The letters that the demonstration would have sent, read back from where its mail backend keeps them."""

import datetime
from email import policy
from email.parser import BytesParser
from pathlib import Path

from django.conf import settings
from django.utils import timezone

BETWEEN = b"\n" + b"-" * 79 + b"\n"  # what Django's file backend writes after each letter
MOST = 50


def kept(project):
    """The last letters of this project and those of none (passwords), newest first: dicts of to, subject, sent_at, text.

    None where this office sends its letters.
    """
    folder = settings.LETTERS_KEPT_IN
    if folder is None:
        return None
    files = sorted(Path(folder).glob("*.log"), key=lambda path: path.stat().st_mtime, reverse=True)[
        : 4 * MOST
    ]
    found = [letter for path in files for letter in _read(path, project)]
    return sorted(found, key=lambda letter: letter["sent_at"], reverse=True)[:MOST]


def _read(path, project):
    for part in path.read_bytes().split(BETWEEN):
        if not part.strip():
            continue
        letter = BytesParser(policy=policy.default).parsebytes(part)
        if letter.get("X-Project", project.slug) == project.slug:
            text = letter.get_body(("plain",))
            yield {
                "to": letter["To"], "subject": letter["Subject"], "text": text.get_content() if text else "",
                "sent_at": timezone.localtime(letter["Date"].datetime.replace(tzinfo=datetime.UTC)),  # as Django dates them
            }  # fmt: skip
