"""The manager's own goals: hours shared out, plan against log, and what coaching may have done."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlgoals.domain import metrics
from xlgoals.sums.coach import coaching, coaching_effect
from xlgoals.sums.coach.coaching import Calendar, suggested_hours
from xlgoals.sums.track import leading_signs

TEAM = st.lists(
    st.tuples(st.floats(1, 1e6), st.floats(1, 1e6), st.floats(0, 1)), min_size=1, max_size=30
)


def day(text: str) -> int:
    return (dt.date.fromisoformat(text) - dt.date(1970, 1, 1)).days


def when(today: str, months: int = 12) -> Calendar:
    return Calendar(684, months, day(today))


def hours(total: float, goal: list[float], strength: list[float] | None = None) -> list[float]:
    count = len(goal)
    strong = np.ones(count) if strength is None else np.array(strength)
    return suggested_hours(total, np.array(goal), np.full(count, 100.0), strong).tolist()


def test_half_goes_to_all_alike_and_half_to_need() -> None:
    """12 hours: 2 each; of the other 6, a goal 10 % above counts 1 and a first day counts 1."""
    assert hours(12, [100, 110, 100], [1, 1, 0]) == [2, 5, 5]


def test_where_nobody_needs_more_all_get_the_same() -> None:
    assert hours(9, [90, 100, 80]) == [3, 3, 3]


@given(st.floats(0, 500), TEAM)
def test_the_hours_add_up_to_the_total_and_nobody_gets_less_than_nothing(
    total: float, team: list[tuple[float, float, float]]
) -> None:
    goal, middle, strength = (np.array(column) for column in zip(*team, strict=True))
    found = suggested_hours(total, goal, middle, strength)
    assert found.sum() == pytest.approx(round(total * 2) / 2 if total > 0 else 0)
    assert (found >= 0).all()
    assert (np.round(found * 2) == found * 2).all()


@given(st.floats(10, 500), TEAM, st.floats(0.01, 0.5))
def test_a_goal_further_above_the_forecast_never_gets_less(
    total: float, team: list[tuple[float, float, float]], more: float
) -> None:
    goal, middle, strength = (np.array(column) for column in zip(*team, strict=True))
    before = suggested_hours(total, goal, middle, strength)[0]
    goal[0] = max(goal[0], middle[0]) * (1 + more)
    assert suggested_hours(total, goal, middle, strength)[0] >= before - coaching.STEP


def test_an_unknown_forecast_is_no_need_and_no_hours_are_none() -> None:
    found = suggested_hours(6, np.array([100.0, 100]), np.array([np.nan, 100]), np.ones(2))
    assert found.tolist() == [3, 3]
    assert hours(0, [100, 120]) == [0, 0]
    assert hours(6, []) == []


@pytest.mark.parametrize(
    ("today", "gone"),
    [
        ("2026-12-31", 0),
        ("2027-01-31", 1),
        ("2027-02-14", 1.5),
        ("2027-12-31", 12),
        ("2028-03-01", 12),
    ],
)
def test_months_gone(today: str, gone: float) -> None:
    assert when(today).gone == pytest.approx(gone)


def log(*rows: tuple[str, str, str, float]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["date", "kind", "rep_id", "hours"])
    days = [day(text) for text in table["date"]]
    return table.assign(day=np.array(days, float), customers=np.nan, note="")


def goals(*rows: tuple[str, str, str, float]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["goal", "rep_id", "unit", "planned"])


def test_a_goal_for_one_rep_takes_that_reps_rows_and_the_general_one_the_rest() -> None:
    mine = goals(("Coaching", "A", "hours", 12), ("Coaching", "", "hours", 24))
    rows = log(("2027-01-05", "Coaching", "A", 2), ("2027-01-06", "coaching", "B", 3),
               ("2027-01-07", "Coaching", "", 1), ("2027-01-07", "Reading", "", 9))  # fmt: skip
    found = coaching.progress(mine, rows, when("2027-01-31"))
    assert found["done"].tolist() == [2, 4]
    assert found["planned_to_date"].tolist() == [1, 2]


def test_what_lies_ahead_is_coming_and_not_done() -> None:
    rows = log(("2027-01-05", "Coaching", "A", 2), ("2027-02-03", "Coaching", "A", 1.5))
    found = coaching.progress(goals(("Coaching", "A", "hours", 12)), rows, when("2027-01-20"))
    assert found.loc[0, ["done", "coming", "last_time", "next_time"]].tolist() == [
        2, 1.5, day("2027-01-05"), day("2027-02-03"),
    ]  # fmt: skip


def test_days_times_and_customers_are_counted_each_in_their_way() -> None:
    rows = log(("2027-01-05", "Field day", "A", 4), ("2027-01-05", "Field day", "A", 4),
               ("2027-01-08", "Field day", "A", 8))  # fmt: skip
    rows["customers"] = [2.0, np.nan, 3.0]
    units = [("Field day", "A", unit, 12.0) for unit in ("days", "times", "customers", "hours")]
    for unit, wanted in zip(units, (2, 3, 5, 16), strict=True):
        found = coaching.progress(goals(unit), rows, when("2027-01-31"))
        assert found["done"].tolist() == [wanted]


def test_a_trade_show_of_three_days_is_one_trade_show() -> None:
    rows = log(*((f"2027-05-0{at}", "Trade show", "", 8) for at in (4, 5, 6)),
               ("2027-09-01", "Trade show", "", 8)).assign(note="Food fair")  # fmt: skip
    assert coaching.times(rows) == 2


def test_who_was_never_coached_has_waited_since_the_period_began() -> None:
    rows = log(("2027-02-01", "Coaching", "A", 1), ("2027-02-20", "Field day", "B", 8),
               ("2026-12-01", "Coaching", "C", 1), ("2027-03-30", "Coaching", "C", 1))  # fmt: skip
    waited = coaching.waiting_days(rows, ["A", "B", "C"], when("2027-03-04"))
    assert waited.tolist() == [31, 12, 62]
    assert np.isnan(coaching.waiting_days(rows, ["A"], when("2026-12-24"))).all()


def test_hours_by_month_are_planned_done_and_coming() -> None:
    rows = log(("2027-01-05", "Coaching", "A", 2), ("2027-02-10", "Coaching", "A", 3),
               ("2027-02-10", "Reading", "", 1), ("2027-02-28", "Coaching", "A", 4))  # fmt: skip
    mine = goals(("Coaching", "A", "hours", 36), ("Reading", "", "hours", 12))
    found = coaching.by_month(mine, rows, when("2027-02-15"))
    assert found["coaching_done"].tolist()[:3] == [2, 3, 0]
    assert found["coaching_coming"].tolist()[:3] == [0, 4, 0]
    assert found["done"].tolist()[:2] == [2, 4]
    assert set(found["coaching_planned"]) == {3}
    assert set(found["planned"]) == {4}


@pytest.mark.parametrize(
    ("before", "after", "low", "high"),
    [
        ((48, 80), (56, 70), 0.0524, 0.3339),
        ((3, 10), (9, 10), 0.1705, 0.8090),
        ((0, 20), (10, 10), 0.6791, 1.0),
        ((0, 10), (0, 20), -0.2775, 0.1611),
    ],
)
def test_the_interval_is_newcombes(
    before: tuple[int, int], after: tuple[int, int], low: float, high: float
) -> None:
    """Published examples: Newcombe 1998, Statistics in Medicine 17, table II, method 10."""
    sides = [tuple(np.array([float(x)]) for x in side) for side in (before, after)]
    found = coaching_effect.difference(*sides)  # type: ignore[arg-type]
    assert [float(x[0]) for x in found] == pytest.approx([low, high], abs=6e-5)


@given(st.integers(1, 200), st.integers(1, 200), st.data())
def test_the_interval_holds_the_change_and_mirrors(one: int, two: int, data: st.DataObject) -> None:
    x, y = data.draw(st.integers(0, one)), data.draw(st.integers(0, two))
    a, b = (
        (np.array([float(x)]), np.array([float(one)])),
        (np.array([float(y)]), np.array([float(two)])),
    )
    low, high = coaching_effect.difference(a, b)
    assert -1 - 1e-9 <= low[0] <= y / two - x / one <= high[0] <= 1 + 1e-9
    mirrored = coaching_effect.difference(b, a)
    assert (-mirrored[1][0], -mirrored[0][0]) == pytest.approx((low[0], high[0]))


def test_more_sales_than_presentations_is_unknown() -> None:
    found = coaching_effect.difference(
        (np.array([5.0]), np.array([4.0])), (np.array([1.0]), np.array([4.0]))
    )
    assert np.isnan(found).all()


def test_small_numbers_are_warned_of_and_luck_is_named() -> None:
    months = np.arange(684 - 12, 684 + 3)
    shown = np.full((3, 15), 3.0)
    sales = np.where(months >= 684, 2.0, 1.0) * np.ones((3, 1))
    shown[2], sales[2] = 100.0, np.where(months >= 684, 60, 30)
    found = coaching_effect.effect(np.array([684.0, np.nan, 684.0]), sales, shown, months)
    said = found["what_can_be_said"].tolist()
    assert "Only 9 presentations on one side: wait for more." in said[1]
    assert "may be luck alone" in said[1]
    assert said[2] == "No coaching in the log yet."
    assert "more than luck" in said[3]
    assert "wait for more" not in said[3]
    assert found.loc[3, "change"] == pytest.approx(0.3)
    assert found.loc[0, "presentations_before"] == 1236, "the team is those who were coached"


def test_a_cycle_is_from_opening_to_winning_drawn_to_the_teams() -> None:
    table = pd.DataFrame({"rep_id": ["A"] * 20 + ["B"] * 20, "outcome": ["Won"] * 39 + ["Lost"]})
    table["opened"] = pd.Timestamp(2026, 1, 1)
    table["closed"] = table["opened"] + pd.to_timedelta([30] * 20 + [60] * 19 + [400], unit="D")
    found = leading_signs.cycle_days(table, ["A", "B", "C"])
    team = (20 * 30 + 19 * 60) / 39
    wanted = [(600 + 20 * team) / 40, (1140 + 20 * team) / 39, team]
    assert found.tolist() == pytest.approx(wanted)


def test_a_short_sign_says_when_revenue_is_at_risk() -> None:
    known = np.array([61.0]), np.array([100.0]), np.array([41.0])
    found = leading_signs.signs(metrics.IN_PROCESS, known[1], known[0], known[2])
    assert found["what_it_means"].tolist() == [
        "Proposals in process at 61% of plan: revenue at risk in about 40 days."
    ]
    late = leading_signs.signs(metrics.OPPORTUNITIES, known[1], known[0], known[2])
    assert "in more than about 40 days" in late["what_it_means"][0]
    fine = leading_signs.signs(
        metrics.PROPOSALS, np.array([10.0]), np.array([10.0]), np.array([np.nan])
    )
    assert fine["what_it_means"].tolist() == ["Proposals at 100% of plan."]


def test_proposals_in_process_count_by_the_day_and_are_unknown_where_none_came_in() -> None:
    opened = pd.to_datetime(pd.Series(["2027-01-11", "2026-12-01", "2026-12-20"]))
    closed = pd.to_datetime(pd.Series([None, "2027-01-16", "2027-06-01"]))
    table = pd.DataFrame({"rep_id": ["A", "A", "B"], "opened": opened, "closed": closed})
    found = leading_signs.in_process(table, ["A", "B", "C"], 684)
    assert found.tolist() == pytest.approx([(21 + 15) / 31, 1, 0])
    assert np.isnan(leading_signs.in_process(table, ["A"], 690)).all()
