"""The road of the works, the supply's clock, energy, and what two spellings share. No database."""

import datetime

import pytest

from lighting import rules
from lighting.choices import GateKind, SchemeKind

D = datetime.date


def test_only_new_lights_wait_at_gates():
    assert not [stage for stage in rules.stages_of(SchemeKind.UPGRADE) if stage.gates]
    gates = {stage.name: stage.gates for stage in rules.stages_of(SchemeKind.NEW) if stage.gates}
    assert gates == {
        "started": (GateKind.ECOLOGY, GateKind.LAND, GateKind.WAYLEAVE),
        "energised": (GateKind.SUPPLY,),
    }
    assert rules.gates_of(SchemeKind.UPGRADE) == ()
    assert set(rules.gates_of(SchemeKind.NEW)) == set(GateKind)


@pytest.mark.parametrize(
    ("month", "last"),
    [
        (D(2021, 11, 3), D(2021, 12, 31)),
        (D(2021, 12, 31), D(2022, 1, 31)),
        (D(2022, 1, 31), D(2022, 2, 28)),
        (D(2024, 1, 1), D(2024, 2, 29)),
    ],
)
def test_the_operator_hears_of_it_in_the_month_following(month, last):
    assert rules.tell_by(month) == last


@pytest.mark.parametrize(
    ("day", "last"),
    [
        (D(2021, 12, 31), D(2021, 11, 30)),
        (D(2021, 12, 30), D(2021, 10, 31)),
        (D(2022, 1, 31), D(2021, 12, 31)),
    ],
)
def test_overdue_are_those_whose_clock_ran_out(day, last):
    assert rules.overdue_up_to(day) == last
    assert rules.tell_by(last) <= day < rules.tell_by(last + datetime.timedelta(days=1))


@pytest.mark.parametrize(
    ("milliwatts", "kwh", "kilograms"),
    # 90 W x 4,100 h = 369 kWh = 78.228 kg at 212 g; 36.5 W = 149.65 kWh = 31.7258 kg; 1 W = 4.1 kWh; half a kWh goes up.
    [(90_000, 369, 78), (36_500, 150, 32), (1_000, 4, 1), (0, 0, 0), (122, 1, 0)],
)
def test_a_years_energy_and_carbon_are_rounded_once(milliwatts, kwh, kilograms):
    assert rules.kwh_a_year(milliwatts, 4_100) == kwh
    assert rules.kilograms_a_year(milliwatts, 4_100, 212) == kilograms


@pytest.mark.parametrize(("one", "other"), [("247234", "0247234"), ("A-12", "a12"), ("AB/0012", "ab0012")])
def test_asset_numbers_that_are_one(one, other):
    assert rules.asset_key(one) == rules.asset_key(other) != ""


@pytest.mark.parametrize(("one", "other"), [("LC 007", "lc7"), ("7", "07"), ("L2 LAW", "L2LAW")])
def test_column_numbers_that_are_one(one, other):
    assert rules.number_key(one) == rules.number_key(other)


def test_column_numbers_that_are_two():
    assert rules.number_key("10") != rules.number_key("1")
    assert rules.number_key("L2LAW") != rules.number_key("L5LAE")
    assert sorted(["10", "2", "L1"], key=rules.number_order) == ["L1", "2", "10"]
