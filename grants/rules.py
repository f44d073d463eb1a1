"""Pure decisions about promises: which target counts, and whether the pace will keep it."""

from saferstreets.common.periods import working_days


def baseline(targets):
    """The first target stated, or None. targets: oldest first."""
    return targets[0] if targets else None


def current(targets):
    """The target stated last, approved or not; None without any."""
    return targets[-1] if targets else None


def unapproved_change(targets):
    """Has the target changed without anybody's agreement on record? The first statement is the bid itself."""
    return len(targets) > 1 and not (targets[-1].agreed_by and targets[-1].agreed_on)


def pace_needed(remaining, day, ends_on):
    """Units a working day (Monday to Friday) from `day` to `ends_on`, both included, to deliver `remaining`.

    0.0 when nothing remains; None when no working day is left.
    """
    if remaining <= 0:
        return 0.0
    left = working_days(day, ends_on)
    return remaining / left if left else None


def expected_by(target, day, starts_on, ends_on):
    """How many a steady pace over the working days from `starts_on` to `ends_on` would have delivered at the end of `day`."""
    whole = working_days(starts_on, ends_on)
    if not whole or day < starts_on:
        return 0
    return round(target * working_days(starts_on, min(day, ends_on)) / whole)


def milestone_status(due_on, done_on, day):
    """(code for the colour, words) of a step of the work on `day`; its last planned day is not late yet."""
    if done_on:
        return "done", "Done"
    if due_on is None:
        return "not-due", "Ahead, no day planned"
    return ("late", "Late") if due_on < day else ("due", "Ahead")
