"""VAT to the penny, how many quotes, what an invoice may ask for. No database."""

import random

import pytest

from packs import order_rules as rules


@pytest.mark.parametrize(
    ("net", "points", "vat"),
    [
        (100, 2000, 20),
        (3_33, 2000, 67),  # 66.6
        (2, 2000, 0),  # 0.4
        (3, 2000, 1),  # 0.6
        (10, 500, 1),  # half a penny goes up
        (9, 500, 0),  # 0.45
        (12_345_67, 0, 0),
        (0, 2000, 0),
    ],
)
def test_vat_is_rounded_to_the_nearest_penny_and_a_half_up(net, points, vat):
    assert rules.vat(net, points) == vat


def test_parts_of_a_line_always_make_the_whole_to_the_penny():
    dice = random.Random(11)
    for _ in range(2_000):
        unit, points, quantity = dice.randint(0, 5_000), dice.choice((0, 500, 2000)), dice.randint(1, 400)
        cuts = sorted({0, quantity, *(dice.randint(0, quantity) for _ in range(4))})
        parts = [rules.part_price(unit, points, *cut) for cut in zip(cuts, cuts[1:], strict=False)]
        net = sum(part for part, _ in parts)
        assert (net, sum(part for _, part in parts)) == (unit * quantity, rules.vat(unit * quantity, points))


def test_a_quote_costs_its_smallest_order_and_carriage_once():
    assert rules.quote_price(1_00, 5_00, 2000, 1, 100) == (100, 105_00, 21_00)
    assert rules.quote_price(1_00, 0, 2000, 250, 100) == (250, 250_00, 50_00)


@pytest.mark.parametrize(
    ("net", "quotes"), [(0, 1), (999_99, 1), (1_000_00, 3), (24_999_99, 3), (25_000_00, 4)]
)
def test_the_highest_value_reached_says_how_many_quotes(net, quotes):
    assert rules.quotes_required([(1_000_00, 3), (0, 1), (25_000_00, 4)], net) == quotes


def test_without_a_rule_nobody_knows_how_many_quotes():
    assert rules.quotes_required([], 5) is None
    assert rules.quotes_required([(1_000_00, 3)], 5) is None


@pytest.mark.parametrize(
    ("kind", "net", "vat", "billed", "words"),
    [
        ("invoice", 100, 20, (0, 0), ""),
        ("invoice", 100, 21, (0, 0), ""),  # the supplier rounds by the invoice: a penny a line
        ("invoice", 100, 22, (0, 0), "VAT to be billed"),
        ("invoice", 101, 20, (0, 0), "leaves £1 without VAT"),
        ("invoice", 51, 10, (50, 10), "leaves £0.50 without VAT"),
        ("invoice", 50, 10, (50, 10), ""),
        ("credit", 50, 10, (50, 10), ""),
        ("credit", 51, 10, (50, 10), "more than was billed"),
        ("credit", 50, 11, (50, 10), "more than was billed"),
    ],
)
def test_an_invoice_asks_for_no_more_than_was_ordered(kind, net, vat, billed, words):
    refusal = rules.invoice_refusal(kind, net, vat, (100, 20), billed, 1)
    assert (words in refusal) if words else refusal == ""
