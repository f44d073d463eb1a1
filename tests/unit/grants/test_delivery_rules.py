"""The pure decisions of ratings, sub-grants, match and the radar, each counted by hand."""

import datetime
from types import SimpleNamespace

import pytest

from grants import delivery_rules, match_rules, partner_rules, radar_rules
from grants.delivery_choices import AlertKind, MatchBasis
from grants.lines import LineRow
from grants.starter_risks import STARTER
from saferstreets.common.periods import Period

D = datetime.date
DAY = D(2021, 11, 24)
END = D(2022, 3, 31)


def step(due=None, forecast=None, done=None, title="Works begin"):
    return title, due, forecast, done


@pytest.mark.parametrize(
    ("steps", "actual", "expected", "met", "label", "words"),
    [
        ([], 5, 100, True, "Green", "The target is reached"),
        ([step(D(2021, 11, 9))], None, None, False, "Red", "15 days behind"),
        ([step(D(2021, 11, 10))], None, None, False, "Amber", "14 days behind"),
        ([step(DAY)], None, None, False, "Green", "No open step"),
        ([step(D(2021, 12, 1), forecast=D(2021, 12, 20))], None, None, False, "Red", "19 days behind"),
        ([step(D(2021, 11, 1), done=D(2021, 11, 20))], None, None, False, "Green", "No open step"),
        ([], 89, 100, False, "Red", "below 90%"),
        ([], 90, 100, False, "Amber", "from 90%"),
        ([], 100, 100, False, "Green", "keeps a steady pace"),
        ([], None, None, False, "Not rated", "no step is planned"),
    ],
)
def test_delivery_is_rated_by_what_is_late_and_by_the_pace(steps, actual, expected, met, label, words):
    rating = delivery_rules.delivery_rating(steps, actual, expected, met, DAY)
    assert rating.label == label
    assert words in rating.rule


@pytest.mark.parametrize(
    ("lines", "label"),
    [
        ([], "Not rated"),
        ([(100_00, 5_00, D(2021, 1, 1))], "Green"),  # 5 % is no worry
        ([(100_00, 5_01, DAY - datetime.timedelta(1))], "Red"),
        ([(100_00, 50_00, DAY)], "Amber"),
        ([(100_00, 50_00, D(2021, 12, 22))], "Amber"),  # 28 days
        ([(100_00, 50_00, D(2021, 12, 23))], "Green"),
        ([(100_00, 50_00, None)], "Amber"),
    ],
)
def test_spend_is_rated_by_what_is_free_and_the_last_safe_day(lines, label):
    assert delivery_rules.spend_rating(lines, DAY).label == label


@pytest.mark.parametrize(
    ("scores", "finished", "label"), [([], False, "Amber"), ([], True, "Green"), ([5], False, "Green"), ([6], False, "Amber"), ([12, 1], False, "Red")]
)  # fmt: skip
def test_risk_is_rated_by_the_heaviest_open_one(scores, finished, label):
    assert delivery_rules.risk_rating(scores, finished).label == label


def test_the_register_says_what_it_lacks():
    assert delivery_rules.register_gaps({1: "Packs", 2: "Locks"}, [None, 2]) == [
        "1 risk of the whole programme is open, and 3 are wanted.",
        "“Packs” is unfinished and has no risk.",
    ]
    assert not delivery_rules.register_gaps({1: "Packs"}, [None, None, None, 1])


def test_the_usual_risks_are_nineteen_and_within_their_scales():
    assert len(STARTER) == len({row["title"] for row in STARTER}) == 19
    assert all(len(row["title"]) <= 120 and row["mitigations"] and row["owner"] for row in STARTER)
    assert all(
        row["post_impact"] * row["post_likelihood"] <= row["pre_impact"] * row["pre_likelihood"]
        for row in STARTER
    )


def test_match_is_a_share_of_the_grant_or_of_the_total():
    award = 311_358_00
    assert match_rules.wanted(award, 2000, MatchBasis.OF_GRANT) == 62_271_60
    assert match_rules.wanted(award, 2000, MatchBasis.OF_TOTAL) == 77_839_50
    assert match_rules.wanted(award, 0, MatchBasis.OF_TOTAL) == 0


def test_an_hour_is_priced_by_the_minute_a_half_penny_up_and_its_opposite_is_exact():
    assert [match_rules.worth(minutes, 15_00) for minutes in (60, 1, 45)] == [15_00, 25, 11_25]
    assert match_rules.worth(1, 30) == 1  # half a penny
    assert match_rules.worth(1, 29) == 0
    assert match_rules.worth(-1, 30) == -1
    rates = [(D(2021, 6, 3), 15_00), (D(2021, 12, 1), 16_00)]
    days = (D(2021, 6, 2), D(2021, 6, 3), D(2021, 11, 30), D(2021, 12, 1))
    assert [match_rules.rate_on(rates, day) for day in days] == [None, 15_00, 15_00, 16_00]


def test_match_keeps_a_steady_pace_over_the_grant():
    period = Period(D(2021, 6, 3), D(2021, 6, 12))  # ten days
    assert match_rules.status(0, None, DAY, period)[1] == "No share is stated"
    assert match_rules.status(100, 100, DAY, period)[1] == "Reached"
    assert match_rules.status(50, 100, D(2021, 6, 7), period)[1] == "On its way"  # five of ten days
    assert match_rules.status(49, 100, D(2021, 6, 7), period)[1] == "Behind a steady pace"


def sub(**columns):
    return dict.fromkeys(partner_rules.COLUMNS, 0) | {
        f"{name}_pence": pence for name, pence in columns.items()
    }


@pytest.mark.parametrize(
    ("up_front", "columns", "words"),
    [
        (True, {"transferred": 100, "spent": 60, "returned": 40}, ""),
        (True, {"transferred": 101}, "would be paid"),
        (True, {"transferred": 50, "spent": 51}, "has been paid"),
        (False, {"spent": 50, "transferred": 50, "reimbursed": 50}, ""),
        (False, {"spent": 50, "transferred": 51}, "in arrears"),
        (False, {"spent": 101}, "would be spent"),
        (True, {"transferred": 50, "reimbursed": 51}, "more than that"),
        (True, {"transferred": -1}, "below nothing"),
    ],
)
def test_a_sub_grant_of_a_pound_holds_what_its_order_allows(up_front, columns, words):
    refusal = partner_rules.refusal(100, up_front, **sub(**columns))
    assert words in refusal
    assert bool(words) == bool(refusal)


def test_who_carries_the_cash_is_said():
    assert partner_rules.carrier(20_000_00, 5_000_00) == (
        "The office carries £20,000; £5,000 of it lies with the partner unspent."
    )
    assert partner_rules.carrier(20_000_00, 0) == "The office carries £20,000 until the fund pays."
    assert partner_rules.carrier(0, -3_00) == "The partner carries £3 until it is paid."
    assert partner_rules.carrier(0, 0) == "Nobody carries cash for it."


def test_returns_are_owed_by_calendar_months_and_the_last_ends_with_the_grant():
    found = partner_rules.return_periods(D(2021, 6, 3), END, 3, 30)
    assert found == [
        (D(2021, 6, 3), D(2021, 8, 31), D(2021, 9, 30)),
        (D(2021, 9, 1), D(2021, 11, 30), D(2021, 12, 30)),
        (D(2021, 12, 1), D(2022, 2, 28), D(2022, 3, 30)),
        (D(2022, 3, 1), END, D(2022, 4, 30)),
    ]
    assert partner_rules.return_status(D(2021, 9, 30), None, False, D(2021, 9, 30)) == ("due", "Not due yet")
    assert partner_rules.return_status(D(2021, 9, 30), None, True, D(2021, 10, 1)) == (
        "late",
        "Missing, reminded",
    )


def line(accrued=0, committed=0, **known):
    return LineRow(1, "Locks", False, True, 100_00, committed, accrued, 0, **known)


def test_the_last_safe_day_counts_back_from_the_last_day_of_the_grant():
    """31 March less 28 days of delivery, 14 of fitting and 7 of inspection is 10 February."""
    assert radar_rules.last_safe_day(END, 28 + 14 + 7) == D(2022, 2, 10)
    assert radar_rules.last_safe_day(END, 0) == END
    assert radar_rules.last_safe_day(END, None) is None


@pytest.mark.parametrize(
    ("day", "label", "kinds"),
    [
        (D(2022, 1, 12), "29 days left to order", []),
        (D(2022, 1, 13), "28 days left to order", [AlertKind.SOON]),
        (D(2022, 2, 10), "Order today", [AlertKind.SOON]),
        (D(2022, 2, 11), "Too late to order", [AlertKind.PAST]),
    ],
)
def test_a_line_warns_before_its_last_safe_day_and_after(day, label, kinds):
    sight = radar_rules.sight(line(accrued=10_00, committed=20_00, days=49), END, day)
    assert sight.label == label
    assert (sight.free, sight.forecast, sight.left) == (70_00, 30_00, 70_00)
    assert [kind for kind, _ in radar_rules.alerts(sight, day)] == kinds


def test_a_forecast_that_leaves_more_than_a_small_share_is_told():
    def told(pence):
        sight = radar_rules.sight(line(accrued=10_00, forecast_pence=pence, forecast_on=DAY), END, DAY)
        return [(kind, about) for kind, about in radar_rules.alerts(sight, DAY)]

    assert told(95_00) == []
    assert told(94_99) == [(AlertKind.UNDERSPEND, 5_01)]
    assert told(5_00) == [(AlertKind.UNDERSPEND, 90_00)]  # never below what is spent


def test_the_reserve_list_takes_what_fits_in_its_rank():
    def reserve(pence, days):
        return SimpleNamespace(pence=pence, days=days)

    rows, taken = radar_rules.absorbed(
        [reserve(60, 10), reserve(50, 10), reserve(40, 127), reserve(30, 128)], 100, END, DAY
    )  # DAY is 127 days before the end
    assert [row["why"] for row in rows] == ["Fits", "More than is free", "Fits", "Too late to order"]
    assert taken == 100
