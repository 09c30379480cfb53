"""The goals that are talked about with each rep: what is suggested, and what came last time."""

import numpy as np
import pandas as pd

from xlgoals.domain.months import month_label
from xlgoals.domain.rates import attainment

REVENUE = "Revenue"
PARTS = {"product": 12, "territory": 8}
"""What a goal is split into, and how many of each are talked about one by one."""
OTHERS = "all others"
"""What is left over of a rep's products or territories: one goal."""
RATES = frozenset({"Close rate", "Proposals in process", "Margin"})
"""Metrics whose months are averaged, not added up."""


def goals_of(lines: pd.DataFrame, last_targets: pd.DataFrame) -> pd.DataFrame:
    """One row for each rep and goal, in the order in which they are talked about.

    Args:
        lines: The Targets table.
        last_targets: The LastTargets table.

    Returns:
        rep_id, line, metric, product, territory, unit, last_actual, attainment, suggested, low,
        middle, high, chance. A single product or territory is left out: it is the whole. Of many
        the largest stand alone; the others are one goal, whose range is unknown.
    """
    own = _gathered(lines[lines["rep_id"] != ""].reset_index(drop=True))
    alone = np.zeros(len(own), bool)
    names = own["metric"].astype(object)
    for part in PARTS:
        named = own[part] != ""
        count = named.groupby(own["rep_id"]).transform("sum")
        alone |= (named & (count < 2)).to_numpy()
        names = names.mask(named, part.capitalize() + ": " + own[part])
    asked = _asked(own, last_targets)
    table = pd.DataFrame(
        {
            "rep_id": own["rep_id"],
            "line": names,
            "attainment": attainment(own["last_actual"].to_numpy(float), asked),
            **{name: own[name] for name in ("metric", "product", "territory", "unit")},
            **{name: own[name] for name in ("last_actual", "suggested", "low", "middle", "high")},
            "chance": own["chance"],
        }
    )
    return table.loc[~alone].reset_index(drop=True)


def _gathered(lines: pd.DataFrame) -> pd.DataFrame:
    """The lines with the smallest products and territories of each rep added up."""
    for part, most in PARTS.items():
        named = lines[lines[part] != ""]
        count = named.groupby("rep_id")["suggested"].transform("size")
        rank = named.groupby("rep_id")["suggested"].rank(method="first", ascending=False)
        small = named[(count > most + 1) & (rank > most)]
        if not len(small):
            continue
        sums = small.groupby(["rep_id", "rep", "metric", "unit"], as_index=False, sort=False)[
            ["last_actual", "suggested"]
        ].sum(min_count=1)
        rest = sums.assign(**dict.fromkeys(PARTS, "")).assign(**{part: OTHERS})
        lines = pd.concat([lines.drop(small.index), rest], ignore_index=True)
    return lines


def _asked(lines: pd.DataFrame, last_targets: pd.DataFrame) -> np.ndarray:
    """Last period's goal for each line; NaN where there was none."""
    keys = ["rep_id", "metric", "product", "territory"]
    grouped = last_targets.groupby(keys)["target"]
    sums, means = grouped.sum().to_dict(), grouped.mean().to_dict()
    return np.array(
        [
            (means if key[1] in RATES else sums).get(key, np.nan)
            for key in lines[keys].itertuples(index=False, name=None)
        ],
        float,
    )


def last_year(by_month: pd.DataFrame, rep_id: str) -> tuple[list[str], list[list[float]]]:
    """A rep's months: their names, and two years before, year before and goal (3 × months)."""
    own = by_month[by_month["rep_id"] == rep_id]
    names = [month_label(int(month)) for month in own["month"]]
    columns = ("two_years_before", "year_before", "target")
    return names, [own[name].to_numpy(float).tolist() for name in columns]


def waiting_days(since: str, now: np.datetime64) -> float:
    """Days since something last happened; NaN where nothing did."""
    if not since:
        return np.nan
    passed = now - np.datetime64(since.replace(" ", "T"), "s")
    return float(np.floor(max(passed / np.timedelta64(1, "D"), 0.0)))
