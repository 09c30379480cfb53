"""Where a series stands now: a mean of its last year, with as long a memory as served it best.

Each series is asked how well means with several memories, and its newest months carried on in
their direction, would have told its own next months, at every month from the middle of its history
on. Plain means of twelve months are trusted until the others were clearly better: most of what
looks like a move is noise.

The method and where its constants come from is told in docs/method.md#baseline.
"""

from dataclasses import dataclass

import numpy as np

from xlgoals.sums.arrays import Bools, Floats, Ints, group_sum
from xlgoals.sums.forecast.season import YEAR

MEMORIES = (0.0, 0.1, 0.3, 0.6, 0.9)
"""How much less each month counts than the one after it; the first is the plain mean."""

PLAIN_ODDS = 300.0
"""How much likelier the plain mean is than another, before a series' own record is looked at."""

TREND_ODDS = 0.1
"""How likely the direction is, against a mean with a memory."""

SHARPNESS = 8.0
"""How fast trust falls with the squared error, for a full record."""

LASTING = 0.8
"""How much of a direction is left a month later."""

LEAST_BEFORE, AHEAD = 3, 3
"""Known months before the first trial, at least, and months that a trial looks ahead, at most."""

FULL_RECORD = 18
"""Trials in three years."""

SURE = 1e-9
"""Squared errors below this share of the level squared are nothing."""

AT_A_TIME = 2048
"""Series whose record is looked at together, so that memory stays small."""

BLOCK = 64
"""Series whose months are multiplied together."""

MOST_TAMED = 0.06
"""How far below the mean of its months a level is seen at most, where some of them stand out."""

LEAST_MONTH = 0.1
"""A month counts as no less than this share of the mean when months are compared."""

POOL_EVIDENCE = 1.0
"""What the pool's record counts for against a series' own."""


@dataclass(frozen=True)
class Standing:
    """Where each series stands at the end of its history, at full strength."""

    level: Floats
    """(n): NaN where no month is known."""
    slope: Floats
    """(n): What the direction adds in the first month ahead; a share is left of it in the next."""
    age: Floats
    """(n, months): how long ago the months behind the level were, on average; 0 is the last."""
    months: Ints
    """(n): known months behind the level, at most twelve."""

    def path(self, horizon: int) -> Floats:
        """(n × horizon): the level in each month ahead, never below zero."""
        ahead = (1 - LASTING ** np.arange(1.0, horizon + 1)) / (1 - LASTING)
        return np.maximum(self.level[:, None] + self.slope[:, None] * ahead, 0.0)


def standing(values: Floats, expected: Floats, group: Ints) -> Standing:
    """The level at full strength: what came ÷ what an average month would bring.

    Where nothing is known of the last year, the level is the plain mean of what is known before.

    Args:
        values (n × t): History, NaN where unknown; t at least a year.
        expected (n × t): What a level of 1 would bring: season × strength.
        group (n): Which series learn from each other.
    """
    known = ~np.isnan(values) & (np.nan_to_num(expected) > 0)
    trust = _trust(values, expected, group)
    seen = known[:, -YEAR:]
    means, ages = _means(values[:, -YEAR:], expected[:, -YEAR:], seen)
    base, slope = _direction(means, ages)
    level = np.einsum("nk,nk->n", trust, np.column_stack([means, base]))
    age = np.einsum("nk,nk->n", trust[:, :-1], ages)
    months = _ratio(values[:, -YEAR:], expected[:, -YEAR:])
    share = _together(level, _tamed(months, seen), months, group)
    old = ~seen.any(axis=1)
    came, usual = (np.where(known[old], each[old], 0.0).sum(axis=1) for each in (values, expected))
    level[old], age[old] = _ratio(came, usual), YEAR
    count = np.where(old, np.minimum(known.sum(axis=1), YEAR), seen.sum(axis=1))
    return Standing(level * share, np.nan_to_num(trust[:, -1] * slope * share), age, count)


def _together(level: Floats, tamed: Floats, months: Floats, group: Ints) -> Floats:
    """How much less each level promises, so that a group's sum is tamed only as its own months are.

    What is luck for one evens out over a team: its level is not the sum of the cautious ones.
    """
    groups = int(group.max()) + 1
    known = np.nan_to_num(level)
    team = group_sum(np.nan_to_num(months), group, groups)
    plain, cautious = (group_sum(each, group, groups) for each in (known, known * tamed))
    back = np.where(cautious > 0, plain / np.where(cautious > 0, cautious, 1.0), 1.0)
    return np.asarray(tamed * (back * _tamed(team, team > 0))[group])


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


def _means(values: Floats, expected: Floats, known: Bools) -> tuple[Floats, Floats]:
    """Means of the last year with each memory, and the mean ages of their months (n × memories)."""
    age = np.arange(values.shape[1] - 1.0, -1, -1)
    weights = np.stack([(1 - memory) ** age for memory in MEMORIES], axis=1)
    usual = np.where(known, expected, 0.0)
    below = _times(usual, weights)
    means = _ratio(_times(np.where(known, values, 0.0), weights), below)
    return means, np.nan_to_num(_ratio(_times(usual, weights * age[:, None]), below))


def _direction(means: Floats, ages: Floats) -> tuple[Floats, Floats]:
    """The newest mean brought up to the last month, and what each month adds (n, n).

    The direction is how far the newest mean stands from the plain one, by the months between them.
    """
    between = ages[:, 0] - ages[:, -1]
    apart = between > SURE
    slope = np.where(apart, means[:, -1] - means[:, 0], 0.0) / np.where(apart, between, 1.0)
    return means[:, -1] + slope * ages[:, -1], slope


def _trust(values: Floats, expected: Floats, group: Ints) -> Floats:
    """How far each memory, and last the direction, is trusted; each row adds up to 1."""
    parts = [
        _record(values[at : at + AT_A_TIME], expected[at : at + AT_A_TIME])
        for at in range(0, len(values), AT_A_TIME)
    ]
    errors, trials = (np.concatenate(each) for each in zip(*parts, strict=True))
    groups = int(group.max()) + 1
    members = group_sum((trials > 0).astype(float), group, groups)
    pooled = group_sum(errors, group, groups) / np.maximum(members, 1.0)[:, None]
    errors += POOL_EVIDENCE * pooled[group] + SURE
    odds = np.log(np.array([PLAIN_ODDS, *[1.0] * (len(MEMORIES) - 1), TREND_ODDS]))
    record = np.minimum(trials / FULL_RECORD, 1.0)[:, None]
    score = odds - SHARPNESS * record * np.log(errors / errors[:, :1])
    trust = np.exp(score - score.max(axis=1, keepdims=True))
    return np.asarray(trust / trust.sum(axis=1, keepdims=True))


def _record(values: Floats, expected: Floats) -> tuple[Floats, Floats]:
    """Mean squared error of each way (n × memories + 1), as a share of the level, and trials (n).

    A trial needs half of a series' known months before it.
    """
    known = ~np.isnan(values) & (np.nan_to_num(expected) > 0)
    before = np.cumsum(known, axis=1)
    fit = before >= np.maximum(before[:, -1:] / 2, LEAST_BEFORE)
    if not fit[:, :-1].any():
        return np.zeros((len(values), len(MEMORIES) + 1)), np.zeros(len(values))
    origins = np.arange(int(fit.any(axis=0).argmax()) + 1, values.shape[1])
    came, usual = np.where(known, values, 0.0), np.where(known, expected, 0.0)
    scale = _ratio(came.sum(axis=1), usual.sum(axis=1))
    scale = np.where(scale > 0, scale, np.nan)[:, None]
    ahead = _ahead(origins, values.shape[1])
    later = _ratio(_times(came, ahead), _times(usual, ahead)) / scale
    later[~fit[:, origins - 1]] = np.nan
    off = _guesses(came / scale, usual, origins) - later[:, None, :]
    trials = ~np.isnan(off[:, 0])
    off[np.broadcast_to(~trials[:, None], off.shape)] = 0.0
    count = trials.sum(axis=1).astype(float)
    return np.einsum("nko,nko->nk", off, off) / np.maximum(count, 1.0)[:, None], count


def _guesses(came: Floats, usual: Floats, origins: Ints) -> Floats:
    """What each memory, and last the direction, would have said (n × memories + 1 × origins)."""
    age = origins - 1.0 - np.arange(came.shape[1])[:, None]
    inside = (age >= 0) & (age < YEAR)
    weights = np.stack([np.where(inside, (1 - memory) ** abs(age), 0.0) for memory in MEMORIES], 1)
    shape = (len(came), len(MEMORIES), len(origins))
    flat = weights.reshape(len(age), -1)
    below = _times(usual, flat).reshape(shape)
    means = _ratio(_times(came, flat).reshape(shape), below)
    old, new = (_ratio(_times(usual, weights[:, at] * age), below[:, at]) for at in (0, -1))
    slope = np.where(old - new > SURE, means[:, -1] - means[:, 0], 0.0)
    slope /= np.where(old - new > SURE, old - new, 1.0)
    ahead = (np.minimum(AHEAD, came.shape[1] - origins) + 1) / 2
    carried = means[:, -1] + slope * (new + (1 - LASTING**ahead) / (1 - LASTING))
    return np.concatenate([means, np.maximum(carried, 0.0)[:, None]], axis=1)


def _ahead(origins: Ints, width: int) -> Floats:
    """Weights of the months (t) that a trial at each origin looks at (t × origins)."""
    month = np.arange(width)[:, None] - origins
    return ((month >= 0) & (month < AHEAD)).astype(float)


def _times(months: Floats, weights: Floats) -> Floats:
    """The product of two matrices, block by block.

    Large products are spread over all cores, which then wait for each other: on a busy machine
    that takes several times as long as one core alone.
    """
    whole = len(months) - len(months) % BLOCK
    blocks = np.ascontiguousarray(months[:whole]).reshape(-1, BLOCK, months.shape[1])
    product = (blocks @ weights).reshape(whole, -1) if whole else np.zeros((0, weights.shape[1]))
    return np.concatenate([product, months[whole:] @ weights])


def _ratio(above: Floats, below: Floats) -> Floats:
    """One over the other; NaN where the lower one is not above zero."""
    return np.where(below > 0, above / np.where(below > 0, below, 1.0), np.nan)
