"""Why a figure changed: parts that add up to the change, whatever the order of rows or factors."""

from itertools import permutations

import numpy as np

from xlgoals.sums.arrays import Bools, Floats


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
        mixed = before.copy()
        for factor in order:
            was = mixed.prod(axis=1)
            mixed[:, factor] = after[:, factor]
            parts[:, factor] += mixed.prod(axis=1) - was
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


def sold_parts(
    revenue_before: Floats,
    quantity_before: Floats,
    revenue_after: Floats,
    quantity_after: Floats,
) -> Floats:
    """Why the revenue of each of many changed, by what was sold.

    A product is new where nobody sold it before, and dropped where nobody does any more. What a
    rep sells for the first time, others having sold it before, is volume and mix at their price.

    Args:
        revenue_before, quantity_before, revenue_after, quantity_after (r × m): One row a rep, one
            column a product. Quantities are not negative; revenue may be.

    Returns:
        (r × 6): price, volume, mix, new, dropped, and what no quantity tells; each row adds up to
        the change in revenue.
    """
    before, after = (
        _something(revenue_before, quantity_before),
        _something(revenue_after, quantity_after),
    )
    pieces = quantity_before.sum(axis=0)
    usual = over(revenue_before.sum(axis=0), pieces)
    counted = (pieces > 0) & (quantity_after.sum(axis=0) > 0)
    own = np.where(quantity_before > 0, over(revenue_before, quantity_before), usual)
    both = np.where(counted, 1.0, 0.0)
    at_old_prices = own * quantity_after * both
    first = (revenue_before * both).sum(axis=1)
    old, new = ((quantity * both).sum(axis=1) for quantity in (quantity_before, quantity_after))
    valued = at_old_prices.sum(axis=1)
    volume = np.where(old > 0, first * (over(new, old) - 1), valued - first)
    change = revenue_after - revenue_before
    return np.column_stack(
        [
            (revenue_after * both).sum(axis=1) - valued,
            volume,
            valued - first - volume,
            change[:, after & ~before].sum(axis=1),
            change[:, before & ~after].sum(axis=1),
            change[:, before & after & ~counted].sum(axis=1),
        ]
    )


def _something(revenue: Floats, quantity: Floats) -> Bools:
    """Which products anybody sold."""
    return np.asarray(((revenue != 0) | (quantity > 0)).any(axis=0))


def over(above: Floats, below: Floats) -> Floats:
    """One over the other; 0 where there is nothing to divide by."""
    return np.divide(above, below, out=np.zeros(np.shape(above)), where=below != 0)


def to_the_cent(parts: Floats, total: Floats) -> Floats:
    """Parts in whole cents that still add up to a total in whole cents.

    What rounding leaves goes to the largest part of each row; more than that is left to be seen.

    Args:
        parts (n × k): Adding up to the total but for rounding; NaN makes its row unknown.
        total (n): To the cent.
    """
    cents, total_cents = np.round(parts * 100), np.round(total * 100)
    unknown = np.isnan(cents).any(axis=1) | np.isnan(total_cents)
    cents = np.where(unknown[:, None], 0.0, cents)
    left = np.where(unknown, 0.0, total_cents - cents.sum(axis=1))
    left = np.where(np.abs(left) <= cents.shape[1] + 1, left, 0.0)
    if cents.shape[1]:
        cents[np.arange(len(cents)), np.abs(cents).argmax(axis=1)] += left
    return np.where(unknown[:, None], np.nan, cents / 100)
