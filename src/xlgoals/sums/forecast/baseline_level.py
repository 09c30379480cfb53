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
from xlgoals.sums.forecast import memory_trust
from xlgoals.sums.forecast.memory_trust import SURE, share_of, times, trusted
from xlgoals.sums.forecast.season import YEAR

MOST_TAMED = 0.06
"""How far below the mean of its months a level is seen at most, where some of them stand out."""

LEAST_MONTH = 0.1
"""A month counts as no less than this share of the mean when months are compared."""


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
        lasting = memory_trust.LASTING
        ahead = (1 - lasting ** np.arange(1.0, horizon + 1)) / (1 - lasting)
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
    trust = trusted(values, expected, group)
    seen = known[:, -YEAR:]
    means, ages = _means(values[:, -YEAR:], expected[:, -YEAR:], seen)
    base, slope = _direction(means, ages)
    level = np.einsum("nk,nk->n", trust, np.column_stack([means, base]))
    age = np.einsum("nk,nk->n", trust[:, :-1], ages)
    months = share_of(values[:, -YEAR:], expected[:, -YEAR:])
    share = _together(level, _tamed(months, seen), months, group)
    old = ~seen.any(axis=1)
    came, usual = (np.where(known[old], each[old], 0.0).sum(axis=1) for each in (values, expected))
    level[old], age[old] = share_of(came, usual), YEAR
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
    weights = np.stack([(1 - memory) ** age for memory in memory_trust.MEMORIES], axis=1)
    usual = np.where(known, expected, 0.0)
    below = times(usual, weights)
    means = share_of(times(np.where(known, values, 0.0), weights), below)
    return means, np.nan_to_num(share_of(times(usual, weights * age[:, None]), below))


def _direction(means: Floats, ages: Floats) -> tuple[Floats, Floats]:
    """The newest mean brought up to the last month, and what each month adds (n, n).

    The direction is how far the newest mean stands from the plain one, by the months between them.
    """
    between = ages[:, 0] - ages[:, -1]
    apart = between > SURE
    slope = np.where(apart, means[:, -1] - means[:, 0], 0.0) / np.where(apart, between, 1.0)
    return means[:, -1] + slope * ages[:, -1], slope
