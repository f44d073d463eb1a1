"""Bringing a backup back, and proving that it is whole before anybody is let in."""

import datetime
import io
import json
import shutil
import tarfile
import tempfile
from pathlib import Path

from django.conf import settings
from django.core.management import call_command

from doorstep.inbox.securing import change_epoch
from office.backup import databases
from office.backup.databases import BackupRefused
from office.backup.making import digest
from office.trust import erasures
from saferstreets.common import age

# The house's own proofs, in the order they are run.
PROOFS = ("check_ledgers", "verify_audit", "verify_updates")


def restore(source, private, *, over, tell):
    """Put a backup in the place of the office. Returns its manifest and the faults found, as plain sentences.

    over: replace what is there; otherwise a database with anything in it is refused. tell: called with a line for each step.
    What was erased after the backup is erased again, and every phone is asked to offer again what it sent, before this returns.
    """
    if not over and not databases.is_empty():
        raise BackupRefused("There is an office here already. Say --over to replace it by the backup.")
    with tempfile.TemporaryDirectory(dir=settings.ERASURES.parent) as folder:
        manifest = _unpacked(source, private, Path(folder))
        tell(f"opened the backup of {manifest['made_at']}")
        _put(Path(folder))
        tell("rows and files are back")
    call_command("migrate", verbosity=0, interactive=False)
    made_at = datetime.datetime.fromisoformat(manifest["made_at"])
    again = erasures.replay(made_at)
    tell(f"{again} erasure{'' if again == 1 else 's'} since then carried out again")
    change_epoch()
    erasures.note_restore(made_at)
    tell("phones will offer again what they sent")
    faults = databases.faults()
    for proof in PROOFS:
        faults += _proved(proof, tell)
    return manifest, faults


def _unpacked(source, private, folder):
    archive = folder / "archive"
    with source.open("rb") as sealed, archive.open("wb") as opened:
        age.decrypt(sealed, opened, private)
    try:
        with tarfile.open(archive, "r:gz") as tar:
            _take_out(tar, folder)
        manifest = json.loads((folder / "manifest.json").read_text())
    except (tarfile.TarError, OSError, ValueError, EOFError) as fault:
        raise BackupRefused("The file opens, but what is in it is no backup of this office.") from fault
    archive.unlink()
    if digest(folder / "database") != manifest["database_sha256"]:
        raise BackupRefused("The rows in the backup are not those it was made of.")
    vendor = "sqlite" if databases.is_sqlite() else "postgresql"
    if manifest["vendor"] != vendor:
        raise BackupRefused(f"The backup is of {manifest['vendor']}, and DATABASE_URL names {vendor}.")
    return manifest


def _take_out(tar, folder):
    """The plain files of the archive, into the folder: anybody can seal an archive to a public key.

    Python has a filter for this, but not the 3.11.2 of Debian 12. Raises TarError for a link and for a way out of the folder.
    """
    for member in tar:
        place = (folder / member.name).resolve()
        if not place.is_relative_to(folder.resolve()) or not (member.isfile() or member.isdir()):
            raise tarfile.TarError(f"{member.name} is no file of a backup")
        if member.isfile():
            place.parent.mkdir(parents=True, exist_ok=True)
            with place.open("wb") as file:
                shutil.copyfileobj(tar.extractfile(member), file)


def _put(folder):
    """Files first: whoever sees a row finds its file."""
    if (folder / "media").exists():
        shutil.copytree(folder / "media", settings.MEDIA_ROOT, dirs_exist_ok=True)
    databases.put(folder / "database")
    if (folder / "erasures.jsonl").exists():
        erasures.take_over((folder / "erasures.jsonl").read_text().splitlines())


def _proved(proof, tell):
    """Run one of the house's proofs; its complaints, each with its name."""
    said = io.StringIO()
    try:
        call_command(proof, stdout=said, stderr=said)
    except SystemExit:
        tell(f"{proof}: FAULT")
        return [f"{proof}: {line}" for line in said.getvalue().splitlines() if line.strip()]
    tell(
        f"{proof}: {said.getvalue().strip().splitlines()[-1] if said.getvalue().strip() else 'nothing to check'}"
    )
    return []


def report_of(manifest, faults):
    """What a drill reads: {"made_at", "faults", "counts"}."""
    return {"made_at": manifest["made_at"], "faults": faults, "counts": databases.counts()}


def write_report(path, manifest, faults):
    """The report as a file, where one is asked for."""
    if path:
        Path(path).write_text(json.dumps(report_of(manifest, faults)))
