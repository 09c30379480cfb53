"""A period that is under way, as tables: who stands where, and every month of it."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from xlgoals.domain.people import REP_ID
from xlgoals.domain.rates import ratio
from xlgoals.sums.arrays import Floats
from xlgoals.sums.track import tracking
from xlgoals.sums.track.projection import End, Expected, end, luck

TEAM = "Team"


@dataclass(frozen=True)
class Followed:
    """What came of the goals so far."""

    table: pd.DataFrame
    """The team and each rep: the columns of sheet Tracking."""
    months: pd.DataFrame
    """The same, month by month: the columns of sheet Tracking by month."""
    gone: int
    """Months gone."""


@dataclass(frozen=True)
class Period:
    """What is known of a period that is under way; ``r`` reps and ``t`` months."""

    goals: pd.DataFrame
    """A row a rep: rep_id, rep, agreed, basis, amended (money, NaN where there is none) and first
    (position of the amendment's first month)."""
    actual: Floats
    """(r × t): NaN where unknown; what has not come yet is not looked at."""
    expected: Expected
    """Of the team in the first row, then of each rep."""
    staying: Floats
    """(r × t, fraction): 0 in the months in which nobody is there to sell, else 1."""
    start: int
    """Number of the first month."""
    gone: int
    """Months gone."""


def follow(period: Period) -> Followed:
    """Where each rep and the team stand, and where the period ends."""
    goals, gone = period.goals, period.gone
    share = period.expected.share[1:]
    base = goals["agreed"].to_numpy(np.float64)
    agreed = _with_team(base[:, None] * share)
    plan = _with_team(
        tracking.by_month(
            base, goals["amended"].to_numpy(np.float64), goals["first"].to_numpy(np.float64), share
        )
    )
    actual = _with_team(period.actual)
    came = tracking.so_far(actual, gone)
    ends = _ends(period, came)
    goal, due = plan.sum(axis=1), plan[:, :gone].sum(axis=1)
    left = _with_team(period.staying)[:, gone:]
    left[0] = (left[0] > 0).astype(float)
    team = {REP_ID: "", "rep": TEAM, "basis": "", "amended": np.nan, "first": np.nan}
    table = pd.concat(
        [pd.DataFrame([team]), goals[[REP_ID, "rep", "basis", "amended", "first"]]],
        ignore_index=True,
    )
    changed = ~np.isnan(table["amended"].to_numpy(np.float64))
    table = table.assign(
        status=tracking.status(goal, due, came, luck(period.expected, gone)),
        agreed=np.round(agreed.sum(axis=1), 2),
        **{"from": np.where(changed, np.maximum(table["first"], 0.0) + period.start, np.nan)},
        goal=np.round(goal, 2),
        plan_to_date=np.round(due, 2),
        actual=np.round(came, 2) if gone else np.full(len(came), np.nan),
        projected=np.round(ends.middle, 2),
        low=np.round(ends.low, 2),
        high=np.round(ends.high, 2),
        chance=np.round(ends.chance(goal), 4),
        needed_a_month=np.round(tracking.needed(goal, came, left.sum(axis=1)), 2),
        so_far_a_month=np.round(ratio(came, np.full(len(came), float(gone) or np.nan)), 2),
    )
    table["pace"] = ratio(table["actual"], table["plan_to_date"])
    months = _months(period, table, (agreed, plan, actual), ends)
    return Followed(table.drop(columns="first"), months, gone)


def _with_team(values: Floats) -> Floats:
    """Rows by rep under their sum."""
    return np.vstack([values.sum(axis=0), values])


def _ends(period: Period, came: Floats) -> End:
    """Where each period ends; the team's is the sum of the reps', with the team's own range."""
    present = np.vstack([np.ones(period.staying.shape[1]), period.staying])
    found = end(period.expected, came, period.gone, present)
    middle = np.append(found.middle[1:].sum(), found.middle[1:])
    ahead = found.middle[0] - came[0]
    scale = (middle[0] - came[0]) / ahead if ahead > 0 else 1.0
    low, high = (
        np.append(came[0] + (side[0] - came[0]) * scale, side[1:])
        for side in (found.low, found.high)
    )
    return End(low, middle, high)


def _months(
    period: Period, table: pd.DataFrame, values: tuple[Floats, Floats, Floats], ends: End
) -> pd.DataFrame:
    """Every month of every goal."""
    agreed, plan, actual = values
    count, gone = agreed.shape[1], period.gone
    actual = np.where(np.arange(count) < gone, actual, np.nan)
    so_far = np.cumsum(actual, axis=1)
    frame = pd.DataFrame(
        {
            REP_ID: np.repeat(table[REP_ID].to_numpy(object), count),
            "rep": np.repeat(table["rep"].to_numpy(object), count),
            "month": np.tile(np.arange(period.start, period.start + count, dtype=float), len(plan)),
            "agreed": agreed.ravel(),
            "plan": plan.ravel(),
            "actual": actual.ravel(),
            "agreed_so_far": np.cumsum(agreed, axis=1).ravel(),
            "plan_so_far": np.cumsum(plan, axis=1).ravel(),
            "actual_so_far": so_far.ravel(),
        }
    )
    here = so_far[:, gone - 1] if gone else np.zeros(len(plan))
    share = period.expected.share
    for name, side in (("projected", ends.middle), ("low", ends.low), ("high", ends.high)):
        frame[name] = _ahead(here, side, share, gone).ravel()
    return frame.round(2)


def _ahead(here: Floats, there: Floats, share: Floats, gone: int) -> Floats:
    """The way from what came to where the period ends, along the season; from the last month on."""
    rest = share[:, gone:].sum(axis=1, keepdims=True)
    part = np.cumsum(share[:, gone:], axis=1) / np.where(rest > 0, rest, 1.0)
    line = here[:, None] + (there - here)[:, None] * part
    before = np.full((len(here), gone), np.nan)
    if gone:
        before[:, -1] = here
    return np.hstack([before, line])
