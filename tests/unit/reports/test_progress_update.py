"""The stable door `manage.py progress_update`."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from tests.factories import reports as made
from tests.unit.reports.conftest import on

pytestmark = [pytest.mark.pdf, pytest.mark.django_db]


@pytest.fixture
def out(tmp_path):
    return {
        "output": str(tmp_path / "u.pdf"),
        "html": str(tmp_path / "u.html"),
        "json": str(tmp_path / "u.json"),
    }


def run(project, *args, **options):
    call_command("progress_update", project, *args, **options)


def refused(capsys, *args, **options):
    with pytest.raises(SystemExit) as left:
        run(*args, **options)
    assert left.value.code == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert len(said.err.strip().splitlines()) == 1
    return said.err


def test_it_writes_all_three(counted, out):
    run(counted.project.slug, "--as-at", "2021-09-30", **out)
    assert Path(out["output"]).read_bytes()[:5] == b"%PDF-"
    assert "3 June 2021 to 30 September 2021" in Path(out["html"]).read_text()
    data = json.loads(Path(out["json"]).read_text())
    assert next(figure for figure in data["figures"] if figure["id"] == "P01")["value"] == 3


def test_twice_is_the_same_bytes(counted, out, tmp_path):
    run(counted.project.slug, "--as-at", "2021-09-30", **out)
    again = tmp_path / "again.pdf"
    run(counted.project.slug, "--as-at", "2021-09-30", "--output", str(again))
    assert again.read_bytes() == Path(out["output"]).read_bytes()


def test_the_period_starts_after_the_last_issued_update(counted, out, monkeypatch):
    monkeypatch.setattr("reports.paper.as_pdf", lambda html: b"%PDF-")
    monkeypatch.setattr("reports.paper.as_large_print", lambda html: b"%PDF-large")
    made.issued(counted.project, counted.writer, counted.certifier, summary="September’s words.")
    run(counted.project.slug, "--as-at", "2021-10-31", **out)
    data = json.loads(Path(out["json"]).read_text())
    packs = next(row for row in data["figures"] if row["id"] == "P01")
    assert (data["period"]["start"], packs["value"], packs["since_start"]) == ("2021-10-01", 2, 5)
    assert "September’s words." in Path(out["html"]).read_text()
    run(counted.project.slug, "--as-at", "2021-10-31", "--from", "2021-10-31", **out)
    again = json.loads(Path(out["json"]).read_text())["figures"]
    assert [row["value"] for row in again if row["id"] == "P01"] == [1]


def test_the_issued_paper_comes_as_stored(counted, out):
    update = made.issued(counted.project, counted.writer, counted.certifier)
    run(counted.project.slug, "--as-at", "2021-09-30", "--issued", **out)
    assert Path(out["output"]).read_bytes() == bytes(update.pdf)


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("nowhere", "--as-at", "2021-09-30"), "no project “nowhere”"),
        (("{}", "--as-at", "2021-06-02"), "cannot end before the project starts"),
        (("{}", "--as-at", "2021-09-30", "--from", "2021-10-01"), "must not come before"),
        (("{}", "--as-at", "2021-09-30", "--issued"), "is issued"),
    ],
)
def test_refusals_are_one_plain_sentence(counted, capsys, out, args, words):
    assert words in refused(capsys, *(arg.format(counted.project.slug) for arg in args), **out)


def test_an_output_that_cannot_be_written_is_refused(counted, capsys, tmp_path):
    assert "Cannot write" in refused(
        capsys, counted.project.slug, "--as-at", "2021-09-30", "--output", str(tmp_path / "none" / "u.pdf")
    )


@pytest.mark.parametrize(
    "args",
    [
        ["x"],
        ["x", "--as-at", "30/9/2021", "--output", "u.pdf"],
        ["x", "--output", "u.pdf"],
        ["--as-at", "2021-09-30"],
    ],
)
def test_wrong_usage_is_2(args):
    done = subprocess.run(
        [sys.executable, "manage.py", "progress_update", *args],
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "usage:" in done.stderr
    assert "Traceback" not in done.stderr


def test_days_are_not_moved_by_the_clock(counted, out):
    run(counted.project.slug, "--as-at", str(on(9, 30)), **out)
    assert "Working copy of 24 November 2021" in Path(out["html"]).read_text()
