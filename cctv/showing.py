"""What the pages say of a scheme: before, now, next, and who looks after it later. Reads only."""

from typing import NamedTuple

from cctv import compliance, rules
from grants import lasting
from grants.models import Duty
from saferstreets.common import stages
from saferstreets.common.periods import long_date

FAR_YEAR = 2041


class Pack(NamedTuple):
    """The compliance pack on a day. lapsed_on: the day the first of it lapsed, or None. live: has the scheme gone live?"""

    findings: list
    open: list
    lapsed_on: object
    live: bool

    @property
    def alarm(self):
        """Must somebody act at once? A live scheme with anything open, and any lapse."""
        return bool(self.open) and (self.live or self.lapsed_on is not None)

    @property
    def words(self):
        """One sentence for everybody."""
        if not self.open:
            return "Everything that the office asks for is on record."
        lapsed = sum(one.state == compliance.LAPSED for one in self.open)
        missing = len(self.open) - lapsed
        said = [f"{missing} missing"] if missing else []
        if lapsed:
            since = f", the first on {long_date(self.lapsed_on)}" if self.lapsed_on else ""
            said.append(f"{lapsed} lapsed{since}")
        return f"Of {len(self.findings)} things the pack must show: {' and '.join(said)}."


def pack(scheme, day):
    """The Pack of a scheme with its items and cameras loaded."""
    found = compliance.findings(list(scheme.items.all()), list(scheme.cameras.all()), day)
    left = compliance.still_open(found)
    return Pack(found, left, compliance.first_lapse(left), is_live(scheme))


def is_live(scheme):
    """Has it gone live?"""
    live = scheme.marks.get(rules.LIVE)
    return bool(live and live.actual_on)


def status(scheme, found):
    """(code for the colour, words) of a scheme. found: its Pack. Live with anything open is red."""
    if not scheme.ours:
        return "not-due", "Not ours"
    if is_live(scheme):
        handed = scheme.marks.get(rules.HANDOVER)
        words = "Handed over" if handed and handed.actual_on else "Live"
        return ("overdue", f"{words}, pack not complete") if found.open else ("done", words)
    last = stages.reached(rules.STAGES, scheme.marks)
    return ("due", last.label) if last else ("not-due", "Not begun")


def steps(scheme, found, day):
    """[{step, words, late, factor, waits, open, hand_over, code, label}] of the road, for the page."""
    in_use = sum(camera.in_use_on(day) for camera in scheme.cameras.all())
    passed = rules.passed_gates(scheme, cameras=in_use, open_findings=len(found.open))
    rows = []
    for step in stages.road(rules.STAGES, scheme.marks, day, passed):
        rows.append(
            {
                "step": step, "words": _when(step), "late": step.days_late,
                "factor": stages.DelayFactor(step.mark.factor).label if step.mark.factor else "",
                "waits": [rules.GATES[gate] for gate in step.waits_for], "open": step.state != "done",
                "hand_over": step.stage.name == rules.HANDOVER and step.state == "next", **_state(step),
            }
        )  # fmt: skip
    return rows


def _state(step):
    """Code and words of a stage's tag."""
    if step.state == "done":
        return {"code": "done", "label": "Done"}
    if step.days_late:
        return {"code": "late", "label": "Late"}
    return {"code": "due", "label": "Next"} if step.state == "next" else {"code": "not-due", "label": "Later"}


def _when(step):
    mark = step.mark
    if mark.actual_on:
        return mark.actual_words or long_date(mark.actual_on)
    if mark.forecast_on:
        return f"Expected {long_date(mark.forecast_on)}"
    if mark.planned_on:
        return f"Planned for {mark.planned_words or long_date(mark.planned_on)}"
    return "No day planned"


def now_and_next(scheme, rows):
    """(what was reached last, what comes next) as sentences for somebody who knows nothing of it."""
    done = [row for row in rows if row["step"].state == "done"]
    coming = next((row for row in rows if row["step"].state == "next"), None)
    now = (
        f"{done[-1]['step'].stage.label}, {_lower(done[-1]['words'])}."
        if done
        else "Nothing has been done yet."
    )
    if coming is None:
        return now, "Nothing more: the owner keeps the cameras up, and the office asks again at each review."
    said = f"Next, {coming['step'].stage.coming}. {coming['words']}."
    if coming["waits"]:
        said += f" It waits until this is settled: {'; '.join(coming['waits'])}."
    return now, said


def _lower(words):
    return words[:1].lower() + words[1:] if words.startswith(("By ", "In ", "Shortly ")) else words


def later(scheme, day):
    """[(what, sentence)]: who looks after the cameras in FAR_YEAR. Before the handover, what the papers say of it."""
    source = f"cctv.Scheme:{scheme.pk}"
    duties = list(Duty.objects.of_source(scheme.project, source).for_list().order_by("id"))
    if duties:
        return [(duty.what, lasting.holder_in(duty, FAR_YEAR)) for duty in duties]
    if not scheme.owner:
        return []
    owner = scheme.owner.holder_as_at(day.replace(year=FAR_YEAR, month=12, day=28))
    return [("The cameras", f"{owner}, which owns them. {_life(scheme)}")]


def _life(scheme):
    words = lasting.life_words(scheme.least_years, scheme.most_years)
    installed = scheme.marks.get(rules.INSTALLED)
    life = lasting.expected_life(installed and installed.actual_on, scheme.least_years, scheme.most_years)
    if life is None:
        return f"The life of a camera: {words}."
    if life[1].year < FAR_YEAR:
        return f"By then they are past the life expected of them, which ends between {life[0].year} and {life[1].year}."
    return f"They are expected to last until between {life[0].year} and {life[1].year}."


def lapses(schemes, day):
    """[(scheme, Pack)] of live schemes whose pack is not complete on `day`. schemes: as SchemeQuerySet.for_list gives them."""
    found = [(scheme, pack(scheme, day)) for scheme in schemes if scheme.ours and is_live(scheme)]
    return [(scheme, one) for scheme, one in found if one.open]
