"""The illustrative budget and orders: together the award, whole in every ledger, and invented in so many words."""

import datetime

import pytest

from accounts.choices import Role
from grants import ledger
from grants.models import BudgetLine
from office.demonstration import buying, facts
from packs import actions, order_ledger
from packs.choices import ItemKind, OrderStatus
from packs.models import Decision, OrderLine, PurchaseOrder, Quote
from tests.factories.accounts import ProjectFactory, member


@pytest.mark.django_db
@pytest.mark.pdf
def test_what_is_invented_says_so_and_adds_up(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    project = ProjectFactory(award_pence=facts.PROJECT["award_pence"], demonstration=True)
    coordinator, approver = member(project), member(project, Role.CERTIFIER)
    buying.budget(project=project, by=coordinator)
    item = actions.add_item(project=project, name="UV torch", kind=ItemKind.TORCH, by=coordinator)
    day = datetime.date(2021, 11, 4)
    buying.torches(project=project, item=item, coordinator=coordinator, approver=approver, day=day)
    buying.packs(project=project, by=coordinator)
    assert BudgetLine.objects.totals()["allocated"] == 311_358_00
    assert all(line.illustrative for line in BudgetLine.objects.all())
    assert all("(invented)" in quote.supplier.name for quote in Quote.objects.select_related("supplier"))
    assert all(decision.reason.startswith("Illustrative") for decision in Decision.objects.all())
    torches = OrderLine.objects.get(item=item)
    assert (torches.quantity, torches.accepted) == (100, 40)
    assert list(PurchaseOrder.objects.values_list("status", flat=True)) == [
        OrderStatus.PART_RECEIVED,
        OrderStatus.RAISED,
    ]
    assert not [*ledger.faults(), *order_ledger.faults()]
