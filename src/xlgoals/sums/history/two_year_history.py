"""Every measure by series and month, for looking back: what came in which of two years."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from xlgoals.domain.activity_rows import OF_A_SALE, cell_sums
from xlgoals.domain.people import REP_ID
from xlgoals.sums.arrays import Bools, Floats, Ints, group_sum
from xlgoals.sums.history.activity_rows import activity_rows
from xlgoals.sums.history.monthly_history import History
from xlgoals.sums.suggest.staffing import ramp_factor

YEAR = 12
"""Months that are looked back upon, and as many before them."""


@dataclass(frozen=True)
class TwoYearHistory:
    """The measures of ``n`` series (rep × territory × product) in ``t`` months.

    A month in which the rep was not selling counts as nothing, one that nobody recorded is
    unknown, and so is a sum that holds an unknown month.
    """

    past: History
    values: dict[str, Floats]
    """Each measure (n × t)."""
    strength: Floats
    """(r × t): share of full selling strength, 0 where the rep was not selling."""

    @property
    def months(self) -> Ints:
        """(t): month numbers."""
        return self.past.months

    @property
    def series(self) -> pd.DataFrame:
        """(n): rep (position), territory, product."""
        return self.past.series

    @cached_property
    def rep(self) -> Ints:
        """(n): whose each series is."""
        return np.asarray(self.past.series["rep"], np.int64)

    @cached_property
    def last(self) -> Bools:
        """(t): the months that are looked back upon."""
        return np.arange(len(self.months)) >= len(self.months) - YEAR

    @cached_property
    def before(self) -> Bools:
        """(t): the year before; none where the history does not cover all of it."""
        at = np.arange(len(self.months)) - len(self.months)
        return (at >= -2 * YEAR) & (at < -YEAR) & (len(self.months) >= 2 * YEAR)

    @cached_property
    def sold(self) -> Bools:
        """(n): whether the rep of each series was selling in the months that are looked back on."""
        return np.asarray(self.past.selling[:, self.last].any(axis=1), bool)[self.rep]

    def sums(self, measure: str, when: Bools) -> Floats:
        """(n): a measure of each series over some months."""
        return np.asarray(self.values[measure][:, when].sum(axis=1))

    def by_rep(self, measure: str, when: Bools, used: Bools | None = None) -> Floats:
        """(r): a measure of each rep over some months, and over some of the rep's series.

        Activities that stand in rows of their own have no product: where all series of a rep
        count, what the rep's rows say in all stands in for a sum of parts that is unknown.
        """
        reps = len(self.past.reps)
        used = np.ones(len(self.rep), bool) if used is None else used
        sums = group_sum(np.where(used, self.sums(measure, when), 0.0), self.rep, reps)
        whole = np.where(self.past.selling, self.past.by_rep[measure], 0.0)[:, when].sum(axis=1)
        parted = group_sum((~used).astype(float), self.rep, reps) > 0
        return np.where(np.isnan(sums) & ~parted, whole, sums)

    def total(self, measure: str, used: Bools, when: Bools) -> float:
        """A measure over some series and months; unknown where it is for a rep or a part."""
        return float(self.by_rep(measure, when, used).sum())


def two_year_history(
    past: History, rows: pd.DataFrame, ramp: Floats | float, schedule: Sequence[float] = ()
) -> TwoYearHistory:
    """All measures of a history by series and month.

    Args:
        past: The same rows, made tidy; it says who was selling when.
        rows: month (month number), rep_id, territory, product and the measures; any order.
        ramp (r, months): Until each rep, as a new hire, is at full strength; NaN where the
            schedule holds.
        schedule (fraction): What a new hire brings month by month.
    """
    series, months = past.series, past.months
    shape = len(series), len(months)
    rows = rows[rows[REP_ID].isin(past.reps)]
    if len(months):
        rows = rows[rows["month"] <= months[-1]]
    place, column = _places(past, rows)
    inside = (place >= 0) & (column >= 0) & (column < shape[1])
    flat = place[inside] * shape[1] + column[inside]
    rep = series["rep"].to_numpy(np.int64)
    selling = past.selling[rep]
    activity = activity_rows(rows)
    recorded = np.isin(np.arange(shape[1]), column[inside])
    outside = activity & ~inside & (column >= 0) & (column < shape[1])
    values = {}
    for name in past.by_rep:
        told = rows[name].to_numpy(np.float64)
        sums = cell_sums(name, told[inside], activity[inside], flat, shape[0] * shape[1])
        known = np.where(recorded, sums.reshape(shape), np.nan)
        if name not in OF_A_SALE:  # whose product is not said: no part of the rep is known
            apart = outside & ~np.isnan(told)
            whose = pd.Index(past.reps).get_indexer(pd.Index(rows[REP_ID][apart]))
            shared = np.zeros((len(past.reps) + 1, shape[1]), bool)
            shared[whose, column[apart]] = True  # −1, nobody, is the row that is not looked at
            known = np.where(shared[rep], np.nan, known)
        never = not np.isfinite(told[inside]).any()
        values[name] = np.where(selling, np.nan if never else known, 0.0)
    on_job = months - np.nan_to_num(past.hired, nan=-np.inf)[:, None]
    whole = np.broadcast_to(ramp, len(past.reps))[:, None]
    strength = np.where(past.selling, ramp_factor(np.minimum(on_job, 1e6), whole, schedule), 0.0)
    return TwoYearHistory(past, values, strength)


def _places(past: History, rows: pd.DataFrame) -> tuple[Ints, Ints]:
    """The series and the month of each row; −1 where the history does not have it."""
    reps = pd.Index(past.reps).get_indexer(pd.Index(rows[REP_ID]))
    parts = [pd.Index(past.series[name].unique()) for name in ("territory", "product")]
    codes = [
        reps,
        *(part.get_indexer(pd.Index(rows[part_name])) for part, part_name in _named(parts)),
    ]
    own = [past.series["rep"].to_numpy()]
    own += [part.get_indexer(pd.Index(past.series[part_name])) for part, part_name in _named(parts)]
    sizes = [len(part) + 1 for part in parts]
    keys, row_keys = (_key(one, sizes) for one in (own, codes))
    known = np.logical_and.reduce([code >= 0 for code in codes])
    place = np.where(known, pd.Index(keys).get_indexer(pd.Index(row_keys)), -1)
    first = past.months[0] if len(past.months) else 0
    return place.astype(np.int64), (rows["month"].to_numpy(np.float64) - first).astype(np.int64)


def _named(parts: list[pd.Index]) -> list[tuple[pd.Index, str]]:
    """The known values of each part, with its name."""
    return list(zip(parts, ("territory", "product"), strict=True))


def _key(codes: list[Ints], sizes: list[int]) -> Ints:
    """One number for each combination of rep, territory and product."""
    rep, territory, product = (np.asarray(code, np.int64) for code in codes)
    return (rep * sizes[0] + territory) * sizes[1] + product
