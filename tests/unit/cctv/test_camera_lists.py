"""Lists of cameras: the two real versions, a renumbered third, what waits for a person, and the way back."""

import csv
import io
import json
from pathlib import Path

import pytest
from django.core.management import call_command

from cctv.importing import changes
from cctv.models import Camera
from imports import actions
from imports.models import Row
from imports.rules import BatchRefused
from tests.factories import cctv as make
from tests.factories.accounts import ProjectFactory, member
from tests.factories.imports import stage, verdicts

pytestmark = pytest.mark.django_db
DATA = Path(__file__).parents[2] / "data" / "cctv"
FIRST, SECOND = (DATA / f"trafford_cctv_cameras_{day}.csv" for day in ("2023-10-30", "2024-03-08"))
EXPECTED = {
    "from": "2023-10-30", "to": "2024-03-08", "from_rows": 99, "to_rows": 105, "added": 6, "removed": 0, "moved": 0, "renamed": 4,
    "removed_ids": [],
}  # fmt: skip


@pytest.fixture
def project():
    return ProjectFactory(slug="lists")


@pytest.fixture
def by(project):
    return member(project)


def bring(project, by, content, name="cameras.csv", merge=True, **details):
    batch = stage(project, content, by=by, kind="cameras", name=name, details=details)
    return actions.merge_batch(batch_id=batch.pk, by=by) if merge else batch


def both(project, by):
    return [bring(project, by, path.read_bytes(), path.name) for path in (FIRST, SECOND)]


def renumbered(count=1):
    """The second list with every number new, and `count` cameras that nobody knows."""
    rows = list(csv.DictReader(SECOND.read_text(encoding="ascii").splitlines()))
    numbers = [row["camera_id"] for row in rows]
    for row, number in zip(rows, numbers[7:] + numbers[:7], strict=True):
        row["camera_id"] = number  # each number goes to another camera
    for more in range(count):
        rows.append(
            {
                **rows[0],
                "camera_id": f"9{more}00",
                "location": f"Example Way {more}",
                "lon": f"-2.4{more}",
                "lat": "53.3",
            }
        )
    return written(rows)


def written(rows):
    text = io.StringIO()
    sheet = csv.DictWriter(text, rows[0])
    sheet.writeheader()
    sheet.writerows(rows)
    return text.getvalue()


def test_the_two_real_versions_give_the_entry_of_the_register(project, by):
    first, second = both(project, by)
    assert first.counts == {
        "read": 99,
        "new": 99,
        "unchanged": 0,
        "changed": 0,
        "duplicate": 0,
        "review": 0,
        "refused": 0,
    }
    assert second.counts == {
        "read": 105,
        "new": 6,
        "unchanged": 95,
        "changed": 4,
        "duplicate": 0,
        "review": 0,
        "refused": 0,
    }
    entry = changes.of_batch(second).entry
    assert {name: entry[name] for name in EXPECTED} == EXPECTED
    assert {camera.split(":")[0] for camera, _ in changes.of_batch(second).renamed} == {
        "1003",
        "1005",
        "1150",
        "1151",
    }
    assert Camera.objects.filter(project=project).count() == 105


def test_the_same_list_again_changes_nothing_and_the_entry_is_told_before_the_merge_too(project, by):
    bring(project, by, FIRST.read_bytes(), FIRST.name)
    waiting = bring(project, by, SECOND.read_bytes(), SECOND.name, merge=False)
    entry = changes.of_batch(waiting).entry
    assert {name: entry[name] for name in EXPECTED} == EXPECTED
    actions.merge_batch(batch_id=waiting.pk, by=by)
    again = bring(project, by, SECOND.read_bytes(), SECOND.name)
    assert (again.unchanged, again.new, again.changed, again.review) == (105, 0, 0, 0)


def test_a_renumbered_version_finds_every_camera_in_its_place(project, by):
    both(project, by)
    places = dict(Camera.objects.values_list("pk", "location"))
    batch = bring(project, by, renumbered(2), "trafford_cctv_cameras_2025-01-01.csv")
    assert (batch.changed, batch.new, batch.review) == (105, 2, 0)
    assert {pk: place for pk, place in Camera.objects.values_list("pk", "location") if pk in places} == places
    entry = changes.of_batch(batch).entry
    assert (entry["renumbered"], entry["added"], entry["removed"], entry["renamed"]) == (105, 2, 0, 0)


def test_a_merge_is_taken_back_to_the_letter_and_not_once_a_camera_is_live(project, by):
    bring(project, by, FIRST.read_bytes(), FIRST.name)
    before = list(Camera.objects.order_by("pk").values())
    second = bring(project, by, SECOND.read_bytes(), SECOND.name)
    actions.undo_batch(batch_id=second.pk, by=by)
    assert list(Camera.objects.order_by("pk").values()) == before
    school = make.installed(project)
    batch = bring(project, by, "camera_id,location\n1,Gate\n", scheme=school.pk)
    Camera.objects.filter(scheme=school).update(installed_on=make.INSTALLED, live_on=make.TODAY)
    with pytest.raises(BatchRefused, match="gone live"):
        actions.undo_batch(batch_id=batch.pk, by=by)


def test_what_is_unsure_waits_and_is_decided(project, by):
    bring(project, by, "camera_id,location,lon,lat\n16,Goose Green,-2.35,53.38\n24,Edge Lane,-2.30,53.44\n")
    batch = bring(
        project,
        by,
        "camera_id,location,lon,lat\n16,Hale Road,-2.10,53.10\n24,Edge Lane,-2.30,53.44\n",
        merge=False,
    )
    assert verdicts(batch) == {2: "review", 3: "unchanged"}
    row = Row.objects.of(batch).waiting().get()
    camera = Camera.objects.get(number="16")
    assert row.candidate_ids == [camera.pk]
    assert changes.of_batch(batch).entry["removed"] == 0  # nobody has said that 16 has gone
    actions.decide_rows(batch_id=batch.pk, decisions={row.pk: ("same", camera.pk)}, by=by)
    actions.merge_batch(batch_id=batch.pk, by=by)
    camera.refresh_from_db()
    assert camera.location == "Hale Road"


def test_registers_do_not_meet_another_scheme_or_project(project, by):
    school = make.scheme(project)
    bring(project, by, "camera_id,location\n1,Gate\n", scheme=school.pk)
    assert bring(project, by, "camera_id,location\n1,Gate\n").new == 1
    other = ProjectFactory()
    assert bring(other, member(other), "camera_id,location\n1,Gate\n").new == 1


def test_rows_are_accounted_for_and_odd_cells_are_told(project, by):
    batch = bring(
        project, by,
        "Camera Ref;Site;X;Y\n7.0;Gate;381000;394000\n7;Gate;381000;394000\n8;Yard;0;0\n;Wall;;\n;Wall;;\n9;;;\n10;Degrees;-2.3;53.4\n7;Roof;381500;394500\n",
        merge=False,
    )  # fmt: skip
    assert verdicts(batch) == {
        2: "new", 3: "duplicate", 4: "new", 5: "new", 6: "review", 7: "refused", 8: "new", 9: "review",
    }  # fmt: skip
    reasons = dict(batch.rows.values_list("number", "reason"))
    assert "no place in the country" in reasons[4]
    assert "second camera" in reasons[6]
    assert "Row 2 has the same number" in reasons[9]
    assert json.loads(batch.rows.get(number=8).parsed)[5:] == ["-2300000", "53400000", "", ""]


def test_the_command_prints_counts_and_changes(project, by, capsys):
    words = ["import_cameras", "lists", str(FIRST), "--by", by.email, "--merge"]
    call_command(*words, "--json")
    assert json.loads(capsys.readouterr().out)["new"] == 99
    call_command(*[*words[:2], str(SECOND), *words[3:]], "--changes")
    entry = json.loads(capsys.readouterr().out)
    assert {name: entry[name] for name in EXPECTED} == EXPECTED


def test_the_command_brings_a_list_of_one_scheme(project, by, tmp_path, capsys):
    school = make.scheme(project)
    path = tmp_path / "school.csv"
    path.write_text("Number,Location\n1,Gate\n")
    call_command("import_cameras", "lists", str(path), "--by", by.email, "--merge", "--scheme", school.name)
    assert Camera.objects.get().scheme == school
