"""Chance in the sample organisation, from uniform draws alone.

The generator's uniform draws are the same in every version of numpy; its other distributions may
change from one to the next, and with them every number of the sample.
"""

import numpy as np
import pandas as pd

from xlgoals.sums.arrays import Floats, Ints

Draw = np.random.Generator


def bell(draw: Draw, count: int) -> Floats:
    """Values around 0 that spread by 1, never more than 6: the sum of twelve uniform draws."""
    return np.asarray(draw.random((count, 12)).sum(axis=1) - 6.0)


def factor(draw: Draw, spread: Floats | float, count: int) -> Floats:
    """Factors around 1 (their mean) that spread by about so much, never negative."""
    return np.asarray(np.exp(spread * bell(draw, count) - np.square(spread) / 2))


def between(draw: Draw, low: Floats | float, high: Floats | float, count: int) -> Floats:
    """Values between two bounds, each as likely."""
    return np.asarray(low + (high - low) * draw.random(count))


def counts(expected: Floats, chain: Ints, order: Ints) -> Ints:
    """Whole numbers in place of expected ones, whose sums along each chain are off by half at most.

    What is left after rounding is carried to the next cell of the chain. Drawing each cell for
    itself would drown what is planted: a territory has only some forty sales in seven months.

    Args:
        expected (n): Expected numbers.
        chain (n): Which chain each cell belongs to.
        order (n): The cells in the order in which they are visited, chain after chain.
    """
    running = pd.Series(expected[order]).groupby(chain[order]).cumsum().to_numpy()
    reached = np.floor(running + 0.5)
    first = np.diff(chain[order], prepend=-1) != 0
    before = np.where(first, 0.0, np.roll(reached, 1))
    whole = np.empty(len(expected), np.int64)
    whole[order] = (reached - before).astype(np.int64)
    return whole


def even_out(whole: Ints, most: Ints, expected: Floats) -> Ints:
    """Counts moved one by one between months until the months' sums are near the expected ones.

    Each row keeps its sum, and no cell goes above ``most``. Left alone, luck hides the season of a
    small team.

    Args:
        whole (rows × months): The counts.
        most (rows × months): What each cell can hold.
        expected (rows × months): What each cell was expected to hold.
    """
    whole = whole.copy()
    while True:
        off = whole - expected
        sums = off.sum(axis=0)
        high, low = sums.argmax(), sums.argmin()
        can = (whole[:, high] > 0) & (whole[:, low] < most[:, low])
        if sums[high] - sums[low] <= 1 or not can.any():
            return whole
        row = np.where(can, off[:, high] - off[:, low], -np.inf).argmax()
        whole[row, [high, low]] += (-1, 1)
