"""Following a period: how much of it is gone, by the season and not by the calendar."""

import numpy as np

from xlgoals.core.arrays import Floats


def season_gone(weights: Floats, months: Floats) -> Floats:
    """Share of a period's season that lies behind after some months; NaN outside of it.

    Args:
        weights (t): How much each month of the period usually brings.
        months (n): Months gone; a part of a month counts as that part of it.
    """
    count = len(weights)
    whole = np.clip(np.floor(np.nan_to_num(months)), 0, count).astype(np.int64)
    behind = np.append(0.0, np.cumsum(weights))
    part = np.append(weights, 0.0)[whole] * (months - whole)
    return np.where((months >= 0) & (months <= count), (behind[whole] + part) / behind[-1], np.nan)
