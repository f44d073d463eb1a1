"""Counting: a store by two people, a bag at the end of the day. The difference is posted, with its reason."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.actions import record_event
from packs import rules
from packs.actions.delivery import pack_item
from packs.actions.once import once
from packs.actions.stock import StockRefused, place, post
from packs.choices import PlaceKind
from packs.models import Balance, ClosedDay, Location, Movement, Stocktake, StocktakeLine


class CountsDisagree(StockRefused):
    """The second count is not what the first one was."""


class CountDiffers(StockRefused):
    """The count is not what the books say, and nobody has said why."""


def _books(project, location):
    """{item id: pieces} by the books, held until the transaction ends, so that nothing moves during a count."""
    rows = Balance.objects.select_for_update().filter(project=project, location=location).order_by("item")
    return dict(rows.values_list("item", "quantity"))


@transaction.atomic
def begin_stocktake(*, project, location, counts, counted_on, by, key):
    """Keep the first person's count of a place. counts: {item: pieces}. Returns (stocktake, made).

    Raises StockRefused while another count of the place waits for its second person.
    """
    if not counts:
        raise StockRefused("Enter how many of each item you counted.")
    try:
        stocktake, made = once(
            Stocktake, project=project, key=key, location=location, counted_on=counted_on, first_at=timezone.now(), first_by=by
        )  # fmt: skip
    except IntegrityError:
        raise StockRefused(
            "A count of this place waits for its second person. Finish that one first."
        ) from None
    if made:
        books = _books(project, location)
        StocktakeLine.objects.bulk_create(
            StocktakeLine(
                project=project, stocktake=stocktake, item=item, first_count=count, first_book=books.get(item.pk, 0)
            )
            for item, count in counts.items()
        )  # fmt: skip
        record_event(by=by, verb="stocktake.begin", subject=stocktake, fields=["first_count"])
    return stocktake, made


@transaction.atomic
def finish_stocktake(*, stocktake_id, counts, on, by, reason=""):
    """Keep the second person's count and post the difference to the books. counts: {item id: pieces}.

    What moved between the two counts is taken into account. Raises CountsDisagree naming the items counted differently,
    CountDiffers where the books differ and no reason is given, StockRefused for the person who counted first.
    """
    stocktake = (
        Stocktake.objects.select_for_update(of=("self",))
        .select_related("project", "location")
        .get(pk=stocktake_id)
    )
    if stocktake.second_at:
        raise StockRefused("This count is finished.")
    if by.pk == stocktake.first_by_id:
        raise StockRefused("Somebody else counts the second time.")
    books, lines = _books(stocktake.project, stocktake.location), list(stocktake.lines.select_related("item"))
    for line in lines:
        line.second_count, line.second_book = counts.get(line.item_id, 0), books.get(line.item_id, 0)
    apart = [line.item.name for line in lines if line.second_count - line.second_book != line.difference]
    if apart:
        raise CountsDisagree(
            f"You counted differently from the first person: {', '.join(apart)}. Count these again, both of you."
        )
    differing = [line for line in lines if line.difference]
    if differing and not reason.strip():
        raise CountDiffers(
            "The count differs from the books: " + "; ".join(_told(line) for line in differing) + ". Say why."
        )
    StocktakeLine.objects.bulk_update(lines, ["second_count", "second_book"])
    if differing:
        _post_difference(stocktake, differing, on, by, reason.strip())
    stocktake.second_at, stocktake.second_by, stocktake.reason = timezone.now(), by, reason.strip()
    stocktake.save(update_fields=["second_at", "second_by", "reason"])
    record_event(by=by, verb="stocktake.finish", subject=stocktake, fields=["second_count", "reason"])
    return stocktake


def _told(line):
    return f"{line.item.name} {line.second_count}, books {line.second_book}"


def _post_difference(stocktake, lines, on, by, reason):
    """Missing things are booked as lost; found ones come back from there."""
    lost, here = place(project=stocktake.project, kind=PlaceKind.LOST), stocktake.location
    legs = [
        (line.item, abs(line.difference), *((lost, here) if line.difference > 0 else (here, lost)))
        for line in lines
    ]
    post(project=stocktake.project, legs=legs, happened_on=on, by=by, reason=reason, source=stocktake.source)


@transaction.atomic
def abandon_stocktake(*, stocktake_id, by):
    """Drop a count that nobody finished: its figures were never in the books."""
    stocktake = Stocktake.objects.select_for_update().get(pk=stocktake_id)
    if stocktake.second_at:
        raise StockRefused("This count is finished and in the books.")
    record_event(by=by, verb="stocktake.abandon", subject=stocktake)
    stocktake.lines.all().delete()
    stocktake.delete()


def bag_on(project, holder, day):
    """What the books say of a bag on a day: dict of start, taken_out, delivered, returned, expected. In packs.

    taken_out: everything that came in; delivered: to homes, less what was withdrawn; returned: everything else that went.
    """
    item = pack_item(project)
    bag = place(project=project, kind=PlaceKind.BAG, holder=holder)
    moved = Movement.objects.filter(project=project, item=item).at(bag).filter(happened_on=day)
    found = {"taken_out": 0, "delivered": 0, "returned": 0}
    for movement in moved.select_related("from_location", "to_location"):
        out = movement.from_location_id == bag.pk
        other = movement.to_location if out else movement.from_location
        if other.kind == PlaceKind.HOUSEHOLD:
            found["delivered"] += movement.quantity if out else -movement.quantity
        else:
            found["returned" if out else "taken_out"] += movement.quantity
    books = Balance.objects.filter(project=project, location=bag, item=item).values_list(
        "quantity", flat=True
    )
    expected = books.first() or 0
    start = expected - found["taken_out"] + found["delivered"] + found["returned"]
    return found | {"start": start, "expected": expected}


@transaction.atomic
def close_day(*, project, holder, on_day, counted, unsent, safe_home, by, explanation="", named=""):
    """Close a person's day: the bag counted, the phone empty or what is on it named, safe home. Returns the closed day.

    A count that differs is explained: the difference goes to, or comes from, what no bag covered, and waits there for the
    coordinator. Raises CountDiffers without an explanation, StockRefused for a day that is closed or not yet safe.
    """
    if not safe_home:
        raise StockRefused("Close the day when you are safe home.")
    if unsent and not named.strip():
        raise StockRefused("Say which visits are still on the phone.")
    if ClosedDay.objects.filter(project=project, holder=holder, on_day=on_day).exists():
        raise StockRefused("This day is closed already.")
    bag = place(project=project, kind=PlaceKind.BAG, holder=holder)
    Location.objects.select_for_update().get(pk=bag.pk)
    _books(project, bag)
    books = bag_on(project, holder, on_day)
    difference = counted - books["expected"]
    if difference and not explanation.strip():
        raise CountDiffers(rules.bag_words(books["expected"], counted))
    day = ClosedDay.objects.create(
        project=project, holder=holder, on_day=on_day, **books, counted=counted, explanation=explanation.strip() if difference else "",
        unsent=unsent, named=named.strip() if unsent else "", safe_home=True, closed_at=timezone.now(),
    )  # fmt: skip
    if difference:
        uncovered = place(project=project, kind=PlaceKind.UNRECONCILED, holder=holder)
        ends = (uncovered, bag) if difference > 0 else (bag, uncovered)
        legs = [(pack_item(project), abs(difference), *ends)]
        post(
            project=project,
            legs=legs,
            happened_on=on_day,
            by=by,
            reason=explanation.strip(),
            source=day.source,
        )
    record_event(by=by, verb="day.close", subject=day, fields=["counted", "unsent", "safe_home"])
    return day


@transaction.atomic
def settle_uncovered(*, location, item, other, reason, on, by):
    """Settle what a bag did not cover: from, or to, the place where it turned out to belong. Returns the movement.

    Delivered without being in a bag: the packs came from `other`. In a bag too many, or missing: they go there.
    """
    if location.kind != PlaceKind.UNRECONCILED:
        raise StockRefused("Only what no bag covered is settled here.")
    if not reason.strip():
        raise StockRefused("Say what was found out.")
    Location.objects.select_for_update().get(pk=location.pk)
    balance = sum(
        row["total"]
        for row in Balance.objects.filter(
            project_id=location.project_id, location=location, item=item
        ).totals()
    )
    if not balance:
        raise StockRefused("This is settled already.")
    ends = (location, other) if balance > 0 else (other, location)
    (movement,), _made = post(
        project=location.project,
        legs=[(item, abs(balance), *ends)],
        happened_on=on,
        by=by,
        reason=reason.strip(),
    )
    record_event(by=by, verb="stock.settle", subject=movement, fields=["quantity", "reason"])
    return movement
