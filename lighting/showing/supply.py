"""The clock of unmetered supplies: which months are told, and which are not."""

from lighting import rules
from lighting.models import Column, SupplyNotice
from saferstreets.common.periods import long_date


def supply_months(scheme, today):
    """[{month, columns, due_on, told_on, open, status, words}] of each month with columns energised, oldest first. Two queries."""
    told = {}
    for notice in SupplyNotice.objects.filter(project_id=scheme.project_id, scheme=scheme).order_by("id"):
        told[notice.month_on] = notice
    return [
        _month(month, columns, told.get(month), today)
        for month, columns in Column.objects.of(scheme).lit_by_month()
    ]


def _month(month, columns, notice, today):
    due_on = rules.tell_by(month)
    is_open = notice is None or notice.columns != columns
    if not is_open:
        words, status = f"Told on {long_date(notice.told_on)}", "late" if notice.told_on > due_on else "done"
    elif notice:
        words, status = (
            f"Changed since it was told ({notice.columns:,} then)",
            "late" if today > due_on else "due",
        )
    else:
        words, status = f"To be told by {long_date(due_on)}", "late" if today > due_on else "due"
    return {
        "month": month,
        "columns": columns,
        "due_on": due_on,
        "open": is_open,
        "words": words,
        "status": status,
    }
