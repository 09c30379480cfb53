"""How a year usually runs: each series' own season, drawn towards its pool's, and that to flat."""

import numpy as np

from xlgoals.sums.arrays import Floats, Ints, group_mean, group_sum

YEAR = 12
LEAST_INDEX = 0.02
"""A month's index is never less than this, so that dividing by it stays sane."""


def seasonal_index(history: Floats, pool: Ints) -> Floats:
    """Twelve factors with mean 1 for each series, the first for the oldest month of a full year.

    Each month is compared with a light trend through the yearly means. What the pool's members
    have in common is their shared season; it is drawn towards flat by how uncertain it is, and
    each member's own deviation is drawn towards the pool in the same way (empirical Bayes).

    Args:
        history (n × t): t a multiple of 12, oldest first, NaN where unknown.
        pool (n): Which series share a season.
    """
    count, width = history.shape
    ratio = (history / _trend(history)).reshape(count, width // YEAR, YEAR)
    known = ~np.isnan(ratio)
    years = known.sum(axis=1)
    own = np.where(years > 0, np.where(known, ratio, 0).sum(axis=1) / np.maximum(years, 1), np.nan)
    error = _variance(ratio, own, years)
    shared = _pooled(own, error, pool)
    deviation = np.where(np.isnan(own), 0.0, own - shared)
    beyond = np.mean(deviation**2, axis=1) - error
    signal = group_mean(beyond, pool, int(pool.max()) + 1)[pool]
    weight = _weight(signal, error)
    index = np.maximum(shared + weight[:, None] * deviation, LEAST_INDEX)
    return np.asarray(index / index.mean(axis=1, keepdims=True))


def _trend(history: Floats) -> Floats:
    """A line through the means of the years, so that growth is not taken for season."""
    count, width = history.shape
    years = width // YEAR
    blocks = history.reshape(count, years, YEAR)
    known = ~np.isnan(blocks)
    means = np.where(known, blocks, 0).sum(axis=2) / np.maximum(known.sum(axis=2), 1)
    means = np.where(known.sum(axis=2) >= YEAR // 2, means, np.nan)
    centre = np.arange(years) - (years - 1) / 2
    valid = ~np.isnan(means)
    level = np.where(valid, means, 0).sum(axis=1) / np.maximum(valid.sum(axis=1), 1)
    full = valid.all(axis=1)
    slope = np.where(full, np.where(valid, means, 0) @ centre, 0.0) / max((centre**2).sum(), 1)
    slope = np.clip(slope, -0.5 * level, 0.5 * level)
    at = (np.arange(width) - (width - 1) / 2) / YEAR
    line = level[:, None] + slope[:, None] * at
    line = np.maximum(line, 0.1 * level[:, None])
    return np.where(line > 0, line, np.nan)


def _variance(ratio: Floats, own: Floats, years: Ints) -> Floats:
    """Sampling variance of a series' own index; unknown (inf) with less than two years."""
    squares = np.where(np.isnan(ratio), 0.0, (ratio - own[:, None, :]) ** 2).sum(axis=(1, 2))
    freedom = np.where(years > 1, years - 1, 0).sum(axis=1)
    spread = squares / np.maximum(freedom, 1)
    return np.where(freedom >= YEAR // 2, spread / np.maximum(years.mean(axis=1), 1), np.inf)


def _pooled(own: Floats, error: Floats, pool: Ints) -> Floats:
    """The pool's season, drawn towards flat by its own uncertainty; one row for each series."""
    usable = ~np.isnan(own).any(axis=1)
    trust = np.where(usable, 1 / np.maximum(np.where(np.isinf(error), 1.0, error), 1e-6), 0.0)
    members = int(pool.max()) + 1
    total = group_sum(trust, pool, members)
    sums = group_sum(trust[:, None] * np.nan_to_num(own), pool, members)
    mean = np.where(total[:, None] > 0, sums / np.maximum(total[:, None], 1e-300), 1.0)
    spread = ((mean - 1) ** 2).mean(axis=1)
    doubt = np.where(total > 0, 1 / np.maximum(total, 1e-300), np.inf)
    weight = _weight(spread - doubt, doubt)
    return np.asarray((1 + weight[:, None] * (mean - 1))[pool])


def _weight(signal: Floats, error: Floats) -> Floats:
    """How far to trust an estimate: signal ÷ (signal + error), between 0 and 1."""
    signal = np.maximum(signal, 0.0)
    safe = np.where(np.isfinite(error), error, 1.0)
    return np.where(np.isfinite(error), signal / np.maximum(signal + safe, 1e-12), 0.0)
