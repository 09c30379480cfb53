"""Pace: how far along, by the season and not by the calendar."""

import numpy as np

from xlgoals.domain.rates import ratio
from xlgoals.functions.guards import possible
from xlgoals.sums.arrays import Bools, Floats
from xlgoals.sums.track import tracking


def pace(actual: Floats, target: Floats, weights: Floats, months: Floats) -> Floats:
    """How far along a rep is against the part of the goal that the season expects by now.

    Args:
        actual (n×1, money): What came so far.
        target (n×1, money): The goal for the whole period.
        weights (t×1, number): What each month of the period usually brings, first month first.
        months (n×1 or 1×1, months): Months gone.

    Returns:
        (n×1, fraction): actual ÷ (target × share of the season that is gone); 1 is on plan.

    Errors:
        #N/A: Nothing is expected yet, or something is unknown.
        #NUM!: A weight or the goal is negative, or the months lie outside of the period.

    Source:
        docs/metrics.md#pace

    Example:
        =PACE(30, 100, {1,1,2}, 1) → 1.2
    """
    gone, impossible = _gone(weights, months)
    return possible(ratio(actual, target * gone), impossible, target < 0)


def projected_end(actual: Floats, weights: Floats, months: Floats) -> Floats:
    """What the period comes to if it goes on like this.

    Args:
        actual (n×1, money): What came so far.
        weights (t×1, number): What each month of the period usually brings, first month first.
        months (n×1 or 1×1, months): Months gone.

    Returns:
        (n×1, money): actual ÷ share of the season that is gone.

    Errors:
        #N/A: Nothing of the season is gone yet, or something is unknown.
        #NUM!: A weight is negative, or the months lie outside of the period.

    Source:
        docs/metrics.md#projected-end

    Example:
        =PROJECTED_END(30, {1,1,2}, 1) → 120
    """
    gone, impossible = _gone(weights, months)
    return possible(ratio(actual, gone), impossible)


def _gone(weights: Floats, months: Floats) -> tuple[Floats, Bools]:
    """Share of the season that is gone, and where that is asked for what cannot be."""
    impossible = (months < 0) | (months > len(weights)) | (weights < 0).any()
    if np.isnan(weights).any() or weights.sum() <= 0:
        return np.full(len(months), np.nan), impossible
    return tracking.season_gone(weights, months), impossible
