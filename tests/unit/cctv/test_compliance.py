"""What the pack must show on a day: missing, lapsed since which day, met."""

import datetime
from types import SimpleNamespace

import pytest

from cctv import compliance, principles
from cctv.compliance import GAP, LAPSED, MET, findings, first_lapse, still_open

D = datetime.date
CODE_CHANGED = D(2022, 1, 12)


def item(key, on, pk=1, **details):
    kept = {"edition": "", "met": True, "until_on": None}
    return SimpleNamespace(key=key, settled_on=on, pk=pk, **{**kept, **details})


def camera(**details):
    said = {
        "purpose": "Gate",
        "mask_said": True,
        "homes_checked_on": D(2021, 9, 6),
        "installed_on": D(2021, 9, 6),
    }
    return SimpleNamespace(in_use_on=lambda day: True, **{**said, **details})


FIRST = D(2021, 9, 6)


def whole(on=FIRST):
    said = [item(key, on) for key in compliance.REQUIREMENT_KEYS]
    return said + [item(key, on, edition="2013") for key in principles.PRINCIPLE_KEYS]


def of(key, items, day):
    return next(one for one in findings(items, [], day) if one.key == key)


def test_nothing_on_record_is_missing_everywhere():
    found = findings([], [], D(2021, 11, 24))
    assert len(found) == len(compliance.REQUIREMENTS) + 12
    assert {one.state for one in found} == {GAP}


def test_a_whole_pack_is_complete_until_the_code_changes_and_then_lapses_on_that_day():
    assert not still_open(findings(whole(), [camera()], CODE_CHANGED - compliance.DAY))
    left = still_open(findings(whole(), [camera()], CODE_CHANGED))
    assert [one.key for one in left] == list(principles.PRINCIPLE_KEYS)
    assert {one.state for one in left} == {LAPSED}
    assert first_lapse(left) == CODE_CHANGED
    again = whole() + [item(key, CODE_CHANGED, pk=2, edition="2021") for key in principles.PRINCIPLE_KEYS]
    assert not still_open(findings(again, [camera()], D(2022, 6, 1)))
    assert not still_open(findings(again, [camera()], D(2022, 1, 11)))


def test_an_item_holds_on_its_last_day_and_has_lapsed_the_next():
    said = [item("ico", D(2021, 9, 6), until_on=D(2022, 9, 5))]
    assert of("ico", said, D(2022, 9, 5)).state == MET
    lapsed = of("ico", said, D(2022, 9, 6))
    assert (lapsed.state, lapsed.since) == (LAPSED, D(2022, 9, 6))


def test_found_wanting_counts_from_its_day_until_it_is_met_again():
    said = [item("access_log", D(2021, 9, 6)), item("access_log", D(2021, 11, 1), pk=2, met=False)]
    assert of("access_log", said, D(2021, 10, 31)).state == MET
    assert of("access_log", said, D(2021, 11, 1)).since == D(2021, 11, 1)
    said.append(item("access_log", D(2021, 11, 1), pk=3))  # put right on the same day
    assert of("access_log", said, D(2021, 11, 1)).state == MET


def test_a_statement_counts_for_no_day_before_it():
    assert of("dpia", [item("dpia", D(2021, 9, 6))], D(2021, 9, 5)).state == GAP


@pytest.mark.parametrize(
    ("lack", "words"),
    [({"purpose": ""}, "its purpose"), ({"mask_said": False}, "privacy mask"), ({"homes_checked_on": None}, "no home"),
     ({"homes_checked_on": D(2021, 12, 1)}, "no home"), ({"installed_on": None}, "installed")],
)  # fmt: skip
def test_a_camera_of_which_something_is_not_said_is_a_gap(lack, words):
    (left,) = still_open(findings(whole(), [camera(**lack)], D(2021, 11, 24)))
    assert words in left.why


def test_editions_follow_each_other_without_a_gap():
    assert principles.edition_on(D(2022, 1, 11)).key == "2013"
    assert principles.edition_on(CODE_CHANGED).key == "2021"
    assert len(principles.PRINCIPLES) == 12
