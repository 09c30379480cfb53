"""What history alone supports: a level that follows each series' own memory, times its season.

The method and where its constants come from is told in docs/method.md#baseline.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from xlgoals.core.arrays import Floats, Ints, group_sum
from xlgoals.core.chance import NORMAL_AT_EDGE, chance_of_reaching
from xlgoals.core.season import YEAR, seasonal_index
from xlgoals.core.uncertainty import doubt

SEASON_YEARS = 3
"""How many years back a season is learnt from."""

GROWTH_DAMPING = 0.2
"""How much of the pool's last growth is expected again, as a power: 10 % becomes 1.9 %."""

MEMORY_EVIDENCE = 24.0
"""How many months of a series count as much as the pool's say on how fast levels move."""


@dataclass(frozen=True)
class Forecast:
    """Expected values, and how far off their sum may be."""

    mean: Floats
    """(n × horizon)."""
    months_used: Ints
    """(n): months of history behind each level, at most 12."""
    growth: Floats
    """(n): factor of the pool's damped growth."""
    doubt: Floats
    """(n, fraction): relative standard deviation of the sum over all months ahead."""

    @property
    def total_range(self) -> Floats:
        """(n × 3): low, middle and high of the sum: the 10, 50 and 90 % points."""
        middle = self.mean.sum(axis=1)
        wide = np.exp(NORMAL_AT_EDGE * self.doubt)
        return np.column_stack([middle / wide, middle, middle * wide])

    def chance(self, total: ArrayLike) -> Floats:
        """(n, fraction): the chance that the sum comes to a total or more."""
        return chance_of_reaching(total, *self.total_range.T)


MEMORY_CAUTION = 0.3
"""Share of the measured gain that is used: lone big months look like a level that moves."""


def forecast(
    history: ArrayLike,
    *,
    horizon: int = 12,
    pool: ArrayLike | None = None,
    strength: ArrayLike | None = None,
) -> Forecast:
    """Expected values of each series in the months after its history.

    Args:
        history (n × t): Oldest month first; NaN is unknown or not yet selling.
        horizon: How many months ahead.
        pool (n): Labels of series that share a season, a growth and a typical level. Without it
            each series stands alone.
        strength (n × t, fraction): Share of full selling strength of each month, for reps that
            were still ramping; the forecast is for full strength. Without it 1.

    Returns:
        Never negative. A series without any known month gets its pool's mean, or zero.
    """
    values = _padded(np.atleast_2d(np.asarray(history, float)))
    if not len(values):
        return Forecast(np.zeros((0, horizon)), np.zeros(0, np.int64), np.ones(0), np.ones(0))
    effort = _padded(np.ones_like(values) if strength is None else np.asarray(strength, float))
    group = _labels(pool, len(values))
    recent = slice(-SEASON_YEARS * YEAR, None)
    full = values / np.where(effort > 0, effort, np.nan)
    index = seasonal_index(full[:, recent], group)
    cycle = np.tile(index, values.shape[1] // YEAR)
    memory = _memory(full / cycle, group)
    level, used = _level(values, effort * cycle, memory)
    evidence = np.where(np.isnan(values), 0.0, effort)[:, -YEAR:].sum(axis=1)
    level = _completed(level, evidence, full / cycle, group)
    growth = _growth(values, effort * cycle, group)
    season = np.tile(index, -(-horizon // YEAR))[:, :horizon]
    mean = np.maximum(level * growth, 0.0)[:, None] * season
    flat = full[:, recent] / cycle[:, recent]
    return Forecast(mean, used, growth, doubt(flat, group, horizon))


def _padded(values: Floats) -> Floats:
    """Whole years, at least one: unknown months are put before the first."""
    missing = -values.shape[1] % YEAR if values.shape[1] else YEAR
    return np.pad(values, ((0, 0), (missing, 0)), constant_values=np.nan)


def _labels(pool: ArrayLike | None, count: int) -> Ints:
    """Pool labels as numbers from 0."""
    if pool is None:
        return np.arange(count)
    return np.unique(np.asarray(pool), return_inverse=True)[1].astype(np.int64)


def _sum(values: Floats, group: Ints) -> Floats:
    """The sum over each member's group."""
    return group_sum(np.nan_to_num(values), group, int(group.max()) + 1)[group]


def _memory(level: Floats, group: Ints) -> Floats:
    """How much each new month counts against those before it (the gain of a local level).

    From the autocovariance of month-to-month differences: noise alone gives −½, a level that
    wanders gives less. A series' own evidence is drawn towards its pool's.
    """
    last = level[:, -SEASON_YEARS * YEAR :]
    mean = np.nanmean(np.where(np.isnan(last).all(axis=1, keepdims=True), 0.0, last), axis=1)
    steps = np.diff(last / np.where(mean > 0, mean, np.nan)[:, None], axis=1)
    spread = np.nansum(steps**2, axis=1)
    pairs = np.nansum(steps[:, 1:] * steps[:, :-1], axis=1)
    months = (~np.isnan(steps)).sum(axis=1).astype(float)
    members = np.maximum(_sum(months, group), 1)
    extra = MEMORY_EVIDENCE / members
    spread = spread + extra * _sum(spread, group)
    pairs = pairs + extra * _sum(pairs, group)
    noise = np.maximum(-pairs, 0.01 * spread)
    wander = np.maximum(spread + 2 * pairs, 0.0)
    ratio = np.where(spread > 0, wander / np.maximum(noise, 1e-12), 0.0)
    return np.asarray(MEMORY_CAUTION * (np.sqrt(ratio**2 + 4 * ratio) - ratio) / 2)


def _level(values: Floats, expected: Floats, memory: Floats) -> tuple[Floats, Ints]:
    """The deseasonalised level at full strength: what came ÷ what an average month would bring."""
    last, base = values[:, -YEAR:], expected[:, -YEAR:]
    known = ~np.isnan(last) & (np.nan_to_num(base) > 0)
    weight = (1 - memory)[:, None] ** np.arange(YEAR - 1, -1, -1)
    came = np.where(known, weight * np.nan_to_num(last), 0.0).sum(axis=1)
    usual = np.where(known, weight * np.nan_to_num(base), 0.0).sum(axis=1)
    level = np.where(usual > 0, came / np.where(usual > 0, usual, 1.0), np.nan)
    return level, known.sum(axis=1)


def _completed(level: Floats, evidence: Floats, months: Floats, group: Ints) -> Floats:
    """Levels of short histories, drawn towards the pool's mean by how little they know.

    Evidence is in months at full strength. A series with a full year of it keeps its own level.
    """
    known = evidence >= YEAR
    members = _sum(known.astype(float), group)
    typical = _sum(np.where(known, level, 0.0), group) / np.maximum(members, 1)
    between = _sum(np.where(known, (level - typical) ** 2, 0.0), group) / np.maximum(members - 1, 1)
    within = np.nan_to_num(_monthly_variance(months[:, -YEAR:]))
    noise = _sum(np.where(known, within, 0.0), group) / np.maximum(members, 1)
    ratio = np.where(between > 0, noise / np.where(between > 0, between, 1.0), YEAR)
    doubt = np.clip(ratio, 1e-6, YEAR)
    mixed = (evidence * np.nan_to_num(level) + doubt * typical) / (evidence + doubt)
    short = ~known & (members > 0)
    return np.where(short, mixed, np.nan_to_num(level))


def _monthly_variance(months: Floats) -> Floats:
    """Variance of a series' months around their mean; 0 with fewer than two."""
    known = ~np.isnan(months)
    count = known.sum(axis=1)
    mean = np.where(known, months, 0).sum(axis=1) / np.maximum(count, 1)
    squares = np.where(known, (months - mean[:, None]) ** 2, 0).sum(axis=1)
    return np.asarray(squares / np.maximum(count - 1, 1))


def _growth(values: Floats, expected: Floats, group: Ints) -> Floats:
    """The pool's growth from the year before last to the last, damped; 1 where it is unknown."""
    if values.shape[1] < 2 * YEAR:
        return np.ones(len(values))
    last, before = values[:, -YEAR:], values[:, -2 * YEAR : -YEAR]
    both = ~np.isnan(last).any(axis=1) & ~np.isnan(before).any(axis=1)
    now = _sum(np.where(both, _yearly(last, expected[:, -YEAR:]), 0.0), group)
    then = _sum(np.where(both, _yearly(before, expected[:, -2 * YEAR : -YEAR]), 0.0), group)
    ratio = np.where((then > 0) & (now > 0), now / np.where(then > 0, then, 1.0), 1.0)
    return np.asarray(np.clip(ratio, 0.5, 2.0) ** GROWTH_DAMPING)


def _yearly(values: Floats, expected: Floats) -> Floats:
    """A year's sum at full strength."""
    usual = np.nansum(expected, axis=1)
    return np.asarray(np.nansum(values, axis=1) / np.where(usual > 0, usual, np.nan) * YEAR)
