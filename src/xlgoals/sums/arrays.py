"""Names for the kinds of arrays, and sums by group."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Dates = NDArray[np.datetime64]


def sum_of_those(values: Floats, there: Bools, group: Ints, groups: int) -> Floats:
    """Sums by group over those who were there: unknown where one of them is, or nobody was.

    A sum that left out what is unknown would look like a smaller year.

    Args:
        values (n): NaN where unknown.
        there (n): Whether each counts.
        group (n): Whose each is.
        groups: How many there are.
    """
    some = group_sum(there.astype(float), group, groups) > 0
    return np.where(some, group_sum(np.where(there, values, 0.0), group, groups), np.nan)


def group_sum(values: Floats, group: Ints, groups: int) -> Floats:
    """Sums of values (n) or of rows (n × k) by group (n), for groups 0 to ``groups`` − 1."""
    if values.ndim == 1:
        return np.bincount(group, values, minlength=groups).astype(np.float64)
    sums = np.zeros((groups, values.shape[1]))
    np.add.at(sums, group, values)
    return sums


def group_mean(values: Floats, group: Ints, groups: int) -> Floats:
    """Means of finite values by group; 0 where a group has none."""
    finite = np.isfinite(values)
    sums = group_sum(np.where(finite, values, 0.0), group, groups)
    return np.asarray(sums / np.maximum(group_sum(finite.astype(float), group, groups), 1.0))
