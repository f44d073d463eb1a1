"""The numbers above the stock: what there is to hand out, how long it lasts, whether kits are registered, what is to settle."""

from django.urls import reverse

from accounts.permissions import Perm
from packs import stock_queries
from packs.choices import ItemKind


def tiles(user, project, day):
    """The tiles of the page Stock, each with a link where this person may open what is behind it. A fixed number of queries."""

    def door(name, needs):
        return reverse(name, args=[project.slug]) if user.can(needs, project) else ""

    registered = stock_queries.registration(project, day)
    waiting = stock_queries.tasks_waiting(project)
    packs = [row for row in stock_queries.radar(project, day) if row["item"].kind == ItemKind.PACK]
    return [
        *(_lasting(row["outlook"], door("packs:radar", Perm.STOCK_SEE)) for row in packs[:1]),
        {
            "label": "Kits registered", "value": "–" if registered["rate"] is None else f"{registered['rate']}%",
            "note": f"{registered['registered']:,} of {registered['issued']:,} given out", "url": door("packs:chase_list", Perm.KIT_KEEP),
        },
        {
            "label": "To settle", "value": f"{waiting:,}", "status": "due" if waiting else "",
            "note": "What nobody has explained yet" if waiting else "Nothing waits", "url": door("packs:task_list", Perm.STOCK_MOVE),
        },
    ]  # fmt: skip


def _lasting(outlook, url):
    """The tile of the packs: what is in stores and bags, and until when that lasts."""
    if outlook.too_late:
        note = f"Last until {outlook.runs_out_on:%-d %B}. Order now: it was due by {outlook.order_by:%-d %B}"
    elif outlook.order_by:
        note = f"Last until {outlook.runs_out_on:%-d %B}. Order by {outlook.order_by:%-d %B}"
    elif outlook.short_at_end:
        note = f"Last until {outlook.runs_out_on:%-d %B}; {outlook.short_at_end:,} more needed"
    else:
        note = "In stores and bags; enough to the end" if outlook.used else "In stores and bags"
    return {
        "label": "Packs to hand out", "value": f"{outlook.on_hand:,}", "note": note, "url": url,
        "status": "late" if outlook.too_late else "due" if outlook.short_at_end else "",
    }  # fmt: skip
