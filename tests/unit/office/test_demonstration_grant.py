"""The illustrative returns: whole in every ledger, signed by two people, invented in so many words."""

import pytest

from accounts.choices import Role
from grants import ledger
from grants.claim_choices import ReturnStatus
from grants.models import BudgetChange, Entry, Return, Submission, Terms
from office.demonstration import buying, facts, grant_money
from tests.factories.accounts import ProjectFactory, member


@pytest.mark.django_db
def test_what_is_invented_says_so_and_adds_up(settings):
    settings.DEMONSTRATION_TODAY = grant_money.D(2021, 11, 24)
    project = ProjectFactory(award_pence=facts.PROJECT["award_pence"], demonstration=True)
    coordinator, finance, certifier = (
        member(project, role) for role in (Role.COORDINATOR, Role.FINANCE, Role.CERTIFIER)
    )
    buying.budget(project=project, by=coordinator)
    assert not grant_money.there(project)
    grant_money.fill(project=project, coordinator=coordinator, finance=finance, certifier=certifier)
    assert grant_money.there(project)
    assert Terms.objects.get().illustrative
    assert all("(invented)" in entry.reason for entry in Entry.objects.filter(key__startswith="typed:"))
    assert BudgetChange.objects.get().reason.startswith("Illustrative")
    assert list(Return.objects.values_list("status", flat=True)) == [ReturnStatus.PAID, ReturnStatus.DRAFT]
    first = Submission.objects.get()
    assert (first.claimed_pence, first.frozen["illustrative"]) == (4_620_00 + 372_00, True)
    assert "The split of the budget is illustrative: no paper gives it." in first.frozen["warnings"]
    assert not ledger.faults(project)
