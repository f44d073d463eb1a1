import datetime

import pytest

from grants import progress, rules
from grants.models import Deliverable
from tests.factories.accounts import ProjectFactory, UserFactory
from tests.factories.doorstep import deliver
from tests.factories.grants import make_deliverable, state_target
from tests.factories.households import HouseholdFactory

DAY = datetime.date(2021, 11, 24)
EVE = DAY - datetime.timedelta(days=1)
MORROW = DAY + datetime.timedelta(days=1)


@pytest.mark.parametrize(
    ("due_on", "done_on", "status"),
    [
        (None, None, "not-due"),
        (EVE, None, "late"),
        (DAY, None, "due"),
        (MORROW, None, "due"),
        (EVE, DAY, "done"),
        (None, DAY, "done"),
    ],
)
def test_milestone_status_is_late_only_after_its_last_day(due_on, done_on, status):
    assert rules.milestone_status(due_on, done_on, DAY)[0] == status


def shown(project):
    return progress.promises(Deliverable.objects.filter(project=project).with_targets(), project, DAY)


@pytest.mark.django_db
def test_a_promise_shows_both_targets_and_the_figure_up_to_today():
    project, by = ProjectFactory(), UserFactory()
    make_deliverable(project, by, targets=(150, 100))
    homes = [
        HouseholdFactory(project=project, street__project=project, number=str(number)) for number in (1, 2, 3)
    ]
    deliver(homes[0], by, on=project.starts_on)
    deliver(homes[1], by, on=DAY)
    deliver(homes[2], by, on=MORROW)  # must not count yet
    (promise,) = shown(project)
    assert (promise.baseline.value, promise.current.value, promise.actual) == (150, 100, 2)
    assert promise.revised
    assert promise.unapproved
    assert promise.counted
    assert promise.status == "behind"


@pytest.mark.django_db
def test_a_promise_that_nothing_counts_has_no_number():
    project = ProjectFactory()
    make_deliverable(project, UserFactory(), figure="", targets=())
    (promise,) = shown(project)
    assert (promise.actual, promise.baseline, promise.current) == (None, None, None)
    assert not promise.counted
    assert not promise.revised
    assert not promise.unapproved


@pytest.mark.django_db
def test_history_flags_only_a_change_without_approval():
    deliverable = make_deliverable(ProjectFactory(), by := UserFactory(), targets=(150, 100))
    state_target(deliverable, by, value=120, stated_on=DAY, agreed_by="Home Office", agreed_on=DAY)
    labels = [row["label"] for row in progress.history(list(deliverable.targets.order_by("stated_on", "id")))]
    assert labels == ["First statement", progress.NO_APPROVAL, "Approved"]


@pytest.mark.django_db
def test_many_promises_ask_once_for_each_figure(django_assert_num_queries):
    project, by = ProjectFactory(), UserFactory()
    for number in range(6):
        make_deliverable(project, by, title=f"Promise {number}")
    with django_assert_num_queries(4):  # deliverables, their targets, the first post, P02
        assert len(shown(project)) == 6
