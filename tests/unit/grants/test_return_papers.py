"""The workbook as a funder opens it, in LibreOffice too, and the ZIP with everything that proves it."""

import csv
import datetime
import hashlib
import io
import json
import shutil
import subprocess
import zipfile

import openpyxl
import pytest
from django.core.files.base import ContentFile

from grants import actions, return_papers
from grants.claim_choices import TypedKind
from tests.factories.accounts import ProjectFactory, UserFactory
from tests.factories.claims import PDF, certify, plan, submit
from tests.factories.grants import make_deliverable, make_line

D = datetime.date
HOSTILE = '=HYPERLINK("http://example","x")'


@pytest.fixture
def submission(db):
    """Two entries by hand, one with a paper; the reason of the other is hostile."""
    project, by = (
        ProjectFactory(award_pence=2_000_00, name="Safer Streets Example"),
        UserFactory(name="Example Preparer"),
    )
    make_deliverable(project, by)
    line = make_line(project, by, title="Pay", illustrative=True)
    for number, (net, reason, paper) in enumerate(((300_50, "Pay, September", PDF), (12_34, HOSTILE, None))):
        actions.type_entry(
            line=line, kind=TypedKind.RECEIVED, net_pence=net, vat_pence=0, happened_on=D(2021, 9, 6), reason=reason, key=str(number), by=by, paper=paper
        )  # fmt: skip
    claim = plan(project, by)
    actions.gather(return_id=claim.pk, by=by)
    actions.note_line(
        return_id=claim.pk, line=line, forecast_pence=900_00, words="People started late", by=by
    )
    made = submit(claim, by)
    certify(claim, UserFactory(name="Example Officer"))
    return made


def signed(submission):
    return list(submission.signatures.order_by("id"))


def test_the_workbook_says_what_is_frozen_and_text_stays_text(submission):
    content = return_papers.workbook(submission, signed(submission))
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.sheetnames == ["Return", "Spend", "Outputs", "Progress", "Risks", "Moves", "Entries", "Notes"]
    cover = {row[0]: row[1] for row in book["Return"].iter_rows(values_only=True)}
    assert cover["Please note"] == "Illustrative: no paper gives this split of the award"
    assert cover["Claimed in this return"] == "£312.84"
    assert cover["Certified by"] == "Example Officer, Chief finance officer, 29 October 2021"
    assert cover["Digest of the figures (SHA-256)"] == submission.sha256
    heads, line, total = list(book["Spend"].iter_rows(values_only=True))
    found = dict(zip(heads, line, strict=True))
    assert (
        found["Budget line"],
        found["Claimed in this return"],
        found["Forecast to the end of the grant"],
    ) == ("Pay (illustrative)", 312.84, 900)
    assert (total[0], dict(zip(heads, total, strict=True))["Claimed to date"]) == ("All lines", 312.84)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert [cell.value for cell in cells if cell.value == HOSTILE]
    assert not [cell for cell in cells if cell.data_type == "f"]


def test_the_same_submission_gives_the_same_bytes(submission):
    one, two = (return_papers.workbook(submission, signed(submission)) for _ in range(2))
    assert one == two
    with (
        return_papers.bundle(submission, signed(submission)) as one,
        return_papers.bundle(submission, signed(submission)) as two,
    ):
        assert one.read() == two.read()


@pytest.mark.slow
def test_libreoffice_opens_the_workbook(submission, tmp_path):
    """As a funder would: the sheet of spend comes out of LibreOffice with the same words and amounts."""
    assert shutil.which("soffice"), "LibreOffice is missing: scripts/system-packages office"
    (tmp_path / "return.xlsx").write_bytes(return_papers.workbook(submission, signed(submission)))
    every_sheet = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", every_sheet, "--outdir", str(tmp_path), str(tmp_path / "return.xlsx")],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    sheets = {
        path.stem.removeprefix("return-"): list(csv.reader(path.read_text(encoding="utf-8").splitlines()))
        for path in tmp_path.glob("return-*.csv")
    }
    assert set(sheets) == {"Return", "Spend", "Outputs", "Progress", "Risks", "Moves", "Entries", "Notes"}
    spend = dict(zip(*sheets["Spend"][:2], strict=True))
    assert (spend["Budget line"], spend["Claimed in this return"], spend["Explanation"]) == (
        "Pay (illustrative)",
        "312.84",
        "People started late",
    )
    assert HOSTILE in [row[4] for row in sheets["Entries"]]


def test_the_bundle_proves_itself(submission):
    with return_papers.bundle(submission, signed(submission)) as file, zipfile.ZipFile(file) as archive:
        names = archive.namelist()
        content = {name: archive.read(name) for name in names}
    sums = dict(reversed(row.split("  ")) for row in content.pop("SHA256SUMS").decode().splitlines())
    assert {name: hashlib.sha256(found).hexdigest() for name, found in content.items()} == sums
    assert hashlib.sha256(content["return.json"]).hexdigest() == submission.sha256
    assert (
        hashlib.sha256(content["entries.json"]).hexdigest()
        == json.loads(content["return.json"])["ledger_sha256"]
    )
    assert [name for name in names if name.startswith("papers/")] == [
        f"papers/{hashlib.sha256(PDF).hexdigest()[:16]}.pdf"
    ]
    assert "Certified by Example Officer" in content["READ-ME.txt"].decode()


def test_a_paper_that_is_not_the_one_submitted_stops_the_bundle(submission):
    document = submission.claim.lines.exclude(entry__papers=None).get().entry.papers.get().document
    document.file.storage.delete(document.file.name)
    document.file.storage.save(document.file.name, ContentFile(b"%PDF-1.4 another"))
    with pytest.raises(return_papers.BundleRefused, match="not the paper that was submitted"):
        return_papers.bundle(submission, signed(submission))
