"""Quotes, samples and decisions; and their paper."""

import datetime
import io

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from pypdf import PdfReader

from packs import actions, buying_papers, comparing
from packs.actions import QuoteRefused
from packs.models import Comparison, Decision, PurchaseOrder, Quote
from tests.factories import buying as made
from tests.factories.accounts import OrganisationFactory, ProjectFactory, member

DAY = datetime.date(2021, 9, 30)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_the_day(settings, tmp_path):
    settings.DEMONSTRATION_TODAY = DAY
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def project():
    return ProjectFactory()


@pytest.fixture
def by(project):
    return member(project)


def decide(quote, by, **details):
    return actions.decide(quote=quote, decided_on=made.RAISED, by=by, **{"reason": "Best value", **details})


def test_enough_quotes_need_no_waiver(project, by):
    made.ask_for(project, by, quotes=2, from_pence=50_00)
    made.ask_for(project, by, quotes=1)
    comparison = made.compare(project, by)
    made.quote(comparison, by, 1_20)
    decision = decide(made.quote(comparison, by, 1_00), by, waived_by="Nobody", waiver_reason="None")
    assert (decision.required, decision.received, decision.waived_by) == (2, 2, "")


def test_fewer_quotes_take_a_waiver_that_says_who_and_why(project, by):
    made.ask_for(project, by, quotes=3)
    quote = made.quote(made.compare(project, by), by)
    for half in ({}, {"waived_by": "Head of Commercial"}, {"waiver_reason": "One maker"}):
        with pytest.raises(QuoteRefused, match="ask for 3 quotes at this value and there is 1"):
            decide(quote, by, **half)
    decision = decide(quote, by, waived_by="Head of Commercial", waiver_reason="One maker")
    assert (decision.required, decision.received) == (3, 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.create(
            project=project, comparison=made.compare(project, by), quote=made.quote(made.compare(project, by), by),
            required=3, received=2, reason="Because", decided_on=DAY, decided_by=by, recorded_at=quote.recorded_at,
        )  # fmt: skip


def test_two_quotes_of_one_supplier_are_one(project, by):
    made.ask_for(project, by, quotes=2)
    comparison, supplier = made.compare(project, by), OrganisationFactory()
    made.quote(comparison, by, supplier=supplier)
    again = made.quote(comparison, by, supplier=supplier, quoted_on=DAY)
    with pytest.raises(QuoteRefused, match="there is 1"):
        decide(again, by)
    with pytest.raises(QuoteRefused, match="already entered"):
        made.quote(comparison, by, supplier=supplier)


def test_without_a_rule_nothing_is_decided(project, by):
    with pytest.raises(QuoteRefused, match="Enter first how many"):
        decide(made.quote(made.compare(project, by), by), by)


def test_the_value_that_counts_is_that_of_the_chosen_quote(project, by):
    """100 at £1 and £5 carriage are £105; the smallest order of 300 makes it £305."""
    made.ask_for(project, by, quotes=1)
    made.ask_for(project, by, quotes=3, from_pence=300_00)
    assert decide(made.quote(made.compare(project, by), by, carriage_net_pence=5_00), by).required == 1
    with pytest.raises(QuoteRefused, match="3 quotes"):
        decide(made.quote(made.compare(project, by), by, carriage_net_pence=5_00, minimum_order=300), by)


def test_a_decision_stands(project, by):
    made.ask_for(project, by, quotes=1)
    comparison = made.compare(project, by)
    quote, other = made.quote(comparison, by), made.quote(comparison, by)
    decide(quote, by)
    for late in (
        lambda: decide(other, by),
        lambda: made.quote(comparison, by),
        lambda: actions.record_sample(quote=other, tested_on=DAY, tested_by="CPO", result="failed", by=by),
    ):
        with pytest.raises(QuoteRefused, match="is decided"):
            late()
    with pytest.raises(DatabaseError), transaction.atomic():
        Decision.objects.update(reason="Another")


def test_a_new_supplier_is_entered_with_the_quote_and_the_paper_kept(project, by):
    quote = made.quote(made.compare(project, by), by, supplier="Invented Pens", paper=b"%PDF-1.7 quote")
    assert quote.supplier.name == "Invented Pens"
    assert quote.paper.title == "Quote of Invented Pens for Pens"


# --- side by side


def shown(comparison):
    comparison = Comparison.objects.for_page().get(pk=comparison.pk)
    return comparing.offers(comparison, Quote.objects.filter(comparison=comparison).for_page(), DAY)


def test_offers_say_what_each_costs_and_what_to_doubt(project, by):
    comparison = made.compare(project, by, needed_by=datetime.date(2021, 10, 10))
    made.quote(comparison, by, 1_00, carriage_net_pence=5_00, lead_days=10)
    failing = made.quote(
        comparison, by, 90, minimum_order=250, lead_days=11, valid_until=datetime.date(2021, 9, 29)
    )
    actions.record_sample(
        quote=failing, tested_on=DAY, tested_by="Crime Prevention Officer", result="failed", by=by
    )
    first, second = shown(comparison)
    assert (first.pieces, first.net, first.vat, first.gross, first.cheapest) == (
        100,
        105_00,
        21_00,
        126_00,
        True,
    )
    assert (second.pieces, second.net, second.cheapest) == (250, 225_00, False)
    assert first.doubts == []
    assert second.doubts == [
        "Smallest order is 250.", "Ran out on 29 September 2021.", "Ordered today it comes on 11 October 2021: too late.",
        "A sample failed.",
    ]  # fmt: skip
    assert comparing.suppliers([first, second]) == 2


# --- papers


def text_of(content):
    reader = PdfReader(io.BytesIO(content))
    return len(reader.pages), " ".join(" ".join(page.extract_text() for page in reader.pages).split())


@pytest.mark.pdf
def test_a_comparison_of_six_is_one_page_with_the_decision(project, by):
    made.ask_for(project, by, quotes=7)
    comparison = made.compare(project, by)
    quotes = [made.quote(comparison, by, 1_00 + number, supplier=f"Supplier {number}") for number in range(6)]
    for quote in quotes:
        actions.record_sample(
            quote=quote, tested_on=DAY, tested_by="Crime Prevention Officer", result="passed", words="Works well " * 8, by=by
        )  # fmt: skip
    decide(quotes[0], by, waived_by="Head of Commercial", waiver_reason="No seventh maker")
    comparison = Comparison.objects.for_page().get()
    pages, text = text_of(buying_papers.comparison_pdf(comparison, 7))
    assert pages == 1
    for words in (
        "100 × Pens",
        "Supplier 5",
        "£120",
        "Chosen",
        "allowed by Head of Commercial",
        "(6 of 7)",
        "Passed: Crime Prevention",
    ):
        assert words in text
    assert "invented" not in text


@pytest.mark.pdf
def test_an_order_prints_its_sums_and_that_a_demonstration_is_none(project, by):
    project.demonstration = True
    project.save()
    lines = [
        made.a_line(made.make_item(project)),
        made.a_line(quantity=1, unit_net_pence=5_00, vat_basis_points=0),
    ]
    order = made.raised(project, by, lines=lines, note="Ring first")
    pages, text = text_of(buying_papers.order_pdf(PurchaseOrder.objects.for_page().get()))
    assert pages == 1
    for words in (
        "Purchase order 1",
        "Not sent: waiting for approval",
        "£38.30",
        "£6.66",
        "£44.96",
        "Ring first",
        "Illustrative",
    ):
        assert words in text
    made.approve(order)
    _, text = text_of(buying_papers.order_pdf(PurchaseOrder.objects.for_page().get(), sent_on=made.SENT))
    assert "8 September 2021" in text
    assert "Not sent" not in text
