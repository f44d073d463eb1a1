"""Pure decisions about money passed to partners and what they owe in words."""

import datetime

from grants.choices import EntryKind
from grants.delivery_choices import MovementKind
from saferstreets.common.money import pounds
from saferstreets.common.periods import DAY, end_of_month

COLUMNS = ("transferred_pence", "spent_pence", "returned_pence", "reimbursed_pence")
# What each movement posts on the budget line, in the order in which the line can hold it: (kind of entry, sign).
ENTRIES = {
    MovementKind.TRANSFER: ((EntryKind.PAYMENT, 1),),
    MovementKind.SPENT: ((EntryKind.COMMITMENT, -1), (EntryKind.ACCRUAL, 1)),
    MovementKind.RETURNED: ((EntryKind.PAYMENT, -1), (EntryKind.COMMITMENT, -1)),
    MovementKind.REIMBURSED: (),
}


def refusal(amount, up_front, *, transferred_pence, spent_pence, returned_pence, reimbursed_pence):
    """Why a sub-grant cannot stand like this after a movement, as a sentence; "" when it can. All in pence."""
    if min(transferred_pence, spent_pence, returned_pence, reimbursed_pence) < 0:
        return "It would fall below nothing by this."
    if transferred_pence > amount:
        return f"The sub-grant is {pounds(amount)}, and {pounds(transferred_pence)} would be paid."
    if spent_pence + returned_pence > amount:
        return f"The sub-grant is {pounds(amount)}, and {pounds(spent_pence + returned_pence)} would be spent or paid back."
    if up_front and spent_pence + returned_pence > transferred_pence:
        return f"The partner has been paid {pounds(transferred_pence)}, and would have spent or paid back {pounds(spent_pence + returned_pence)}."
    if not up_front and transferred_pence - returned_pence > spent_pence:
        return f"It is paid in arrears: {pounds(spent_pence)} is spent, and {pounds(transferred_pence - returned_pence)} would be paid."
    if reimbursed_pence + returned_pence > transferred_pence:
        return f"{pounds(transferred_pence)} has been paid out, and more than that would be back."
    return ""


def carrier(carried_pence, held_pence):
    """Who carries the cash, as a sentence. carried: paid out by the office and back from nobody; held: with the partner unspent."""
    if carried_pence > 0 and held_pence > 0:
        return f"The office carries {pounds(carried_pence)}; {pounds(held_pence)} of it lies with the partner unspent."
    if carried_pence > 0:
        return f"The office carries {pounds(carried_pence)} until the fund pays."
    if held_pence < 0:
        return f"The partner carries {pounds(-held_pence)} until it is paid."
    return "Nobody carries cash for it."


def return_periods(first_on, last_on, months, due_days):
    """[(start, end, due)] from first_on to last_on, each of `months` calendar months, the first one counted from first_on's month."""
    found, starts_on = [], first_on
    while starts_on <= last_on:
        ends_on = starts_on.replace(day=1)
        for _ in range(months):
            ends_on = end_of_month(ends_on) + DAY
        ends_on = min(ends_on - DAY, last_on)
        found.append((starts_on, ends_on, ends_on + datetime.timedelta(days=due_days)))
        starts_on = ends_on + DAY
    return found


def return_status(due_on, received_on, chased, day):
    """(code, words) of a partner's return on `day`; its last day is not late yet."""
    if received_on:
        return "done", "Here" if received_on <= due_on else "Here, late"
    if due_on < day:
        return "late", "Missing, reminded" if chased else "Missing"
    return "due", "Not due yet"


def condition_status(due_on, met_on, day):
    """(code, words) of a condition on `day`."""
    if met_on:
        return "done", "Met"
    if due_on and due_on < day:
        return "late", "Overdue"
    return "due", "To be met"
