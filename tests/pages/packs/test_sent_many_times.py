"""A form pressed many times, or sent again by a browser that heard nothing: fifty at once leave one record."""

import datetime

import pytest
from django.db import connection, connections
from django.test import Client
from django.urls import reverse

from accounts.models import Organisation
from packs import actions, checking
from packs.models import Movement, PurchaseOrder
from tests.factories.accounts import ProjectFactory, member
from tests.factories.buying import make_item
from tests.factories.grants import make_line
from tests.together import race

pytestmark = pytest.mark.django_db(transaction=True)
DAY = datetime.date(2021, 11, 24)
AT_ONCE = 50


@pytest.fixture
def files(tmp_path, monkeypatch):
    """From when it is called, threads find the rows as they are in a file, as a server does: what SQLite keeps in memory
    locks differently. PostgreSQL is a server already."""

    def write():
        if connection.vendor == "sqlite":
            path = str(tmp_path / "office.sqlite3")
            with connection.cursor() as cursor:
                cursor.execute("VACUUM INTO %s", [path])
            monkeypatch.setitem(connections.settings["default"], "NAME", path)
            # One comes first: an office's file has its log beside it since its first migration. Of many who first come to a file that
            # has none, one may be refused at once, however patient: SQLite does not wait where two want to turn it at the same time.
            assert race([lambda: connection.ensure_connection()]) == [None]

    return write


def stock_move(project, by):
    """(address, answers, table) of pens moved from the supplier to the store."""
    pens = make_item(project)
    actions.open_places(project=project, by=by)
    places = {place.kind: place.pk for place in project.locations.all()}
    day = {"happened_on_day": DAY.day, "happened_on_month": DAY.month, "happened_on_year": DAY.year}
    ends = {"from_location": places["supplier"], "to_location": places["store"]}
    return (
        "packs:stock_move",
        {"key": "k", "reason": "came", f"item_{pens.pk}": "30", **ends, **day},
        Movement,
    )


def order_new(project, by):
    """(address, answers, table) of an order with a new supplier."""
    line, pens = make_line(project, by), make_item(project)
    answers = {
        "key": "k", "new_supplier": "Example Pens", "without_quotes": "Small", "budget_line": line.pk, "item": pens.pk, "quantity": "10",
        "unit_net_pence": "1.50", "vat_basis_points": "2000",
    }  # fmt: skip
    return "packs:order_new", answers, PurchaseOrder


@pytest.mark.parametrize("form", [stock_move, order_new])
def test_fifty_at_once_leave_one_record(client, settings, files, form):
    settings.DEMONSTRATION_TODAY = DAY
    project = ProjectFactory(award_pence=10_000_00)
    by = member(project)
    name, answers, model = form(project, by)
    client.force_login(by)
    address = reverse(name, args=[project.slug])
    files()

    def send():
        browser = Client(raise_request_exception=False)
        browser.cookies = client.cookies
        return browser.post(address, answers).status_code

    assert race([send] * AT_ONCE) == [302] * AT_ONCE
    [left] = race([lambda: (model.objects.count(), Organisation.objects.count(), checking.faults(project))])
    assert left == (1, 1 if form is order_new else 0, [])
