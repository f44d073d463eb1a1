"""What a survey gave, wave by wave, as it may leave the office: counts in bands, shares only of 30 or more, ranges, nothing of a few.

Counts are given as the band of five they lie in, and ranges are worked out from the ends of the bands, so that they tell nothing more.
A question that fewer than SMALLEST answered in a wave, or that all answered alike, shows no answers of that wave. What was written
in free text is only counted. Waves are compared only for a question that was put in the same words with the same choices.
"""

import json
from collections import Counter, defaultdict
from dataclasses import dataclass

from households.models import Visit
from outcomes import ranges
from outcomes.choices import Wave
from outcomes.models import Questionnaire, Response
from outcomes.telling import NOT_DISTINGUISHABLE
from saferstreets.common import disclosure, questions

SMALLEST, ENOUGH = 10, 30
BASE_WAVE = Wave.BASELINE
NUMBERS = ((0, 0, "None"), (1, 2, "1 or 2"), (3, 5, "3 to 5"), (6, 10, "6 to 10"), (11, None, "More than 10"))
FEW, ALIKE, WRITTEN = "Too few answers to show", "Not shown: all answered alike", "Answers are counted only"


@dataclass(frozen=True)
class Cell:
    """One answer in one wave, fit to print. count: words; share: words with the range, or why there is none."""

    count: str
    share: str


@dataclass(frozen=True)
class Column:
    """One question in one wave. base: how many answered, in words; why: why there are no cells, or ""."""

    wave: str
    base: str
    why: str
    cells: list


@dataclass(frozen=True)
class Told:
    """One question. answers: its choices in words; rows: (choice, its Cell or None in each wave); compared: sentences."""

    words: str
    versions: str
    columns: list
    rows: list
    compared: list


def results(project, questionnaire):
    """{waves, questions, rates} of all versions of a questionnaire. Four queries."""
    versions = {one.pk: one for one in Questionnaire.objects.filter(project=project, key=questionnaire.key)}
    given = defaultdict(list)
    homes = defaultdict(set)
    days = defaultdict(list)
    standing = Response.objects.filter(project=project, questionnaire__in=versions).standing()
    for version, wave, answers, home, day in standing.values_list(
        "questionnaire", "wave", "answers", "household", "happened_on"
    ):
        given[wave].append((version, json.loads(answers)))
        homes[wave].add(home)
        days[wave].append(day)
    waves = [wave for wave in Wave if wave in given]
    return {
        "waves": [wave.label for wave in waves],
        "questions": [_told(*asked, given, waves, len(versions)) for asked in _asked(versions)],
        "rates": [_rate(project, wave, homes[wave], min(days[wave]), max(days[wave])) for wave in waves],
    }


def _asked(versions):
    """[(question, versions that put it exactly so)], newest version first: a question put otherwise is another question."""
    found = {}
    for version in sorted(versions.values(), key=lambda one: -one.version):
        for question in version.questions["questions"]:
            same = {name: question.get(name) for name in ("key", "words", "kind", "choices", "least", "most")}
            found.setdefault(json.dumps(same, sort_keys=True), (question, []))[1].append(version)
    return found.values()


def _told(question, versions, given, waves, many):
    ids, options = {version.pk for version in versions}, _options(question)
    answers = {
        wave: [
            said[question["key"]]
            for version, said in given[wave]
            if version in ids and question["key"] in said
        ]
        for wave in waves
    }
    tallies = {
        wave: Counter(option for one in answers[wave] for option in _counted(question, one)) for wave in waves
    }
    columns = [_column(wave, options, tallies[wave], len(answers[wave]), question) for wave in waves]
    numbers = sorted(version.version for version in versions)
    rows = [
        (words, [column.cells[place] if column.cells else None for column in columns])
        for place, (_key, words) in enumerate(options)
    ]
    return Told(
        words=question["words"],
        versions="" if len(numbers) == many else f"Asked so in version {', '.join(map(str, numbers))} only",
        columns=columns,
        rows=rows if any(column.cells for column in columns) else [],
        compared=_compared(options, tallies, {wave: len(answers[wave]) for wave in waves}, columns),
    )


def _options(question):
    """[(key, words)] of what may be answered, as it is counted."""
    kind = question["kind"]
    if kind == "scale":
        steps = range(question["least"], question["most"] + 1)
        return [(step, f"{step} {questions.step_words(question, step)}".strip()) for step in steps]
    if kind == "number":
        return [(low, words) for low, _high, words in NUMBERS]
    return [(one["key"], one["words"]) for one in questions.choices_of(question)]


def _counted(question, answer):
    """The keys of the options that one answer counts for."""
    if question["kind"] == "number":
        return [low for low, high, _words in NUMBERS if low <= answer and (high is None or answer <= high)]
    return answer if isinstance(answer, list) else [answer]


def _column(wave, options, tally, base, question):
    alike = question["kind"] != "several" and any(count == base for count in tally.values())
    why = "" if options else WRITTEN
    why = why or (FEW if base < SMALLEST else ALIKE if alike else "")
    cells = [] if why else [_cell(tally[key], base) for key, _words in options]
    return Column(wave.label, disclosure.band(disclosure.rounded(base)), why, cells)


def _cell(count, base):
    part, whole = disclosure.rounded(count), disclosure.rounded(base)
    if (whole or 0) < ENOUGH:
        return Cell(disclosure.band(part), f"No share of fewer than {ENOUGH}")
    return Cell(disclosure.band(part), "" if part is None else _range(part, whole))


def _range(part, whole):
    """The widest 95% range of the shares that two bands leave possible, in words."""
    (least, most), (low, high) = disclosure.span(part), disclosure.span(whole)
    return f"between {_percent(ranges.share(least, high)[0])} and {_percent(ranges.share(min(most, low), low)[1])}"


def _percent(part):
    return f"{100 * part:.0f}%"


def _compared(options, tallies, bases, columns):
    """A sentence for each later wave and choice that differs from before the works, or one that says that none does."""
    shown = {
        wave for wave, column in zip(tallies, columns, strict=True) if column.cells and bases[wave] >= ENOUGH
    }
    said = []
    for wave in (Wave.AFTER, Wave.SIX_MONTHS):
        if not {wave, BASE_WAVE} <= shown:
            continue
        moved = [
            f"“{words}” {'more' if tallies[wave][key] / bases[wave] > tallies[BASE_WAVE][key] / bases[BASE_WAVE] else 'less'} often"
            for key, words in options
            if _chance(tallies, bases, wave, key) < 0.05
        ]
        what = "; ".join(moved) + ", by more than chance alone explains" if moved else NOT_DISTINGUISHABLE
        said.append(f"{wave.label}, against {BASE_WAVE.label.lower()}: {what}.")
    return said


def _chance(tallies, bases, wave, key):
    after, before = tallies[wave][key], tallies[BASE_WAVE][key]
    return ranges.apart(after, bases[wave] - after, before, bases[BASE_WAVE] - before)


def _rate(project, wave, homes, first, last):
    """How many of the homes spoken with answered, in one sentence. Homes that answered on paper were reached too."""
    spoken = set(
        Visit.objects.standing()
        .filter(project=project, happened_on__range=(first, last))
        .reached()
        .values_list("household", flat=True)
        .distinct()
    )
    part, whole = disclosure.rounded(len(homes)), disclosure.rounded(len(spoken | homes))
    share = f": {_range(part, whole)}" if part and whole >= ENOUGH else ""
    return f"{wave.label}: {disclosure.band(part)} of {disclosure.band(whole)} homes spoken with from {first:%-d %B %Y} to {last:%-d %B %Y} answered{share}."
