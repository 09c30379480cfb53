"""People who leave and people who start: how much selling strength a month really has."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from xlgoals.sums.arrays import Floats

VACANCY_MONTHS = 2.0
"""Months a place stays empty, where the plan does not say."""

RAMP_MONTHS = 6.0
"""Months until a new hire is at full strength, where the plan does not say."""


def ramp_factor(
    months_on_job: ArrayLike, ramp: ArrayLike, schedule: Sequence[float] = ()
) -> Floats:
    """Share of full strength in each month on the job.

    Args:
        months_on_job (any shape, months): 0 in the month of hire; negative before it.
        ramp (one, or a shape that fits, months): Months until full strength; 0 for at once, NaN
            where the schedule holds.
        schedule (fraction): What a hire brings in the first month, the second and so on; after
            the last it is all.

    Returns:
        (same shape, fraction): by the schedule, or (months on the job + 1) ÷ ramp, at least 0 and
        at most 1.
    """
    month = np.floor(np.asarray(months_on_job, float))
    longest = np.maximum(np.asarray(ramp, float), 1.0)
    evenly = np.clip((month + 1) / longest, 0.0, 1.0)
    if not len(schedule):
        return np.asarray(evenly)
    return np.where(np.isnan(longest), _scheduled(month, schedule), evenly)


def _scheduled(month: Floats, schedule: Sequence[float]) -> Floats:
    """What a schedule says of each month on the job; NaN where the month is unknown."""
    shares = np.array([0.0, *schedule, 1.0])
    known = np.nan_to_num(np.clip(month, -1, len(schedule))).astype(np.int64)
    return np.where(np.isnan(month), np.nan, shares[known + 1])


def turnover_loss(
    chance: ArrayLike,
    months: int,
    vacancy: ArrayLike,
    ramp: ArrayLike,
    schedule: Sequence[float] = (),
) -> Floats:
    """Expected share of selling strength lost in each month of a period to people leaving.

    A place can fall empty at the start of any month; it then stays empty for the vacancy, and the
    replacement ramps. What a month has lost is the sum over all months in which the leaving may
    have happened.

    Args:
        chance (n, or n × months, fraction): Expected number of leavings per place: over the whole
            period, spread evenly over its months, or in each month.
        months: Length of the period.
        vacancy (one, or n, months): How long a place stays empty.
        ramp (one, or n, months): Until the replacement is at full strength; NaN where the
            schedule holds.
        schedule (fraction): As for ``ramp_factor``.

    Returns:
        (n × months, fraction).
    """
    leaving = np.asarray(chance, float)
    if leaving.ndim == 1:
        leaving = np.repeat(leaving[:, None] / months, months, axis=1)
    since = np.arange(months, dtype=float)
    empty, longest = (np.atleast_1d(np.asarray(each, float))[:, None] for each in (vacancy, ramp))
    lost = np.broadcast_to(1.0 - ramp_factor(since - empty, longest, schedule), leaving.shape)
    total = np.zeros(leaving.shape)
    for ago in range(months):
        total[:, ago:] += leaving[:, : months - ago] * lost[:, ago, None]
    return np.clip(total, 0.0, 1.0)
