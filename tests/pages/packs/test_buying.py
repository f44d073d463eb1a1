"""The pages of buying: the whole way of an order through its forms, who may do what, what each list costs."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.choices import Role
from packs.choices import OrderStatus
from packs.models import Comparison, Decision, Invoice, OrderLine, PurchaseOrder, Quote
from tests.factories import buying as made
from tests.factories.accounts import OrganisationFactory, ProjectFactory, UserFactory, member
from tests.factories.grants import make_line

pytestmark = pytest.mark.django_db
DAY = datetime.date(2021, 11, 24)
S = OrderStatus


@pytest.fixture(autouse=True)
def on_the_day(settings, tmp_path):
    settings.DEMONSTRATION_TODAY = DAY
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def quick(monkeypatch):
    """Without the second that drawing takes."""
    monkeypatch.setattr("packs.actions.orders.papers.order_pdf", lambda order, sent_on: b"%PDF-1.7 order")


@pytest.fixture
def project():
    return ProjectFactory()


def date(name, day=DAY):
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def at(project, name, *args):
    return reverse(f"packs:{name}", args=[project.slug, *args])


def sent(client, url, answers):
    """Post a form that must be taken; says what was refused otherwise."""
    answer = client.post(url, answers)
    assert answer.status_code == 302, answer.text[answer.text.find("error-summary") :][:800]
    return answer


ORDER = {
    "without_quotes": "Small", "new_supplier": "Invented Pens", "quantity": "10", "unit_net_pence": "3.33",
    "vat_basis_points": "2000", "key": "form:1",
}  # fmt: skip


def test_from_quotes_to_payment_through_the_forms(client, project, quick):
    coordinator, certifier = member(project), member(project, Role.CERTIFIER)
    item, line = made.make_item(project), make_line(project, coordinator)
    client.force_login(coordinator)
    sent(
        client, at(project, "quote_rules"), {"from_pence": "0", "quotes": "1", "stated_in": "Standing orders"}
    )
    sent(client, at(project, "comparison_new"), {"item": item.pk, "quantity": "10"})
    comparison = Comparison.objects.get()
    terms = {"unit_net_pence": "3.33", "vat_basis_points": "2000", "minimum_order": "1", **date("quoted_on")}
    sent(client, at(project, "comparison_quote", comparison.pk), {**terms, "new_supplier": "Invented Pens"})
    quote = Quote.objects.get()
    test = {
        "tested_by": "Crime Prevention Officer",
        "result": "passed",
        "words": "Writes well",
        **date("tested_on"),
    }
    sent(client, at(project, "sample_add", quote.pk), test)
    assert "Writes well" in client.get(at(project, "comparison", comparison.pk)).text
    choice = {"quote": quote.pk, "reason": "Writes best", **date("decided_on")}
    sent(client, at(project, "comparison_decide", comparison.pk), choice)
    decision = Decision.objects.get()
    form = client.get(at(project, "order_new") + f"?decision={decision.pk}").text
    assert 'value="3.33"' in form
    answers = {
        **ORDER,
        "without_quotes": "",
        "new_supplier": "",
        "supplier": quote.supplier_id,
        "decision": decision.pk,
    }
    sent(client, at(project, "order_new"), {**answers, "item": item.pk, "budget_line": line.pk})
    order = PurchaseOrder.objects.get()
    assert "Somebody else must approve it" in client.get(order.get_absolute_url()).text
    client.force_login(certifier)
    page = client.get(at(project, "order_approve", order.pk)).text
    assert "has £1,000 free" in page
    sent(client, at(project, "order_approve", order.pk), {"seen_pence": "3996"})
    client.force_login(coordinator)
    sent(client, at(project, "order_send", order.pk), {"sent_to": ""})
    piece = OrderLine.objects.get()
    came = {f"good_{piece.pk}": "4", f"damaged_{piece.pk}": "1", "key": "form:2", **date("received_on")}
    sent(client, at(project, "order_receive", order.pk), came)
    back = {f"damaged_{piece.pk}": "1", "reason": "Broken", "key": "form:3", **date("returned_on")}
    sent(client, at(project, "order_return", order.pk), back)
    sent(client, at(project, "order_close", order.pk), {"reason": "No more made"})
    bill = {
        "kind": "invoice",
        "reference": "INV 7",
        "net_pence": "13.32",
        "vat_pence": "2.66",
        **date("invoiced_on"),
    }
    sent(client, at(project, "order_invoice", order.pk), bill)
    sent(client, at(project, "invoice_pay", Invoice.objects.get().pk), date("paid_on"))
    page = client.get(order.get_absolute_url()).text
    for words in (
        "Closed short",
        "No more made",
        "Invoice INV 7",
        "Paid 24 Nov 2021",
        "1 damaged",
        "Writes best",
    ):
        assert words in page
    line.refresh_from_db()
    assert (line.committed_pence, line.accrued_pence, line.paid_pence) == (0, 15_98, 15_98)
    entries = client.get(reverse("grants:budget_line", args=[project.slug, line.pk])).text
    assert entries.count(f'href="{order.get_absolute_url()}">Order 1') >= 5


def test_a_form_pressed_twice_raises_one_order(client, project):
    coordinator = member(project)
    client.force_login(coordinator)
    answers = {**ORDER, "description": "Pens", "budget_line": make_line(project, coordinator).pk}
    for _ in range(2):
        sent(client, at(project, "order_new"), answers)
    assert PurchaseOrder.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"without_quotes": ""}, "say why there were no quotes"),
        ({"new_supplier": ""}, "Choose a supplier, or enter a new one"),
        ({"description": ""}, "Choose an item, or write what is ordered"),
        ({"unit_net_pence": "3.333"}, "must be an amount"),
        ({"quantity": "0"}, "must be 1 or more"),
    ],
)
def test_an_order_that_cannot_stand_is_refused_in_words(client, project, changes, words):
    coordinator = member(project)
    client.force_login(coordinator)
    answers = {**ORDER, "description": "Pens", "budget_line": make_line(project, coordinator).pk, **changes}
    page = client.post(at(project, "order_new"), answers)
    assert words in page.text
    assert "There is a problem" in page.text
    assert not PurchaseOrder.objects.exists()


def test_each_refusal_of_a_move_is_shown_in_its_form(client, project, quick):
    coordinator = member(project)
    client.force_login(coordinator)
    order = made.in_status(S.RAISED, project, coordinator)
    for name, answers, words in (
        ("order_approve", {"seen_pence": "3996"}, "Somebody else must approve it"),
        ("order_send", {}, "You cannot send to the supplier now"),
        ("order_close", {"reason": "x"}, "You cannot close short now"),
        ("order_invoice", {"kind": "invoice", "reference": "1", "net_pence": "1", "vat_pence": "0", **date("invoiced_on")}, "Only an order that was sent"),
    ):  # fmt: skip
        assert words in client.post(at(project, name, order.pk), answers).text
    sent(client, at(project, "order_cancel", order.pk), {"reason": "Not needed"})
    assert PurchaseOrder.objects.get().status == S.CANCELLED


@pytest.mark.parametrize("status", S)
def test_only_the_doors_that_open_are_shown(client, project, quick, status):
    coordinator = member(project)
    order = made.in_status(status, project, coordinator)
    client.force_login(made.someone_else(project))
    page = client.get(order.get_absolute_url()).text
    assert ("/approve/" in page) == (status == S.RAISED)
    assert "/send/" not in page
    client.force_login(coordinator)
    page = client.get(order.get_absolute_url()).text
    shown = {
        name
        for name in ("send", "receive", "return", "close", "cancel", "line", "invoice")
        if f"/{order.pk}/{name}/" in page
    }
    assert (
        shown
        == {
            S.RAISED: {"cancel", "line"},
            S.APPROVED: {"send", "cancel"},
            S.SENT: {"receive", "cancel", "invoice"},
            S.PART_RECEIVED: {"receive", "return", "close", "invoice"},
            S.RECEIVED: {"return", "invoice"},
            S.CLOSED: {"return", "invoice"},
            S.CANCELLED: set(),
        }[status]
    )


@pytest.mark.parametrize("role", Role)
def test_who_sees_buying_and_who_raises(client, project, role):
    client.force_login(member(project, role))
    sees = role in {Role.COORDINATOR, Role.FINANCE, Role.CERTIFIER}
    for name in ("order_list", "comparison_list"):
        assert client.get(at(project, name)).status_code == (200 if sees else 403)
    assert client.get(at(project, "order_new")).status_code == (200 if role == Role.COORDINATOR else 403)


def test_another_projects_order_does_not_exist(client, project, quick):
    theirs = made.in_status(S.APPROVED, ProjectFactory(), UserFactory())
    client.force_login(member(project))
    for name in ("order", "order_paper", "order_send", "order_approve", "order_cancel"):
        assert client.get(at(project, name, theirs.pk)).status_code == 404
    assert client.post(at(project, "order_send", theirs.pk), {}).status_code == 404


@pytest.mark.pdf
def test_papers_open(client, project):
    coordinator = member(project)
    order, comparison = made.in_status(S.APPROVED, project, coordinator), made.compare(project, coordinator)
    client.force_login(coordinator)
    for url in (at(project, "order_paper", order.pk), at(project, "comparison_paper", comparison.pk)):
        answer = client.get(url)
        assert answer["Content-Type"] == "application/pdf"
        assert answer.content.startswith(b"%PDF")
    made.send(order, coordinator)
    order.refresh_from_db()
    assert client.get(at(project, "order_paper", order.pk)).url == order.paper.get_absolute_url()


def test_twenty_rows_cost_what_two_cost(client, project, quick):
    coordinator = member(project)
    client.force_login(coordinator)
    made.ask_for(project, coordinator, quotes=1)
    budget_line = make_line(project, coordinator, allocated_pence=5_000_00)
    whole = made.in_status(S.SENT, project, coordinator)
    wide = made.compare(project, coordinator)

    def add(count):
        for _ in range(count):
            comparison = made.compare(project, coordinator)
            quote = made.quote(comparison, coordinator)
            decided = made.actions.decide(quote=quote, reason="Best", decided_on=DAY, by=coordinator)
            order = made.raised(
                project, coordinator, budget_line=budget_line, decision=decided, supplier=quote.supplier
            )
            assert order
            sample = made.quote(wide, coordinator, supplier=OrganisationFactory())
            made.actions.record_sample(
                quote=sample, tested_on=DAY, tested_by="CPO", result="passed", by=coordinator
            )
            made.receive(whole, UserFactory(), 0, damaged=1)
            made.bill(whole, coordinator, 1, 0)

    def cost(url):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        return len(queries)

    add(2)
    urls = (
        at(project, "order_list"),
        at(project, "comparison_list"),
        whole.get_absolute_url(),
        wide.get_absolute_url(),
    )
    [cost(url) for url in urls]
    two = [cost(url) for url in urls]
    add(18)
    assert [cost(url) for url in urls] == two
