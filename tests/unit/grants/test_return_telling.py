"""How a return tells of the work beside the money: colours, risks and moves as at its last day, and what came after it left out."""

import datetime
import io

import openpyxl
import pytest

from grants import actions, return_papers
from grants.actions import delivery
from grants.delivery_choices import DelayFactor
from grants.return_telling import telling
from tests.factories.accounts import ProjectFactory, UserFactory
from tests.factories.claims import PDF, plan, propose, set_terms, submit
from tests.factories.delivery import make_risk
from tests.factories.grants import make_deliverable, make_line, make_milestone

pytestmark = pytest.mark.django_db
D = datetime.date


@pytest.fixture
def by():
    return UserFactory()


@pytest.fixture
def claim(by):
    """To 30 September: one promise with a delayed step, a risk of each side of the day, a move on the day and one after it."""
    project = ProjectFactory(award_pence=10_000_00)
    locks = make_deliverable(project, by, title="Locks", section="hardening", figure="", targets=(100,))
    step = make_milestone(project, by, title="Order the locks", section="hardening", due_on=D(2021, 9, 1))
    delivery.forecast_milestone(
        milestone=step, forecast_on=D(2021, 10, 20), delay_factor=DelayFactor.PROCUREMENT, delay_words="two bids only",
        stated_on=D(2021, 9, 10), by=by,
    )  # fmt: skip
    make_risk(project, by, title="Open on the day", deliverable=locks, raised_on=D(2021, 9, 30))
    make_risk(project, by, title="Raised after it", raised_on=D(2021, 10, 1))
    closed = make_risk(project, by, title="Closed on it")
    delivery.close_risk(risk=closed, closed_on=D(2021, 9, 30), closed_words="The supplier came", by=by)
    set_terms(project, by)
    ends = make_line(project, by, title="Doors", deliverable=locks), make_line(project, by, title="Bags")
    for day, pence in ((D(2021, 9, 30), 100_00), (D(2021, 10, 1), 50_00)):
        move = propose(*ends, by, amount_pence=pence)
        actions.approve_change(change_id=move.pk, decided_on=day, letter=PDF, by=UserFactory())
    return plan(project, by)


def test_the_last_day_of_the_period_decides_what_is_told(claim):
    told = telling(claim)
    (locks,) = told["progress"]
    assert (locks["title"], locks["delivery"], locks["spend"], locks["risk"]) == (
        "Locks",
        "Red",
        "Amber",
        "Amber",
    )
    assert (
        locks["delivery_why"]
        == "“Order the locks” is 49 days behind its plan; more than 14 days late is red."
    )
    assert locks["delays"] == "Order the locks: procurement, two bids only"
    (risk,) = told["risks"]
    assert (risk["title"], risk["threatens"], risk["pre_impact"], risk["owner"]) == (
        "Open on the day",
        "Locks",
        "5, major",
        "Co-ordinator",
    )
    assert [(move["from"], move["to"], move["amount"], move["letter"]) for move in told["moves"]] == [
        ("Doors", "Bags", 100_00, True)
    ]


def test_the_workbook_has_a_sheet_for_each(claim, by):
    submission = submit(claim, by)
    book = openpyxl.load_workbook(io.BytesIO(return_papers.workbook(submission, [])))
    rows = {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}
    assert rows["Progress"][1][:2] == ("Locks", "Red")
    assert [row[0] for row in rows["Risks"]] == ["Risk", "Open on the day"]
    assert rows["Moves"][1][:3] == ("Doors", "Bags", 100)


def test_a_return_from_before_these_sheets_keeps_its_own(claim, by):
    submission = submit(claim, by)
    for key in ("progress", "risks", "moves"):
        del submission.frozen[key]
    book = openpyxl.load_workbook(io.BytesIO(return_papers.workbook(submission, [])))
    assert book.sheetnames == ["Return", "Spend", "Outputs", "Entries", "Notes"]
