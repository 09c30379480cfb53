"""People who start and people who leave: what it does to a goal."""

import numpy as np

from xlgoals.domain.months import month_number
from xlgoals.functions.guards import possible
from xlgoals.sums.arrays import Floats
from xlgoals.sums.suggest import staffing

MOST_MONTHS = 120


def ramp_factor(months_on_job: Floats, ramp: float = 6.0) -> Floats:
    """Share of full strength that a new rep has in a month on the job.

    Args:
        months_on_job (n×1, months): 0 in the month of hire; negative before it.
        ramp (1×1, months): Months until full strength, evenly; 0 for at once.

    Returns:
        (n×1, fraction): (months on the job + 1) ÷ ramp, between 0 and 1.

    Errors:
        #N/A: The months are unknown.
        #NUM!: The ramp is negative.

    Source:
        docs/method.md#turnover-and-ramp

    Example:
        =RAMP_FACTOR(2, 6) → 0.5
    """
    return possible(staffing.ramp_factor(months_on_job, ramp), ramp < 0)


def ramped_target(
    target: Floats, hired: Floats, start: float, ramp: float = 6.0, months: float = 12.0
) -> Floats:
    """A goal for a whole period, cut by the months a new rep is not there or still ramps.

    Args:
        target (n×1, money): The goal at full strength.
        hired (n×1, date or blank): Day of hire; blank for those who have long been there.
        start (1×1, date): A day in the first month of the period.
        ramp (1×1, months): Months until full strength, evenly; 0 for at once.
        months (1×1, months): Length of the period, 1 to 120.

    Returns:
        (n×1, money): target × mean of RAMP_FACTOR over the months of the period.

    Errors:
        #N/A: The target is unknown.
        #NUM!: The ramp is negative, or the months lie outside of 1 to 120.

    Source:
        docs/method.md#turnover-and-ramp

    Example:
        =RAMPED_TARGET(120000, DATE(2027,1,15), DATE(2027,1,1), 6) → 95000
    """
    if not 1 <= months <= MOST_MONTHS:
        return possible(target, True)
    first = _month(np.array([start]))[0]
    since = first + np.arange(int(months)) - _month(hired)[:, None]
    factor = staffing.ramp_factor(since, ramp).mean(axis=1)
    return possible(target * np.where(np.isnan(hired), 1.0, factor), ramp < 0)


def _month(serial: Floats) -> Floats:
    """The month number of dates given as a spreadsheet's days; NaN where unknown."""
    known = np.isfinite(serial) & (np.abs(serial) < 3_000_000)
    day = np.where(known, np.floor(serial), 0).astype(np.int64) - 25_569
    month = day.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    return np.where(known, month + month_number(1970, 1), np.nan)


def turnover_loss(
    chance: Floats, months: float = 12.0, vacancy: float = 2.0, ramp: float = 6.0
) -> Floats:
    """Share of a period's selling strength that is lost when a place may fall empty: nobody
    there, then somebody new.

    Args:
        chance (n×1, fraction): Chance that the rep leaves within the period.
        months (1×1, months): Length of the period, 1 to 120.
        vacancy (1×1, months): Months a place stays empty.
        ramp (1×1, months): Months until the replacement is at full strength, evenly.

    Returns:
        (n×1, fraction): expected share lost, the leaving equally likely in every month.

    Errors:
        #N/A: The chance is unknown.
        #NUM!: A number is negative, the chance is over 1, or the months lie outside of 1 to 120.

    Source:
        docs/method.md#turnover-and-ramp

    Example:
        =TURNOVER_LOSS(0.5, 2, 1, 0) → 0.25
    """
    if not 1 <= months <= MOST_MONTHS:
        return possible(chance, True)
    lost = staffing.turnover_loss(chance, int(months), vacancy, ramp).mean(axis=1)
    return possible(lost, chance < 0, chance > 1, vacancy < 0, ramp < 0)
