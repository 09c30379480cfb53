"""Since when a close rate is lower, where it fell far, for long and clearly."""

import numpy as np

from xlgoals.sums.arrays import Bools, Floats
from xlgoals.sums.history.measured_changes import rates_around
from xlgoals.sums.history.two_year_history import TwoYearHistory

LEAST_DROP, LEAST_ODDS, LEAST_MONTHS = 0.15, 1.5, 6
"""A close rate that fell so far, for so long, and so clearly is told even where no change says why.
Odds is the log of how much better two rates fit than one, twice."""


def fell_in(years: TwoYearHistory, inside: Bools) -> int | None:
    """The month since which a close rate is lower; None where it did not fall far and clearly."""
    best: tuple[float, int] | None = None
    for month in years.months[years.last][: 1 - LEAST_MONTHS]:
        rates = rates_around(years, inside, int(month))
        if np.isnan(rates).any():
            continue
        odds = _odds(years, inside, int(month))
        if best is None or odds > best[0]:
            best = odds, int(month)
    if best is None or best[0] < LEAST_ODDS:
        return None
    before, after = rates_around(years, inside, best[1])
    return best[1] if after <= before * (1 - LEAST_DROP) else None


def _odds(years: TwoYearHistory, inside: Bools, month: int) -> float:
    """Twice the log of how much better two close rates fit than one."""
    since = years.months >= month
    sales, tried = (
        np.array([years.total(name, inside, when) for when in (~since, since)])
        for name in ("sales", "presentations")
    )
    apart = _fit(sales, tried).sum()
    return float(2 * (apart - _fit(sales.sum(keepdims=True), tried.sum(keepdims=True)).sum()))


def _fit(won: Floats, tried: Floats) -> Floats:
    """Log-likelihood of so many wins at their own rate."""
    lost = np.maximum(tried - won, 0.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        parts = won * np.log(won / tried), lost * np.log(lost / tried)
    return np.asarray(np.nan_to_num(parts[0]) + np.nan_to_num(parts[1]))
