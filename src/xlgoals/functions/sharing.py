"""Sharing a total out, and asking for more than the total."""

import numpy as np

from xlgoals.domain.rates import ratio
from xlgoals.functions.guards import possible
from xlgoals.sums.arrays import Floats
from xlgoals.sums.suggest import allocation


def allocate(total: float, weights: Floats, unit: float = 1.0) -> Floats:
    """A total shared out by weights, in round amounts that add up to it exactly.

    Args:
        total (1×1, money): What to share out.
        weights (n×1, number): What to share by, such as last year's revenue.
        unit (1×1, number): What every part is a multiple of; the largest part takes what is over.

    Returns:
        (n×1, money): one part for each weight (largest remainder).

    Errors:
        #N/A: The weight is unknown; the others share the total. Or all weights are 0.
        #NUM!: A weight or the total is negative, or the unit is not above 0.

    Source:
        docs/method.md#top-down-pins-stretch-hedge-rounding

    Example:
        =ALLOCATE(500000, 1) → 500000
    """
    known = ~np.isnan(weights)
    answer = np.full(len(weights), np.nan)
    if unit <= 0 or total < 0 or (weights < 0).any():
        return possible(answer, True)
    if weights[known].sum() <= 0:
        return answer
    alone = np.zeros(int(known.sum()), np.int64)
    answer[known] = allocation.round_to_total(weights[known], np.array([total]), alone, unit)
    return answer


def weighted_share(history: Floats, potential: Floats, weight: float = 0.5) -> Floats:
    """Each one's share of a whole, by what they did and by what their territory could yield.

    Args:
        history (n×1, money): What each did last year.
        potential (n×1, number): What each territory could yield, on any scale.
        weight (1×1, fraction): How much potential counts against history, from 0 to 1.

    Returns:
        (n×1, fraction): (1 − weight) × share of history + weight × share of potential; they add
            up to 1.

    Errors:
        #N/A: Either is unknown; the others share the whole. Or one of them adds up to 0.
        #NUM!: A number is negative, or the weight lies outside of 0 to 1.

    Source:
        docs/method.md#top-down-pins-stretch-hedge-rounding

    Example:
        =WEIGHTED_SHARE(300000, 1.1, 0.5) → 1
    """
    known = ~np.isnan(history) & ~np.isnan(potential)
    did, could = np.where(known, history, np.nan), np.where(known, potential, np.nan)
    by_history, by_potential = ratio(did, np.nansum(did)), ratio(could, np.nansum(could))
    share = (1 - weight) * by_history + weight * by_potential
    negative = bool((history < 0).any() or (potential < 0).any())
    return possible(share, negative, not 0 <= weight <= 1)


def over_assign(goal: Floats, rate: float, levels: float = 1.0) -> Floats:
    """What a goal becomes when every level of management adds its own reserve.

    Args:
        goal (n×1, money): The goal before.
        rate (1×1, fraction): What each level adds, such as 0.05.
        levels (1×1, count): How many levels add it: five of 5 % make 27.6 %.

    Returns:
        (n×1, money): goal × (1 + rate) ^ levels.

    Errors:
        #N/A: The goal is unknown.
        #NUM!: The rate is −100 % or less, or the levels are negative.

    Source:
        docs/method.md#top-down-pins-stretch-hedge-rounding

    Example:
        =OVER_ASSIGN(100000, 0.05, 2) → 110250
    """
    with np.errstate(over="ignore", invalid="ignore"):  # more than a number holds is no answer
        grown = np.power(np.maximum(1.0 + rate, 0.0), np.maximum(levels, 0.0))
        return possible(goal * grown, rate <= -1, levels < 0)
