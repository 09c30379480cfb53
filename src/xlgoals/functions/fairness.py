"""Fairness: whether goals were as hard for one as for another."""

import numpy as np

from xlgoals.functions.guards import possible
from xlgoals.sums.arrays import Floats
from xlgoals.sums.fairness import evenness


def within_band(attainment: Floats, band: float = 0.2) -> Floats:
    """Share of reps who came close to their goal.

    Args:
        attainment (m×1, fraction): Attainment of each rep.
        band (1×1, fraction): How far from 100 % is still close, edges included.

    Returns:
        (1×1, fraction): how many of them lie between 100 % − band and 100 % + band.

    Errors:
        #N/A: No attainment is known.
        #NUM!: The band is negative.

    Source:
        docs/metrics.md#within-the-band

    Example:
        =WITHIN_BAND(1.15) → 1
    """
    return possible(np.asarray(evenness.share_within(attainment, 1.0, band)), band < 0)


def gini(values: Floats) -> Floats:
    """How unevenly something is spread over the reps: 0 is even, near 1 is all on one of them.

    Args:
        values (m×1, number): One value a rep, such as attainment or revenue.

    Returns:
        (1×1, fraction): the Gini coefficient.

    Errors:
        #N/A: No value is known, or they add up to 0.
        #NUM!: A value is negative.

    Source:
        docs/metrics.md#gini

    Example:
        =GINI(5) → 0
    """
    return possible(np.asarray(evenness.gini(values)), bool((values < 0).any()))
