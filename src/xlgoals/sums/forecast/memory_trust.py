"""How far each memory of a series is trusted: by how well it would have told its own past.

The method and where its constants come from is told in docs/method.md#baseline.
"""

import numpy as np

from xlgoals.sums.arrays import Floats, Ints, group_sum
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

AT_A_TIME = 2048
"""Series whose record is looked at together, so that memory stays small."""

SURE = 1e-9
"""Squared errors below this share of the level squared are nothing."""

BLOCK = 64
"""Series whose months are multiplied together."""

POOL_EVIDENCE = 1.0
"""What the pool's record counts for against a series' own."""


def trusted(values: Floats, expected: Floats, group: Ints) -> Floats:
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
    scale = share_of(came.sum(axis=1), usual.sum(axis=1))
    scale = np.where(scale > 0, scale, np.nan)[:, None]
    month = np.arange(values.shape[1])[:, None] - origins
    ahead = ((month >= 0) & (month < AHEAD)).astype(float)
    later = share_of(times(came, ahead), times(usual, ahead)) / scale
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
    below = times(usual, flat).reshape(shape)
    means = share_of(times(came, flat).reshape(shape), below)
    old, new = (share_of(times(usual, weights[:, at] * age), below[:, at]) for at in (0, -1))
    slope = np.where(old - new > SURE, means[:, -1] - means[:, 0], 0.0)
    slope /= np.where(old - new > SURE, old - new, 1.0)
    ahead = (np.minimum(AHEAD, came.shape[1] - origins) + 1) / 2
    carried = means[:, -1] + slope * (new + (1 - LASTING**ahead) / (1 - LASTING))
    return np.concatenate([means, np.maximum(carried, 0.0)[:, None]], axis=1)


def times(months: Floats, weights: Floats) -> Floats:
    """The product of two matrices, block by block.

    Large products are spread over all cores, which then wait for each other: on a busy machine
    that takes several times as long as one core alone.
    """
    whole = len(months) - len(months) % BLOCK
    blocks = np.ascontiguousarray(months[:whole]).reshape(-1, BLOCK, months.shape[1])
    product = (blocks @ weights).reshape(whole, -1) if whole else np.zeros((0, weights.shape[1]))
    return np.concatenate([product, months[whole:] @ weights])


def share_of(above: Floats, below: Floats) -> Floats:
    """One over the other; NaN where the lower one is not above zero."""
    return np.where(below > 0, above / np.where(below > 0, below, 1.0), np.nan)
