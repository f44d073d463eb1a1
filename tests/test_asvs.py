"""The table of the security standard holds each requirement once, names tests that are there, and counts itself rightly."""

import re
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# Requirements of levels 1 and 2 in each section of ASVS 5.0.0; they are numbered from 1 without gaps.
SECTIONS = {
    "1.1": 2, "1.2": 9, "1.3": 11, "1.4": 3, "1.5": 2, "2.1": 3, "2.2": 3, "2.3": 4, "2.4": 1, "3.2": 2, "3.3": 4, "3.4": 6, "3.5": 5, "3.7": 2,
    "4.1": 3, "4.2": 1, "4.3": 2, "4.4": 4, "5.1": 1, "5.2": 3, "5.3": 2, "5.4": 3, "6.1": 3, "6.2": 12, "6.3": 4, "6.4": 4, "6.5": 5, "6.6": 3, "6.8": 4,
    "7.1": 3, "7.2": 4, "7.3": 2, "7.4": 5, "7.5": 2, "7.6": 2, "8.1": 2, "8.2": 3, "8.3": 1, "8.4": 1, "9.1": 3, "9.2": 4, "10.1": 2, "10.2": 2, "10.3": 4,
    "10.4": 11, "10.5": 5, "10.6": 2, "10.7": 3, "11.1": 2, "11.2": 3, "11.3": 3, "11.4": 4, "11.5": 1, "11.6": 1, "12.1": 3, "12.2": 2, "12.3": 4,
    "13.1": 1, "13.2": 5, "13.3": 2, "13.4": 5, "14.1": 2, "14.2": 4, "14.3": 3, "15.1": 3, "15.2": 3, "15.3": 7, "16.1": 1, "16.2": 5, "16.3": 4,
    "16.4": 3, "16.5": 3, "17.1": 1, "17.2": 4, "17.3": 2,
}  # fmt: skip
ALL = [f"{section}.{number}" for section, count in SECTIONS.items() for number in range(1, count + 1)]
STATES = ("tested", "built", "server", "partly", "no", "–")
ROW = re.compile(r"^\| (\d+\.\d+\.\d+)(?:–(\d+\.\d+\.\d+))? \| (\S+) \|(.*)\|(.*)\|$", re.M)


def rows():
    """(requirements, state, what is done, proof) of each line of the table."""
    for first, last, state, done, proof in ROW.findall((ROOT / "docs/asvs.md").read_text()):
        yield ALL[ALL.index(first) : ALL.index(last or first) + 1], state, done.strip(), proof.strip()


def test_each_requirement_stands_once_with_its_state():
    assert len(ALL) == 253
    assert [number for numbers, *_ in rows() for number in numbers] == ALL
    assert {state for _, state, *_ in rows()} == set(STATES)


def test_what_is_called_tested_names_tests_that_are_there():
    for numbers, state, _, proof in rows():
        assert proof or state != "tested", numbers
        for name in re.findall(r"[\w/]+\.py", proof):
            assert (ROOT / "tests" / name).exists(), (numbers, name)
        for target in re.findall(r"`make ([\w-]+)`", proof):
            assert f"\n{target}: ##" in (ROOT / "Makefile").read_text(), (numbers, target)


def test_the_counts_at_the_head_are_those_of_the_table():
    counts = Counter(state for numbers, state, *_ in rows() for _ in numbers)
    said = ", ".join(f"{counts[state]} {'does not apply' if state == '–' else state}" for state in STATES)
    assert f"**{said}**" in (ROOT / "docs/asvs.md").read_text(), said
