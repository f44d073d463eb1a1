"""An illustrative budget, and quotes and orders around what the paper states: quotations from several suppliers, samples
tested, decisions made, one hundred UV torches ordered. Suppliers, prices, days and results are invented and say so.
"""

import datetime

from grants import actions as grants
from grants.models import BudgetLine, Deliverable
from office.demonstration import facts
from packs import actions
from packs.choices import ItemKind, SampleResult

D = datetime.date
SPLIT = "Illustrative: the paper gives £311,358 and no split"
RULES = "Illustrative commercial rules"
# (line, deliverable or "", spent on, capital or revenue, pounds): together the award.
LINES = (
    ("Safer Homes Packs", "Safer Homes Packs", "goods", "revenue", 70_000),
    ("UV torches", "Ultraviolet torches for officers", "goods", "capital", 1_500),
    ("Target hardening", "Target hardening", "works", "capital", 45_000),
    ("Street lighting", "Street lighting", "works", "capital", 90_000),
    ("Lighting in Vulcan Park", "Lighting in Vulcan Park", "works", "capital", 40_000),
    ("CCTV at the school", "CCTV at the school", "partner", "capital", 20_000),
    ("People in post", "", "staff", "revenue", 40_000),
    ("Engagement and printing", "", "engagement", "revenue", 4_858),
)
OPENED, TESTED, DECIDED = D(2021, 7, 12), D(2021, 8, 2), D(2021, 8, 9)
RAISED, APPROVED, SENT = D(2021, 8, 16), D(2021, 8, 17), D(2021, 8, 18)
ORDERED, CAME = 100, 40
BY_WHOM = "Crime Prevention Officer"
TORCH_QUOTES = (
    # (supplier, pence each, carriage, days, smallest order, result of the sample, words)
    (
        "Example Torch Company (invented)",
        8_40,
        12_00,
        14,
        1,
        SampleResult.PASSED,
        "The mark shows at arm’s length.",
    ),
    ("Sample Lamps (invented)", 7_95, 0, 35, 144, SampleResult.MIXED, "Bright, but the switch sticks."),
    ("Fictional Light Works (invented)", 6_80, 9_50, 21, 50, SampleResult.FAILED, "The mark is hard to see."),
)
TIMER_QUOTES = (
    ("Example Electrical Supplies (invented)", 4_10, 35_00, 10, 1, SampleResult.PASSED, "Simple to set."),
    ("Invented Sockets (invented)", 3_85, 60_00, 28, 500, SampleResult.PASSED, "Simple to set."),
    ("Made-up Wholesale (invented)", 4_60, 0, 5, 1, SampleResult.PASSED, "Small words on the dial."),
)  # fmt: skip


def budget(*, project, by):
    """The illustrative lines, and how many quotes illustrative rules ask for."""
    promises = {promise.title: promise for promise in Deliverable.objects.filter(project=project)}
    for title, promise, category, nature, pounds in LINES:
        grants.add_budget_line(
            project=project, title=title, category=category, nature=nature, allocated_pence=pounds * 100, by=by,
            stated_on=facts.AWARDED, stated_in=SPLIT, deliverable=promises.get(promise), illustrative=True,
        )  # fmt: skip
    for from_pence, quotes in ((0, 1), (500_00, 3)):
        actions.set_quote_rule(project=project, from_pence=from_pence, quotes=quotes, stated_in=RULES, by=by)


def torches(*, project, item, coordinator, approver, day):
    """A hundred torches quoted for, decided, ordered; some of them come on `day`."""
    decision = _compared(
        project,
        item,
        ORDERED,
        TORCH_QUOTES,
        "Illustrative: the sample that shows the mark best.",
        coordinator,
    )
    order = _ordered(project, "UV torches", decision, coordinator)
    seen = sum(line.net_pence + line.vat_pence for line in order.lines.all())
    actions.approve_order(order_id=order.pk, seen_pence=seen, approved_on=APPROVED, by=approver)
    actions.send_order(order_id=order.pk, sent_on=SENT, by=coordinator)
    line = order.lines.get(item=item)
    actions.receive_goods(
        order_id=order.pk, pieces=[(line.pk, CAME, 0)], received_on=day, key="demonstration:torches", by=coordinator,
        note="Invented part delivery",
    )  # fmt: skip


def packs(*, project, by):
    """Timer sockets waiting for approval, and the kits, for which one supplier alone quoted."""
    sockets = actions.add_item(project=project, name="24-hour timer sockets", kind=ItemKind.CONTENT, by=by)
    decision = _compared(
        project, sockets, 1_300, TIMER_QUOTES, "Illustrative: enough in time, and no more than wanted.", by
    )
    _ordered(project, "Safer Homes Packs", decision, by)
    kits = actions.add_item(
        project=project, name="SelectaDNA home property marking kit", kind=ItemKind.KIT, by=by
    )
    one = (
        (
            "Example Marking Supplies (invented)",
            14_25,
            45_00,
            30,
            1,
            SampleResult.PASSED,
            "Clear instructions.",
        ),
    )
    _compared(
        project, kits, 1_300, one, "Illustrative: the only supplier of this kit.", by,
        waived_by="Head of Commercial (invented)", waiver_reason="Illustrative: nobody else sells this kit.",
    )  # fmt: skip


def _compared(project, item, quantity, offers, reason, by, **waiver):
    """Quotes with a sample each; the first is chosen. Returns the decision."""
    comparison = actions.open_comparison(
        project=project,
        item=item,
        quantity=quantity,
        opened_on=OPENED,
        by=by,
        note="Suppliers and prices are invented.",
    )
    quotes = []
    for supplier, unit, carriage, days, smallest, result, words in offers:
        quote = actions.add_quote(
            comparison=comparison, supplier=supplier, unit_net_pence=unit, carriage_net_pence=carriage, vat_basis_points=2000,
            lead_days=days, minimum_order=smallest, quoted_on=OPENED, by=by,
        )  # fmt: skip
        actions.record_sample(
            quote=quote, tested_on=TESTED, tested_by=BY_WHOM, result=result, words=f"{words} Invented.", by=by
        )
        quotes.append(quote)
    return actions.decide(quote=quotes[0], reason=reason, decided_on=DECIDED, by=by, **waiver)


def _ordered(project, line, decision, by):
    quote = decision.quote
    item = decision.comparison.item
    lines = [
        {
            "item": item,
            "description": "",
            "quantity": decision.comparison.quantity,
            "unit_net_pence": quote.unit_net_pence,
        }
    ]
    if quote.carriage_net_pence:
        lines.append(
            {
                "item": None,
                "description": "Carriage",
                "quantity": 1,
                "unit_net_pence": quote.carriage_net_pence,
            }
        )
    return actions.raise_order(
        project=project, supplier=quote.supplier, budget_line=BudgetLine.objects.get(project=project, title=line),
        lines=[{**one, "vat_basis_points": quote.vat_basis_points} for one in lines], raised_on=RAISED,
        decision=decision, key=f"demonstration:{decision.pk}", by=by,
    )  # fmt: skip
