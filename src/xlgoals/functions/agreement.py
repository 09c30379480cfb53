"""Negotiation: how far two offers are apart, and how far the team has come."""

import numpy as np

from xlgoals.domain.rates import ratio
from xlgoals.functions.guards import possible
from xlgoals.negotiation.compromise import compromise as between
from xlgoals.sums.arrays import Floats


def gap(proposed: Floats, counter: Floats) -> Floats:
    """How much more the manager proposed than the rep offers; negative where the rep offers more.

    Args:
        proposed (n×1, number): The manager's value.
        counter (n×1, number): The rep's value.

    Returns:
        (n×1, number): proposed − counter.

    Errors:
        #N/A: One of the two is unknown.

    Source:
        docs/metrics.md#gap

    Example:
        =GAP(500000, 460000) → 40000
    """
    return proposed - counter


def compromise(
    proposed: Floats, counter: Floats, supported: Floats | float = np.nan, unit: float = 0.0
) -> Floats:
    """A value between the two offers: what history supports, kept between them; their middle
    where nothing is said about that.

    Args:
        proposed (n×1, number): The manager's value.
        counter (n×1, number): The rep's value.
        supported (n×1 or 1×1, number): What history supports, such as the middle of TARGET_RANGE.
        unit (1×1, number): What to round to, such as 1000; 0 does not round.

    Returns:
        (n×1, number): a value no higher than the higher offer and no lower than the lower one.

    Errors:
        #N/A: An offer is unknown.
        #NUM!: The unit is negative.

    Source:
        docs/metrics.md#compromise

    Example:
        =COMPROMISE(500000, 460000, 470000) → 470000
    """
    known = np.broadcast_to(supported, proposed.shape)
    return possible(between(proposed, counter, known, unit), unit < 0)


def agreed_share(agreed: Floats, suggested: Floats) -> Floats:
    """How much of what was suggested is agreed by now.

    Args:
        agreed (m×1, number or blank): The agreed values; blank where there is none yet.
        suggested (m×1, number): The suggested values of the same lines.

    Returns:
        (1×1, fraction): what was suggested for the agreed lines ÷ what was suggested in all.

    Errors:
        #N/A: Nothing was suggested.
        #NUM!: A suggested value is negative.

    Source:
        docs/metrics.md#agreed-share

    Example:
        =AGREED_SHARE(480000, 500000) → 1
    """
    share = ratio(suggested[~np.isnan(agreed)].sum(), suggested.sum())
    return possible(share, bool((suggested < 0).any()))
