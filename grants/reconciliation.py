"""Our ledger against the finance system's list: which payment is which line, and what stands on one side only.

Ours are payments that nobody took back; theirs are the lines under the grant's codes. Two are the same amount when the export's is
ours without VAT or with it: exports give either.
"""

import re
from collections import defaultdict

from django.db.models import Case, Count, Exists, F, OuterRef, Q, Sum, When

from grants.choices import EntryKind
from grants.delivery_choices import PairedBy
from grants.models import Entry, Pair, SpendLine

NEAR_DAYS = 31
PARTS = ("matched", "differing", "ours", "theirs")
SAME = Q(spend__amount_pence=F("entry__net_pence")) | Q(
    spend__amount_pence=F("entry__net_pence") + F("entry__vat_pence")
)


def payments(project):
    """Payments of the project that stand."""
    taken_back = Entry.objects.filter(project=project, reverses=OuterRef("pk"))
    return Entry.objects.filter(project=project, kind=EntryKind.PAYMENT, reverses=None).filter(
        ~Exists(taken_back)
    )


def unpaired_payments(project):
    """Payments that stand beside no line of theirs."""
    return payments(project).filter(~Exists(Pair.objects.filter(project=project, entry=OuterRef("pk"))))


def unpaired_spend(project):
    """Lines under the grant's codes that stand beside no payment of ours."""
    pairs = Pair.objects.filter(project=project, spend=OuterRef("pk"))
    return SpendLine.objects.of_grant(project).filter(~Exists(pairs))


def standing_pairs(project):
    """Pairs whose payment nobody took back."""
    taken_back = Entry.objects.filter(project=project, reverses=OuterRef("entry"))
    return Pair.objects.filter(project=project).filter(~Exists(taken_back))


def part_of(project, name, period):
    """The rows of one part of the statement: pairs, entries or lines of these days, the oldest first."""
    days = (period.start, period.end)
    if name == "ours":
        return (
            unpaired_payments(project)
            .filter(happened_on__range=days)
            .select_related("line")
            .order_by("happened_on", "id")
        )
    if name == "theirs":
        return unpaired_spend(project).filter(booked_on__range=days).order_by("booked_on", "id")
    pairs = (
        standing_pairs(project).filter(entry__happened_on__range=days).select_related("entry__line", "spend")
    )
    return (pairs.filter(SAME) if name == "matched" else pairs.exclude(SAME)).order_by(
        "entry__happened_on", "id"
    )


def statement(project, period):
    """{part: {count, ours, theirs}} in pence, of the days of `period`. Four queries for any number of entries."""
    found = {name: {"count": 0, "ours": 0, "theirs": 0} for name in PARTS}
    pairs = standing_pairs(project).filter(entry__happened_on__range=(period.start, period.end)).order_by()
    grouped = pairs.values(same=Case(When(SAME, then=True), default=False)).annotate(
        number=Count("pk"),
        net=Sum("entry__net_pence"),
        vat=Sum("entry__vat_pence"),
        their=Sum("spend__amount_pence"),
    )
    for row in grouped:
        part = found["matched" if row["same"] else "differing"]
        part.update(count=row["number"], ours=row["net"] + row["vat"], theirs=row["their"])
    ours = part_of(project, "ours", period).aggregate(
        number=Count("pk"), net=Sum("net_pence", default=0), vat=Sum("vat_pence", default=0)
    )
    found["ours"].update(count=ours["number"], ours=ours["net"] + ours["vat"])
    theirs = part_of(project, "theirs", period).aggregate(
        number=Count("pk"), their=Sum("amount_pence", default=0)
    )
    found["theirs"].update(count=theirs["number"], theirs=theirs["their"])
    return found


def clear_pairs(project):
    """[(entry id, spend id, PairedBy)] of what is surely the same and not paired yet. Two queries; linear in the rows."""
    entries = list(
        unpaired_payments(project).values_list(
            "pk", "net_pence", "vat_pence", "happened_on", "source", "reason"
        )
    )
    lines = list(unpaired_spend(project).values_list("pk", "reference", "amount_pence", "booked_on"))
    found = _by_reference(entries, lines)
    entries = [row for row in entries if row[0] not in {entry for entry, _, _ in found}]
    lines = [row for row in lines if row[0] not in {spend for _, spend, _ in found}]
    return found + _by_amount(entries, lines)


def tokens(text):
    """The words of a text as references are written: letters and digits only, in lower case."""
    return {re.sub(r"[^a-z0-9]", "", word) for word in text.casefold().split()} - {""}


def _by_reference(entries, lines):
    """Entries made from a line, then those that name the reference of one line only, which is named by one entry only."""
    made = {f"grants.SpendLine:{row[0]}": row[0] for row in lines}
    found = [(entry[0], made[entry[4]], PairedBy.POSTED) for entry in entries if entry[4] in made]
    taken = {entry for entry, _, _ in found}
    by_reference, named = defaultdict(list), defaultdict(list)
    for pk, reference, _, _ in lines:
        if (
            len(plain := "".join(sorted(tokens(reference)))) >= 4
        ):  # a shorter one stands in too many sentences
            by_reference[plain].append(pk)
    for entry in entries:
        if entry[0] not in taken:
            for word in tokens(entry[5]) & by_reference.keys():
                named[word].append(entry[0])
    used = set(taken)
    for word, ours in named.items():
        if len(ours) == len(by_reference[word]) == 1 and ours[0] not in used:
            used.add(ours[0])
            found.append((ours[0], by_reference[word][0], PairedBy.REFERENCE))
    return found


def _by_amount(entries, lines):
    """An entry and a line of the same amount within a month of each other, where each is the only one the other could be."""
    by_amount, may_be = defaultdict(list), {}
    for pk, _, amount, day in lines:
        by_amount[amount].append((pk, day))
    wanted = defaultdict(list)
    for pk, net, vat, day, _, _ in entries:
        near = {
            spend
            for amount in {net, net + vat}
            for spend, booked in by_amount.get(amount, ())
            if abs((booked - day).days) <= NEAR_DAYS
        }
        if near:
            may_be[pk] = near
            for spend in near:
                wanted[spend].append(pk)
    return [
        (entry, spend, PairedBy.AMOUNT)
        for entry, near in may_be.items()
        if len(near) == 1 and len(wanted[spend := next(iter(near))]) == 1
    ]
