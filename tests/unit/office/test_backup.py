"""A backup is brought back beside the office, whole; what was erased since stays erased; nobody reads it without the key."""

import io
import json
import tarfile
from pathlib import Path

import pytest
from django.core.management import call_command

from accounts.choices import Role
from doorstep.choices import LetterStatus
from doorstep.models import Envelope
from households.models import Resident
from office.backup import drilling, making
from office.backup.databases import BackupRefused
from office.trust import actions, erasures
from saferstreets.common import age
from tests.deposit.phone import Phone
from tests.factories import register
from tests.factories.accounts import ProjectFactory, member
from tests.factories.deposited import hand_in
from tests.factories.households import HouseholdFactory, StreetFactory

CANARY = "Zanzibar Quokka"


@pytest.fixture(autouse=True)
def places(settings, tmp_path, monkeypatch):
    settings.ERASURES = tmp_path / "erasures.jsonl"
    settings.MEDIA_ROOT = tmp_path / "media"
    (settings.MEDIA_ROOT / "evidence").mkdir(parents=True)
    (settings.MEDIA_ROOT / "evidence" / "one").write_text(CANARY)
    monkeypatch.setenv("SECRET_KEY", settings.SECRET_KEY)
    monkeypatch.setenv("DEMONSTRATION", "1")
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "saferstreets.settings_test")


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_backup_comes_back_whole_and_what_was_erased_since_is_erased_again(tmp_path):
    project = ProjectFactory(slug="drill")
    by, second = member(project), member(project, Role.CERTIFIER)
    home = HouseholdFactory(street=StreetFactory(project=project))
    register.make_resident(home, by, name=CANARY)
    phone = Phone(project, by)
    phone.visit(home, "answered", note=CANARY)
    (letter,) = hand_in(phone)
    assert letter.status == LetterStatus.ACCEPTED, letter.words
    public, private = age.make_key()
    key, file = tmp_path / "key", tmp_path / "backup.age"
    key.write_text(f"# made on another machine\n{private}\n")
    making.make(file, public)
    assert CANARY.encode() not in file.read_bytes()
    assert [path.name for path in tmp_path.iterdir() if "partial" in path.name] == []

    request = actions.enter_request(project=project, kind="erasure", household=home, by=by)
    actions.release(request_id=request.pk, by=second)
    neighbour = HouseholdFactory(street=home.street)
    said = []
    told = drilling.drill(file, key, said.append)
    assert told["faults"] == []
    assert told["lost"] == {"households_datarequest": 1, "households_household": 1}
    assert any("1 erasure since then carried out again" in line for line in said)
    assert told["rows"] > 0
    assert neighbour.pk
    assert not Resident.objects.exists()
    assert bytes(Envelope.objects.get().content) == b""
    assert len(erasures.lines()) == 1  # the drill wrote into a copy

    (tmp_path / "other").write_text(age.make_key()[1])
    with pytest.raises(BackupRefused, match="key does not open"):
        drilling.drill(file, tmp_path / "other", said.append)
    with pytest.raises(BackupRefused, match="never replaces"):
        making.make(file, public)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", ["../beside", "/tmp/beside", "media/link"])
def test_what_no_backup_holds_is_not_taken_out(tmp_path, name):
    """Whoever has the public key can seal an archive; the office was told to open it."""
    member = tarfile.TarInfo(name)
    member.type, member.linkname = (tarfile.SYMTYPE, "/etc") if "link" in name else (tarfile.REGTYPE, "")
    public, private = age.make_key()
    file, key, archive = tmp_path / "made.age", tmp_path / "key", io.BytesIO()
    key.write_text(private)
    with tarfile.open(fileobj=archive, mode="w:gz") as tar:
        tar.addfile(member)
    with file.open("wb") as sealed:
        age.encrypt(io.BytesIO(archive.getvalue()), sealed, public)
    with pytest.raises(BackupRefused, match="no backup of this office"):
        drilling.drill(file, key, print)


def test_a_backup_without_a_key_is_refused(tmp_path, capsys, monkeypatch):
    monkeypatch.delenv("BACKUP_KEY", raising=False)
    with pytest.raises(SystemExit):
        call_command("backup", tmp_path / "b.age", to="")
    assert "Say to whom" in capsys.readouterr().err
    assert not Path(tmp_path / "b.age").exists()


def test_the_list_of_a_backup_is_taken_over_once(settings):
    line = json.dumps({"at": "2021-10-01T00:00:00+00:00", "kind": "erasure"})
    later = json.dumps({"at": "2021-10-02T00:00:00+00:00", "kind": "restored"})
    settings.ERASURES.write_text(later + "\n")
    erasures.take_over([line, later])
    erasures.take_over([line])
    assert settings.ERASURES.read_text() == f"{line}\n{later}\n"
