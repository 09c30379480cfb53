"""What was asked last time: revenue goals of the months that the metrics are about."""

import numpy as np
import pandas as pd

from xlgoals.domain.people import REP_ID
from xlgoals.sums.arrays import Ints

PARTS = ("territory", "product")


def revenue_targets(last_targets: pd.DataFrame, months: Ints) -> pd.DataFrame:
    """Revenue goals of some months, one row for each rep, territory and product.

    Args:
        last_targets: rep_id, territory, product, metric, month, target; a goal without a month
            is for the whole of the last period.
        months: The month numbers that count.

    Returns:
        rep_id, territory, product, target; a blank part means all.
    """
    rows = last_targets[last_targets["metric"] == "Revenue"]
    rows = rows[rows["month"].isna() | rows["month"].isin(months)]
    keys = [REP_ID, *PARTS]
    return rows.groupby(keys, sort=True)["target"].sum().reset_index()


def by_rep(targets: pd.DataFrame) -> pd.Series:
    """Each rep's goal: the one for all products and territories, or else the sum of its parts."""
    whole = targets[(targets["territory"] == "") & (targets["product"] == "")]
    parts = targets[~targets[REP_ID].isin(whole[REP_ID])]
    return pd.Series(pd.concat([whole, _finest(parts)]).groupby(REP_ID)["target"].sum())


def _finest(parts: pd.DataFrame) -> pd.DataFrame:
    """The rows to add up where a rep has goals for parts only: one kind of part, not both."""
    filled = (parts[list(PARTS)] != "").to_numpy()
    kind = filled[:, 0].astype(np.int64) * 2 + filled[:, 1]
    best = pd.Series(kind).groupby(parts[REP_ID].to_numpy()).transform("max")
    return parts.iloc[np.flatnonzero(kind == best.to_numpy())]
