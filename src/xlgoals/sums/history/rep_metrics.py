"""The Metrics table, and what is in process by the day. Definitions: docs/metrics.md."""

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from xlgoals.domain.metrics import DEFAULT, Metrics
from xlgoals.domain.months import days_of_dates, first_day
from xlgoals.domain.people import REP_ID
from xlgoals.sums.arrays import Floats, Ints, group_sum
from xlgoals.sums.history.monthly_history import History


def average_in_process(
    opened: ArrayLike, closed: ArrayLike, group: Ints, groups: int, start: int, end: int
) -> Floats:
    """Average number of proposals in process: days in process ÷ days of the period.

    A time average, not a count on one day. A proposal counts from the day it was opened up to the
    day before it was closed; those still open count up to the end.

    Args:
        opened (n, days): Day each proposal was opened, counted from any origin; NaN is left out.
        closed (n, days): Day it was closed; NaN is still open.
        group (n): Whose it is, 0 to ``groups`` − 1.
        groups: How many there are.
        start, end (days): The period, its end not included.

    Returns:
        (groups): NaN where the period has no day.
    """
    if end <= start:
        return np.full(groups, np.nan)
    first = np.maximum(np.asarray(opened, float), start)
    last = np.fmin(np.asarray(closed, float), end)
    days = np.nan_to_num(np.maximum(last - first, 0.0))
    return np.asarray(group_sum(days, group, groups) / (end - start))


def pipeline(proposals: pd.DataFrame, history: History) -> tuple[Floats, Floats]:
    """Average proposals in process over the last twelve months and value open at the end, by rep.

    Both are unknown where the plan has no proposals. Where the proposals begin later than the
    twelve months, the average is over the days since.
    """
    count = len(history.reps)
    unknown = np.full(count, np.nan), np.full(count, np.nan)
    mine = proposals[proposals[REP_ID].isin(history.reps)]
    if not len(mine) or not len(history.months):
        return unknown
    rep = pd.Categorical(mine[REP_ID], categories=list(history.reps)).codes.astype(np.int64)
    opened, closed = (
        days_of_dates(mine[name].to_numpy("datetime64[s]")) for name in ("opened", "closed")
    )
    end = first_day(int(history.months[-1]) + 1)
    start = max(first_day(int(history.months[-1]) - 11), int(np.nanmin(opened)))
    average = average_in_process(opened, closed, rep, count, start, end)
    still_open = (opened < end) & ~(closed < end)
    value = group_sum(np.where(still_open, mine["value"], 0.0), rep, count)
    return average, value


def rep_metrics(
    history: History,
    reps: pd.DataFrame,
    proposals: pd.DataFrame,
    target: Floats,
    metrics: Metrics = DEFAULT,
) -> pd.DataFrame:
    """The Metrics table: the team, then one row for each rep who sold in the last twelve months.

    Args:
        target (r, money): Revenue goal of the same months, NaN where there was none.

    Returns:
        The columns of the table that its formulas divide; the team's from sums.
    """
    in_process, open_value = pipeline(proposals, history)
    sold = history.selling[:, -12:].sum(axis=1)
    frame = pd.DataFrame(
        {
            REP_ID: history.reps,
            "rep": reps["rep"].to_numpy(),
            "territory": reps["territory"].to_numpy(),
            "months": sold.astype(float),
            **{name: history.recent(name) for name in metrics.measures},
            "target": target,
            "proposals_in_process": in_process,
            "open_value": open_value,
        }
    )[sold > 0]
    sums = [*metrics.measures, "proposals_in_process", "open_value"]
    team = {name: frame[name].sum(skipna=False) if len(frame) else np.nan for name in sums}
    team |= {"target": frame["target"].sum(min_count=1), "months": min(len(history.months), 12)}
    team |= {REP_ID: "", "rep": "Team", "territory": ""}
    table: pd.DataFrame = pd.concat([pd.DataFrame([team]), frame], ignore_index=True)
    return table
