"""Pace, proration and status: truth cases worked by hand, and what must hold for any numbers."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlgoals.sums.track import tracking

money = st.floats(0, 1e7)
weights = st.lists(st.floats(0.01, 100), min_size=1, max_size=12)


def prorated(goal: float, amended: float, first: float, share: list[float]) -> np.ndarray:
    return tracking.by_month(
        np.array([goal]), np.array([amended]), np.array([first]), tracking.shares(np.array([share]))
    )[0]


def test_an_amendment_from_july_on_counts_from_july_on() -> None:
    """600 over four equal quarters, 400 from the third on: 150 + 150 + 100 + 100."""
    assert prorated(600, 400, 2, [1, 1, 1, 1]).tolist() == [150, 150, 100, 100]


def test_proration_goes_by_season_and_not_by_months() -> None:
    """Three months that bring 1 : 1 : 2; from the third on 200 in place of 100: 25 + 25 + 100."""
    assert prorated(100, 200, 2, [1, 1, 2]).tolist() == [25, 25, 100]


@given(money, weights)
def test_the_months_of_a_goal_add_up_to_it(goal: float, share: list[float]) -> None:
    assert prorated(goal, np.nan, np.nan, share).sum() == pytest.approx(goal, abs=1e-6)


@given(money, money, weights)
def test_an_amendment_from_the_first_month_is_the_goal(
    goal: float, amended: float, share: list[float]
) -> None:
    assert prorated(goal, amended, 0, share).sum() == pytest.approx(amended, abs=1e-6)
    assert prorated(goal, amended, -3, share).sum() == pytest.approx(amended, abs=1e-6)


@given(money, money, weights)
def test_an_amendment_after_the_period_changes_nothing(
    goal: float, amended: float, share: list[float]
) -> None:
    assert prorated(goal, amended, len(share), share).sum() == pytest.approx(goal, abs=1e-6)


@given(money, weights, st.integers(0, 12))
def test_an_amendment_to_the_same_value_changes_nothing(
    goal: float, share: list[float], first: int
) -> None:
    same = prorated(goal, goal, first, share)
    assert same.tolist() == pytest.approx(prorated(goal, np.nan, np.nan, share).tolist())


@given(money, money, weights, st.integers(0, 12))
def test_a_prorated_goal_lies_between_the_two_and_what_is_past_stays(
    goal: float, amended: float, share: list[float], first: int
) -> None:
    months = prorated(goal, amended, first, share)
    total, tiny = months.sum(), 1e-6 * (1 + goal + amended)
    assert min(goal, amended) - tiny <= total <= max(goal, amended) + tiny
    assert months[:first].tolist() == pytest.approx(
        prorated(goal, np.nan, np.nan, share)[:first].tolist()
    )


@given(money.filter(lambda x: x > 1), weights, st.floats(0.1, 3))
def test_who_brings_the_same_share_of_every_month_has_that_pace_at_any_time(
    goal: float, share: list[float], pace: float
) -> None:
    plan = prorated(goal, np.nan, np.nan, share)
    for gone in range(1, len(share) + 1):
        assert (plan * pace)[:gone].sum() / plan[:gone].sum() == pytest.approx(pace)


@given(weights)
def test_the_share_gone_is_that_of_the_worksheet_function(share: list[float]) -> None:
    plan = prorated(100, np.nan, np.nan, share)
    gone = tracking.season_gone(np.array(share), np.arange(len(share) + 1.0))
    sums = [plan[:at].sum() / 100 for at in range(len(share) + 1)]
    assert gone.tolist() == pytest.approx(sums)


def test_a_rep_without_a_season_takes_that_of_the_others_and_flat_is_the_last_resort() -> None:
    found = tracking.shares(np.array([[1.0, 3.0], [np.nan, np.nan], [0.0, 0.0]]))
    assert found.tolist() == [[0.25, 0.75]] * 3
    assert tracking.shares(np.array([[np.nan, np.nan]])).tolist() == [[0.5, 0.5]]


@pytest.mark.parametrize(
    ("goal", "due", "actual", "luck", "word"),
    [
        (100, 50, 50, 0.05, tracking.ON_TRACK),
        (100, 50, 47.6, 0.05, tracking.ON_TRACK),
        (100, 50, 47.4, 0.05, tracking.BEHIND),
        (100, 50, 52.6, 0.05, tracking.AHEAD),
        (100, 50, 49, 0.0, tracking.ON_TRACK),
        (100, 50, 48, 0.0, tracking.BEHIND),
        (100, 50, 46, 0.9, tracking.ON_TRACK),
        (100, 50, 44, 0.9, tracking.BEHIND),
        (100, 50, 100, 0.05, tracking.REACHED),
        (100, 0, 0, np.nan, tracking.NOT_BEGUN),
        (100, 50, np.nan, 0.05, tracking.UNKNOWN),
        (np.nan, np.nan, 50, 0.05, tracking.UNKNOWN),
        (100, 50, 0, np.nan, tracking.BEHIND),
    ],
)
def test_status(goal: float, due: float, actual: float, luck: float, word: str) -> None:
    arrays = (np.array([value], float) for value in (goal, due, actual, luck))
    assert tracking.status(*arrays) == [word]


def test_what_is_needed_a_month() -> None:
    """100 asked, 40 came, three months are left: 20 a month; nothing where it is reached."""
    found = tracking.needed(
        np.array([100.0, 100, 100]), np.array([40.0, 120, 40]), np.array([3.0, 3, 0])
    )
    assert found.tolist() == pytest.approx([20, 0, np.nan], nan_ok=True)


def rows(*cells: tuple[int, str, float]) -> pd.DataFrame:
    return pd.DataFrame(cells, columns=["month", "rep_id", "revenue"]).astype({"month": float})


def test_zero_unknown_and_not_yet_are_three_things() -> None:
    table = rows((10, "A", 5), (10, "B", 7), (11, "A", np.nan), (11, "B", 1), (13, "B", 2))
    found = tracking.actual_by_month(table, ["A", "B", "C"], "revenue", 10, 5)
    assert found.tolist() == [
        pytest.approx(row, nan_ok=True)
        for row in (
            [5, np.nan, np.nan, 0, np.nan],
            [7, 1, np.nan, 2, np.nan],
            [0, 0, np.nan, 0, np.nan],
        )
    ]
    assert tracking.months_gone(np.array([9, 10, 13, 20]), 10, 5) == 4
    assert tracking.months_gone(np.array([9, 20]), 10, 5) == 0
    assert tracking.months_without_rows(table, 10, 4) == [12]
