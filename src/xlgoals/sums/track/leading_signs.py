"""Activities as leading signs: what is short today is missing as revenue some weeks later.

How many weeks is measured from the plan's own proposals: from the day one is opened to the day it
is won.
"""

import numpy as np
import pandas as pd

from xlgoals.domain.metrics import AddsUp, Direction, Metric, Metrics
from xlgoals.domain.months import days_of_dates, first_day
from xlgoals.domain.people import REP_ID
from xlgoals.domain.rates import ratio
from xlgoals.sums.arrays import Floats
from xlgoals.sums.history.rep_metrics import average_in_process
from xlgoals.sums.suggest.funnel import drawn_mean
from xlgoals.sums.track.tracking import AHEAD, BEHIND, ON_TRACK, UNKNOWN

BAND = 0.05
"""So far from its plan an activity is on track."""

CYCLE_EVIDENCE = 20.0
"""How many won proposals the team's cycle counts for in a rep's."""


def cycle_days(proposals: pd.DataFrame, reps: list[str]) -> Floats:
    """Days from opening a proposal to winning it, each rep's drawn to the team's (r).

    Where none was won, all that were closed count; NaN where none was.

    Args:
        proposals: rep_id, opened, closed (dates) and outcome.
        reps: Rep ids.
    """
    days = (proposals["closed"] - proposals["opened"]).dt.days
    done = days.notna() & (days >= 0)
    won = done & (proposals["outcome"] == "Won")
    used = proposals[won if won.any() else done]
    grouped = days[used.index].groupby(used[REP_ID])
    both = (grouped.sum().astype(float), grouped.count().astype(float))
    total, count = (each.reindex(reps).fillna(0.0).to_numpy(np.float64) for each in both)
    return drawn_mean(np.asarray(total), np.asarray(count), CYCLE_EVIDENCE)


def followed(metrics: Metrics) -> tuple[Metric, ...]:
    """What is held against its plan beside revenue: leading signs, then metrics of one's own."""
    own = [metric for metric in metrics.own if metric.adds_up is not AddsUp.RATIO]
    return (*metrics.leading, *own)


def signs(metric: Metric, due: Floats, actual: Floats, days: Floats) -> pd.DataFrame:
    """One metric of each rep against its plan.

    Args:
        metric: One of those that are ``followed``; where less is better, more than planned is
            behind.
        due, actual (r, count): By now by plan, and by now; NaN where unknown.
        days (r, days): Until it shows as revenue.

    Returns:
        sign, due, actual, share (fraction), days, status and what_it_means.
    """
    share = ratio(actual, due)
    over, under = (AHEAD, BEHIND) if metric.good is Direction.HIGHER else (BEHIND, AHEAD)
    words = np.select(
        [np.isnan(share), share > 1 + BAND, share < 1 - BAND], [UNKNOWN, over, under], ON_TRACK
    )
    table = pd.DataFrame({"sign": metric.name, "due": due, "actual": actual, "share": share})
    table["days"], table["status"] = days if metric.leads else np.nan, words
    rows = zip(share, days, words, strict=True)
    table["what_it_means"] = [_meaning(metric, *row) for row in rows]
    return table


def _meaning(metric: Metric, share: float, days: float, status: str) -> str:
    """What a sign says, in a sentence."""
    if status == UNKNOWN:
        return f"{metric.name}: nobody knows, or nothing is planned."
    against = f"{metric.name} at {share:.0%} of plan"
    if status != BEHIND:
        return f"{against}."
    if not metric.leads:
        return f"{against}{', and less is better' if metric.good is Direction.LOWER else ''}."
    when = "" if np.isnan(days) else f" {metric.leads.value} {round_days(days):.0f} days"
    return f"{against}: revenue at risk{when}."


def round_days(days: float) -> float:
    """Days as precisely as they are known: to five, or to one below ten."""
    return round(days / 5) * 5 if days >= 10 else round(days)


def in_process(proposals: pd.DataFrame, reps: list[str], month: int) -> Floats:
    """Average number of proposals in process in a month, by rep (r).

    Unknown where no proposal was opened in it or the month before: then they were not imported.
    """
    start, end = (first_day(month + more) for more in (0, 1))
    dates = (proposals[name].to_numpy("datetime64[s]") for name in ("opened", "closed"))
    opened, closed = (days_of_dates(each) for each in dates)
    if not ((opened >= first_day(month - 1)) & (opened < end)).any():
        return np.full(len(reps), np.nan)
    place = pd.Index(reps).get_indexer(pd.Index(proposals[REP_ID]))
    mine = place >= 0
    group = place[mine].astype(np.int64)
    return average_in_process(opened[mine], closed[mine], group, len(reps), start, end)
