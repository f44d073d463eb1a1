"""Months of recorded crime: replaced whole, never doubled, held by one file at a time."""

import datetime
import io
import json

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from accounts.models import AuditEvent
from households.actions import add_area
from outcomes import actions
from outcomes.actions.crime import MonthRefused
from outcomes.choices import MonthStatus
from outcomes.models import Crime, CrimeMonth
from saferstreets.common import figures
from saferstreets.common.periods import Period
from tests.factories.accounts import ProjectFactory, member
from tests.factories.outcomes import hold, street_file

pytestmark = pytest.mark.django_db
D = datetime.date
ASB = {"crime_id": "", "crime_type": "Anti-social behaviour"}


@pytest.fixture
def project():
    return ProjectFactory()


@pytest.fixture
def by(project):
    return member(project)


def held(project):
    return Crime.objects.filter(project=project).held().count()


def test_the_same_month_twice_changes_nothing(project, by, tmp_path):
    path = street_file(tmp_path, (4, {}), (3, ASB))
    first = hold(project, by, path)
    assert (first["read"], first["new"], held(project)) == (7, 7, 7)
    events = AuditEvent.objects.count()
    again = hold(project, by, path)
    assert (again["new"], again["unchanged"], held(project)) == (0, 7, 7)
    assert (CrimeMonth.objects.count(), AuditEvent.objects.count()) == (1, events)
    assert first.keys() == {"read", "new", "unchanged", "changed", "duplicate", "review", "refused"}


def test_a_newer_file_takes_the_whole_months_place(project, by, tmp_path):
    hold(project, by, street_file(tmp_path, {"crime_id": "a1"}, {"crime_id": "b2"}, (3, ASB)))
    newer = hold(
        project,
        by,
        street_file(tmp_path, {"crime_id": "a1", "outcome": "Charged"}, (2, ASB), (2, {"crime_id": ""})),
    )
    assert {name: newer[name] for name in ("new", "unchanged", "changed")} == {
        "new": 2,
        "unchanged": 2,
        "changed": 1,
    }
    assert held(project) == Crime.objects.count() == 5
    old, new = CrimeMonth.objects.order_by("pk")
    assert (old.status, new.status, new.gone) == (MonthStatus.REPLACED, MonthStatus.HELD, 2)


def test_months_and_forces_do_not_touch_each_other(project, by, tmp_path):
    hold(project, by, street_file(tmp_path, {}, {"month": "2021-10"}, {"force": "British Transport Police"}))
    hold(project, by, street_file(tmp_path, {"crime_id": "other"}))
    assert held(project) == 3
    other = ProjectFactory()
    hold(other, by, street_file(tmp_path, {}))
    assert (held(project), held(other)) == (3, 1)


def test_what_waits_does_not_count_until_it_is_taken_in(project, by, tmp_path):
    hold(project, by, street_file(tmp_path, {}))
    for rows in (5, 4):
        path = street_file(tmp_path, (rows, {"crime_id": ""}))
        _counts, (waits,), _ = actions.import_street_file(project=project, path=path, file_name="f", by=by)
    assert held(project) == 1
    assert CrimeMonth.objects.staged().get() == waits
    actions.hold_month(month_id=waits.pk, by=by)
    assert held(project) == Crime.objects.count() == 4
    with pytest.raises(MonthRefused):
        actions.drop_month(month_id=waits.pk, by=by)


def test_a_month_left_out_leaves_its_line(project, by, tmp_path):
    path = street_file(tmp_path, {})
    _counts, (waits,), _ = actions.import_street_file(project=project, path=path, file_name="f", by=by)
    actions.drop_month(month_id=waits.pk, by=by)
    waits.refresh_from_db()
    assert (waits.status, waits.rows, Crime.objects.count()) == (MonthStatus.DROPPED, 1, 0)


def test_the_database_holds_one_file_a_month(project, by, tmp_path):
    hold(project, by, street_file(tmp_path, {}))
    month = CrimeMonth.objects.get()
    month.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        month.save(force_insert=True)


def run(*words, **options):
    out = io.StringIO()
    call_command("import_crime", *map(str, words), stdout=out, **options)
    return out.getvalue()


def test_the_command_counts_stages_and_merges(project, by, tmp_path):
    files = [
        street_file(tmp_path, (2, {}), ASB, name="2021-09-cumbria-street.csv"),
        street_file(tmp_path, {"month": "2021-10"}, name="2021-10-cumbria-street.csv", ends="\n"),
    ]
    asked = {"json": True, "by": by.email}
    assert json.loads(run(project.slug, *files, dry_run=True, **asked))["new"] == 4
    assert not CrimeMonth.objects.exists()
    assert json.loads(run(project.slug, *files, **asked))["new"] == 4
    assert held(project) == 0
    counts = json.loads(run(project.slug, *files, merge=True, **asked))
    assert counts == {
        "read": 4,
        "new": 4,
        "unchanged": 0,
        "changed": 0,
        "duplicate": 0,
        "review": 0,
        "refused": 0,
    }
    assert json.loads(run(project.slug, *files, merge=True, **asked))["unchanged"] == 4
    said = run(project.slug, files[0], merge=True, by=by.email)
    assert "3 unchanged" in said
    assert not CrimeMonth.objects.staged().exists()


def test_the_command_refuses_in_a_sentence(project, by, tmp_path):
    with pytest.raises(CommandError, match="There is no file"):
        run(project.slug, tmp_path / "none.csv", by=by.email)
    with pytest.raises(CommandError, match="may not import"):
        run(project.slug, street_file(tmp_path, {}), by=member(project, "assistant").email)


def test_the_figures_counted_by_hand(project, by, tmp_path):
    """Of September and October, in two areas: burglary 2, neighbourhood crime 4, anti-social behaviour 3, all crime 5."""
    add_area(
        project=project,
        name="Here",
        by=by,
        lsoas=[("E01019120", "2011", False), ("E01019121", "2011", False)],
    )
    away = {"lsoa": "E01019122", "lsoa_name": "Allerdale 008C"}
    hold(
        project, by,
        street_file(
            tmp_path, {}, {"lsoa": "E01019120"}, away, {"crime_type": "Vehicle crime"}, (3, ASB), ASB | away,
            {"month": "2021-10", "crime_type": "Robbery"}, {"month": "2021-10", "crime_type": "Shoplifting"},
            {"month": "2021-11"}, {"month": "2021-08"},
        ),
    )  # fmt: skip
    path = street_file(tmp_path, (9, {"month": "2021-12", "crime_id": ""}))
    actions.import_street_file(project=project, path=path, file_name="waits", by=by)

    def values(first, last):
        return [figures.value(one, project, Period(first, last)) for one in ("O03", "O04", "O05", "O06")]

    assert values(D(2021, 9, 1), D(2021, 10, 31)) == [2, 4, 3, 5]
    assert values(D(2021, 9, 30), D(2021, 11, 29)) == [2, 4, 3, 5]  # September ends inside, November does not
    assert values(D(2021, 9, 1), D(2021, 9, 29)) == [0, 0, 0, 0]
    assert values(D(2021, 12, 1), D(2021, 12, 31)) == [0, 0, 0, 0]  # waits
