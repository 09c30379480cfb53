"""What each rep did, by month: one tidy block of numbers from rows in any order.

Three things look alike in a list of rows and are kept apart here:

* **zero**: the rep was selling and the team's history covers the month, but nothing is recorded;
* **unknown** (NaN, selling): a row is there and its cell is blank, or nobody has rows that month;
* **not selling** (NaN, not selling): before the rep's first month or after the last.

Rows of activities alone change nothing about revenue: not its sums, its months, its series, nor
who was selling when.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from xlgoals.domain.activity_rows import OF_A_SALE, cell_sums
from xlgoals.domain.metrics import DEFAULT, Metrics, Term
from xlgoals.domain.months import months_of_dates
from xlgoals.domain.people import REP_ID
from xlgoals.sums.arrays import Bools, Floats, Ints
from xlgoals.sums.history.activity_rows import activity_rows

MOST_MONTHS = 120
"""Older months say nothing about the next period and are left out."""


@dataclass(frozen=True)
class History:
    """Revenue by series and month, and all measures by rep and month.

    ``n`` series (rep × territory × product), ``r`` reps and ``t`` months, oldest first; the last
    month is the last one with any row before the period.
    """

    months: Ints
    """(t): month numbers."""
    reps: tuple[str, ...]
    """(r): rep ids, in the order of the Reps table."""
    series: pd.DataFrame
    """(n): rep (position in ``reps``), territory, product."""
    revenue: Floats
    """(n × t): NaN where unknown or not selling."""
    by_rep: dict[str, Floats]
    """Each measure (r × t)."""
    selling: Bools
    """(r × t): whether the rep was selling that month."""
    hired: Floats
    """(r): month the rep started selling; NaN where before the history."""
    left: Floats
    """(r): month the rep left, NaN for those who stay."""

    @property
    def on_job(self) -> Floats:
        """(r × t): months since each rep started selling; NaN where before the history."""
        return self.months - self.hired[:, None]

    def recent(self, measure: str, calendar: Ints | None = None) -> Floats:
        """Each rep's sum over the last twelve months (or those calendar months of them).

        NaN where a month is unknown or the rep never sold in them.
        """
        return recent_sum(self.by_rep[measure], self.selling, self.recent_columns(calendar))

    def sold_in(self, calendar: Ints | None = None) -> Bools:
        """(r): whether each rep was selling in the last twelve months, or in some of them."""
        return np.asarray(self.selling[:, self.recent_columns(calendar)].any(axis=1), bool)

    def recent_series(self, calendar: Ints | None = None) -> Floats:
        """Each series' revenue over the last twelve months; NaN as in ``recent``."""
        selling = self.selling[self.series["rep"].to_numpy()]
        return recent_sum(self.revenue, selling, self.recent_columns(calendar))

    def recent_columns(self, calendar: Ints | None) -> Ints:
        """Positions of the last twelve months, or of those calendar months among them."""
        last = np.arange(max(0, len(self.months) - 12), len(self.months))
        if calendar is None:
            return last
        return last[np.isin(self.months[last] % 12, calendar % 12)]


def recent_sum(values: Floats, selling: Bools, columns: Ints) -> Floats:
    """Sums over some months: not selling counts as nothing, unknown makes the sum unknown."""
    inside = selling[:, columns]
    sums = np.where(inside, values[:, columns], 0.0).sum(axis=1)
    return np.where(inside.any(axis=1), sums, np.nan)


def combined(values: Mapping[str, Floats], terms: Sequence[Term]) -> Floats:
    """Measures added up and taken off, as a metric says; unknown where one of them is."""
    return np.asarray(sum(term.sign * values[term.measure] for term in terms))


def tidy(
    history: pd.DataFrame, reps: pd.DataFrame, before: int, metrics: Metrics = DEFAULT
) -> History:
    """The history before a month, as blocks.

    Args:
        history: month (month number), rep_id, territory, product and the measures; any row order.
        reps: rep_id, hired and left (dates).
        before: Number of the period's first month; rows from then on are left out.
        metrics: Whose measures are wanted.
    """
    ids = tuple(reps[REP_ID])
    rows = history[(history["month"] < before) & history[REP_ID].isin(ids)]
    activity = activity_rows(rows)
    months = _span(rows["month"].to_numpy(np.float64)[~activity])
    column = (rows["month"].to_numpy(np.float64) - (months[0] if len(months) else 0)).astype(int)
    recent = (column >= 0) & (column < len(months))
    rows, column, activity = rows[recent], column[recent], activity[recent]
    rep = pd.Categorical(rows[REP_ID], categories=list(ids)).codes.astype(np.int64)
    hired, left = (
        months_of_dates(reps[name].to_numpy("datetime64[s]")) for name in ("hired", "left")
    )
    sold = ~activity
    selling, started = _selling(rep[sold], column[sold], months, hired, left)
    code, series = _series(rep[sold], rows[sold])
    shape = len(series), len(months)
    revenue = cell_sums(
        "revenue",
        rows["revenue"].to_numpy(np.float64)[sold],
        activity[sold],
        code * shape[1] + column[sold],
        shape[0] * shape[1],
    ).reshape(shape)
    inside = selling[series["rep"].to_numpy()] & np.isin(np.arange(len(months)), column[sold])
    by_rep = {}
    for name in metrics.measures:
        values = rows[name].to_numpy(np.float64)
        sums = cell_sums(name, values, activity, rep * shape[1] + column, selling.size)
        known = selling & known_months(name, values, activity, column, shape[1])
        by_rep[name] = np.where(known, sums.reshape(selling.shape), np.nan)
    revenue = np.where(inside, revenue, np.nan)
    return History(months, ids, series, revenue, by_rep, selling, started, left)


def _span(months: Floats) -> Ints:
    """All months from the first to the last that has a row, the most recent ones."""
    if not len(months):
        return np.empty(0, np.int64)
    last = int(months.max())
    return np.arange(max(int(months.min()), last - MOST_MONTHS + 1), last + 1)


def known_months(name: str, values: Floats, activity: Bools, column: Ints, count: int) -> Bools:
    """Months in which a rep without a row has none of a measure: where others have rows of it."""
    if np.isnan(values).all():
        return np.zeros(count, bool)
    counts = ~activity if name in OF_A_SALE else np.ones(len(column), bool)
    return np.isin(np.arange(count), column[counts])


def _series(rep: Ints, rows: pd.DataFrame) -> tuple[Ints, pd.DataFrame]:
    """Which series each row belongs to, and the series in the order rep, territory, product."""
    territory, territories = pd.factorize(rows["territory"], sort=True)
    product, products = pd.factorize(rows["product"], sort=True)
    key = (rep * max(len(territories), 1) + territory) * max(len(products), 1) + product
    unique, code = np.unique(key, return_inverse=True)
    pair, product_code = np.divmod(unique, max(len(products), 1))
    rep_code, territory_code = np.divmod(pair, max(len(territories), 1))
    series = pd.DataFrame(
        {
            "rep": rep_code,
            "territory": np.asarray(territories, object)[territory_code],
            "product": np.asarray(products, object)[product_code],
        }
    )
    return code.astype(np.int64), series


def _selling(
    rep: Ints, column: Ints, months: Ints, hired: Floats, left: Floats
) -> tuple[Bools, Floats]:
    """In which months each rep was selling, and since when where that lies in the history."""
    count, width = len(hired), len(months)
    if not width:
        return np.zeros((count, 0), bool), np.full(count, np.nan)
    first = np.full(count, width, np.int64)
    np.minimum.at(first, rep, column)
    in_history = (hired >= months[0]) & (hired - months[0] <= first)
    start = np.where(in_history, hired - months[0], first)
    end = np.where(np.isnan(left), width - 1, left - months[0])
    at = np.arange(width)
    selling = (at >= start[:, None]) & (at <= end[:, None])
    started = np.where(in_history | (hired > months[-1]), hired, np.nan)
    return selling, started
