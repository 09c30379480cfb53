"""The baseline: what history alone supports."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from xlgoals.core.forecast import forecast
from xlgoals.core.season import seasonal_index

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
