"""Each number of the room, counted by hand: a record on each edge day, and ones that must not count."""

import datetime

import pytest

from hardening import actions, results
from hardening.choices import JobStatus as S
from saferstreets.common import figures
from saferstreets.common.periods import Period
from tests.factories import hardening as make

D = datetime.date
NOVEMBER = Period(D(2021, 11, 1), D(2021, 11, 30))


@pytest.fixture
def on(settings):
    """on(day): the office works on that day."""

    def work(day):
        settings.DEMONSTRATION_TODAY = day

    return work


def value(o, key, period=NOVEMBER):
    return figures.value(key, o.project, period)


def fitted(o, on, referred_on, fitted_on, household=None, after=None, measures=("thumb_turn", "timer")):
    """A job referred on one day and fitted on another; after: answers of the survey after the work, on the same day."""
    on(referred_on)
    job = make.referred(o, household)
    make.survey(job.household, o.officer)
    make.specify(o, job, measures)
    actions.approve_job(job_id=job.pk, by=o.officer)
    actions.order_job(job_id=job.pk, firm=o.firm, line=o.line, by=o.coordinator)
    on(fitted_on)
    actions.book_job(job_id=job.pk, fitter=o.fitter, on_day=fitted_on, window="morning", by=o.coordinator)
    make.fit(o, job)
    if after:
        make.survey(job.household, o.officer, answers=after)
    job.refresh_from_db()
    return job


@pytest.fixture
def register(o, on):
    """In November: two homes on its edge days (the first with two jobs), a third with a snag; one in October, one in December."""
    first = fitted(o, on, D(2021, 10, 22), D(2021, 11, 1), after=make.STRONG)  # 10 days, 105.00
    fitted(
        o, on, D(2021, 11, 2), D(2021, 11, 3), household=first.household, measures=("sensor",)
    )  # 1 day, 25.00
    rented = make.victim(o.project, tenure="private_rented")
    fitted(
        o,
        on,
        D(2021, 11, 26),
        D(2021, 11, 30),
        household=rented,
        measures=("timer",),
        after={**make.WEAK, "windows": "all"},
    )  # 4 days, 10.00
    snagged = fitted(o, on, D(2021, 11, 4), D(2021, 11, 5))
    actions.inspect_job(job_id=snagged.pk, inspected_on=D(2021, 11, 5), snags=["Loose"], by=o.officer)
    fitted(o, on, D(2021, 10, 1), D(2021, 10, 31))
    fitted(o, on, D(2021, 11, 10), D(2021, 12, 1))
    on(D(2021, 11, 15))
    make.job_in(o, S.DECLINED)
    make.job_in(o, S.REFERRED)
    on(D(2021, 12, 2))
    make.job_in(o, S.REFERRED)
    return o


def test_homes_secured_counts_homes_on_both_edge_days_and_no_snag(register):
    assert value(register, "H01") == 2
    assert value(register, "H01", Period(D(2021, 10, 1), D(2021, 12, 31))) == 4


def test_homes_waiting_is_a_state_of_the_last_day(register):
    assert value(register, "H02") == 2, "the one fitted on 1 December and the one referred on the 15th"
    assert value(register, "H02", Period(D(2021, 11, 1), D(2021, 11, 29))) == 3
    assert value(register, "H02", Period(D(2021, 11, 1), D(2021, 11, 14))) == 1, (
        "the declined one had not been referred"
    )


def test_homes_surveyed(register):
    """Rented on the 26th, snagged on the 4th, the one of the 10th; the second survey of the first home was after its work."""
    assert value(register, "H03") == 3


def test_wide_before_and_after(register):
    assert [value(register, key) for key in ("H04", "H05", "H06")] == [2, 0, 5]
    rows = results.by_tenure(register.project, NOVEMBER)
    assert [(row["tenure"], row["homes"], row["before"], row["after"]) for row in rows] == [
        ("Owner-occupied", 1, "0.0", "4.0"), ("Private rented", 1, "0.0", "1.0"), ("All", 2, "0.0", "2.5"),
    ]  # fmt: skip


def test_cost_and_days(register, on):
    assert value(register, "H07") == 105_00 + 25_00 + 10_00
    assert value(register, "H08") == 5, "10, 1 and 4 days"
    on(D(2021, 11, 30))
    shown = results.of(register.project, D(2021, 11, 30))
    assert shown["cost_per_home"] == (105_00 + 25_00 + 10_00 + 105_00) // 3


def test_nothing_fitted_is_nothing(o):
    assert [value(o, key) for key in ("H01", "H04", "H05", "H07", "H08")] == [0, 0, 0, 0, 0]
    assert results.of(o.project, make.TODAY)["cost_per_home"] is None


def test_late_jobs_and_open_snags(register):
    """On 30 November: referred on the 15th and due on the 25th; snagged on the 5th and due on the 15th; both late. October's and
    the first home's fitted work was due 10 days later too."""
    late = figures.get("H09").rows(register.project, NOVEMBER)
    assert sorted(late.values_list("status", "due_on")) == [
        ("fitted", D(2021, 11, 10)), ("fitted", D(2021, 11, 11)), ("fitted", D(2021, 11, 13)), ("referred", D(2021, 11, 25)),
        ("snagged", D(2021, 11, 15)),
    ]  # fmt: skip
    assert value(register, "H10") == 1
    assert value(register, "H10", Period(D(2021, 11, 1), D(2021, 11, 4))) == 0


def test_cocoon_doors(o, on):
    on(D(2021, 11, 20))
    home = make.victim(o.project, number="9101")
    make.home(o.project, street=home.street, number="9103")
    make.home(o.project, street=home.street, number="9105")
    cocoon = actions.pull_burglaries(project=o.project, by=None)[0]
    tasks = list(cocoon.tasks.all())
    for task, day in zip(tasks, (D(2021, 11, 27), D(2021, 11, 28), D(2021, 12, 1)), strict=True):
        on(day)
        actions.record_cocoon_task(task_id=task.pk, outcome="spoke", done_on=day, by=o.coordinator)
    assert (value(o, "H11"), value(o, "H12")) == (2, 1)
