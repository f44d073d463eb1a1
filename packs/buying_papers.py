"""The papers of buying: an order for the supplier, and a comparison of quotes for the file."""

from django.template.loader import render_to_string

from packs import comparing
from packs.order_rules import VAT_RATES
from saferstreets.common import clock, pdf

STYLE = "packs/papers.css"
RATES = dict(VAT_RATES)


def order_pdf(order, *, sent_on=None):
    """PDF of an order, as OrderQuerySet.for_page gives it. sent_on: the day on it; without one it is marked as not sent."""
    lines = list(order.lines.all())
    net, vat = sum(line.net_pence for line in lines), sum(line.vat_pence for line in lines)
    rows = [{"line": line, "what": pdf.printable(line.description), "rate": rate(line)} for line in lines]
    return _drawn(
        "packs/pdf/order.html", order.project,
        order=order, rows=rows, net=net, vat=vat, gross=net + vat, sent_on=sent_on, supplier=pdf.printable(str(order.supplier)),
        buyer=pdf.printable(str(order.project.lead_body or order.project)), note=pdf.printable(order.note),
    )  # fmt: skip


def comparison_pdf(comparison, required):
    """PDF of a comparison on one page, as ComparisonQuerySet.for_page gives it. required: quotes the rules ask for, or None."""
    day = clock.today()
    found = comparing.offers(comparison, comparison.quotes.for_page(), day)
    rows = [
        {
            "offer": offer,
            "supplier": pdf.printable(str(offer.quote.supplier)),
            "rate": rate(offer.quote),
            "samples": [
                pdf.printable(
                    f"{test.get_result_display()}: {test.tested_by}, {test.tested_on:%-d %b %Y}. {test.words}"
                )
                for test in offer.quote.samples.all()
            ],
        }
        for offer in found
    ]
    decision = getattr(comparison, "decision", None)
    words = ("reason", "waived_by", "waiver_reason")
    return _drawn(
        "packs/pdf/comparison.html", comparison.project, comparison=comparison, rows=rows, required=required, day=day,
        item=pdf.printable(str(comparison.item)), suppliers=comparing.suppliers(found), decision=decision,
        **{word: pdf.printable(getattr(decision, word, "")) for word in words},
    )  # fmt: skip


def rate(priced):
    """The words of a VAT rate: "20%", "No VAT"."""
    points = priced.vat_basis_points
    return RATES.get(points, f"{points / 100:g}%")


def _drawn(template, project, **context):
    named = {
        "project": pdf.printable(project.name),
        "demonstration": project.demonstration,
        "created": clock.today().isoformat(),
    }
    return pdf.render(render_to_string(template, {**named, **context}), STYLE)
