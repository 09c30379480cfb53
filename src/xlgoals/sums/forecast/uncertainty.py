"""How far off a forecast of a total may be: from a series' own months and its own past moves.

The method and where its constants come from is told in docs/method.md#chance.
"""

import numpy as np

from xlgoals.sums.arrays import Floats, Ints, group_sum
from xlgoals.sums.forecast.season import YEAR

NOISE_SHARE, MOVE_SHARE, FLOOR = 3.0, 0.35, 0.03
"""What a month's noise, a year's move and all that no history shows add to the doubt."""

MOST = 3.0
"""No doubt is larger: at this one the low end is a fiftieth of the middle."""

USUAL_NOISE, USUAL_MOVE = 0.2**2, 0.1**2
"""Variance of months around their year, and of years around each other, where nothing is known."""

NOISE_EVIDENCE, MOVE_EVIDENCE = 6.0, 1.0
"""How many months, and moves, the pool's or the usual counts for against a series' own."""


def doubt(flat: Floats, group: Ints, horizon: int) -> Floats:
    """Relative standard deviation of a total over the months ahead.

    √(noise share × noise ÷ months + move share × move² × years + floor²), where noise is how far
    months lie from their year's mean, and a move is how far a year lies from the year before.

    Args:
        flat (n × t): History without its season, t a multiple of 12, NaN where unknown.
        group (n): Which series learn from each other.
        horizon: How many months ahead.

    Returns:
        (n, fraction).
    """
    mean = _mean(flat, 1)[:, None]
    years = (flat / np.where(mean > 0, mean, np.nan)).reshape(len(flat), -1, YEAR)
    level = _mean(years, 2)
    noise, months = _sum_squares(years - level[:, :, None], (1, 2))
    moves, steps = _sum_squares(np.diff(level, axis=1), (1,))
    noise = _drawn(
        noise, np.maximum(months - years.shape[1], 0), group, USUAL_NOISE, NOISE_EVIDENCE
    )
    moves = _drawn(moves, steps, group, USUAL_MOVE, MOVE_EVIDENCE)
    far = NOISE_SHARE * noise * (1 / YEAR + 1 / horizon) / 2 + MOVE_SHARE * moves * horizon / YEAR
    return np.asarray(np.minimum(np.sqrt(far + FLOOR**2), MOST))


def _mean(values: Floats, axis: int) -> Floats:
    """Mean of the known; NaN where nothing is."""
    known = ~np.isnan(values)
    count = known.sum(axis=axis)
    total = np.where(known, values, 0.0).sum(axis=axis)
    return np.where(count > 0, total / np.maximum(count, 1), np.nan)


def _sum_squares(values: Floats, axes: tuple[int, ...]) -> tuple[Floats, Floats]:
    """Sum of squares of the known, and how many they are."""
    known = (~np.isnan(values)).sum(axis=axes).astype(float)
    return np.asarray(np.nansum(values * values, axis=axes)), known


def _drawn(squares: Floats, count: Floats, group: Ints, usual: float, evidence: float) -> Floats:
    """Each one's mean square, drawn towards its group's, and that towards the usual."""
    groups = int(group.max()) + 1
    total, members = group_sum(squares, group, groups), group_sum(count, group, groups)
    pooled = (total + evidence * usual) / (members + evidence)
    return np.asarray((squares + evidence * pooled[group]) / (count + evidence))
