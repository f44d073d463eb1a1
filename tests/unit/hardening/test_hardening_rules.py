import datetime

import pytest

from hardening import rules, wide
from hardening.choices import ClearanceKind, Consent, Gap, Place
from saferstreets.common import questions
from tests.factories.hardening import STRONG, WEAK

D = datetime.date
DAY = D(2021, 11, 24)


def test_the_survey_can_be_asked():
    assert questions.check(wide.SCHEMA)
    assert questions.validate(wide.SCHEMA, WEAK)[1] == {}


@pytest.mark.parametrize(
    ("changed", "points"),
    [
        ({}, 4),
        ({"windows": "some"}, 3),
        ({"interior_light": "no"}, 3),
        ({"external_light": "no"}, 3),
        ({"front_lock": "multipoint"}, 3),
        ({"back_lock": "latch"}, 3),
        ({"back_door": "no", "back_lock": "none"}, 4),
        ({"front_lock": "none", "windows": "none", "interior_light": "no", "external_light": "no"}, 0),
    ],
)
def test_wide_counts_the_four_things(changed, points):
    assert wide.score({**STRONG, **changed}).score == points


def test_gaps_name_the_place_and_a_proposal_closes_each_with_what_may_be_fitted():
    class Measure:
        def __init__(self, pk, closes, pence, key_inside=False):
            self.pk, self.closes, self.unit_cost_pence, self.key_inside = pk, closes, pence, key_inside

    found = wide.gaps(WEAK)
    assert (Gap.DOOR_LOCK, Place.FRONT_DOOR) in found
    assert (Gap.DOOR_LOCK, Place.BACK_DOOR) in found
    assert (Gap.LETTERBOX, Place.FRONT_DOOR) not in found
    assert wide.gaps(STRONG) == [
        (Gap.VIEWER, Place.FRONT_DOOR), (Gap.CHAIN, Place.FRONT_DOOR), (Gap.YARD, Place.YARD),
    ]  # fmt: skip
    cheap, thumb = Measure(1, Gap.DOOR_LOCK, 50_00, key_inside=True), Measure(2, Gap.DOOR_LOCK, 90_00)
    assert {one.pk for one, _ in wide.proposal(found, [cheap, thumb], False)} == {1}
    assert {one.pk for one, _ in wide.proposal(found, [cheap, thumb], True)} == {2}
    assert wide.proposal(found, [cheap], True) == []


def test_either_reading_is_enough_and_anybody_else_needs_a_reason():
    Need = rules.Need
    assert rules.eligibility(Need(True, False), "")[0]
    assert rules.eligibility(Need(False, True), "")[0]
    assert (
        rules.eligibility(Need(True, True), "")[1] == "Qualifies: recorded burglary and noted vulnerability"
    )
    assert not rules.eligibility(Need(False, False), " ")[0]
    assert rules.eligibility(Need(False, False), "Next to a burgled home")[0]


def test_priority_shows_what_it_adds_up():
    need = rules.Need(True, True, last_burglary_on=DAY - datetime.timedelta(days=90), wide=1)
    points, reasons = rules.priority(need, DAY)
    assert points == sum(one for one, _ in reasons) == 40 + 20 + 30 + 15
    assert rules.priority(rules.Need(True, False, DAY - datetime.timedelta(days=91)), DAY)[0] == 40
    assert rules.priority(rules.Need(False, False, wide=4), DAY) == (0, [])


@pytest.mark.parametrize(
    ("until", "day", "good"),
    [(DAY, DAY, True), (DAY, DAY + datetime.timedelta(days=1), False), (None, DAY, False)],
)
def test_a_check_holds_through_its_last_day(until, day, good):
    held = (
        {ClearanceKind.VETTING: until, ClearanceKind.DBS: D(2030, 1, 1)}
        if until
        else {ClearanceKind.DBS: D(2030, 1, 1)}
    )
    assert bool(rules.clearance_problems(rules.FITTER_KINDS, held, day)) != good


def test_the_guard_stops_only_a_key_where_people_must_get_out():
    assert [bool(rules.egress_refusal(key, guarded)) for key in (True, False) for guarded in (True, False)] == [
        True, False, False, False,
    ]  # fmt: skip
    assert "BS 8621" in rules.egress_refusal(True, True)


@pytest.mark.parametrize(
    ("drill", "rented", "social", "consent"),
    [
        (False, True, True, Consent.NOT_NEEDED),
        (True, False, False, Consent.NOT_NEEDED),
        (True, True, False, Consent.NEEDED),
        (True, True, True, Consent.ROUTED),
    ],
)
def test_only_what_is_fixed_into_a_rented_home_needs_consent(drill, rented, social, consent):
    assert rules.consent_needed(needs_drilling=drill, rented=rented, social=social) == consent


def test_vat_is_rounded_half_up_once():
    assert [rules.vat(pence, 20) for pence in (100, 102, 103, 0, -103)] == [20, 20, 21, 0, -21]


def test_an_invoice_is_checked_to_the_penny():
    assert rules.invoice_problem((100, 20), (100, 20)) == ""
    assert "£0.01 more" in rules.invoice_problem((101, 20), (100, 20))
    assert "less" in rules.invoice_problem((99, 20), (100, 20))


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0, "0 minutes"),
        (1, "1 minute"),
        (59, "59 minutes"),
        (60, "1 hour"),
        (61, "1 hour 1 minute"),
        (235, "3 hours 55 minutes"),
    ],
)
def test_how_long_the_work_takes_is_said_as_people_say_it(minutes, words):
    assert rules.duration(minutes) == words
