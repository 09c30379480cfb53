"""The activity rows of a table like History."""

import numpy as np
import pandas as pd

from xlgoals.domain import activity_rows as rule
from xlgoals.domain.people import REP_ID
from xlgoals.sums.arrays import Bools

KEYS = ("month", REP_ID, "territory", "product", "row")


def activity_rows(rows: pd.DataFrame) -> Bools:
    """Which rows tell of activities alone.

    Args:
        rows: month (month number), rep_id, the measures and, where rows are told apart by them,
            territory and product.
    """
    parts = [name for name in ("territory", "product") if name in rows]
    numbers = rows.drop(columns=[name for name in KEYS if name in rows]).select_dtypes("number")
    place = rows.groupby([REP_ID, *parts], sort=False, dropna=False).ngroup()
    return rule.activity_rows(
        {str(name): numbers[name].to_numpy(np.float64) for name in numbers},
        pd.factorize(rows["month"])[0].astype(np.int64),
        place.to_numpy().astype(np.int64),
        pd.factorize(rows["product"] if "product" in rows else np.zeros(len(rows)))[0].astype(
            np.int64
        ),
    )
