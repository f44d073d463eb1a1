"""How the reconciliation statement is printed, on the page and as CSV."""

import datetime

from grants.reconciliation import PARTS
from saferstreets.common.money import pounds
from saferstreets.common.periods import Period

ON_A_PAGE = 50
TITLES = {
    "matched": "Matched", "differing": "Differing", "ours": "Only in our ledger", "theirs": "Only in the finance system",
}  # fmt: skip
STATUS = {"matched": "done", "differing": "late", "ours": "due", "theirs": "due"}
COLUMNS = (
    "part", "our day", "budget line", "our words", "our net (pence)", "our VAT (pence)", "their day", "their reference", "their supplier",
    "their amount (pence)", "difference (pence)", "found by",
)  # fmt: skip


def period_of(project, asked):
    """The days asked for as ISO text, or the grant's and the three months after it, in which late payments fall."""
    try:
        return Period(
            datetime.date.fromisoformat(asked.get("from", "")),
            datetime.date.fromisoformat(asked.get("to", "")),
        )
    except ValueError:
        return Period(project.starts_on, project.ends_on + datetime.timedelta(days=92))


def part_of(asked):
    """Which part is shown: what needs a look first."""
    return asked.get("show") if asked.get("show") in PARTS else "differing"


def tiles(found, path, shown):
    """A tile for each part: how many, how much."""
    rows = []
    for part in PARTS:
        one = found[part]
        words = (
            f"ours {pounds(one['ours'])}, theirs {pounds(one['theirs'])}"
            if part in ("matched", "differing")
            else pounds(one[part])
        )
        rows.append(
            {
                "label": TITLES[part], "value": f"{one['count']:,}", "note": words + (", shown below" if part == shown else ""),
                "url": f"{path}?show={part}#rows", "status": STATUS[part] if one["count"] else "done",
            }
        )  # fmt: skip
    return rows


def lines(part, rows):
    """[{entry, spend, pair, difference}] of a page of one part; what a part has not is None. difference: pence, theirs less ours."""
    found = []
    for row in rows:
        entry = {"ours": row, "theirs": None}.get(part) if part in ("ours", "theirs") else row.entry
        spend = {"ours": None, "theirs": row}.get(part) if part in ("ours", "theirs") else row.spend
        pair = None if part in ("ours", "theirs") else row
        found.append({"entry": entry, "spend": spend, "pair": pair, "difference": difference(entry, spend)})
    return found


def difference(entry, spend):
    """Theirs less ours in pence, ours taken with or without VAT, whichever is nearer; None where one side is missing."""
    if entry is None or spend is None:
        return None
    return min(
        (spend.amount_pence - entry.net_pence, spend.amount_pence - entry.net_pence - entry.vat_pence),
        key=abs,
    )


def cells(part, rows):
    """One list of cells a row, in the order of COLUMNS."""
    for line in lines(part, rows.iterator(2_000)):
        entry, spend, pair = line["entry"], line["spend"], line["pair"]
        ours = (
            [
                entry.happened_on.isoformat(),
                safe(str(entry.line)),
                safe(entry.reason),
                entry.net_pence,
                entry.vat_pence,
            ]
            if entry
            else [""] * 5
        )
        theirs = (
            [spend.booked_on.isoformat(), safe(spend.reference), safe(spend.supplier), spend.amount_pence]
            if spend
            else [""] * 4
        )
        yield [
            TITLES[part],
            *ours,
            *theirs,
            line["difference"] if pair else "",
            pair.get_how_display() if pair else "",
        ]


def safe(text):
    """Text that a spreadsheet program takes for text, never for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
