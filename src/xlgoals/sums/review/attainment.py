"""Goals of the last period against what came, for every metric and on every level.

A goal for all products counts what came of every product, a rep's own part of a shared territory
is what the rep recorded there, and no goal is not a goal of zero.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from xlgoals.domain.metrics import DEFAULT, REVENUE, AddsUp, Metric, Metrics, Term
from xlgoals.domain.months import month_label
from xlgoals.domain.people import REP_ID
from xlgoals.domain.rates import attainment, ratio
from xlgoals.sums.arrays import Bools, Floats, Ints, group_sum
from xlgoals.sums.history.monthly_history import combined
from xlgoals.sums.history.two_year_history import TwoYearHistory

TEAM, REP, TERRITORY, PRODUCT, MONTH = "Team", "Rep", "Territory", "Product", "Month"
REP_PRODUCT, TERRITORY_PRODUCT = "Rep × product", "Territory × product"
LEVELS: Mapping[str, tuple[str, ...]] = {
    TEAM: (),
    REP: (REP_ID,),
    TERRITORY: ("territory",),
    PRODUCT: ("product",),
    MONTH: ("month",),
    REP_PRODUCT: (REP_ID, "product"),
    TERRITORY_PRODUCT: ("territory", "product"),
}
"""What the goals are looked at by, and what names a row there."""

BETWEEN = " × "
"""Stands between the two names of a pair."""

PARTS = ("territory", "product")

NOTHING = pd.Series(dtype=float)
"""A level on which a metric is not looked at."""


def looked_at(
    years: TwoYearHistory,
    reps: pd.DataFrame,
    last_targets: pd.DataFrame,
    metrics: Metrics = DEFAULT,
) -> pd.DataFrame:
    """Goal and result of every metric that had a goal, and of revenue in any case.

    Args:
        reps: The Reps table, in the order of the history's reps; with ``in_process``, each rep's
            average proposals in process, where that is known.
        last_targets: rep_id, territory, product, metric, month, target.
        metrics: Those of the plan; the history has their measures.

    Returns:
        by, id, name, metric, target, actual, gap, attainment; the team first, then reps in their
        order, territories and products from the largest, months, and the pairs.
    """
    period = _Period(years, reps, last_targets)
    tables = [
        _level(period, metric, level)
        for metric in metrics
        if metric.name == REVENUE.name or period.goals_of(metric).any()
        for level in LEVELS
    ]
    table = pd.concat(tables, ignore_index=True)
    names = dict(zip(reps[REP_ID], reps["rep"], strict=True))
    named = [_name(level, key, names) for level, key in zip(table["by"], table["id"], strict=True)]
    return table.assign(
        name=named,
        gap=table["actual"] - table["target"],
        attainment=attainment(table["actual"], table["target"]),
    )


def _name(level: str, key: str, names: Mapping[str, str]) -> str:
    """What a row is called."""
    if level == TEAM:
        return TEAM
    if level == REP:
        return names.get(key, key)
    first, _, second = key.partition(BETWEEN)
    return f"{names.get(first, first)}, {second}" if level == REP_PRODUCT else key


class _Period:
    """Goals and results of the last period, with numbers in the place of reps, parts and months.

    A place (a rep, a territory of a rep, a month …) is one whole number, in the order in which
    the places are listed; that is ten times as fast as names, for a review of all levels.
    """

    def __init__(
        self, years: TwoYearHistory, reps: pd.DataFrame, last_targets: pd.DataFrame
    ) -> None:
        """The period that is looked back upon, and the goals of its months or of all of it."""
        self.years, self.reps = years, reps
        months = years.months[years.last]
        month = last_targets["month"].to_numpy(np.float64)
        self.rows = last_targets[np.isnan(month) | np.isin(month, months)]
        strangers = sorted(set(self.rows[REP_ID]) - set(years.past.reps))
        self.names: dict[str, list[str]] = {REP_ID: [*strangers, *years.past.reps]}
        for part in PARTS:  # the empty name, all of them, sorts first: it is number 0
            self.names[part] = sorted({"", *years.series[part], *self.rows[part]})
        self.names["month"] = [month_label(int(one)) for one in months]
        self.goals = {name: self._codes(name, self.rows[name]) for name in (REP_ID, *PARTS)}
        self.goals["month"] = pd.Index(months).get_indexer(pd.Index(self.rows["month"]))
        self.metric = np.array(self.rows["metric"], object)
        self.target = self.rows["target"].to_numpy(np.float64)
        self.series = {part: self._codes(part, years.series[part])[years.sold] for part in PARTS}
        self.series[REP_ID] = years.rep[years.sold] + len(strangers)

    def _codes(self, column: str, cells: pd.Series) -> Ints:
        """The number of each name; every one has one."""
        code = {name: at for at, name in enumerate(self.names[column])}
        return np.array([code[name] for name in cells], np.int64)

    def place(self, codes: Mapping[str, Ints], columns: Sequence[str]) -> Ints:
        """One number for each combination of some columns, in their order."""
        sizes = [len(self.names[name]) for name in columns]
        return np.ravel_multi_index([codes[name] for name in columns], sizes).astype(np.int64)

    def codes(self, place: Ints, columns: Sequence[str]) -> dict[str, Ints]:
        """The numbers of each column, of a combination of them."""
        sizes = [len(self.names[name]) for name in columns]
        parts = np.unravel_index(place, sizes)
        return {name: part.astype(np.int64) for name, part in zip(columns, parts, strict=True)}

    def ids(self, place: Ints, columns: Sequence[str]) -> list[str]:
        """What names each place."""
        codes = self.codes(place, columns)
        named = [[self.names[name][at] for at in codes[name]] for name in columns]
        return [BETWEEN.join(both) for both in zip(*named, strict=True)]

    def goals_of(self, metric: Metric) -> Bools:
        """Which goals are of a metric."""
        return np.array(self.metric == metric.name, bool)

    def asked(
        self, metric: Metric, columns: Sequence[str], how: str
    ) -> tuple[pd.Series, list[str]]:
        """The goals that say what was asked on a level, no part counted twice.

        A rep's goal there is the one for all of what the level does not name, or else its finest
        parts.

        Args:
            metric: Whose goals.
            columns: What the level names.
            how: ``sum`` or ``mean``: how a rep's goals of several parts or months come together.

        Returns:
            Goals by place, and what the places are of: the rep and the level's columns.
        """
        counts = self.goals_of(metric)
        code = np.zeros(len(counts), np.int64)
        for part in PARTS:
            if part in columns:
                counts &= self.goals[part] > 0
            else:
                code = code * 2 + (self.goals[part] > 0)
        if "month" in columns:
            counts &= self.goals["month"] >= 0
        own = list(dict.fromkeys([REP_ID, *columns]))
        mine = {name: self.goals[name][counts] for name in own}
        place, preferred = self.place(mine, own), code[counts]
        goals = pd.Series(self.target[counts], place)
        if preferred.any():  # else every goal is for all of what the level does not name
            rank = pd.Series(np.where(preferred == 0, len(PARTS) ** 2, preferred))
            goals = goals[(rank == rank.groupby(place).transform("max")).to_numpy()]
        return goals.groupby(level=0).agg(how), own

    def came(self, measure: Sequence[Term], columns: Sequence[str]) -> pd.Series:
        """What came in the period, added up by place.

        Args:
            measure: What of History is added up and taken off.
            columns: Of rep_id, territory, product, month.
        """
        years = self.years
        values = combined(years.values, measure)[:, years.last]
        if "month" in columns:
            by_rep = combined(years.past.by_rep, measure)[:, years.last]
            whole = np.where(years.past.selling[:, years.last], by_rep, 0.0).sum(axis=0)
            months = values.sum(axis=0)
            return pd.Series(np.where(np.isnan(months), whole, months))
        sums = values.sum(axis=1)[years.sold]
        if set(columns) <= {REP_ID}:  # activities in rows of their own are known by rep
            names = {term.measure for term in measure}
            reps = combined({n: years.by_rep(n, years.last) for n in names}, measure)
            there = np.unique(years.rep[years.sold])
            if columns:
                strangers = len(self.names[REP_ID]) - len(years.past.reps)
                return pd.Series(reps[there], there + strangers)
            total = sums.sum()
            known = reps[there].sum() if np.isnan(total) else total
            return pd.Series([known] if len(sums) else [np.nan])
        places, group = np.unique(self.place(self.series, columns), return_inverse=True)
        return pd.Series(group_sum(sums, group, len(places)), places)

    def by(self, goals: pd.Series, own: Sequence[str], columns: Sequence[str]) -> pd.Series:
        """Goals of reps added up by some of the columns; all of them where there are none."""
        if not columns:
            return pd.Series([goals.sum(min_count=1)])
        place = self.place(self.codes(np.asarray(goals.index, np.int64), own), columns)
        return goals.groupby(place).sum()


def _level(period: _Period, metric: Metric, level: str) -> pd.DataFrame:
    """All rows of one level, as the manager looks for them, each with its id."""
    columns = LEVELS[level]
    if metric.is_sum:
        goal, came = _added(period, metric, level)
    elif metric.adds_up is AddsUp.RATIO:
        goal, came = _divided(period, metric, level)
    else:
        goal, came = _averaged(period, metric, level)
    places = np.union1d(goal.index, came.index).astype(np.int64)
    target, actual = (one.reindex(places).to_numpy(np.float64) for one in (goal, came))
    if level == REP and metric.is_sum:  # nobody was there all year: the goal stands, nothing came
        sold = _sold(period, places)
        actual = np.where(np.isnan(actual) & ~sold, 0.0, actual)
        listed = ~np.isnan(target) | sold
    else:
        listed = np.ones(len(places), bool)
    for part in set(columns) & set(PARTS):
        listed &= period.codes(places, columns)[part] > 0
    if metric.name != REVENUE.name:
        listed &= ~np.isnan(target)
    order = np.flatnonzero(listed)
    if level in {TERRITORY, PRODUCT}:
        order = order[np.argsort(-actual[order], kind="stable")]
    ids = period.ids(places[order], columns) if columns else [""] * len(order)
    return pd.DataFrame(
        {
            "id": np.array(ids, object),
            "target": target[order],
            "actual": actual[order],
            "by": level,
            "metric": metric.name,
        }
    )


def _sold(period: _Period, places: Ints) -> Bools:
    """Whether each rep was selling in the period; one that the history does not know was not."""
    years = period.years
    sold = np.asarray(years.past.selling[:, years.last].any(axis=1), bool)
    strangers = len(period.names[REP_ID]) - len(sold)
    return np.concatenate([np.zeros(strangers, bool), sold])[places]


def _added(period: _Period, metric: Metric, level: str) -> tuple[pd.Series, pd.Series]:
    """Goals and results of a metric that is added up."""
    columns = LEVELS[level]
    goals, own = period.asked(metric, columns, "sum")
    return period.by(goals, own, columns), period.came(metric.above, columns)


def _divided(period: _Period, metric: Metric, level: str) -> tuple[pd.Series, pd.Series]:
    """Goals and results of a rate; a group's goal is weighted by what the rate is a share of."""
    columns = LEVELS[level]
    if "month" in columns:
        return NOTHING, NOTHING
    goals, own = period.asked(metric, columns, "mean")
    below = period.came(metric.below, own).reindex(goals.index)
    both = goals.notna() & below.notna()
    weighted, share_of = (period.by(one[both], own, columns) for one in (goals * below, below))
    came = [period.came(measure, columns) for measure in (metric.above, metric.below)]
    return weighted / share_of.replace(0, np.nan), came[0] / came[1].replace(0, np.nan)


def _averaged(period: _Period, metric: Metric, level: str) -> tuple[pd.Series, pd.Series]:
    """Goals and results of an average over months, which is known by rep only."""
    if level not in {TEAM, REP}:
        return NOTHING, NOTHING
    goals, _ = period.asked(metric, (REP_ID,), "mean")
    names = pd.Index(period.names[REP_ID])
    # proposals in process come from the list of proposals, not from History
    average = (
        pd.Series(_month(period.years, metric), period.years.past.reps)
        if metric.above
        else period.reps.set_index(REP_ID).get("in_process", pd.Series(dtype=float))
    )
    came = average.reindex(names).set_axis(range(len(names))).reindex(goals.index)
    if level == REP:
        return goals, came
    return pd.Series([goals.sum(min_count=1)]), pd.Series([came.sum(skipna=False)])


def _month(years: TwoYearHistory, metric: Metric) -> Floats:
    """What an average month of each rep brought in the period, of those in which they sold (r)."""
    names = {term.measure for term in metric.above}
    total = combined({n: years.by_rep(n, years.last) for n in names}, metric.above)
    return ratio(total, years.past.selling[:, years.last].sum(axis=1))
