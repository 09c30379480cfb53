"""What the rows of a history say: of results, of activities, or of both.

A tool for activities exports presentations and calls by rep and month; the orders come from
another one. A row of either says nothing of the other's columns, and its blanks there are not the
blank of an order whose amount nobody knows.
"""

import numpy as np
import pandas as pd

from xlgoals.domain.metrics import LIST_REVENUE, REVENUE, SALES, Metrics, Unit, column_name
from xlgoals.domain.people import REP_ID

SAYS_RESULTS = "says_results"
"""Column of a history: whether the row says anything of what was sold."""


def result_columns(metrics: Metrics) -> list[str]:
    """The measures of what was sold: sales, and everything in money."""
    money = [m for m in metrics if m.unit is Unit.MONEY]
    headers = [*SALES.columns, *REVENUE.columns, LIST_REVENUE, "Cost"]
    headers += [header for metric in money for header in metric.columns]
    return [name for name in dict.fromkeys(map(column_name, headers)) if name in metrics.measures]


def as_said(history: pd.DataFrame, metrics: Metrics) -> pd.DataFrame:
    """The history with a 0 where a row says nothing because it is about something else.

    A row that says only activities adds nothing to what was sold: its blanks there are zero in
    each month for which any row of the team says that column, as a missing row would be. A row
    that says only results adds no activities: its blanks there are zero where another row of the
    same rep and month says that column; where none does they stay unknown. All other blanks are
    unknown, above all the amount of an order that has a number of sales.

    Args:
        history: month, rep_id and the measures; blanks are NaN.
        metrics: Whose measures there are.

    Returns:
        The same rows, with a column ``says_results``.
    """
    results = [name for name in result_columns(metrics) if name in history]
    acts = [name for name in metrics.measures if name in history and name not in results]
    of_results = history[results].notna().any(axis=1).to_numpy()
    of_acts = history[acts].notna().any(axis=1).to_numpy()
    months = [history["month"]]
    said = dict(history)
    for names, silent, keys in (
        (results, of_acts & ~of_results, months),
        (acts, of_results & ~of_acts, [*months, history[REP_ID]]),
    ):
        for name in names if silent.any() else ():
            known = history[name].notna()
            others = known.groupby(keys).transform("any").to_numpy()
            said[name] = history[name].mask(~known & silent & others, 0.0)
    # a row that says nothing at all was typed by somebody who does not know what was sold
    return pd.DataFrame(said, index=history.index).assign(
        **{SAYS_RESULTS: np.asarray(of_results | ~of_acts)}
    )
