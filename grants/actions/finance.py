"""Writes about the finance system's list: its codes, what of it enters the ledger, and which line is which entry."""

from django.db import transaction
from django.utils import timezone

from accounts.actions import record_event
from accounts.models import Project
from grants import reconciliation
from grants.actions.budget import post_entry
from grants.actions.promises import GrantRefused
from grants.choices import EntryKind
from grants.delivery_choices import PairedBy
from grants.models import Entry, FinanceCode, Pair, SpendLine


@transaction.atomic
def add_finance_code(*, project, code, by, line=None):
    """Say under which code the finance system books this grant, and to which line of our budget it belongs."""
    if FinanceCode.objects.filter(project=project, code=code).exists():
        raise GrantRefused(f"The code {code} is entered already.")
    found = FinanceCode.objects.create(project=project, code=code, line=line)
    record_event(by=by, verb="finance_code.add", subject=found, fields=["code", "line"])
    return found


@transaction.atomic
def enter_spend(*, spend, line, vat_pence, by, received_too):
    """Enter a line of the finance system in our ledger as a payment, and pair the two. Returns the payment.

    vat_pence: how much of the amount is VAT. received_too: it is the spending itself, of the same day, and not only the payment
    of what the ledger has already. Raises EntryRefused for a day outside the grant, NotEnoughLeft, or GrantRefused once paired.
    """
    _hold(spend.project_id)
    spend = SpendLine.objects.select_for_update(of=("self",)).select_related("project").get(pk=spend.pk)
    if Pair.objects.filter(project=spend.project, spend=spend).exists():
        raise GrantRefused("This line stands beside an entry of ours already.")
    kinds = (EntryKind.ACCRUAL, EntryKind.PAYMENT) if received_too else (EntryKind.PAYMENT,)
    for kind in kinds:
        entry = post_entry(
            project=spend.project, line=line, kind=kind, net_pence=spend.amount_pence - vat_pence, vat_pence=vat_pence,
            happened_on=spend.booked_on, source=spend.source, by=by, reason=f"{spend.supplier} {spend.reference}".strip()[:300],
            key=f"{spend.source}:{kind}",
        )  # fmt: skip
    _pair(entry, spend, PairedBy.POSTED, by)
    return entry


def _hold(project_id):
    """Pairs of one project are made one after the other; nobody else waits."""
    Project.objects.select_for_update(no_key=True).get(pk=project_id)


def _pair(entry, spend, how, by):
    pair = Pair.objects.create(
        project_id=entry.project_id, entry=entry, spend=spend, how=how, paired_by=by, paired_at=timezone.now()
    )
    record_event(by=by, verb="pair.make", subject=pair, fields=["how"])
    return pair


@transaction.atomic
def pair_up(*, project, by):
    """Bring together what is surely the same money: same reference, then same amount near in time, each only where it is clear.

    Returns how many pairs were made. One at a time for a project.
    """
    _hold(project.pk)
    found, now = reconciliation.clear_pairs(project), timezone.now()
    pairs = Pair.objects.bulk_create(
        (
            Pair(project=project, entry_id=entry, spend_id=spend, how=how, paired_by=by, paired_at=now)
            for entry, spend, how in found
        ),
        batch_size=1000,
    )
    if pairs:
        record_event(by=by, verb="pair.make", subject=pairs[0], fields=["how"])
    return len(pairs)


@transaction.atomic
def pair_by_hand(*, entry, spend, by):
    """Say that an entry and a line are the same money, whatever their amounts: differing ones are listed as differing."""
    _hold(entry.project_id)
    entry = Entry.objects.get(pk=entry.pk)
    if entry.project_id != spend.project_id or entry.kind != EntryKind.PAYMENT:
        raise GrantRefused("Only a payment of this project can be the same as a line of the export.")
    taken = Pair.objects.filter(project_id=entry.project_id)
    if taken.filter(entry=entry).exists() or taken.filter(spend=spend).exists():
        raise GrantRefused("One of the two is paired already. Part them first.")
    return _pair(entry, spend, PairedBy.PERSON, by)


@transaction.atomic
def part(*, pair, by):
    """Say that two are not the same money. An entry that was made from its line stays with it."""
    if pair.how == PairedBy.POSTED:
        raise GrantRefused("The entry was made from this line. Take the entry back instead.")
    record_event(by=by, verb="pair.part", subject=pair, fields=["how"])
    pair.delete()
