"""check_ledgers finds what was changed behind the triggers: moves, claims, submissions, signatures."""

import datetime

import pytest

from grants import actions, ledger
from grants.choices import EntryKind as K
from grants.models import BudgetChange, BudgetLine, ClaimLine, Return, Signature, Submission
from tests.factories.accounts import ProjectFactory, UserFactory
from tests.factories.claims import certify, plan, propose, set_terms, submit
from tests.factories.grants import make_line, post
from tests.unit.grants.test_money_ledger import past_triggers

D = datetime.date


@pytest.fixture
def claim(db):
    """A project with a move that was made and a return that is certified; everything adds up."""
    project, by = ProjectFactory(award_pence=2_000_00), UserFactory()
    set_terms(project, by)
    one, two = make_line(project, by, title="One"), make_line(project, by, title="Two")
    actions.approve_change(change_id=propose(one, two, by).pk, decided_on=D(2021, 11, 2), by=UserFactory())
    post(one, by, K.ACCRUAL, 300_00, on=D(2021, 9, 1), key="first")
    claim = plan(project, by)
    actions.gather(return_id=claim.pk, by=by)
    submit(claim, by)
    certify(claim)
    assert not ledger.faults(project)
    return claim


TAMPERED = {
    "the award is": ("accounts_project", lambda claim: type(claim.project).objects.filter(pk=claim.project_id).update(award_pence=1_999_99)),
    "not opposite": ("grants_budgetchange", lambda claim: BudgetChange.objects.update(amount_pence=99_99)),
    "which it may not": ("grants_budgetline", lambda claim: BudgetLine.objects.update(eligible=False)),
    "the figures are not those": ("grants_submission", lambda claim: Submission.objects.update(sha256="0" * 64)),
    "the entries are not those": ("grants_submission", lambda claim: Submission.objects.update(ledger=[])),
    "is claimed, its entries make": ("grants_submission", lambda claim: Submission.objects.update(claimed_pence=1)),
    "which is not what was submitted": ("grants_claimline", lambda claim: ClaimLine.objects.all().delete()),
    "is not signed by two people": ("grants_signature", lambda claim: Signature.objects.filter(capacity="certifier").delete()),
}  # fmt: skip


@pytest.mark.parametrize("words", TAMPERED)
def test_what_was_changed_behind_the_triggers_is_named(claim, words):
    table, tamper = TAMPERED[words]
    with past_triggers(table):
        tamper(claim)
    assert any(words in fault for fault in ledger.faults(claim.project))
    assert not ledger.faults(ProjectFactory())
    assert Return.objects.get(pk=claim.pk).is_unsigned is False
