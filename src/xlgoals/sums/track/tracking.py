"""Following a period: goals spread by the season, how much of them is due, what is still needed.

The method is told in docs/method.md#following-the-period.
"""

import numpy as np
import pandas as pd

from xlgoals.domain.activity_rows import cell_sums
from xlgoals.domain.people import REP_ID
from xlgoals.domain.rates import ratio
from xlgoals.sums.arrays import Floats, Ints
from xlgoals.sums.history.activity_rows import activity_rows
from xlgoals.sums.history.monthly_history import known_months

REACHED, AHEAD, ON_TRACK, BEHIND = "✓ reached", "▲ ahead", "● on track", "▼ behind"
NOT_BEGUN, UNKNOWN = "– not begun", "? unknown"

LEAST_BAND, MOST_BAND = 0.03, 0.1
"""However calm or wild the months are: so far from its plan a goal is still on track, at least and
at most."""


def season_gone(weights: Floats, months: Floats) -> Floats:
    """Share of a period's season that lies behind after some months; NaN outside of it.

    Args:
        weights (t): How much each month of the period usually brings.
        months (n): Months gone; a part of a month counts as that part of it.
    """
    count = len(weights)
    whole = np.clip(np.floor(np.nan_to_num(months)), 0, count).astype(np.int64)
    behind = np.append(0.0, np.cumsum(weights))
    part = np.append(weights, 0.0)[whole] * (months - whole)
    return np.where((months >= 0) & (months <= count), (behind[whole] + part) / behind[-1], np.nan)


def shares(weights: Floats) -> Floats:
    """Weights as shares of the period, rows that add up to one.

    Args:
        weights (n × t): What each month is expected to bring. A row without any takes the sum of
            the others, and flat months where there is none at all.
    """
    known = np.maximum(np.nan_to_num(weights), 0.0)
    everybody = known.sum(axis=0)
    spare = everybody if everybody.sum() > 0 else np.ones(weights.shape[1])
    filled = np.where(known.sum(axis=1, keepdims=True) > 0, known, spare)
    return np.asarray(filled / filled.sum(axis=1, keepdims=True))


def by_month(goal: Floats, amended: Floats, first: Floats, share: Floats) -> Floats:
    """Goals by month: an amended goal holds from its first month on, the one before it until then.

    So the goal of the period is prorated: what was agreed × the share of the season before the
    change + what was amended × the share from it on.

    Args:
        goal, amended (n, any unit): For the whole period; an amendment is NaN where there is none.
        first (n): Position of the month from which the amendment holds; 0 is from the start.
        share (n × t, fraction): As ``shares`` gives them.

    Returns:
        (n × t).
    """
    later = np.arange(share.shape[1]) >= np.nan_to_num(first)[:, None]
    changed = later & ~np.isnan(amended)[:, None]
    return np.asarray(np.where(changed, amended[:, None], goal[:, None]) * share)


def so_far(values: Floats, gone: int) -> Floats:
    """The sum of the months that are gone; unknown where one of them is."""
    return np.asarray(values[:, :gone].sum(axis=1))


def needed(goal: Floats, actual: Floats, left: Floats) -> Floats:
    """What each month that is left has to bring; 0 where the goal is reached.

    Args:
        goal, actual (n, any unit): Of the whole period, and what came of it.
        left (n, months): NaN or 0 where nothing is left to bring it in.
    """
    return np.asarray(ratio(np.maximum(goal - actual, 0.0), np.where(left > 0, left, np.nan)))


def status(goal: Floats, due: Floats, actual: Floats, luck: Floats) -> list[str]:
    """A word and a mark for each goal: pace against plan, and what luck alone may do to it.

    On track is who lies no further from the plan than one standard deviation of the luck of the
    months that are gone, as a share of the plan; never less than 3 % and never more than 10 %.

    Args:
        goal, due, actual (n, any unit): For the period, by now by plan, and by now.
        luck (n, fraction): As ``projection.luck`` gives it; NaN where it is not known.
    """
    band = np.clip(np.where(np.isnan(luck), LEAST_BAND, luck), LEAST_BAND, MOST_BAND)
    pace = ratio(actual, due)
    words = np.select(
        [
            np.isnan(goal) | np.isnan(actual),
            (actual >= goal) & (goal > 0),
            ~(due > 0),
            pace > 1 + band,
            pace < 1 - band,
        ],
        [UNKNOWN, REACHED, NOT_BEGUN, AHEAD, BEHIND],
        ON_TRACK,
    )
    return [str(word) for word in words]


def months_gone(months: Ints, start: int, count: int) -> int:
    """How many months of a period have come: up to the last one that anybody has a row in.

    Args:
        months (n): Month numbers of rows, in any order.
        start, count: The period's first month, and how many it has.
    """
    inside = months[(months >= start) & (months < start + count)]
    return int(inside.max()) - start + 1 if len(inside) else 0


def months_without_rows(history: pd.DataFrame, start: int, gone: int) -> list[int]:
    """Months of the period up to now that nobody has a row in: most likely not imported yet."""
    there = set(history["month"].dropna().astype(int))
    return [month for month in range(start, start + gone) if month not in there]


def actual_by_month(
    history: pd.DataFrame, reps: list[str], measure: str, start: int, count: int
) -> Floats:
    """What came in each month of the period, by rep (r × t).

    A month in which others have rows and the rep has none is a zero; a blank among a rep's rows
    makes the month unknown; a month in which nobody has a row is unknown for all. Rows of
    activities alone say nothing about sales.
    """
    month = history["month"].to_numpy(np.float64) - start
    during = (month >= 0) & (month < count)
    rows, column = history[during], month[during].astype(np.int64)
    activity = activity_rows(history)[during]
    known = known_months(measure, rows[measure].to_numpy(np.float64), activity, column, count)
    mine = rows[REP_ID].isin(reps).to_numpy()
    values, activity = rows[measure].to_numpy(np.float64)[mine], activity[mine]
    if np.isnan(values).all():
        return np.full((len(reps), count), np.nan)
    at = pd.Index(reps).get_indexer(pd.Index(rows[REP_ID][mine])).astype(np.int64)
    cell = at * count + column[mine]
    sums = cell_sums(measure, values, activity, cell, len(reps) * count)
    return np.where(known, sums.reshape(len(reps), count), np.nan)
