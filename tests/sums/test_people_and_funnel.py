"""Ramp, turnover, and rates drawn to the team's."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlgoals.sums.suggest.funnel import drawn_mean, drawn_rate
from xlgoals.sums.suggest.staffing import ramp_factor, turnover_loss


def test_a_ramp_of_four_months_is_25_50_75_100() -> None:
    assert ramp_factor([-1, 0, 1, 2, 3, 9], 4).tolist() == [0, 0.25, 0.5, 0.75, 1, 1]
    assert ramp_factor([0, 1], 0).tolist() == [1, 1]


QUARTERS = (0.25, 0.25, 0.25, 0.5, 0.5, 0.5, 0.75, 0.75, 0.75)


def test_a_schedule_holds_where_no_months_are_given_and_full_strength_after_it() -> None:
    on_job = np.array([[-1.0, 0, 2, 3, 8, 9, 40, np.nan]] * 2)
    scheduled, even = ramp_factor(on_job, np.array([[np.nan], [4.0]]), QUARTERS)
    assert scheduled[:-1].tolist() == [0, 0.25, 0.25, 0.5, 0.75, 1, 1]
    assert even[:-1].tolist() == [0, 0.25, 0.75, 1, 1, 1, 1]
    assert np.isnan([scheduled[-1], even[-1]]).all()


def test_turnover_with_a_schedule_as_worked_out_by_hand() -> None:
    """12 % over 12 months, empty 1 month, then 0, 50 %, all: lost 1, 1, ½, of 1 % a month."""
    loss = turnover_loss([0.12], 12, vacancy=1, ramp=np.nan, schedule=(0.0, 0.5))[0]
    assert loss == pytest.approx([0.01, 0.02] + [0.025] * 10)


@given(
    st.integers(1, 24),
    st.lists(st.floats(0, 1), min_size=1, max_size=5),
    st.floats(0, 6),
    st.integers(1, 12),
)
def test_a_schedule_that_says_the_even_ramp_changes_no_number(
    ramp: int, chances: list[float], vacancy: float, months: int
) -> None:
    said = tuple((month + 1) / ramp for month in range(ramp))
    on_job = np.arange(-3.0, 40)
    assert (ramp_factor(on_job, np.nan, said) == ramp_factor(on_job, ramp)).all()
    even = turnover_loss(chances, months, vacancy, ramp)
    assert (turnover_loss(chances, months, vacancy, np.nan, said) == even).all()


def test_turnover_is_vacancy_plus_ramp_as_worked_out_by_hand() -> None:
    """12 % over 12 months, empty 1 month, ramp 2: lost 1 + ½ months, 1 % × (1, 1½, 1½ …)."""
    loss = turnover_loss([0.12], 12, vacancy=1, ramp=2)[0]
    assert loss == pytest.approx([0.01] + [0.015] * 11)


@given(st.floats(0, 1), st.integers(1, 12), st.floats(0, 12), st.floats(0, 12))
def test_a_loss_is_a_share_and_grows_with_the_chance(
    chance: float, months: int, vacancy: float, ramp: float
) -> None:
    low, high = turnover_loss([chance / 2, chance], months, vacancy, ramp)
    assert ((low >= 0) & (high <= 1) & (low <= high)).all()


def test_a_short_record_is_drawn_to_the_team_and_a_long_one_is_not() -> None:
    rates = drawn_rate(np.array([4.0, 100, 300]), np.array([4.0, 500, 900])).rate
    assert rates[0] < 0.5
    assert rates[1] == pytest.approx(0.2, abs=0.03)
    assert rates[2] == pytest.approx(1 / 3, abs=0.02)


def test_without_a_record_the_teams_rate_counts_and_without_a_team_nothing() -> None:
    assert drawn_rate(np.array([np.nan, 25]), np.array([np.nan, 100])).rate[0] == pytest.approx(
        0.25
    )
    assert np.isnan(drawn_rate(np.array([np.nan]), np.array([np.nan])).rate).all()


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=1, max_size=8))
def test_a_drawn_rate_lies_between_the_own_and_the_teams(cases: list[tuple[int, int]]) -> None:
    done = np.array([min(pair) for pair in cases], float)
    tried = np.array([max(pair) for pair in cases], float)
    rates = drawn_rate(done, tried).rate
    if tried.sum() == 0:
        assert np.isnan(rates).all()
        return
    team = done.sum() / tried.sum()
    own = np.where(tried > 0, done / np.maximum(tried, 1), team)
    assert (rates >= np.minimum(own, team) - 1e-12).all()
    assert (rates <= np.maximum(own, team) + 1e-12).all()


def test_a_mean_is_drawn_by_its_evidence() -> None:
    """(100 + 10 × 20) ÷ (1 + 10) = 27.3; the team's mean is 220 ÷ 11 = 20."""
    means = drawn_mean(np.array([100.0, 120.0]), np.array([1.0, 10.0]), 10)
    assert means[0] == pytest.approx(300 / 11)
