"""Goals of the last period against what came, for every metric and on every level.

A goal for all products counts what came of every product, a rep's own part of a shared territory
is what the rep recorded there, and no goal is not a goal of zero.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from xlgoals.domain.metrics import DEFAULT, REVENUE, AddsUp, Metric, Metrics, Term
from xlgoals.domain.months import month_label
from xlgoals.domain.people import REP_ID
from xlgoals.domain.rates import attainment, ratio
from xlgoals.sums.arrays import Floats, group_sum
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


@dataclass(frozen=True)
class Asked:
    """The goals of one metric in the period that is looked back upon."""

    metric: Metric
    rows: pd.DataFrame
    """rep_id, territory, product, month, target."""


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
    names = dict(zip(reps[REP_ID], reps["rep"], strict=True))
    tables = []
    for metric in metrics:
        asked = _asked(years, last_targets, metric)
        if metric.name == REVENUE.name or len(asked.rows):
            tables += [_level(years, reps, asked, level) for level in LEVELS]
    table = pd.concat(tables, ignore_index=True)
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


def _asked(years: TwoYearHistory, last_targets: pd.DataFrame, metric: Metric) -> Asked:
    """The goals of a metric that count: of the period's months, or of all of it."""
    rows = last_targets[last_targets["metric"] == metric.name]
    months = years.months[years.last]
    rows = rows[rows["month"].isna() | rows["month"].isin(months)]
    return Asked(metric, rows[[REP_ID, *PARTS, "month", "target"]])


def _level(years: TwoYearHistory, reps: pd.DataFrame, asked: Asked, level: str) -> pd.DataFrame:
    """All rows of one level."""
    if asked.metric.is_sum:
        table = _added(years, asked, level)
    elif asked.metric.adds_up is AddsUp.RATIO:
        table = _divided(years, asked, level)
    else:
        table = _averaged(years, reps, asked, level)
    table = _sorted(years, table, level)
    if asked.metric.name != REVENUE.name:
        table = table[table["target"].notna()]
    return table.assign(by=level, metric=asked.metric.name)


def _sorted(years: TwoYearHistory, table: pd.DataFrame, level: str) -> pd.DataFrame:
    """Rows as the manager looks for them, each with its id."""
    columns = LEVELS[level]
    if level in {TERRITORY, PRODUCT}:
        table = table[table[columns[0]] != ""]
        table = table.sort_values("actual", ascending=False, kind="stable")
    elif columns:
        rank = {rep_id: at for at, rep_id in enumerate(years.past.reps)}
        by = [table[c].map(rank) if c == REP_ID else table[c] for c in columns]
        table = table.iloc[np.lexsort([pd.factorize(one, sort=True)[0] for one in by[::-1]])]
        if level in {REP_PRODUCT, TERRITORY_PRODUCT}:
            table = table[(table[list(columns)] != "").all(axis=1)]
    ids = [
        BETWEEN.join(month_label(int(one)) if level == MONTH else str(one) for one in key)
        for key in table[list(columns)].itertuples(index=False, name=None)
    ]
    return table.assign(id=ids or [""] * len(table))[["id", "target", "actual"]]


def _added(years: TwoYearHistory, asked: Asked, level: str) -> pd.DataFrame:
    """Goals and results of a metric that is added up."""
    columns = LEVELS[level]
    goal = _summed(wanted(asked.rows, columns), columns, "target")
    came = came_by(years, {"actual": asked.metric.above}, columns)
    table = _joined(goal, came, columns)
    if level == REP:  # nobody was there all year: the goal stands, and nothing came
        table["actual"] = table["actual"].where(table["actual"].notna() | _there(years, table), 0.0)
        table = table[table["target"].notna() | _there(years, table)]
    return table


def _there(years: TwoYearHistory, table: pd.DataFrame) -> pd.Series:
    """Whether each rep was selling in the period."""
    selling = np.asarray(years.past.selling[:, years.last].any(axis=1), bool)
    sold = dict(zip(years.past.reps, selling, strict=True))
    return table[REP_ID].map(sold).fillna(False).astype(bool)


def came_by(
    years: TwoYearHistory, measures: Mapping[str, Sequence[Term]], columns: tuple[str, ...]
) -> pd.DataFrame:
    """What came in the period, added up by some columns.

    Args:
        measures: Name of the result → what of History is added up and taken off.
        columns: Of rep_id, territory, product, month.
    """
    if columns == ("month",):
        months = years.months[years.last]
        sums = {
            name: combined(years.values, measure)[:, years.last].sum(axis=0)
            for name, measure in measures.items()
        }
        return pd.DataFrame({"month": months.astype(float), **sums})
    sums = {
        name: combined(years.values, m)[:, years.last].sum(axis=1)[years.sold]
        for name, m in measures.items()
    }
    if not columns:
        return pd.DataFrame([{n: s.sum() if len(s) else np.nan for n, s in sums.items()}])
    groups, code = years.grouped(columns)
    return groups.assign(
        **{name: group_sum(value, code, len(groups)) for name, value in sums.items()}
    )


def wanted(rows: pd.DataFrame, columns: tuple[str, ...], how: str = "sum") -> pd.DataFrame:
    """The goals that say what was asked on a level, no part counted twice.

    A rep's goal there is the one for all of what the level does not name, or else its finest parts.

    Args:
        rows: rep_id, territory, product, month, target.
        columns: What the level names.
        how: ``sum`` or ``mean``: how a rep's goals of several parts or months come together.

    Returns:
        rep_id, the level's columns, target.
    """
    named = [part for part in PARTS if part in columns]
    free = [part for part in PARTS if part not in columns]
    counts = np.ones(len(rows), bool)
    for part in named:
        counts &= (rows[part] != "").to_numpy()
    if "month" in columns:
        counts &= rows["month"].notna().to_numpy()
    rows = rows[counts]
    own = [REP_ID, *named, *(["month"] if "month" in columns else [])]
    code = np.zeros(len(rows), np.int64)
    for part in free:
        code = code * 2 + (rows[part] != "").to_numpy()
    if code.any():  # else every goal is for all of what the level does not name
        preferred = pd.Series(np.where(code == 0, len(PARTS) ** 2, code), rows.index)
        rows = rows[preferred == preferred.groupby([rows[one] for one in own]).transform("max")]
    return rows.groupby(own)["target"].agg(how).reset_index()


def _summed(rows: pd.DataFrame, columns: tuple[str, ...], value: str) -> pd.DataFrame:
    """A column added up by some others; all of it where there are none."""
    if not columns:
        return pd.DataFrame({value: [rows[value].sum(min_count=1)]})
    return rows.groupby(list(columns))[value].sum().reset_index()


def _joined(goal: pd.DataFrame, came: pd.DataFrame, columns: tuple[str, ...]) -> pd.DataFrame:
    """Goals beside results, one row for each that has either."""
    if not columns:
        return pd.concat([goal, came], axis=1)
    return goal.merge(came, on=list(columns), how="outer")


def _divided(years: TwoYearHistory, asked: Asked, level: str) -> pd.DataFrame:
    """Goals and results of a rate; a group's goal is weighted by what the rate is a share of."""
    columns = LEVELS[level]
    own = tuple(dict.fromkeys([REP_ID, *columns]))
    if "month" in own:
        return pd.DataFrame(columns=[*columns, "target", "actual"], dtype=float)
    mine = came_by(years, {"below": asked.metric.below}, own)
    goal = wanted(asked.rows, columns, "mean").merge(mine, on=list(own), how="left")
    goal = goal.assign(weighted=goal["target"] * goal["below"])
    sums = [_summed(goal.dropna(), columns, name) for name in ("weighted", "below")]
    with_goal = sums[0].assign(target=sums[0]["weighted"] / sums[1]["below"].replace(0, np.nan))
    came = came_by(years, {"above": asked.metric.above, "below": asked.metric.below}, columns)
    came["actual"] = came["above"] / came["below"].replace(0, np.nan)
    return _joined(with_goal[[*columns, "target"]], came[[*columns, "actual"]], columns)


def _averaged(years: TwoYearHistory, reps: pd.DataFrame, asked: Asked, level: str) -> pd.DataFrame:
    """Goals and results of an average over months, which is known by rep only."""
    columns = LEVELS[level]
    if level not in {TEAM, REP}:
        return pd.DataFrame(columns=[*columns, "target", "actual"], dtype=float)
    # proposals in process come from the list of proposals, not from History
    average = _month(years, asked.metric) if asked.metric.above else reps.get("in_process", np.nan)
    table = wanted(asked.rows, (REP_ID,), "mean").merge(
        pd.DataFrame({REP_ID: reps[REP_ID], "actual": average}),
        on=REP_ID,
        how="left",
    )
    if level == REP:
        return table
    return pd.DataFrame(
        {
            "target": [table["target"].sum(min_count=1)],
            "actual": [table["actual"].sum(skipna=False)],
        }
    )


def _month(years: TwoYearHistory, metric: Metric) -> Floats:
    """What an average month of each rep brought in the period, of those in which they sold (r)."""
    total = combined(years.values, metric.above)[:, years.last].sum(axis=1)
    months = years.past.selling[:, years.last].sum(axis=1)
    return ratio(group_sum(total, years.rep, len(years.past.reps)), months)
