"""Last period's revenue goals against what came: team, reps, territories, products."""

import numpy as np
import pandas as pd

from xlgoals.core import goals
from xlgoals.core.history import History
from xlgoals.core.rates import attainment


def review(history: History, reps: pd.DataFrame, targets: pd.DataFrame) -> pd.DataFrame:
    """Goal, result, gap and attainment of the last twelve months, one row for each of them.

    Args:
        targets: As ``goals.revenue_targets`` gives them.

    Returns:
        by, id, name, target, actual, gap, attainment; over-attainment is not cut off, and no goal
        is not a goal of zero.
    """
    asked = goals.by_rep(targets)
    actual = history.recent("revenue")
    sold = history.selling[:, -12:].any(axis=1)
    everybody = pd.DataFrame(
        {
            "by": "Rep",
            "id": history.reps,
            "name": reps["rep"].to_numpy(),
            "target": asked.reindex(history.reps).to_numpy(np.float64),
            "actual": actual,
        }
    )
    mine = everybody.iloc[np.flatnonzero(sold)]
    total = {
        "target": mine["target"].sum(min_count=1),
        "actual": mine["actual"].sum(skipna=False) if len(mine) else np.nan,
    }
    team = pd.DataFrame([{"by": "Team", "id": "", "name": "Team", **total}])
    parts = [_parts(history, targets, part) for part in goals.PARTS]
    table = pd.concat([team, mine, *parts], ignore_index=True)
    return table.assign(
        gap=table["actual"] - table["target"],
        attainment=attainment(table["actual"], table["target"]),
    )


def _parts(history: History, targets: pd.DataFrame, part: str) -> pd.DataFrame:
    """The rows of all territories or products, the largest first."""
    came = pd.Series(history.recent_series(), index=history.series[part]).dropna()
    actual = came.groupby(level=0).sum()
    asked = goals.by_part(targets, part)
    names = actual.index.union(asked.index)
    table = pd.DataFrame(
        {
            "by": part.capitalize(),
            "id": names,
            "name": names,
            "target": asked.reindex(names).to_numpy(np.float64),
            "actual": actual.reindex(names).to_numpy(np.float64),
        }
    )
    return table.loc[table["id"] != ""].sort_values("actual", ascending=False, kind="stable")
