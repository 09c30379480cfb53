"""Whether a set of goals, or what came of it, is even."""

import numpy as np

from xlgoals.core.arrays import Floats


def share_within(values: Floats, centre: float, band: float) -> float:
    """Share of values no further from the centre than the band, edges included; NaN of none."""
    return float((np.abs(values - centre) <= band + 1e-12).mean()) if len(values) else np.nan


def gini(values: Floats) -> float:
    """How unevenly a total is spread: 0 is even, towards 1 is all on one.

    Half the mean absolute difference of all pairs ÷ the mean; NaN where the total is 0.
    """
    total, count = values.sum(), len(values)
    if total <= 0:
        return np.nan
    rank = np.arange(1, count + 1)
    return float((2 * rank - count - 1) @ np.sort(values) / (count * total))
