"""One encrypted file with everything: manifest, database, list of erasures, kept files."""

import hashlib
import json
import os
import tarfile
import tempfile
import threading
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from office.backup import databases
from office.backup.databases import BackupRefused
from saferstreets.common import age

EDITION = 1


def make(target, public):
    """Write a backup into the file `target`, readable with the private key to `public` only. Returns its manifest.

    The database first, then the files: what a row names is there. Nothing readable is left on the disk.
    """
    age.check_public(public)
    if target.exists():
        raise BackupRefused(f"{target} is there already. A backup never replaces another.")
    made_at = timezone.now()
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        copy = Path(folder) / "database"
        databases.take(copy)
        manifest = {
            "edition": EDITION, "made_at": made_at.isoformat(), "vendor": "sqlite" if databases.is_sqlite() else "postgresql",
            "database_sha256": digest(copy),
        }  # fmt: skip
        partial = target.with_name(target.name + ".partial")
        try:
            _written(partial, manifest, copy, public)
        except BaseException:
            partial.unlink(missing_ok=True)
            raise
        partial.rename(target)
    return manifest


def _written(partial, manifest, copy, public):
    with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as written:
        _encrypted(manifest, copy, public, written)
        written.flush()
        os.fsync(written.fileno())


def digest(path):
    """SHA-256 (hex) of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _encrypted(manifest, copy, public, written):
    """The archive is written into a pipe and encrypted from it: it never stands on the disk."""
    reading, writing = os.pipe()
    faults = []

    def archive():
        try:
            with (
                os.fdopen(writing, "wb") as pipe,
                tarfile.open(fileobj=pipe, mode="w|gz") as tar,
            ):
                _fill(tar, manifest, copy)
        except Exception as fault:  # told to whoever waits for the archive
            faults.append(fault)

    writer = threading.Thread(target=archive)
    writer.start()
    with os.fdopen(reading, "rb") as pipe:
        age.encrypt(pipe, written, public)
    writer.join()
    if faults:
        raise BackupRefused(f"The files could not be read: {faults[0]}")


def _fill(tar, manifest, copy):
    with tempfile.NamedTemporaryFile("w", dir=copy.parent, suffix=".json") as file:
        json.dump(manifest, file)
        file.flush()
        tar.add(file.name, "manifest.json")
    tar.add(copy, "database")
    if settings.ERASURES.exists():
        tar.add(settings.ERASURES, "erasures.jsonl")
    if settings.MEDIA_ROOT.exists():
        tar.add(settings.MEDIA_ROOT, "media")
