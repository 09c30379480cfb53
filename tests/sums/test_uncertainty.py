"""How far off a forecast may be: wide where history is, never certain, right on simulated years."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlgoals.sums.forecast.chance import chance_of_reaching
from xlgoals.sums.forecast.series_forecast import forecast
from xlgoals.sums.forecast.uncertainty import FLOOR

MONTHS = 36


def simulated(
    count: int, noise: float, move: float, seed: int = 1
) -> tuple[np.ndarray, np.ndarray]:
    """History of three years and the total of a fourth, on levels that move from year to year."""
    rng = np.random.default_rng(seed)
    level = 100 * np.exp(np.cumsum(rng.normal(0, move, (count, 4)), axis=1))
    months = np.repeat(level, 12, axis=1) * (1 + rng.normal(0, noise, (count, 48)))
    return months[:, :MONTHS], months[:, MONTHS:].sum(axis=1)


def test_a_constant_series_is_nearly_certain_but_not_quite() -> None:
    found = forecast(np.full((1, MONTHS), 100.0))
    assert FLOOR < found.doubt[0] < 0.1
    assert found.chance(1200)[0] == pytest.approx(0.5)


def test_noise_and_moves_widen_the_range() -> None:
    calm, noisy, moving = (
        forecast(simulated(50, *how)[0]).doubt.mean()
        for how in ((0.02, 0.02), (0.3, 0.02), (0.02, 0.2))
    )
    assert calm < noisy
    assert calm < moving


def test_a_short_history_is_less_certain_than_a_long_one_of_the_same_kind() -> None:
    history = simulated(50, 0.05, 0.02)[0]
    short = np.where(np.arange(MONTHS) < 30, np.nan, history)
    assert (forecast(short).doubt > forecast(history).doubt).mean() > 0.9


@pytest.mark.parametrize(
    ("noise", "move", "least"), [(0.1, 0.05, 0.85), (0.3, 0.05, 0.85), (0.1, 0.15, 0.75)]
)
def test_about_nine_of_ten_totals_reach_the_low_end(
    noise: float, move: float, least: float
) -> None:
    """On series of a known kind; less where levels move more in a year than two years can show."""
    history, total = simulated(600, noise, move)
    low, _, high = forecast(history).total_range.T
    assert least <= (total >= low).mean() <= 0.99
    assert 0.01 <= (total > high).mean() <= 1 - least


@given(st.integers(0, 5_000), st.floats(0.1, 1e6))
def test_the_range_has_its_chances_and_follows_the_unit(seed: int, unit: float) -> None:
    history = simulated(4, 0.2, 0.1, seed)[0]
    found, scaled = forecast(history), forecast(history * unit)
    for place, chance in enumerate((0.9, 0.5, 0.1)):
        assert found.chance(found.total_range[:, place]) == pytest.approx(chance)
    assert scaled.total_range == pytest.approx(found.total_range * unit)


@given(st.lists(st.one_of(st.just(np.nan), st.floats(0, 1e6)), min_size=1, max_size=40))
def test_any_history_has_a_range_in_order(months: list[float]) -> None:
    low, middle, high = forecast(np.array([months])).total_range[0]
    assert 0 <= low <= middle <= high
    assert np.isfinite(high)


@given(st.integers(0, 5_000), st.lists(st.floats(0.01, 10), min_size=2, max_size=6))
def test_the_chance_never_rises_with_the_goal_and_is_sure_at_the_ends(
    seed: int, shares: list[float]
) -> None:
    found = forecast(simulated(3, 0.2, 0.1, seed)[0])
    middle = found.total_range[:, 1]
    chances = [found.chance(middle * share) for share in sorted(shares)]
    assert (np.diff(chances, axis=0) <= 0).all()
    assert found.chance(np.zeros(3)) == pytest.approx(1, abs=1e-3)
    assert found.chance(middle * 1000) == pytest.approx(0, abs=1e-9)


def test_the_chance_falls_as_the_goal_rises() -> None:
    goals = np.linspace(50, 200, 151)
    chance = chance_of_reaching(goals, 80.0, 100.0, 125.0)
    assert (np.diff(chance) < 0).all()
    assert chance[0] > 0.99
    assert np.isnan(chance_of_reaching(np.nan, 80, 100, 125))
