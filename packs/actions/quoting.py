"""Writes about quotes: the rules, what is compared, who quoted what, samples, and the decision."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.actions import add_organisation, record_event
from evidence.actions import keep_document
from packs import order_rules as rules
from packs.models import Comparison, Decision, Quote, QuoteRule, SampleTest
from saferstreets.common.workflow import Refused


class QuoteRefused(Refused):
    """The quote, sample or decision cannot be recorded like this."""


@transaction.atomic
def set_quote_rule(*, project, from_pence, quotes, stated_in, by):
    """State how many quotes the commercial rules ask for from a value on; the same value again is corrected."""
    rule, _ = QuoteRule.objects.update_or_create(
        project=project, from_pence=from_pence, defaults={"quotes": quotes, "stated_in": stated_in}
    )
    record_event(by=by, verb="quote_rule.set", subject=rule, fields=["from_pence", "quotes", "stated_in"])
    return rule


@transaction.atomic
def open_comparison(*, project, item, quantity, opened_on, by, needed_by=None, note=""):
    """Begin to compare quotes for so many of an item."""
    if item.project_id != project.pk:
        raise QuoteRefused("The item must be of this project.")
    comparison = Comparison.objects.create(
        project=project,
        item=item,
        quantity=quantity,
        needed_by=needed_by,
        note=note,
        opened_on=opened_on,
        opened_by=by,
    )
    record_event(by=by, verb="comparison.open", subject=comparison, fields=["item", "quantity"])
    return comparison


def _undecided(comparison):
    """The comparison, locked. Raises QuoteRefused once it is decided."""
    comparison = Comparison.objects.select_for_update().get(pk=comparison.pk)
    if Decision.objects.filter(project_id=comparison.project_id, comparison=comparison).exists():
        raise QuoteRefused("This comparison is decided. A second thought is a new comparison.")
    return comparison


@transaction.atomic
def add_quote(*, comparison, supplier, by, paper=None, **terms):
    """Enter one supplier's quote. supplier: a body, or the name of a new one. paper: the bytes of the quote, kept as a document.

    terms: the other fields of Quote. Raises QuoteRefused after the decision and for the same supplier on the same day.
    """
    comparison = _undecided(comparison)
    supplier = add_organisation(by=by, name=supplier) if isinstance(supplier, str) else supplier
    kept = None
    if paper is not None:
        title = f"Quote of {supplier} for {comparison.item}"[:160]
        kept = keep_document(project=comparison.project, title=title, content=paper, by=by)
    try:
        with transaction.atomic():
            quote = Quote.objects.create(
                project_id=comparison.project_id, comparison=comparison, supplier=supplier, paper=kept, recorded_by=by,
                recorded_at=timezone.now(), **terms,
            )  # fmt: skip
    except IntegrityError as there:
        raise QuoteRefused("A quote of this supplier on this day is already entered.") from there
    record_event(by=by, verb="quote.add", subject=quote, fields=["supplier", "unit_net_pence"])
    return quote


@transaction.atomic
def record_sample(*, quote, tested_on, tested_by, result, by, words=""):
    """Record that a sample of what was quoted was tested, by which post, and what came of it."""
    _undecided(quote.comparison)
    sample = SampleTest.objects.create(
        project_id=quote.project_id, quote=quote, tested_on=tested_on, tested_by=tested_by, result=result, words=words,
        recorded_by=by, recorded_at=timezone.now(),
    )  # fmt: skip
    record_event(by=by, verb="sample.record", subject=sample, fields=["result", "tested_by"])
    return sample


@transaction.atomic
def decide(*, quote, reason, decided_on, by, waived_by="", waiver_reason=""):
    """Choose a quote. Fewer suppliers than the rules ask for at its value take a waiver: who allowed it, and why.

    Raises QuoteRefused without the waiver, where no rule is entered, and once decided.
    """
    comparison = _undecided(quote.comparison)
    received = comparison.quotes.values("supplier").distinct().count()
    _, net, _ = rules.quote_price(
        quote.unit_net_pence, quote.carriage_net_pence, quote.vat_basis_points, quote.minimum_order, comparison.quantity
    )  # fmt: skip
    required = quotes_required(comparison.project, net)
    if required is None:
        raise QuoteRefused("Enter first how many quotes the commercial rules ask for.")
    if received < required and not (waived_by and waiver_reason):
        raise QuoteRefused(
            f"The rules ask for {required} quotes at this value and there {'is' if received == 1 else 'are'} {received}. "
            "Enter who allowed fewer, and why."
        )
    enough = received >= required
    decision = Decision.objects.create(
        project_id=comparison.project_id, comparison=comparison, quote=quote, required=required, received=received, reason=reason,
        waived_by="" if enough else waived_by, waiver_reason="" if enough else waiver_reason,
        decided_on=decided_on, decided_by=by, recorded_at=timezone.now(),
    )  # fmt: skip
    record_event(
        by=by,
        verb="quote.decide",
        subject=decision,
        fields=["quote", "reason", *([] if enough else ["waiver"])],
    )
    return decision


def quotes_required(project, net_pence):
    """Quotes the project's rules ask for at this value, or None where none is entered. One query."""
    stated = QuoteRule.objects.filter(project=project).values_list("from_pence", "quotes")
    return rules.quotes_required(stated, net_pence)
