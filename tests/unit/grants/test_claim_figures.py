"""The figures of claims and moves against returns counted by hand."""

import datetime

import pytest

from grants import actions
from grants.choices import EntryKind as K
from grants.models import ClaimLine
from saferstreets.common import figures
from saferstreets.common.periods import Period
from tests.factories.accounts import ProjectFactory, UserFactory
from tests.factories.claims import AUTUMN, SUMMER, certify, plan, propose, set_terms, submit
from tests.factories.grants import make_line, post

pytestmark = pytest.mark.django_db
D = datetime.date
SEPTEMBER, WHOLE_YEAR = Period(D(2021, 9, 1), D(2021, 9, 30)), Period(D(2021, 6, 3), D(2021, 12, 31))


@pytest.fixture
def project(settings):
    """A summer certified and paid, an autumn being prepared; £1 stands on a line that may not be claimed."""
    settings.DEMONSTRATION_TODAY = D(2022, 1, 31)
    project, by = ProjectFactory(award_pence=5_000_00), UserFactory()
    set_terms(project, by)
    pay, goods = (
        make_line(project, by, title="Pay"),
        make_line(project, by, title="Goods", vat_recoverable=True),
    )
    gifts = make_line(project, by, title="Gifts", eligible=False)
    for number, (line, kind, net, vat, on) in enumerate(
        (
            (pay, K.ACCRUAL, 300_00, 60_00, D(2021, 9, 30)),  # £360, claimed in the summer
            (goods, K.ACCRUAL, 50_00, 10_00, D(2021, 8, 1)),  # £50: its VAT comes back
            (goods, K.COMMITMENT, 99_00, 0, D(2021, 8, 1)),
            (gifts, K.ACCRUAL, 1_00, 0, D(2021, 8, 2)),
            (pay, K.ACCRUAL, 20_00, 0, D(2021, 10, 1)),  # in the autumn's draft
        )
    ):
        post(line, by, kind, net, vat_pence=vat, on=on, key=f"{number}")
    summer = plan(project, by, SUMMER)
    actions.gather(return_id=summer.pk, by=by)
    submit(summer, by)
    certify(summer)
    actions.record_return_paid(return_id=summer.pk, paid_on=D(2021, 11, 20), paid_pence=409_99, by=by)
    post(goods, by, K.ACCRUAL, 7_00, on=D(2021, 9, 30), key="late")  # typed after the summer was submitted
    autumn = plan(project, by, AUTUMN)
    actions.gather(return_id=autumn.pk, by=by)
    actions.leave_out(claim_line_id=ClaimLine.objects.get(claim=autumn, entry__line=goods).pk, by=by)
    for amount, on in ((30_00, D(2021, 9, 30)), (5_00, D(2021, 10, 1))):
        actions.approve_change(
            change_id=propose(pay, goods, by, amount_pence=amount).pk, decided_on=on, by=UserFactory()
        )
    propose(pay, goods, by)
    post(make_line(ProjectFactory(), by), by, K.ACCRUAL, 9_99, on=D(2021, 9, 1), key="theirs")
    return project


@pytest.mark.parametrize(
    ("figure", "september", "year"),
    [
        ("G05", 360_00 + 50_00, 360_00 + 50_00),
        ("G06", 7_00, 7_00 + 20_00),
        ("G07", 0, 409_99),
        ("G08", 30_00, 35_00),
    ],
)
def test_claims_and_moves_by_hand(project, figure, september, year):
    assert figures.value(figure, project, SEPTEMBER) == september
    assert figures.value(figure, project, WHOLE_YEAR) == year


def test_a_return_not_ended_yet_claims_nothing(project):
    assert figures.value("G05", project, Period(D(2021, 6, 3), D(2021, 9, 29))) == 0
