"""Goals from history: what to ask for, and how likely it is to be reached."""

import numpy as np

from xlgoals.functions.guards import possible
from xlgoals.sums.arrays import Floats
from xlgoals.sums.forecast.chance import chance_of_reaching
from xlgoals.sums.forecast.series_forecast import forecast
from xlgoals.sums.suggest.allocation import round_to_total

MOST_MONTHS = 60


def suggested_target(
    history: Floats, growth: Floats | float = 0.0, stretch: float = 0.0, months: float = 12.0
) -> Floats:
    """What history supports for the coming months, changed by what you expect.

    Args:
        history (n×t, money): Months of the past, oldest first: a row for each rep, or one column.
        growth (n×1 or 1×1, fraction): Change you expect, such as 0.04 for 4 % more.
        stretch (1×1, fraction): What you ask for on top.
        months (1×1, months): How many months the goal is for, 1 to 60.

    Returns:
        (n×1, money): expected total × (1 + growth) × (1 + stretch).

    Errors:
        #N/A: No month of the history is known.
        #NUM!: The growth or the stretch is −100 % or less, or the months lie outside 1 to 60.

    Source:
        docs/method.md#baseline

    Example:
        =SUGGESTED_TARGET({100,100,100,100,100,100,100,100,100,100,100,100}, 0.05) → 1260
    """
    total, impossible = _expected(history, months)
    answer = total * (1 + growth) * (1 + stretch)
    return possible(answer, impossible, np.asarray(growth) <= -1, stretch <= -1)


def _expected(history: Floats, months: float) -> tuple[Floats, bool]:
    """Expected totals, and whether so many months are out of bounds."""
    if not 1 <= months <= MOST_MONTHS:
        return np.zeros(len(history)), True
    total = forecast(history, horizon=int(months)).mean.sum(axis=1)
    return np.where(np.isnan(history).all(axis=1), np.nan, total), False


def target_range(history: Floats, growth: Floats | float = 0.0, months: float = 12.0) -> Floats:
    """What history supports for the coming months as a range: low, middle, high.

    Args:
        history (n×t, money): Months of the past, oldest first: a row for each rep, or one column.
        growth (n×1 or 1×1, fraction): Change you expect, such as 0.04 for 4 % more.
        months (1×1, months): How many months the range is for, 1 to 60.

    Returns:
        (n×3, money): what is reached in nine cases of ten, in one of two, and in one of ten.

    Errors:
        #N/A: No month of the history is known.
        #NUM!: The growth is −100 % or less, or the months lie outside 1 to 60.

    Source:
        docs/method.md#chance

    Example:
        =TARGET_RANGE({0,0,0,0,0,0,0,0,0,0,0,0}) → 0, 0, 0
    """
    if not 1 <= months <= MOST_MONTHS:
        return possible(np.zeros((len(history), 3)), True)
    found = forecast(history, horizon=int(months)).total_range
    more = np.broadcast_to(np.asarray(1 + growth, float), len(history))
    unknown = np.isnan(history).all(axis=1, keepdims=True)
    answer = np.where(unknown, np.nan, found * more[:, None])
    return possible(answer, np.broadcast_to(more <= 0, len(history)))


def attain_probability(goal: Floats, low: Floats, middle: Floats, high: Floats) -> Floats:
    """The chance of reaching a goal, given the range that history supports.

    Args:
        goal (n×1, money): The goal.
        low (n×1, money): Reached in nine cases of ten: first column of TARGET_RANGE.
        middle (n×1, money): Reached in one case of two.
        high (n×1, money): Reached in one case of ten.

    Returns:
        (n×1, fraction): a normal distribution on either side of the middle.

    Errors:
        #N/A: Something is unknown.
        #NUM!: The range is not in order: low, middle, high.

    Source:
        docs/method.md#chance

    Example:
        =ATTAIN_PROBABILITY(100, 80, 100, 125) → 0.5
    """
    return possible(chance_of_reaching(goal, low, middle, high), low > middle, middle > high)


def seasonal_split(total: Floats, history: Floats, unit: float = 0.01) -> Floats:
    """A year's goal spread over its months like the season in the history; it adds up exactly.

    Args:
        total (n×1, money): The goal for the twelve months after the history.
        history (n×t, money): Months of the past, oldest first: a row for each rep, or one column.
        unit (1×1, number): What every month is a multiple of.

    Returns:
        (n×t, money): twelve months, across like the history or down like it.

    Errors:
        #N/A: The total is unknown.
        #NUM!: The total is negative, or the unit is not above 0.

    Source:
        docs/method.md#baseline

    Example:
        =SEASONAL_SPLIT(1200, {5,5,5,5,5,5,5,5,5,5,5,5}) → 100 in each of the 12 months
    """
    count = len(total)
    if unit <= 0:
        return possible(np.zeros((count, 12)), True)
    shape = forecast(history).mean
    parts = np.where(shape.sum(axis=1, keepdims=True) > 0, shape, 1.0)
    asked = np.where(total > 0, total, 0.0)
    owner = np.repeat(np.arange(count), 12)
    split = round_to_total(parts.ravel(), asked, owner, unit).reshape(count, 12)
    return possible(np.where(np.isnan(total)[:, None], np.nan, split), total < 0)
