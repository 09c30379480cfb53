"""The goals that are talked about with each rep: what is suggested, and what came last time."""

import numpy as np
import pandas as pd

from xlgoals.domain.goal_ids import GoalId
from xlgoals.domain.metrics import DEFAULT, Metrics
from xlgoals.domain.months import month_label
from xlgoals.domain.people import REP_ID, REP_NAME
from xlgoals.domain.rates import attainment
from xlgoals.sums.arrays import Floats

ONE_BY_ONE = {"product": 12, "territory": 8}
"""What a goal is split into, and how many of each are talked about one by one."""
OTHERS = "all others"
"""What is left over of a rep's products or territories: one goal."""
KEY = [REP_ID, "metric", "product", "territory"]


def goals_of(
    lines: pd.DataFrame, last_targets: pd.DataFrame, metrics: Metrics = DEFAULT
) -> pd.DataFrame:
    """One row for each rep and goal, in the order in which they are talked about.

    Args:
        lines: The Targets table.
        last_targets: The LastTargets table.
        metrics: Of the plan; those that are not negotiated are left out.

    Returns:
        rep_id, goal (a ``GoalId``), unit, last_actual, attainment, suggested, low, middle, high,
        chance. A single product or territory is left out: it is the whole. Of many the largest
        stand alone; the others are one goal, whose range is unknown.
    """
    silent = [metric.name for metric in metrics if not metric.negotiated]
    own = lines[(lines[REP_ID] != "") & ~lines["metric"].isin(silent)]
    own = _gathered(own.reset_index(drop=True))
    alone = np.zeros(len(own), bool)
    for part in ONE_BY_ONE:
        named = own[part] != ""
        count = named.groupby([own[REP_ID], own["metric"]]).transform("sum")
        alone |= (named & (count < 2)).to_numpy()
    own["attainment"] = attainment(
        own["last_actual"].to_numpy(float), _last_goals(own, last_targets, metrics)
    )
    goals = [GoalId(*key) for key in own[KEY[1:]].itertuples(index=False, name=None)]
    own["goal"] = pd.Series(goals, own.index, dtype=object)
    columns = [REP_ID, "goal", "unit", "last_actual", "attainment", "suggested"]
    shown = own.loc[~alone, [*columns, "low", "middle", "high", "chance"]]
    return shown.reset_index(drop=True)


def _gathered(lines: pd.DataFrame) -> pd.DataFrame:
    """The lines with the smallest products and territories of each rep added up."""
    for part, most in ONE_BY_ONE.items():
        of_one = lines[lines[part] != ""].groupby([REP_ID, "metric"])["suggested"]
        count = of_one.transform("size").reindex(lines.index)
        rank = of_one.rank(method="first", ascending=False).reindex(lines.index)
        small = lines[(count > most + 1) & (rank > most)]
        if not len(small):
            continue
        sums = small.groupby([REP_ID, REP_NAME, "metric", "unit"], as_index=False, sort=False)[
            ["last_actual", "suggested"]
        ].sum(min_count=1)
        rest = sums.assign(**dict.fromkeys(ONE_BY_ONE, "")).assign(**{part: OTHERS})
        lines = pd.concat([lines.drop(small.index), rest], ignore_index=True)
    return lines


def _last_goals(lines: pd.DataFrame, last_targets: pd.DataFrame, metrics: Metrics) -> Floats:
    """Last period's goal for each line; NaN where there was none."""
    averaged = {metric.name for metric in metrics if not metric.is_sum}
    grouped = last_targets.groupby(KEY)["target"]
    sums, means = grouped.sum().to_dict(), grouped.mean().to_dict()
    return np.array(
        [
            (means if key[1] in averaged else sums).get(key, np.nan)
            for key in lines[KEY].itertuples(index=False, name=None)
        ],
        float,
    )


def last_year(by_month: pd.DataFrame, rep_id: str) -> tuple[list[str], list[list[float]]]:
    """A rep's months: their names, and two years before, year before and goal (3 × months)."""
    own = by_month[by_month[REP_ID] == rep_id]
    names = [month_label(int(month)) for month in own["month"]]
    columns = ("two_years_before", "year_before", "target")
    return names, [own[name].to_numpy(float).tolist() for name in columns]


def waiting_days(since: str, now: np.datetime64) -> float:
    """Days since something last happened; NaN where nothing did."""
    if not since:
        return np.nan
    passed = now - np.datetime64(since.replace(" ", "T"), "s")
    return float(np.floor(max(passed / np.timedelta64(1, "D"), 0.0)))
