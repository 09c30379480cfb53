"""Does coaching help? Close rates before and after, with an interval that says how little is known.

The interval for the difference of two rates is Newcombe's (1998, method 10): it is built from
Wilson's intervals of the two, and keeps its promise with small numbers, where the usual one does
not. It cannot say whether it was the coaching.
"""

from statistics import NormalDist

import numpy as np
import pandas as pd

from xlgoals.domain.rates import close_rate
from xlgoals.sums.arrays import Floats, Ints

SURE = 0.95
FEW = 30
"""Fewer presentations than this on one side say little."""

YEAR = 12


def wilson(done: Floats, tried: Floats, sure: float = SURE) -> tuple[Floats, Floats]:
    """Wilson's interval of a rate: low and high (n); NaN where nothing was tried.

    Args:
        done, tried (n, count): 0 ≤ done ≤ tried.
        sure: How often such intervals hold the true rate.
    """
    z = NormalDist().inv_cdf(0.5 + sure / 2)
    tried = np.where(tried > 0, tried, np.nan)
    rate = done / tried
    centre = rate + z * z / (2 * tried)
    wide = z * np.sqrt(rate * (1 - rate) / tried + z * z / (4 * tried * tried))
    below = 1 + z * z / tried
    return (centre - wide) / below, (centre + wide) / below


def difference(
    before: tuple[Floats, Floats], after: tuple[Floats, Floats], sure: float = SURE
) -> tuple[Floats, Floats]:
    """Newcombe's interval of a rate's change: low and high (n), as differences of fractions.

    Args:
        before, after: Successes and tries (n, count) of each; NaN where more succeeded than tried.
        sure: How often such intervals hold the true change.
    """
    rates, sides = [], []
    for done, tried in (before, after):
        possible = np.where((done >= 0) & (done <= tried), done, np.nan)
        rates.append(close_rate(possible, tried))
        sides.append(wilson(possible, tried, sure))
    change = rates[1] - rates[0]
    down = np.sqrt((rates[1] - sides[1][0]) ** 2 + (sides[0][1] - rates[0]) ** 2)
    up = np.sqrt((sides[1][1] - rates[1]) ** 2 + (rates[0] - sides[0][0]) ** 2)
    return change - down, change + up


def effect(first: Floats, sales: Floats, presentations: Floats, months: Ints) -> pd.DataFrame:
    """Close rates of each rep in the twelve months before the first coaching, and since.

    Args:
        first (r): Number of the month of the first coaching; NaN for none.
        sales, presentations (r × t, count): By month; 0 where not selling, NaN where unknown.
        months (t): Month numbers.

    Returns:
        A row a rep and, in front, the team: the sum of those who were coached and are known;
        presentations_before, sales_before, presentations_after, sales_after, change, low, high
        (differences of fractions) and what_can_be_said.
    """
    since = first[:, None]
    before = (months >= since - YEAR) & (months < since)
    after = months >= since
    sums = [
        np.where(side.any(axis=1), np.where(side, values, 0.0).sum(axis=1), np.nan)
        for side in (before, after)
        for values in (presentations, sales)
    ]
    known = ~np.isnan(np.array(sums)).any(axis=0)
    made, won, made_since, won_since = (
        np.append(each[known].sum() if known.any() else np.nan, each) for each in sums
    )
    low, high = difference((won, made), (won_since, made_since))
    change = close_rate(won_since, made_since) - close_rate(won, made)
    table = pd.DataFrame(
        {
            "presentations_before": made,
            "sales_before": won,
            "presentations_after": made_since,
            "sales_after": won_since,
            "change": change,
            "low": low,
            "high": high,
        }
    )
    coached = np.append(bool(known.any()), ~np.isnan(first))
    return table.assign(
        what_can_be_said=[
            _said(*row) for row in zip(made, made_since, change, low, high, coached, strict=True)
        ]
    )


def _said(made: float, since: float, change: float, low: float, high: float, coached: bool) -> str:
    """What the numbers allow one to say."""
    if not coached:
        return "No coaching in the log yet."
    if np.isnan(low):
        return "Unknown: presentations or sales are blank, or nothing came since."
    word = "up" if change >= 0 else "down"
    points = f"{word} {abs(change) * 100:.0f} points" if abs(change) >= 0.005 else "unchanged"
    if low <= 0 <= high:
        text = f"{points[0].upper()}{points[1:]}, which may be luck alone."
    else:
        text = f"{points[0].upper()}{points[1:]}: more than luck. Why, the numbers cannot say."
    few = min(made, since)
    return f"{text} Only {few:.0f} presentations on one side: wait for more." if few < FEW else text
