"""A level with as long a memory as served the series best, and the plain mean where in doubt."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlgoals.sums.forecast.baseline_level import standing
from xlgoals.sums.forecast.series_forecast import forecast

RNG = np.random.default_rng(11)
ALONE = np.zeros(1, np.int64)


def level_of(months: np.ndarray) -> float:
    return float(standing(months[None, :], np.ones((1, len(months))), ALONE).level[0])


def test_noise_leaves_the_plain_mean_of_the_last_year() -> None:
    for _ in range(20):
        months = RNG.normal(100, 20, 36)
        assert level_of(months) == pytest.approx(months[-12:].mean(), rel=0.04)


def test_a_level_that_wanders_is_followed() -> None:
    """Moves that last: newer months told the next ones better, so they count more."""
    months = 100 + 60 * np.sin(np.arange(36) / 9)
    plain = months[-12:].mean()
    assert abs(level_of(months) - months[-1]) < 0.75 * abs(plain - months[-1])


def test_a_short_record_is_not_enough_to_leave_the_plain_mean() -> None:
    months = np.repeat([100.0, 130.0, 200.0], 4)
    assert level_of(months) < 1.1 * months.mean()


def test_the_pools_record_counts_too() -> None:
    """A noisy series among wanderers follows a little more than alone."""
    wander = 100 + 60 * np.sin(np.arange(36) / 9)
    noisy = np.concatenate([RNG.normal(100, 15, 24), np.linspace(80, 160, 12)])
    together = np.vstack([noisy, *[wander] * 8])
    found = standing(together, np.ones_like(together), np.zeros(9, np.int64)).level
    assert found[0] > level_of(noisy) > noisy[-12:].mean() - 1


@pytest.mark.parametrize(("size", "at_least"), [(1.5, 0.98), (5.0, 0.94)])
def test_a_month_that_stands_out_is_seen_a_little_smaller(size: float, at_least: float) -> None:
    months = np.full(36, 100.0)
    months[-3] *= size
    share = level_of(months) / months[-12:].mean()
    assert at_least - 1e-9 <= share < 1


def test_what_stands_out_for_one_rep_evens_out_over_the_team() -> None:
    """Each of twelve reps has one large month, each another one: the team's months are all alike."""
    months = np.tile(np.full((12, 12), 100.0) + 300 * np.eye(12), 3)
    levels = standing(months, np.ones_like(months), np.zeros(12, np.int64)).level
    assert levels.sum() == pytest.approx(months[:, -12:].mean(axis=1).sum(), rel=1e-3)
    alone = standing(months, np.ones_like(months), np.arange(12)).level
    assert alone.sum() < 0.97 * levels.sum()


def test_a_month_without_a_sale_does_not_count_as_standing_out() -> None:
    """It is in the mean already."""
    months = np.tile([0.0, 200.0], 18)
    assert level_of(months) == pytest.approx(100, rel=1e-3)


def test_unknown_months_are_passed_over() -> None:
    months = np.full(36, 100.0)
    months[[3, 20, 30]] = np.nan
    assert level_of(months) == pytest.approx(100)


def test_a_year_nobody_knows_leaves_the_mean_of_the_months_before() -> None:
    months = np.concatenate([np.full(24, 100.0), np.full(12, np.nan)])
    assert level_of(months) == pytest.approx(100)


def test_nothing_known_at_all_is_unknown() -> None:
    assert np.isnan(level_of(np.full(24, np.nan)))


def test_a_direction_that_lasts_is_carried_on() -> None:
    """A line goes on; a mean of its last year would stay 18 % behind it. Noise has no direction."""
    line = 100 + 3.0 * np.arange(48)
    ahead = forecast(line[None, :36]).mean.sum()
    assert ahead == pytest.approx(line[36:].sum(), rel=0.05)
    noise = RNG.normal(100, 20, (40, 36))
    told = forecast(noise).mean.sum(axis=1)
    assert told == pytest.approx(noise[:, -12:].sum(axis=1), rel=0.12)


@given(st.integers(0, 10_000))
def test_quantiles_are_in_order_and_the_usual_ones_are_the_range(seed: int) -> None:
    history = np.random.default_rng(seed).gamma(2, 50, (3, 36))
    found = forecast(history, quantiles=(0.05, 0.1, 0.5, 0.9, 0.99))
    assert (np.diff(found.total_quantiles, axis=1) >= 0).all()
    assert found.total_quantiles[:, 1:4] == pytest.approx(found.total_range)


@given(st.integers(0, 10_000))
def test_a_flat_series_in_the_pool_moves_the_others_but_little(seed: int) -> None:
    history = np.random.default_rng(seed).gamma(6, 20, (8, 36))
    more = np.vstack([history, np.full((1, 36), 120.0)])
    one = forecast(history, pool=np.zeros(8)).mean.sum(axis=1)
    two = forecast(more, pool=np.zeros(9)).mean.sum(axis=1)[:8]
    assert two == pytest.approx(one, rel=0.1)
