"""Which rows of History tell of activities alone, and what rows add up to beside them.

A row that names none of the figures of a sale says nothing about sales. Its blanks there are no
unknown amounts, unless all of this speaks for an amount that was not filled in:

* its product has sales elsewhere in History,
* in that month rows with sales tell of the same activities, so that both stand in one row,
* no row with sales of the same rep, territory and product stands beside it.
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

OF_A_SALE = ("sales", "revenue", "list_revenue", "cost")
"""The columns of History that a sale fills; all others with numbers are activities."""


def activity_rows(measures: Mapping[str, Floats], month: Ints, place: Ints, product: Ints) -> Bools:
    """Which rows tell of activities and say nothing about sales.

    Args:
        measures (n each): The columns with numbers, by name; NaN where blank.
        month (n): A number for each month, from 0.
        place (n): A number for each rep, territory and product, from 0.
        product (n): A number for each product, from 0.

    Returns:
        (n): none at all where no row has a sale, as there is nothing to tell them from.
    """
    sold = np.zeros(len(month), bool)
    done, habit = sold.copy(), sold.copy()
    for name in OF_A_SALE:
        if name in measures:
            sold |= ~np.isnan(measures[name])
    if not sold.any():
        return sold
    for name, values in measures.items():
        if name not in OF_A_SALE:
            told = ~np.isnan(values)
            done |= told
            habit |= told & _any(told & sold, month)
    beside = _any(sold, place * (month.max() + 1) + month)
    return np.asarray(done & ~sold & (beside | ~habit | ~_any(sold, product)), bool)


def cell_sums(name: str, values: Floats, activity: Bools, cell: Ints, cells: int) -> Floats:
    """A column of History added up by cell, such as each rep and month; 0 where no row is.

    A blank makes a sum unknown, but for two: an activity row's says nothing, and an activity that
    stands in an activity row of the same cell need not stand in the rows of the sales as well.
    What no row of a cell says is unknown there.

    Args:
        name: The column, as in ``activity_rows``.
        values, activity, cell (n): Each row's number, whether it is an activity row, and its cell.
        cells: How many there are.
    """
    blank = np.isnan(values)
    sums = np.bincount(cell, np.where(blank, 0.0, values), minlength=cells).astype(np.float64)
    told = np.bincount(cell[~blank], minlength=cells) > 0
    if name in OF_A_SALE:
        lacking = blank & ~activity
    else:
        apart = np.bincount(cell[activity & ~blank], minlength=cells) > 0
        lacking = blank & ~(activity & told[cell]) & ~apart[cell]
    sums[cell[lacking]] = np.nan
    return sums


def _any(flags: Bools, code: Ints) -> Bools:
    """Whether any row with the same code is flagged."""
    _, place = np.unique(code, return_inverse=True)
    return np.asarray((np.bincount(place[flags], minlength=len(code) + 1) > 0)[place], bool)
