"""What history alone supports: a level that follows each series' own memory, times its season.

The method and where its constants come from is told in docs/method.md#baseline.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike

from xlgoals.domain.errors import InputError
from xlgoals.sums.arrays import Floats, Ints
from xlgoals.sums.forecast.baseline_level import standing
from xlgoals.sums.forecast.chance import NORMAL_AT_EDGE, chance_of_reaching
from xlgoals.sums.forecast.season import YEAR, seasonal_index
from xlgoals.sums.forecast.short_histories import completed, group_total
from xlgoals.sums.forecast.uncertainty import doubt

YEARS = 3
"""How many years back is looked; older months say little about the next ones."""

GROWTH_DAMPING = 0.2
"""How much of the pool's last growth is expected again, as a power: 10 % becomes 1.9 %."""


@dataclass(frozen=True)
class Forecast:
    """Expected values, and how far off their sum may be."""

    mean: Floats
    """(n × horizon)."""
    months_used: Ints
    """(n): months of history behind each level, at most 12."""
    growth: Floats
    """(n): factor of the pool's damped growth from the last year's level to the year ahead."""
    doubt: Floats
    """(n, fraction): relative standard deviation of the sum over all months ahead."""
    quantiles: tuple[float, ...] = (0.1, 0.5, 0.9)
    """Shares between 0 and 1 for ``total_quantiles``."""

    @property
    def total_range(self) -> Floats:
        """(n × 3): low, middle and high of the sum: the 10, 50 and 90 % points."""
        middle = self.mean.sum(axis=1)
        wide = np.exp(NORMAL_AT_EDGE * self.doubt)
        return np.column_stack([middle / wide, middle, middle * wide])

    @property
    def total_quantiles(self) -> Floats:
        """(n × q): the quantiles of the sum that were asked for, in the order they were given."""
        steps = np.array([NormalDist().inv_cdf(share) for share in self.quantiles])
        low, middle, high = self.total_range.T[:, :, None]
        side = np.where(steps < 0, middle - low, high - middle)
        return np.asarray(np.maximum(middle + side * steps / NORMAL_AT_EDGE, 0.0))

    def chance(self, total: ArrayLike) -> Floats:
        """The chance that the sum comes to a total or more; certain for nothing or less.

        Args:
            total (one for all, n, or n × k): The totals; k of them for each series.

        Returns:
            (n, or n × k, fraction).
        """
        asked = np.asarray(total, float)
        edges = (edge if asked.ndim < 2 else edge[:, None] for edge in self.total_range.T)
        return np.where(asked <= 0, 1.0, chance_of_reaching(asked, *edges))


def forecast(
    history: ArrayLike,
    *,
    horizon: int = 12,
    pool: ArrayLike | None = None,
    strength: ArrayLike | None = None,
    quantiles: Sequence[float] = (0.1, 0.5, 0.9),
) -> Forecast:
    """Expected values of each series in the months after its history.

    Args:
        history (n × t): Oldest month first; NaN is unknown or not yet selling.
        horizon: How many months ahead, at least 1.
        pool (n): Labels of series that share a season, a growth and a typical level. Without it
            each series stands alone.
        strength (n × t, fraction): Share of full selling strength of each month, for reps that
            were still ramping; the forecast is for full strength. Without it 1.
        quantiles: Which quantiles of the sum over the horizon are wanted, between 0 and 1.

    Returns:
        Never negative. A series without any known month gets its pool's mean, or zero.

    Errors:
        InputError: the horizon, the pool or a quantile is not as above.
    """
    values = _padded(history)
    group = _labels(pool, len(values))
    shares = _asked(horizon, quantiles)
    if not len(values):
        none = np.zeros(0)
        return Forecast(np.zeros((0, horizon)), none.astype(np.int64), none, none, shares)
    unit = _unit(values, group)
    values /= unit[:, None]
    effort = np.broadcast_to(1.0, values.shape) if strength is None else _padded(strength)
    full = values if strength is None else values / np.where(effort > 0, effort, np.nan)
    index = seasonal_index(full, group)
    cycle = np.tile(index, values.shape[1] // YEAR)
    flat = full / cycle
    expected = cycle if strength is None else effort * cycle
    del cycle, full
    stands = standing(values, expected, group)
    level = completed(stands.level, values, effort, flat, group)
    growth = _growth(values, expected, group)
    del expected, values
    off = doubt(flat, group, horizon)
    del flat
    ahead = np.arange(1, horizon + 1)
    path = replace(stands, level=level).path(horizon) * growth[:, None] ** (
        (stands.age[:, None] + ahead) / YEAR
    )
    season = np.tile(index, -(-horizon // YEAR))[:, :horizon]
    return Forecast(path * season * unit[:, None], stands.months, growth, off, shares)


def _asked(horizon: int, quantiles: Sequence[float]) -> tuple[float, ...]:
    """The quantiles as plain numbers, or what is wrong with what was asked for."""
    if horizon < 1:
        raise InputError(f"A forecast looks at least one month ahead, not {horizon}.")
    shares = tuple(float(share) for share in quantiles)
    if not all(0 < share < 1 for share in shares):
        raise InputError(f"Quantiles lie between 0 and 1; found {shares}.")
    return shares


def _padded(history: ArrayLike) -> Floats:
    """The last years, whole ones, at least one: unknown months are put before the first."""
    values = np.atleast_2d(np.asarray(history, float))[:, -YEARS * YEAR :]
    missing = -values.shape[1] % YEAR if values.shape[1] else YEAR
    padded = np.full((len(values), missing + values.shape[1]), np.nan)
    np.copyto(padded[:, missing:], values, where=np.isfinite(values))
    return padded


def _labels(pool: ArrayLike | None, count: int) -> Ints:
    """Pool labels as numbers from 0."""
    if pool is None:
        return np.arange(count)
    labels = np.asarray(pool)
    if labels.shape != (count,):
        raise InputError(f"There are {count} series, so as many pool labels; found {labels.shape}.")
    return np.unique(labels, return_inverse=True)[1].astype(np.int64)


def _unit(values: Floats, group: Ints) -> Floats:
    """What each pool is measured in: a power of two near its largest month, so nothing is rounded.

    Without it squares of very large or small amounts would leave the range of numbers.
    """
    largest = np.fmax.reduce(np.abs(values), axis=1, initial=0.0)
    pooled = np.zeros(int(group.max()) + 1)
    np.maximum.at(pooled, group, np.nan_to_num(largest))
    return np.asarray(np.where(pooled > 0, np.exp2(np.frexp(pooled)[1] - 1.0), 1.0)[group])


def _growth(values: Floats, expected: Floats, group: Ints) -> Floats:
    """The pool's growth from the year before last to the last, damped; 1 where it is unknown."""
    if values.shape[1] < 2 * YEAR:
        return np.ones(len(values))
    last, before = values[:, -YEAR:], values[:, -2 * YEAR : -YEAR]
    both = ~np.isnan(last).any(axis=1) & ~np.isnan(before).any(axis=1)
    now = group_total(np.where(both, _yearly(last, expected[:, -YEAR:]), 0.0), group)
    then = group_total(np.where(both, _yearly(before, expected[:, -2 * YEAR : -YEAR]), 0.0), group)
    ratio = np.where((then > 0) & (now > 0), now / np.where(then > 0, then, 1.0), 1.0)
    return np.asarray(np.clip(ratio, 0.5, 2.0) ** GROWTH_DAMPING)


def _yearly(values: Floats, expected: Floats) -> Floats:
    """A year's sum at full strength."""
    usual = np.nansum(expected, axis=1)
    return np.asarray(np.nansum(values, axis=1) / np.where(usual > 0, usual, np.nan) * YEAR)
