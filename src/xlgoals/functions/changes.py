"""Last period explained: parts that add up to a change."""

import numpy as np

from xlgoals.functions.guards import IMPOSSIBLE, possible
from xlgoals.sums.arrays import Floats
from xlgoals.sums.review import bridge


def why_changed(
    volume_before: Floats,
    rate_before: Floats,
    size_before: Floats,
    volume_after: Floats,
    rate_after: Floats,
    size_after: Floats,
) -> Floats:
    """What activity, close rate and average sale each did to revenue; the parts add up to the
    change.

    Args:
        volume_before (n×1, count): Presentations in the first period.
        rate_before (n×1, fraction): Close rate in the first period.
        size_before (n×1, money): Average sale in the first period.
        volume_after (n×1, count): Presentations in the second period.
        rate_after (n×1, fraction): Close rate in the second period.
        size_after (n×1, money): Average sale in the second period.

    Returns:
        (n×3, money): the part of volume, of rate and of size (Shapley values).

    Errors:
        #N/A: One of the six is unknown.

    Source:
        docs/metrics.md#why-it-changed

    Example:
        =WHY_CHANGED(100, 0.2, 1000, 120, 0.25, 1000) → 4500, 5500, 0
    """
    before = np.column_stack([volume_before, rate_before, size_before])
    after = np.column_stack([volume_after, rate_after, size_after])
    parts = bridge.factor_parts(before, after)
    unknown = np.isnan(before + after).any(axis=1, keepdims=True)
    return np.where(unknown, np.nan, parts)


def price_volume_mix(
    price_before: Floats, quantity_before: Floats, price_after: Floats, quantity_after: Floats
) -> Floats:
    """Why revenue changed, over all products: price, volume, mix, new and dropped products; the
    parts add up to the change.

    Args:
        price_before (m×1, money or blank): Price of each product before; blank for a new product.
        quantity_before (m×1, count): Pieces sold before; 0 for a new product.
        price_after (m×1, money or blank): Price of each product after; blank for a dropped one.
        quantity_after (m×1, count): Pieces sold after; 0 for a dropped product.

    Returns:
        (1×5, money): price, volume, mix, new, dropped.

    Errors:
        #N/A: No product has both quantities, or a price is unknown where pieces were sold.
        #NUM!: A quantity is negative.

    Source:
        docs/metrics.md#price-volume-mix

    Example:
        =PRICE_VOLUME_MIX(10, 100, 11, 120) → 120, 200, 0, 0, 0
    """
    quantities = np.concatenate([quantity_before, quantity_after])
    prices = np.concatenate([price_before, price_after])
    if (quantities < 0).any():
        return np.full(5, IMPOSSIBLE)
    parts = bridge.price_volume_mix(price_before, quantity_before, price_after, quantity_after)
    return possible(np.where((np.isnan(prices) & (quantities > 0)).any(), np.nan, parts))
