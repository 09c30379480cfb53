"""How likely a total is to be reached, from the range that history supports."""

import math

import numpy as np
from numpy.typing import ArrayLike

from xlgoals.sums.arrays import Floats

EDGE = 0.1
"""The low end of a range is missed in one case of ten, and the high end reached in one of ten."""

NORMAL_AT_EDGE = 1.2815515655446004
"""Standard deviations from the middle to an edge of a normal distribution."""

_upper_tail = np.frompyfunc(lambda z: 0.5 * math.erfc(z / math.sqrt(2)), 1, 1)


def chance_of_reaching(
    goal: ArrayLike, low: ArrayLike, middle: ArrayLike, high: ArrayLike
) -> Floats:
    """The chance that a total comes to the goal or more.

    A normal distribution on either side of the middle, each as wide as its edge says, so that the
    chance is 90 % at the low end, 50 % in the middle and 10 % at the high end.

    Args:
        goal, low, middle, high (any shape, money or count): The range as 10, 50 and 90 % points.

    Returns:
        (same shape, fraction): NaN where something is unknown; 0, ½ or 1 where a side has no width.
    """
    goal, low, middle, high = np.broadcast_arrays(
        *(np.asarray(each, float) for each in (goal, low, middle, high))
    )
    width = np.where(goal < middle, middle - low, high - middle) / NORMAL_AT_EDGE
    away = goal - middle
    steps = np.where(away > 0, np.inf, np.where(away < 0, -np.inf, 0.0))
    np.divide(away, width, out=steps, where=(width > 0) & (away != 0))
    chance = np.asarray(_upper_tail(steps), float)
    unknown = np.isnan(goal) | np.isnan(low) | np.isnan(middle) | np.isnan(high)
    return np.where(unknown, np.nan, chance)
