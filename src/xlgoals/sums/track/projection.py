"""Where a period will end: what came, what is expected of the rest, and how far off that may be.

Before the period begins the projection is the range of the suggestion; when it is over, it is what
came. In between, a rep's pace moves the expectation as far as it tells more than luck. The method
is told in docs/method.md#following-the-period.
"""

from dataclasses import dataclass

import numpy as np

from xlgoals.sums.arrays import Floats, Ints
from xlgoals.sums.forecast.chance import NORMAL_AT_EDGE, chance_of_reaching
from xlgoals.sums.forecast.season import YEAR, seasonal_index

PAST_YEARS = 3
NOISE_EVIDENCE, USUAL_NOISE = 6.0, 0.2**2
"""How many months the team's noise, and the usual one, counts for in a rep's; and the usual one."""

NOISE_WEIGHT = 2.0
"""Months that follow each other are more alike than luck alone: their noise counts for more."""

LEAST_OWN = 0.1
"""At least this share of the doubt is about the rep's level, and not about luck."""


@dataclass(frozen=True)
class End:
    """Where periods end, in the unit of their goals."""

    low: Floats
    """(n): Reached in nine cases of ten."""
    middle: Floats
    high: Floats

    def chance(self, goal: Floats) -> Floats:
        """(n, fraction): the chance of reaching a goal."""
        return chance_of_reaching(goal, self.low, self.middle, self.high)


@dataclass(frozen=True)
class Expected:
    """What was expected of a period before it began."""

    low: Floats
    """(n, any unit): the 10, 50 and 90 % points; NaN where nothing was."""
    middle: Floats
    high: Floats
    share: Floats
    """(n × t, fraction): of each month."""
    noise: Floats
    """(n): variance of a month around what its level and season say, as a share of that."""

    @property
    def doubt(self) -> Floats:
        """(n): standard deviation of the logarithm of the total."""
        with np.errstate(divide="ignore", invalid="ignore"):
            wide = np.log(self.high / self.middle), np.log(self.middle / self.low)
        both = np.where(np.isfinite(wide[1]), (wide[0] + wide[1]) / 2, wide[0])
        return np.asarray(np.where(self.middle > 0, both, np.nan) / NORMAL_AT_EDGE)

    @property
    def luck(self) -> Floats:
        """(n): variance of the total by the luck of its months alone."""
        squares = (self.share**2).sum(axis=1)
        own = NOISE_WEIGHT * self.noise * squares
        return np.asarray(np.fmin(own, (1 - LEAST_OWN) * self.doubt**2))

    def luck_of(self, months: slice) -> Floats:
        """(n): variance of the sum of some months, as a share of the total."""
        squares = self.share**2
        return np.asarray(self.luck * squares[:, months].sum(axis=1) / squares.sum(axis=1))


def luck(expected: Expected, gone: int) -> Floats:
    """Standard deviation of the months that are gone by luck alone, as a share of them (n)."""
    part = expected.share[:, :gone].sum(axis=1)
    deviation = np.sqrt(expected.luck_of(slice(0, gone)))
    return np.asarray(np.divide(deviation, part, out=np.full(len(part), np.nan), where=part > 0))


def end(expected: Expected, actual: Floats, gone: int, staying: Floats) -> End:
    """Where the period ends, from what came so far.

    Pace against what was expected, f, moves the level by K × (f − 1), where K = own doubt ÷ (own
    doubt + luck of the months gone); what is left is expected at that level.

    Args:
        expected: As it was before the period.
        actual (n, any unit): Of the months gone; NaN where unknown.
        gone: Months gone.
        staying (n × t, fraction): 0 in the months in which nobody is there to sell, else 1.

    Returns:
        What came × 1 ÷ share gone, without a range, where nothing was expected beforehand.
    """
    share, middle = expected.share, expected.middle
    part = share[:, :gone].sum(axis=1)
    left = (share * staying)[:, gone:].sum(axis=1)
    own = np.maximum(expected.doubt**2 - expected.luck, 0.0)
    usable = (part > 0) & (middle > 0)
    pace = np.divide(actual, middle * part, out=np.ones(len(part)), where=usable)
    seen = np.divide(
        expected.luck_of(slice(0, gone)), part**2, out=np.full(len(part), np.inf), where=part > 0
    )
    weight = np.divide(own, own + seen, out=np.zeros(len(part)), where=own + seen > 0)
    weight = np.where(usable & np.isfinite(weight), weight, 0.0)
    level = np.maximum(1 + weight * (pace - 1), 0.0)
    rest = middle * left * level
    doubt = _doubt_of_rest(expected, own * (1 - weight), gone)
    wide = np.exp(NORMAL_AT_EDGE * doubt)
    straight = np.divide(actual, part, out=np.full(len(part), np.nan), where=part > 0)
    known = middle > 0
    ranged = known & ~np.isnan(doubt)
    return End(
        np.where(ranged, actual + rest / wide, np.nan),
        np.where(known, actual + rest, straight),
        np.where(ranged, actual + rest * wide, np.nan),
    )


def _doubt_of_rest(expected: Expected, own: Floats, gone: int) -> Floats:
    """Relative standard deviation of the months that are left; 0 where none is."""
    rest = expected.share[:, gone:].sum(axis=1)
    chance = expected.luck_of(slice(gone, None))
    part = np.divide(chance, rest**2, out=np.zeros(len(rest)), where=rest > 0)
    return np.where(rest > 0, np.sqrt(own + part), 0.0)


def month_noise(history: Floats, pool: Ints) -> Floats:
    """How far months lie from their year's mean, without the season: a variance, as a share (n).

    Each one's is drawn towards its pool's, and that towards the usual.

    Args:
        history (n × t): Months before the period, oldest first, NaN where unknown.
        pool (n): Labels from 0 of those that share a season.
    """
    if not len(history):
        return np.zeros(0)
    values = history[:, -PAST_YEARS * YEAR :]
    missing = -values.shape[1] % YEAR if values.shape[1] else YEAR
    values = np.pad(values, ((0, 0), (missing, 0)), constant_values=np.nan)
    flat = (values / np.tile(seasonal_index(values, pool), values.shape[1] // YEAR)).reshape(
        len(values), -1, YEAR
    )
    known = ~np.isnan(flat)
    count = known.sum(axis=2, keepdims=True)
    mean = np.where(known, flat, 0.0).sum(axis=2, keepdims=True) / np.maximum(count, 1)
    usable = known & (mean > 0)
    off = np.where(usable, flat / np.where(mean > 0, mean, 1.0) - 1, 0.0)
    squares = (off**2).sum(axis=(1, 2))
    cases = np.maximum(usable.sum(axis=(1, 2)) - (usable.any(axis=2)).sum(axis=1), 0).astype(float)
    pools = int(pool.max()) + 1
    total, members = (np.bincount(pool, each, minlength=pools) for each in (squares, cases))
    pooled = (total + NOISE_EVIDENCE * USUAL_NOISE) / (members + NOISE_EVIDENCE)
    return np.asarray((squares + NOISE_EVIDENCE * pooled[pool]) / (cases + NOISE_EVIDENCE))
