"""Rates a sales manager steers by: arrays in, arrays out. Definitions: docs/metrics.md."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


def ratio(above: ArrayLike, below: ArrayLike) -> Floats:
    """One over the other; NaN where either is unknown or the lower one is zero.

    Two plain floats give a float: for a single cell, an array would cost more than the sum.
    """
    if isinstance(above, float) and isinstance(below, float):
        return above / below if below else np.nan
    top, bottom = np.broadcast_arrays(np.asarray(above, float), np.asarray(below, float))
    return np.asarray(np.divide(top, bottom, out=np.full(top.shape, np.nan), where=bottom != 0))


def close_rate(sales: ArrayLike, presentations: ArrayLike) -> Floats:
    """Share of presentations that ended in a sale: sales ÷ presentations."""
    return ratio(sales, presentations)


def attainment(actual: ArrayLike, target: ArrayLike) -> Floats:
    """Share of the goal that was reached: actual ÷ target, not cut off at 100 %."""
    return ratio(actual, target)


def average_sale(revenue: ArrayLike, sales: ArrayLike) -> Floats:
    """Revenue of a typical sale: revenue ÷ sales."""
    return ratio(revenue, sales)


def margin(revenue: ArrayLike, cost: ArrayLike) -> Floats:
    """Share of revenue left after the cost of the goods: (revenue − cost) ÷ revenue."""
    if isinstance(revenue, float) and isinstance(cost, float):
        return ratio(revenue - cost, revenue)
    return ratio(np.asarray(revenue, float) - np.asarray(cost, float), revenue)


def price_realisation(revenue: ArrayLike, list_revenue: ArrayLike) -> Floats:
    """Share of list prices that was achieved: revenue ÷ the same sales at list prices."""
    return ratio(revenue, list_revenue)


def conversion(after: ArrayLike, before: ArrayLike) -> Floats:
    """Share of one stage of the funnel that reached the next."""
    return ratio(after, before)


def pipeline_coverage(open_value: ArrayLike, revenue: ArrayLike) -> Floats:
    """How many average quarters of revenue lie in open proposals.

    Args:
        open_value (n, money): Value of the proposals open now.
        revenue (n, money): Revenue of the last twelve months.
    """
    return ratio(open_value, np.asarray(revenue, float) / 4)
