"""The full export: every table and column is in the dictionary, and personal data leaves by a coordinator's name alone."""

import csv
import io

import pytest
from django.core.management import call_command
from openpyxl import load_workbook

from accounts.choices import Role
from accounts.models import AuditEvent, ViewEvent
from reports import export
from tests.factories import register
from tests.factories.accounts import ProjectFactory, member
from tests.factories.doorstep import deliver
from tests.factories.households import HouseholdFactory, StreetFactory

pytestmark = pytest.mark.django_db
FORMULA = "=HYPERLINK(1)"


@pytest.fixture
def project():
    found = ProjectFactory(slug="own")
    by = member(found)
    home = HouseholdFactory(street=StreetFactory(project=found, name=FORMULA), number="9001 CANARY")
    register.make_resident(home, by)
    register.note_vulnerability(home, by)
    deliver(home, by)
    other = HouseholdFactory(number="ELSEWHERE")
    deliver(other, member(other.project))
    return found


def written(folder):
    return {
        path.stem: list(csv.DictReader(io.StringIO(path.read_bytes().decode(), newline="")))
        for path in folder.glob("*.csv")
    }


def test_without_a_name_no_personal_column_leaves(project, tmp_path, capsys):
    call_command("export", "own", "--output", str(tmp_path))
    found = written(tmp_path)
    assert "CANARY" not in str(found)
    assert "ELSEWHERE" not in str(found)
    assert len(found["households.Household"]) == 1
    assert "number" not in found["households.Household"][0]
    assert found["households.Street"][0]["name"] == "'" + FORMULA
    assert not {table for table in found if table in export.NEVER}
    book = load_workbook(tmp_path / "own.xlsx", read_only=True)
    names = [row for row in book["households.Street"].iter_rows(values_only=True)]
    assert FORMULA in names[1]
    assert len(book.sheetnames) == len(found)
    assert AuditEvent.objects.filter(verb="project.export", by=None).count() == 1
    assert not ViewEvent.objects.exists()


def test_a_coordinator_takes_personal_data_says_why_and_some_stays(project, tmp_path):
    person = project.memberships.get(role=Role.COORDINATOR).user
    export.write(project, tmp_path, by=person, reason="Handing over to the council")
    found = written(tmp_path)
    assert found["households.Household"][0]["number"] == "9001 CANARY"
    assert "ELSEWHERE" not in str(found)
    assert "category" not in found.get("households.Vulnerability", [{}])[0]
    look = ViewEvent.objects.get(kind="export")
    assert (look.by, look.reason) == (person, "Handing over to the council")


@pytest.mark.parametrize(
    ("role", "reason", "words"),
    [(Role.ASSISTANT, "Why", "Only a coordinator"), (Role.COORDINATOR, " ", "Say with --reason")],
)
def test_others_and_the_silent_are_refused_and_nothing_is_written(project, tmp_path, role, reason, words):
    with pytest.raises(export.ExportRefused, match=words):
        export.write(project, tmp_path / "out", by=member(project, role), reason=reason)
    assert not (tmp_path / "out").exists()
    assert not AuditEvent.objects.filter(verb="project.export").exists()


def test_a_coordinator_of_another_project_is_refused(project, tmp_path):
    with pytest.raises(export.ExportRefused):
        export.write(project, tmp_path, by=member(ProjectFactory()), reason="Why")


def test_the_dictionary_has_every_column_that_leaves_and_those_that_stay(project, tmp_path):
    export.write(project, tmp_path)
    found = written(tmp_path)
    told = {(row["Table"], row["Column"]): row["In this export"] for row in found.pop("dictionary")}
    for table, rows in found.items():
        for column in rows[0] if rows else ():
            assert told[table, column] == "yes"
    assert told["households.Resident", "name"] == "no"
    assert told["doorstep.SealingKey", "private_sealed"] == "no"


def test_an_unknown_person_and_project_are_refused_in_words(project, tmp_path, capsys):
    for words in (("own", "--by", "nobody@demo.example"), ("none",)):
        with pytest.raises(SystemExit) as stopped:
            call_command("export", *words, "--output", str(tmp_path / "out"))
        assert stopped.value.code == 1
    assert not (tmp_path / "out").exists()
