"""Where a series stands now: a mean of its last year, with as long a memory as served it best.

Each series is asked how well means with several memories would have told its own next months, at
every month from which that can be told. Plain means of twelve months are trusted until the others
were clearly better: most of what looks like a move is noise.
"""

import numpy as np

from xlgoals.core.arrays import Bools, Floats, Ints, group_sum
from xlgoals.core.season import YEAR

MEMORIES = (0.0, 0.1, 0.2, 0.35)
"""How much less each month counts than the one after it; the first is the plain mean."""

PLAIN_ODDS = 30.0
"""How much likelier the plain mean is than another, before a series' own record is looked at."""

SHARPNESS = 12.0
"""How fast trust falls with the squared error, for a full record."""

FIRST, AHEAD, LEAST_AHEAD = 18, 6, 3
"""Months before the first trial, months that a trial looks ahead, and at least."""

FULL_RECORD = 36 - LEAST_AHEAD - FIRST + 1
"""Trials in three years."""

AT_A_TIME = 4_096
"""Series whose record is looked at together, so that memory stays small."""

MOST_TAMED = 0.04
"""How far below the mean of its months a level is seen at most, where some of them stand out."""

LEAST_MONTH = 0.1
"""A month counts as no less than this share of the mean when months are compared."""

POOL_EVIDENCE = 1.0
"""What the pool's record counts for against a series' own."""


def level(values: Floats, expected: Floats, group: Ints) -> tuple[Floats, Ints]:
    """The level at full strength: what came ÷ what an average month would bring.

    Args:
        values (n × t): History, NaN where unknown.
        expected (n × t): What a level of 1 would bring: season × strength.
        group (n): Which series learn from each other.

    Returns:
        (n): NaN where the last year has no known month; and (n) the months behind it.
    """
    trust = _trust(values, expected, group)
    levels = [_mean(values[:, -YEAR:], expected[:, -YEAR:], memory) for memory in MEMORIES]
    blended = sum(part * each for part, each in zip(trust.T, levels, strict=True))
    known = ~np.isnan(values[:, -YEAR:]) & (np.nan_to_num(expected[:, -YEAR:]) > 0)
    months = _ratio(values[:, -YEAR:], expected[:, -YEAR:])
    return _together(np.asarray(blended), _tamed(months, known), months, group), known.sum(axis=1)


def _together(level: Floats, tamed: Floats, months: Floats, group: Ints) -> Floats:
    """Levels after taming, whose sum over a group is tamed only as far as the group's own months.

    What is luck for one evens out over a team: its level is not the sum of the cautious ones.
    """
    groups = int(group.max()) + 1
    known = np.nan_to_num(level)
    team = group_sum(np.nan_to_num(months), group, groups)
    plain, cautious = (group_sum(each, group, groups) for each in (known, known * tamed))
    back = np.where(cautious > 0, plain / np.where(cautious > 0, cautious, 1.0), 1.0)
    return np.asarray(level * tamed * (back * _tamed(team, team > 0))[group])


def _tamed(months: Floats, known: Bools) -> Floats:
    """How much less a year promises than its mean says: months that stand out seldom come back.

    Geometric ÷ arithmetic mean of the months that sold something, but not less than ``MOST_TAMED``
    allows; 1 where all are alike. Months without a sale are in the level already.
    """
    sold = known & (np.nan_to_num(months) > 0)
    count = np.maximum(sold.sum(axis=1), 1)
    mean = np.where(sold, months, 0.0).sum(axis=1) / count
    share = np.where(sold, months, 1.0) / np.where(mean > 0, mean, 1.0)[:, None]
    logs = np.where(sold, np.log(np.maximum(share, LEAST_MONTH)), 0.0).sum(axis=1) / count
    return np.asarray(np.maximum(np.exp(logs), 1 - MOST_TAMED))


def _mean(values: Floats, expected: Floats, memory: float) -> Floats:
    """What came ÷ what was expected, late months counting more; NaN where nothing is known."""
    weight = (1 - memory) ** np.arange(values.shape[1] - 1, -1, -1)
    known = ~np.isnan(values) & (np.nan_to_num(expected) > 0)
    came = np.where(known, values, 0.0) @ weight
    usual = np.where(known, expected, 0.0) @ weight
    return _ratio(came, usual)


def _trust(values: Floats, expected: Floats, group: Ints) -> Floats:
    """How far each memory is trusted (n × memories), each row adding up to 1."""
    parts = [
        _record(values[at : at + AT_A_TIME], expected[at : at + AT_A_TIME])
        for at in range(0, len(values), AT_A_TIME)
    ]
    errors, trials = (np.concatenate(each) for each in zip(*parts, strict=True))
    groups = int(group.max()) + 1
    pooled = (
        group_sum(errors, group, groups)
        / np.maximum(group_sum((trials > 0).astype(float), group, groups), 1.0)[:, None]
    )
    errors = errors + POOL_EVIDENCE * pooled[group]
    worse = errors / np.maximum(errors[:, :1], 1e-12)
    worse = np.where(errors[:, :1] > 0, worse, 1.0)
    odds = np.log(np.where(np.arange(len(MEMORIES)) == 0, PLAIN_ODDS, 1.0))
    score = odds - SHARPNESS * np.minimum(trials / FULL_RECORD, 1.0)[:, None] * worse
    trust = np.exp(score - score.max(axis=1, keepdims=True))
    return np.asarray(trust / trust.sum(axis=1, keepdims=True))


def _record(values: Floats, expected: Floats) -> tuple[Floats, Floats]:
    """Mean squared error of each memory (n × memories), as a share of the level, and trials (n)."""
    recent = slice(-3 * YEAR, None)
    values, expected = values[:, recent], expected[:, recent]
    origins = range(FIRST, values.shape[1] - LEAST_AHEAD + 1)
    if not origins:
        return np.zeros((len(values), len(MEMORIES))), np.zeros(len(values))
    known = ~np.isnan(values) & (np.nan_to_num(expected) > 0)
    came, usual = np.where(known, values, 0.0), np.where(known, expected, 0.0)
    scale = _ratio(came.sum(axis=1), usual.sum(axis=1))
    scale = np.where(scale > 0, scale, np.nan)
    ahead = _windows(origins, values.shape[1], 0.0, behind=False)
    later = _ratio(came @ ahead, usual @ ahead)
    errors = np.empty((len(values), len(MEMORIES)))
    for at, memory in enumerate(MEMORIES):
        behind = _windows(origins, values.shape[1], memory, behind=True)
        off = (_ratio(came @ behind, usual @ behind) - later) / scale[:, None]
        errors[:, at] = np.nan_to_num(off**2).sum(axis=1)
    trials = (~np.isnan(off)).sum(axis=1).astype(float)
    return errors / np.maximum(trials, 1.0)[:, None], trials


def _windows(origins: range, width: int, memory: float, *, behind: bool) -> Floats:
    """Weights of the months (t) before or after each origin (t × origins)."""
    month = np.arange(width)[:, None] - np.array(origins)
    if behind:
        return np.where((month < 0) & (month >= -YEAR), (1 - memory) ** (-1.0 - month), 0.0)
    return np.where((month >= 0) & (month < AHEAD), 1.0, 0.0)


def _ratio(above: Floats, below: Floats) -> Floats:
    """One over the other; NaN where the lower one is not above zero."""
    return np.where(below > 0, above / np.where(below > 0, below, 1.0), np.nan)
