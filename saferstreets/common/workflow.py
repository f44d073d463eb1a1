"""Moves: the only way a status changes, and the refusals a person reads."""

from dataclasses import dataclass


class Refused(Exception):
    """The office will not do this; `str()` is one plain sentence that says what, where and what to do."""


class MoveRefused(Refused):
    """The thing is not in a status from which this move may be made."""


@dataclass(frozen=True)
class Move:
    """One permitted change of status.

    name: the verb, as in the audit trail; label: what the button says;
    sources: statuses it may start from; target: where it ends; needs: the right it takes.
    """

    name: str
    label: str
    sources: frozenset
    target: str
    needs: str


def check_move(move, status):
    """Raises MoveRefused, in words, unless `move` may start from `status` (a TextChoices member or its value)."""
    if status not in move.sources:
        allowed = " or ".join(sorted(f"“{source.label.lower()}”" for source in move.sources))
        now = next(
            (member.label.lower() for member in type(next(iter(move.sources))) if member == status), status
        )
        raise MoveRefused(
            f"You cannot {move.label.lower()} now: it is “{now}” and would have to be {allowed}. Someone may have changed it meanwhile."
        )


def open_moves(moves, status, may):
    """The moves that may be made from `status` by someone for whom `may(right)` is true, in the table's order."""
    return [move for move in moves if status in move.sources and may(move.needs)]
