"""Reading what was ticked on a paper sheet, one line a door. Pure: no database.

07K N      no answer            07K C        no answer, card left      07K B 27/11 pm   call back
07K R      not now              07K X        do not call again         07K V            empty home
07K P KIT12 R S   pack, its kit code, registered, survey wanted        07K S            answered, survey wanted
07K D      answered, no pack wanted          ! at the end of a line: a second visit on the same day, meant so
"""

import datetime
import re
from dataclasses import dataclass, field

from households.choices import OfferKind, OfferOutcome, PartOfDay
from households.choices import VisitOutcome as O
from saferstreets.common.forms import MONTHS
from saferstreets.common.workflow import Refused

LEAP_YEAR = 2000  # has every day that any year has
ALONE = {"N": O.NO_ANSWER, "C": O.CARD_LEFT, "R": O.SOFT_REFUSAL, "X": O.HARD_REFUSAL, "V": O.VOID}
TIMES = {
    "AM": "in the morning",
    "PM": "in the afternoon",
    "EVE": "in the evening",
    "EVENING": "in the evening",
}
# When a round on paper was walked, where nobody wrote the hour down: the middle of its part of the day.
HOURS = {
    PartOfDay.MORNING: (10, 30),
    PartOfDay.AFTERNOON: (14, 30),
    PartOfDay.EVENING: (18, 30),
    PartOfDay.WEEKEND: (12, 0),
}


class LineRefused(Refused):
    """The line cannot be read; says what is wrong with it."""


@dataclass
class Line:
    """One door as typed. visit: the arguments of doorstep.actions.record_visit that it gives."""

    code: str
    outcome: str
    again: bool = False
    visit: dict = field(default_factory=dict)


def lines_of(text):
    """The lines that hold anything, as typed, in order."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def walked_at(on_day, part, now):
    """When the doors of a sheet were visited: the middle of its part of the day, never later than `now`. Aware."""
    middle = datetime.datetime.combine(on_day, datetime.time(*HOURS[part]), tzinfo=now.tzinfo)
    return min(middle, now)


def read_line(text, on_day):
    """One typed line. on_day: the day of the round. Raises LineRefused with what is wrong, in words."""
    code, *words = text.upper().replace(",", " ").split() or [text.strip()]
    if not re.fullmatch(r"[0-9]{1,2}[A-Z]", code):
        raise LineRefused(f"“{code[:12]}” is no code: it has two figures and a letter, like 07K.")
    again = "!" in "".join(words)
    words = [word for word in (word.replace("!", "") for word in words) if word]
    if not words:
        raise LineRefused("Say what happened: N, C, B, R, X, V, P, S or D.")
    first, rest = words[0], words[1:]
    line = Line(code.zfill(3), "", again)
    if first in ALONE:
        _nothing_after(first, rest)
        line.outcome = ALONE[first]
    elif first == "B":
        line.outcome = O.CALL_BACK
        line.visit = _call_back(rest, on_day)
    elif first in ("P", "S", "D"):
        line.outcome = O.ANSWERED
        line.visit = {"P": _pack, "S": _survey, "D": _declined}[first](rest)
    else:
        raise LineRefused(f"“{first[:12]}” means nothing here: use N, C, B, R, X, V, P, S or D.")
    return line


def _nothing_after(first, rest):
    if rest:
        raise LineRefused(f"Nothing can follow {first}, and there is “{' '.join(rest)[:20]}”.")


def _pack(rest):
    """P, then the kit code if it was read, then R for registered and S for a survey wanted."""
    code = []
    while rest and rest[0] not in ("R", "S"):
        code.append(rest.pop(0))
    kit_code = "".join(code)
    if set(rest) - {"R", "S"} or len(rest) != len(set(rest)):
        raise LineRefused("After the kit code there can be R for registered and S for a survey wanted.")
    if len(kit_code) > 30:
        raise LineRefused("A kit code has 30 characters at most.")
    if "R" in rest and not kit_code:
        raise LineRefused("A kit cannot be registered without its code: P, the code, then R.")
    return {
        "offers": {OfferKind.PACK: OfferOutcome.DONE, **_wanted(rest)},
        "kit_code": kit_code,
        "registered": "R" in rest,
    }


def _survey(rest):
    _nothing_after("S", rest)
    return {"offers": _wanted(["S"])}


def _declined(rest):
    if rest not in ([], ["S"]):
        raise LineRefused("After D there can only be S for a survey wanted.")
    return {"offers": {OfferKind.PACK: OfferOutcome.DECLINED, **_wanted(rest)}}


def _wanted(rest):
    return {OfferKind.SECURITY_SURVEY: OfferOutcome.WANTED} if "S" in rest else {}


def _call_back(rest, on_day):
    """The day, as 27/11, and perhaps AM, PM or EVE; the year is the one that makes it the next such day."""
    if not rest:
        raise LineRefused("B needs the day to call back, like B 27/11.")
    time = TIMES.get(rest[-1], "")
    day = _day(rest[:-1] if time else rest, on_day)
    if day < on_day:
        raise LineRefused(f"The call-back would be on {day:%-d %B %Y}, before the round itself.")
    return {"call_back_on": day, "call_back_time": time}


def _day(words, on_day):
    found = re.fullmatch(r"(\d{1,2})[/.\- ]?(\d{1,2}|[A-Z]{3,9})(?:[/.\- ](\d{2}|\d{4}))?", " ".join(words))
    if not found:
        raise LineRefused(
            f"“{' '.join(words)[:20]}” is no day: write it like 27/11, then AM, PM or EVE if it matters."
        )
    day, month, year = found.groups()
    if month.isalpha():
        month = MONTHS.index(month[:3].lower()) + 1 if month[:3].lower() in MONTHS else 0
    try:
        if year:
            return datetime.date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day))
        past = (on_day.replace(year=LEAP_YEAR) - datetime.date(LEAP_YEAR, int(month), int(day))).days >= 180
        return datetime.date(on_day.year + past, int(month), int(day))
    except ValueError:
        raise LineRefused(f"“{' '.join(words)[:20]}” is no real day.") from None
