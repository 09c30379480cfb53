"""Why a figure changed: parts that add up to the change, whatever the order of rows or factors."""

from itertools import permutations

import numpy as np

from xlgoals.core.arrays import Floats


def factor_parts(before: Floats, after: Floats) -> Floats:
    """What each factor of a product did to it (Shapley value over all orders of change).

    Args:
        before, after (n × k): k factors whose product is the figure; zeros and negatives are fine.

    Returns:
        (n × k): each row adds up to the product after minus the product before.
    """
    orders = list(permutations(range(before.shape[1])))
    parts = np.zeros_like(before)
    for order in orders:
        now = before.copy()
        for factor in order:
            was = now.prod(axis=1)
            now[:, factor] = after[:, factor]
            parts[:, factor] += now.prod(axis=1) - was
    return parts / len(orders)


def price_volume_mix(
    price_before: Floats, quantity_before: Floats, price_after: Floats, quantity_after: Floats
) -> Floats:
    """Why revenue changed, over all products: price, volume, mix, new and dropped products.

    Price is what other prices did to what was sold; volume is what the number of pieces would have
    brought at the old average price; mix is that dearer or cheaper products took a larger share.
    Products sold in one of the two periods only stand apart.

    Args:
        price_before, quantity_before, price_after, quantity_after (m): One entry a product. A
            price counts only where something was sold.

    Returns:
        (5): price, volume, mix, new, dropped; they add up to the change in revenue.
    """
    old, new = quantity_before != 0, quantity_after != 0
    both = old & new
    revenue_before = np.where(old, price_before * quantity_before, 0.0)
    revenue_after = np.where(new, price_after * quantity_after, 0.0)
    same_before, at_old_prices = revenue_before[both], (price_before * quantity_after)[both]
    pieces = quantity_before[both].sum()
    growth = quantity_after[both].sum() / pieces if pieces else 1.0
    price = (revenue_after[both] - at_old_prices).sum()
    volume = same_before.sum() * (growth - 1)
    mix = at_old_prices.sum() - same_before.sum() - volume
    return np.array(
        [price, volume, mix, revenue_after[new & ~old].sum(), -revenue_before[old & ~new].sum()]
    )
