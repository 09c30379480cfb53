"""The baseline: what history alone supports."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from xlgoals.domain.errors import InputError
from xlgoals.sums.forecast.season import seasonal_index
from xlgoals.sums.forecast.series_forecast import forecast

MONEY = st.floats(0, 1e6, allow_nan=False, width=32).map(lambda x: round(x, 2))
HISTORIES = arrays(float, st.tuples(st.integers(1, 5), st.integers(1, 40)), elements=MONEY)


def test_a_constant_series_goes_on() -> None:
    assert forecast(np.full((1, 36), 50.0)).mean == pytest.approx(np.full((1, 12), 50.0))


def test_zeros_stay_zero() -> None:
    assert (forecast(np.zeros((3, 36)), pool=[0, 0, 0]).mean == 0).all()


def test_a_strong_season_is_learnt_and_a_year_keeps_its_level() -> None:
    season = np.array([0.5, 0.6, 0.8, 1, 1.1, 1.2, 1, 0.7, 1.1, 1.2, 1.3, 1.5])
    found = forecast(np.tile(season * 100, 3)[None, :]).mean[0]
    assert found == pytest.approx(season * 100, rel=0.02)


def test_one_good_year_does_not_ratchet_the_next() -> None:
    history = np.concatenate([np.full(24, 100.0), np.full(12, 150.0)])[None, :]
    assert forecast(history).mean.sum() < 150 * 12 * 1.1


def test_a_new_hire_is_completed_by_the_team() -> None:
    noise = np.random.default_rng(0).normal(1, 0.3, (6, 36))
    history = np.array([80, 90, 100, 110, 120, 100])[:, None] * noise
    history[5, :-2] = np.nan
    history[5, -2:] = 400
    found = forecast(history, pool=np.zeros(6))
    assert found.months_used[5] == 2
    assert 100 < found.mean[5].mean() < 400


def test_a_rep_without_history_gets_the_teams_middle() -> None:
    history = np.vstack([np.full((4, 36), 100.0), np.full((1, 36), np.nan)])
    assert forecast(history, pool=np.zeros(5)).mean[4].sum() == pytest.approx(1200)


def test_a_ramping_hire_is_seen_at_full_strength() -> None:
    history = np.full((1, 12), np.nan)
    history[0, -4:] = [25, 50, 75, 100]
    strength = np.where(np.isnan(history), 1, history / 100)
    assert forecast(history, strength=strength).mean[0] == pytest.approx(np.full(12, 100))


@pytest.mark.parametrize("months", [1, 2, 11, 12, 13, 23, 24, 25, 36, 120])
def test_any_length_of_history_gives_numbers(months: int) -> None:
    history = np.random.default_rng(months).gamma(2, 50, (3, months))
    found = forecast(history, pool=[0, 0, 1], horizon=15).mean
    assert found.shape == (3, 15)
    assert np.isfinite(found).all()


@pytest.mark.parametrize("unit", [1e-300, 1e-12, 1e12, 1e300])
def test_tiny_and_huge_amounts_are_told_like_others(unit: float) -> None:
    history = np.random.default_rng(5).gamma(2, 50, (4, 30))
    pool = [0, 0, 1, 1]
    one, other = forecast(history, pool=pool), forecast(history * unit, pool=pool)
    assert other.mean / unit == pytest.approx(one.mean, rel=1e-9)
    assert other.doubt == pytest.approx(one.doubt)


def test_lists_and_whole_numbers_are_a_history_too() -> None:
    assert forecast([5, 5, 5, 5]).mean == pytest.approx(np.full((1, 12), 5.0))
    found = forecast([[1, 2, None], [4, 4, 4]], horizon=2, pool=["a", "b"], quantiles=[0.5])
    assert found.mean.shape == (2, 2)
    assert found.total_quantiles.shape == (2, 1)


@pytest.mark.parametrize("horizon", [1, 3, 6, 24])
@pytest.mark.parametrize("months", [6, 13, 18, 36])
def test_orders_now_and_then_and_gaps_give_numbers(months: int, horizon: int) -> None:
    rng = np.random.default_rng(months)
    history = rng.poisson(0.3, (6, months)).astype(float)
    history[rng.random(history.shape) < 0.3] = np.nan
    history[0, : months // 2] = np.nan
    history[1] = np.nan
    found = forecast(history, horizon=horizon, pool=list("aabbcc"))
    assert np.isfinite(found.mean).all()
    assert np.isfinite(found.total_quantiles).all()


def test_the_chance_of_one_total_of_each_and_of_several() -> None:
    found = forecast(np.random.default_rng(1).gamma(2, 50, (3, 36)))
    middle = found.total_range[:, 1]
    assert found.chance(0) == pytest.approx(np.ones(3), abs=0)
    assert found.chance(np.inf) == pytest.approx(np.zeros(3), abs=0)
    many = found.chance(np.column_stack([0 * middle, middle, 100 * middle]))
    assert many == pytest.approx(np.tile([1, 0.5, 0], (3, 1)), abs=1e-9)


@pytest.mark.parametrize(
    "wrong", [{"horizon": 0}, {"pool": [0, 1]}, {"quantiles": (0.5, 1.0)}, {"quantiles": (-0.1,)}]
)
def test_what_cannot_be_told_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(InputError):
        forecast(np.ones((3, 12)), **wrong)


@given(HISTORIES)
def test_never_negative_never_unknown(history: np.ndarray) -> None:
    found = forecast(history, pool=np.zeros(len(history))).mean
    assert np.isfinite(found).all()
    assert (found >= 0).all()


@given(HISTORIES, st.sampled_from([0.01, 2.0, 1000.0]))
def test_other_money_scales_the_forecast(history: np.ndarray, factor: float) -> None:
    pool = np.zeros(len(history))
    one, other = forecast(history, pool=pool).mean, forecast(history * factor, pool=pool).mean
    assert other == pytest.approx(one * factor, rel=1e-6, abs=1e-6)


@given(HISTORIES)
def test_the_order_of_series_does_not_matter(history: np.ndarray) -> None:
    pool = np.zeros(len(history))
    turned = forecast(history[::-1], pool=pool).mean[::-1]
    assert turned == pytest.approx(forecast(history, pool=pool).mean, rel=1e-6, abs=1e-6)


def test_a_season_of_noise_is_drawn_to_flat() -> None:
    noise = np.random.default_rng(3).normal(100, 30, (1, 36))
    index = seasonal_index(noise, np.zeros(1, int))
    raw = noise.reshape(3, 12).mean(axis=0) / noise.mean()
    assert index.std() < 0.6 * raw.std()
    assert index.mean() == pytest.approx(1)
