"""Why last year came out as it did: three views of the same gap, each of which adds up to it.

All three begin with the target, take off the raise that was asked, add what other selling months
and moved territories did, and end at what came. Between these stands, in each view for itself,

* what was **done**: presentations per selling month, close rate, average sale;
* what was **sold**: price, volume, mix, new and dropped products;
* what **caused** it: the changes the manager knows of, and what they leave unexplained.

The views are never added to each other.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from xlgoals.domain.people import REP_ID
from xlgoals.sums.arrays import Bools, Floats, group_sum
from xlgoals.sums.history.measured_changes import MeasuredChange, effects
from xlgoals.sums.history.two_year_history import TwoYearHistory
from xlgoals.sums.review.bridge import factor_parts, over, sold_parts, to_the_cent
from xlgoals.sums.review.reference import Reference, Year, reference

COMMON = ("raised", "people", "moved")
DONE = ("activity", "close_rate", "average_sale", "not_told_apart")
SOLD = ("price", "volume", "mix", "new", "dropped", "not_counted")
UNEXPLAINED = "unexplained"


@dataclass(frozen=True)
class Causes:
    """The gap of each rep and of the team, explained three times."""

    table: pd.DataFrame
    """rep_id, rep, from_target, start, the parts of ``COMMON``, ``DONE`` and ``SOLD``, unexplained,
    actual; the team first, from sums."""
    changes: tuple[MeasuredChange, ...]
    """What is known to have happened; what did most to the team comes first."""
    effects: Floats
    """(rows of the table × changes): what each known change did."""

    def row(self, rep_id: str) -> int:
        """Position of a rep's row; the team's for a blank. KeyError where there is none."""
        found = np.flatnonzero((self.table[REP_ID] == rep_id).to_numpy())
        if not len(found):
            raise KeyError(rep_id)
        return int(found[0])


def causes(
    years: TwoYearHistory, reps: pd.DataFrame, target: Floats, changes: list[MeasuredChange]
) -> Causes:
    """Why each rep's revenue, and the team's, is not what was asked.

    Args:
        reps: rep_id and rep, in the order of the history's reps.
        target (r, money): Revenue goal; NaN where there was none.
        changes: As ``measured_changes`` gives them.
    """
    base = reference(years, target)
    done = _done(base)
    people = done[:, 0]
    sold = _sold(base, people)
    added = group_sum(_counted(years, base, effects(years, changes)), years.rep, len(target))
    start, actual = (np.round(one, 2) for one in (base.start, base.actual))
    start = np.where(base.known, start, np.nan)
    common = _closed(np.column_stack([base.raised, people, base.moved]))
    rest = np.round(actual - start - common.sum(axis=1), 2)
    parts = np.hstack([to_the_cent(done[:, 1:], rest), to_the_cent(sold, rest)])
    added = _closed(added)
    unexplained = np.round(rest - added.sum(axis=1), 2)
    numbers = pd.DataFrame(
        np.column_stack([start, common, parts, unexplained, actual]),
        columns=["start", *COMMON, *DONE, *SOLD, UNEXPLAINED, "actual"],
    )
    named = pd.DataFrame({REP_ID: years.past.reps, "rep": reps["rep"].to_numpy()})
    here = np.flatnonzero(base.known)
    table = pd.concat([named.assign(from_target=base.has_target), numbers], axis=1).iloc[here]
    return _with_team(table.reset_index(drop=True), tuple(changes), added[here])


def _with_team(table: pd.DataFrame, changes: tuple[MeasuredChange, ...], added: Floats) -> Causes:
    """The table under a row for the team."""
    if not len(table):
        return Causes(table, changes, added)
    sums = table.select_dtypes("number").sum(skipna=False).round(2).to_dict()
    asked = bool(table["from_target"].any())
    team = pd.DataFrame([{REP_ID: "", "rep": "Team", "from_target": asked, **sums}])
    total = np.round(added.sum(axis=0, keepdims=True), 2)
    order = np.argsort(-np.abs(total[0]), kind="stable")
    return Causes(
        pd.concat([team, table], ignore_index=True),
        tuple(changes[at] for at in order),
        np.vstack([total, added])[:, order],
    )


def _closed(parts: Floats) -> Floats:
    """Parts in whole cents."""
    return np.asarray(np.round(parts, 2))


def _counted(years: TwoYearHistory, base: Reference, added: Floats) -> Floats:
    """What changes did, but for reps whose whole revenue is that they were there."""
    measured = base.known & (base.has_target | (base.before.strength > 0))
    return np.where(measured[years.rep][:, None], added, 0.0)


def _done(base: Reference) -> Floats:
    """What other selling months, activity, close rate and average sale did (r × 5).

    revenue = months at full strength × presentations in one × close rate × average sale; the part
    of each is its Shapley value. Where presentations are not known, or contradict the sales, sales
    in a month take the place of the two in between; without sales, revenue in a month of all three.
    What a month then brought more stands in the last column.
    """
    before, after = base.before, base.after
    funnel = _tells(before) & _tells(after)
    counted = _counts(before) & _counts(after)
    first = _factors(before, after, funnel, counted)
    second = _factors(after, before, funnel, counted)
    parts = factor_parts(first, second)
    told = np.column_stack([parts[:, 0], np.where(funnel, parts[:, 1], 0.0), parts[:, 2:]])
    whole = after.revenue - before.revenue
    return np.column_stack([told, np.where(funnel, 0.0, whole - told.sum(axis=1))])


def _counts(year: Year) -> Bools:
    """Whether a year's sales are known and explain its revenue."""
    known = ~np.isnan(year.sales + year.revenue)
    sold = (year.sales > 0) | (year.revenue == 0)
    there = (year.strength > 0) | (year.sales == 0)
    return np.asarray(known & sold & there)


def _tells(year: Year) -> Bools:
    """Whether its presentations do so as well."""
    presented = (year.presentations > 0) | (year.sales == 0)
    there = (year.strength > 0) | (year.presentations == 0)
    return np.asarray(_counts(year) & ~np.isnan(year.presentations) & presented & there)


def _factors(year: Year, other: Year, funnel: Bools, counted: Bools) -> Floats:
    """The factors of a year's revenue (r × 4); a rate it does not have is the other year's."""
    one = np.ones(len(funnel))

    def rate(above: str, below: str) -> Floats:
        return _rate(year, other, above, below)

    presented, closed = rate("presentations", "strength"), rate("sales", "presentations")
    size = rate("revenue", "sales")
    monthly = np.where(counted, rate("sales", "strength"), rate("revenue", "strength"))
    return np.column_stack(
        [
            year.strength,
            np.where(funnel, presented, monthly),
            np.where(funnel, closed, one),
            np.where(funnel | counted, size, one),
        ]
    )


def _rate(year: Year, other: Year, above: str, below: str) -> Floats:
    """One sum over another; the other year's where this one has nothing to divide by."""
    own, there = (over(getattr(one, above), getattr(one, below)) for one in (year, other))
    return np.where(getattr(year, below) != 0, own, there)


def _sold(base: Reference, people: Floats) -> Floats:
    """Price, volume, mix, new, dropped and what no count tells (r × 6), without the people's part.

    Fewer selling months are fewer pieces: volume is what is left of it.
    """
    before, after = base.before, base.after
    tables = (
        before.product_revenue,
        before.product_sales,
        after.product_revenue,
        after.product_sales,
    )
    products = [one.product_revenue.sum(axis=1) - one.revenue for one in (before, after)]
    counted = np.asarray(~np.isnan(np.hstack(tables)).any(axis=1))
    counted &= (np.abs(np.column_stack(products)) < 0.005).all(axis=1)
    safe = [np.where(counted[:, None], table, 0.0) for table in tables]
    parts = sold_parts(*safe)
    parts[:, 1] -= np.where(counted, people, 0.0)
    parts[:, 5] += np.where(counted, 0.0, after.revenue - before.revenue - people)
    return parts
