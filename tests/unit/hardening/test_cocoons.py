import datetime

import pytest

from hardening import actions
from hardening.actions.cocoons import doors_around
from hardening.models import Cocoon, CocoonTask
from households.models import BurglaryRecord
from saferstreets.common import clock
from tests.factories import hardening as make
from tests.factories.households import StreetFactory
from tests.factories.register import burglary_record


@pytest.fixture
def street(o):
    """Odd and even numbers from 9001 to 9024."""
    street = StreetFactory(project=o.project)
    return {number: make.home(o.project, street=street, number=str(number)) for number in range(9001, 9025)}


def numbers(home):
    return [int(door.number) for _, door in doors_around(home)]


def test_four_doors_each_side_on_the_same_side_of_the_street(street):
    assert numbers(street[9011]) == [9003, 9005, 9007, 9009, 9011, 9013, 9015, 9017, 9019]
    assert numbers(street[9002]) == [9002, 9004, 9006, 9008, 9010]
    assert [distance for distance, _ in doors_around(street[9011])] == [-4, -3, -2, -1, 0, 1, 2, 3, 4]


def test_doors_closed_to_visits_or_empty_are_passed_over(street):
    for number, change in ((9009, {"closed_on": datetime.date(2021, 11, 1)}), (9013, {"state": "void"})):
        home = street[number]
        type(home).objects.filter(pk=home.pk).update(**change)
    assert numbers(street[9011]) == [9001, 9003, 9005, 9007, 9011, 9015, 9017, 9019, 9021]


def test_each_record_gives_one_cocoon_however_often_it_is_asked(o, street):
    burglary_record(street[9011], reference="A")
    burglary_record(street[9020], reference="B", expires_on=clock.today() - datetime.timedelta(days=1))
    assert len(actions.pull_burglaries(project=o.project, by=None)) == 1
    assert actions.pull_burglaries(project=o.project, by=None) == []
    cocoon = Cocoon.objects.get()
    assert (cocoon.due_on - cocoon.made_on).days == 7
    assert cocoon.tasks.count() == 9


def test_a_door_is_done_once_and_the_report_counts_what_was_really_done(o, street):
    burglary_record(street[9011], reference="A")
    cocoon = actions.pull_burglaries(project=o.project, by=o.coordinator)[0]
    spoke, late = cocoon.tasks.all()[:2]
    done = {"outcome": "spoke", "done_on": clock.today(), "by": o.coordinator}
    actions.record_cocoon_task(task_id=spoke.pk, **done)
    with pytest.raises(actions.JobRefused, match="already"):
        actions.record_cocoon_task(task_id=spoke.pk, **done)
    with pytest.raises(actions.JobRefused, match="between"):
        actions.record_cocoon_task(
            task_id=late.pk, **{**done, "done_on": clock.today() + datetime.timedelta(days=1)}
        )
    CocoonTask.objects.filter(pk=late.pk).update(
        outcome="card", done_on=cocoon.due_on + datetime.timedelta(days=1), done_by=o.coordinator
    )
    row = Cocoon.objects.filter(project=o.project).for_list().get()
    assert (row.doors, row.done, row.in_time, row.spoke) == (9, 2, 1, 1)


def test_deleting_the_record_in_its_time_keeps_what_was_done(o, street):
    record = burglary_record(street[9011], reference="A")
    actions.pull_burglaries(project=o.project, by=None)
    BurglaryRecord.objects.filter(pk=record.pk).delete()
    assert Cocoon.objects.get().burglary is None
