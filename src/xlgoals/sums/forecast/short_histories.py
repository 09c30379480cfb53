"""Levels of series with little history, completed by what the others of their pool show."""

import numpy as np

from xlgoals.sums.arrays import Floats, Ints, group_sum
from xlgoals.sums.forecast.season import YEAR


def group_total(values: Floats, group: Ints) -> Floats:
    """The sum over each member's group."""
    return group_sum(np.nan_to_num(values), group, int(group.max()) + 1)[group]


def completed(level: Floats, values: Floats, effort: Floats, months: Floats, group: Ints) -> Floats:
    """Levels of short histories, drawn towards the pool's mean by how little they know.

    Evidence is in months at full strength. A series with a full year of it keeps its own level.
    """
    recent = np.where(np.isnan(values), 0.0, effort)
    own = recent[:, -YEAR:].sum(axis=1)
    evidence = np.where(own > 0, own, np.minimum(recent.sum(axis=1), YEAR - 1.0))
    known = evidence >= YEAR
    members = group_total(known.astype(float), group)
    typical = group_total(np.where(known, level, 0.0), group) / np.maximum(members, 1)
    between = group_total(np.where(known, (level - typical) ** 2, 0.0), group) / np.maximum(
        members - 1, 1
    )
    within = np.nan_to_num(_monthly_variance(months[:, -YEAR:]))
    noise = group_total(np.where(known, within, 0.0), group) / np.maximum(members, 1)
    ratio = np.where(between > 0, noise / np.where(between > 0, between, 1.0), YEAR)
    doubt = np.clip(ratio, 1e-6, YEAR)
    mixed = (evidence * np.nan_to_num(level) + doubt * typical) / (evidence + doubt)
    short = ~known & (members > 0)
    return np.where(short, mixed, np.nan_to_num(level))


def _monthly_variance(months: Floats) -> Floats:
    """Variance of a series' months around their mean; 0 with fewer than two."""
    known = ~np.isnan(months)
    count = known.sum(axis=1)
    mean = np.where(known, months, 0).sum(axis=1) / np.maximum(count, 1)
    squares = np.where(known, (months - mean[:, None]) ** 2, 0).sum(axis=1)
    return np.asarray(squares / np.maximum(count - 1, 1))
