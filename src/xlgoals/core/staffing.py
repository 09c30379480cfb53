"""People who leave and people who start: how much selling strength a month really has."""

import numpy as np
from numpy.typing import ArrayLike

from xlgoals.core.arrays import Floats

VACANCY_MONTHS = 2.0
"""Months a place stays empty, where the plan does not say."""

RAMP_MONTHS = 6.0
"""Months until a new hire is at full strength, where the plan does not say."""


def ramp_factor(months_on_job: ArrayLike, ramp: float) -> Floats:
    """Share of full strength in each month on the job.

    Args:
        months_on_job (any shape, months): 0 in the month of hire; negative before it.
        ramp (months): Months until full strength; 0 for at once.

    Returns:
        (same shape, fraction): (months on the job + 1) ÷ ramp, at least 0 and at most 1.
    """
    month = np.asarray(months_on_job, float)
    return np.asarray(np.clip((np.floor(month) + 1) / max(ramp, 1.0), 0.0, 1.0))


def turnover_loss(chance: ArrayLike, months: int, vacancy: float, ramp: float) -> Floats:
    """Expected share of selling strength lost in each month of a period to people leaving.

    A place can fall empty at the start of any month with the same chance; it then stays empty for
    the vacancy, and the replacement ramps. What a month has lost is the sum over all months in
    which the leaving may have happened.

    Args:
        chance (n, fraction): Expected number of leavings per place over the whole period.
        months: Length of the period.
        vacancy (months): How long a place stays empty.
        ramp (months): Until the replacement is at full strength.

    Returns:
        (n × months, fraction).
    """
    since = np.arange(months, dtype=float)
    lost = 1.0 - ramp_factor(since - vacancy, ramp)
    per_month = np.asarray(chance, float)[:, None] / months
    return np.clip(per_month * np.cumsum(lost), 0.0, 1.0)
