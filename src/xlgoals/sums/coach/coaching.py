"""The manager's own goals: time for each rep, and the plan held against the log.

The method is told in docs/method.md#your-own-goals. Days here are days since 1970.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from xlgoals.domain.months import first_day
from xlgoals.domain.own_goal_kinds import COACHING, KINDS
from xlgoals.domain.people import REP_ID
from xlgoals.sums.arrays import Floats
from xlgoals.sums.suggest.allocation import round_to_total

TOGETHER = tuple(kind.name for kind in KINDS if kind.on_selling)
"""What counts as time spent on a rep's selling."""

USUAL_HOURS = 3.0
"""Hours of coaching per rep and month where the manager names no total; 3 to 5 are common."""

EVEN = 0.5
"""This share of the hours goes to everybody alike, so that nobody is left alone."""

FULL_GAP, MOST_GAP = 0.1, 2.0
"""A goal 10 % above the middle forecast counts like a rep on the first day; 20 % at most."""

STEP = 0.5
"""Hours are multiples of this."""

MONTH_DAYS = 31
"""Who has waited longer than this was not coached for a month."""

NOT_BEGUN, AHEAD, ON_TRACK, BEHIND = "– not begun", "▲ ahead", "● on track", "▼ behind"
DUE = "! not for a month"
NEARLY = 0.9
"""From this share of the plan on one is on track."""


def suggested_hours(total: float, goal: Floats, middle: Floats, strength: Floats) -> Floats:
    """The manager's hours shared out: more for goals far above the forecast, and for new hires.

    Half of the total goes to everybody alike, the other half in proportion to need = how far the
    goal lies above the middle forecast, in tenths of it, at most 2 + what is missing to full
    strength. Where nobody has a need, all is shared alike.

    Args:
        total (hours): A month, for the whole team; the sum of the result, to the half hour.
        goal, middle (n, money): Agreed or else suggested; the middle forecast. NaN: no gap known.
        strength (n, fraction): Share of full selling strength that a rep has now.

    Returns:
        (n, hours a month).
    """
    if not len(goal) or not total > 0:
        return np.zeros(len(goal))
    gap = np.divide(goal, middle, out=np.ones(len(goal)), where=middle > 0) - 1
    gap = np.clip(np.nan_to_num(gap) / FULL_GAP, 0.0, MOST_GAP)
    need = gap + (1 - np.clip(strength, 0.0, 1.0))
    count = len(goal)
    even = np.full(count, total / count)
    own = need / need.sum() * total if need.sum() > 0 else even
    whole = np.round(total / STEP) * STEP
    mixed = EVEN * even + (1 - EVEN) * own
    return round_to_total(mixed, np.array([whole]), np.zeros(count, np.int64), STEP)


@dataclass(frozen=True)
class Calendar:
    """The period in days, and today in it."""

    start: int
    """Number of the period's first month."""
    months: int
    today: int
    """Days since 1970; whatever lies after it is coming."""

    @property
    def first(self) -> int:
        """The period's first day."""
        return first_day(self.start)

    @property
    def end(self) -> int:
        """The day after its last."""
        return first_day(self.start + self.months)

    @property
    def gone(self) -> float:
        """Months that are gone; a part of a month counts as that part of it."""
        day = min(max(self.today + 1, self.first), self.end)
        edges = [first_day(self.start + at) for at in range(self.months + 1)]
        month = int(np.searchsorted(edges, day, side="right")) - 1
        if month >= self.months:
            return float(self.months)
        return month + (day - edges[month]) / (edges[month + 1] - edges[month])

    @property
    def month(self) -> int:
        """Position of the month that is on; −1 before the period, the last one after it."""
        if self.today < self.first:
            return -1
        return min(int(np.ceil(self.gone - 1e-9)) - 1, self.months - 1)


def done(log: pd.DataFrame, unit: str) -> float:
    """What log rows amount to: hours, days (each counts once), times, or customers met."""
    if unit == "times":
        return times(log)
    if unit == "days":
        return float(log["day"].nunique())
    return float(log["customers" if unit == "customers" else "hours"].sum())


def times(log: pd.DataFrame) -> float:
    """How many events log rows are: days that follow each other under one note are one event."""
    rows = log.sort_values(["kind", REP_ID, "note", "day"], kind="stable")
    before = rows.shift()
    same = (rows["note"] != "") & (rows["day"] - before["day"] == 1)
    for name in ("kind", REP_ID, "note"):
        same &= rows[name] == before[name]
    return float((~same).sum())


def counting(goals: pd.DataFrame, log: pd.DataFrame) -> list[pd.DataFrame]:
    """The log rows that count for each goal.

    A goal for one rep takes the rows of its kind with that rep; one for nobody in particular takes
    all rows of its kind whose rep has no such goal.
    """
    kinds = goals["goal"].str.casefold()
    own = set(zip(kinds, goals[REP_ID], strict=True))
    kind = log["kind"].str.casefold()
    taken = pd.Series(
        [pair in own for pair in zip(kind, log[REP_ID], strict=True)], index=log.index, dtype=bool
    )
    return [
        log[(kind == name) & ((log[REP_ID] == rep_id) if rep_id else ~taken | (log[REP_ID] == ""))]
        for name, rep_id in zip(kinds, goals[REP_ID], strict=True)
    ]


def merged(goals: pd.DataFrame) -> pd.DataFrame:
    """Goals of the same kind, rep and unit as one; planned is for the whole period."""
    keys = ["goal", REP_ID, "unit"]
    return goals.groupby(keys, sort=False)[["planned"]].sum().reset_index()


def progress(goals: pd.DataFrame, log: pd.DataFrame, when: Calendar) -> pd.DataFrame:
    """Each goal against the log.

    Args:
        goals: goal, rep_id, unit and planned (for the whole period), as ``merged`` gives them.
        log: day (days since 1970), kind, rep_id, hours and customers of the whole period.
        when: The period and today.

    Returns:
        goal, rep_id, unit, planned, planned_to_date, done, this_month, last_time,
        next_time (days, NaN for none), coming (in the unit) and status.
    """
    share = when.gone / when.months
    here = (first_day(when.start + when.month), first_day(when.start + when.month + 1))
    rows = []
    for goal, own in zip(goals.to_dict("records"), counting(goals, log), strict=True):
        past, coming = own[own["day"] <= when.today], own[own["day"] > when.today]
        month = past[(past["day"] >= here[0]) & (past["day"] < here[1])]
        unit, planned = str(goal["unit"]), float(goal["planned"])
        rows.append(
            {
                **goal,
                "planned_to_date": planned * share,
                "done": done(past, unit),
                "this_month": done(month, unit) if when.month >= 0 else 0.0,
                "last_time": past["day"].max(),
                "next_time": coming["day"].min(),
                "coming": done(coming, unit),
            }
        )
    names = ["planned_to_date", "done", "this_month", "last_time"]
    table = pd.DataFrame(rows, columns=[*goals.columns, *names, "next_time", "coming"])
    return table.assign(status=_status(table))


def _status(table: pd.DataFrame) -> list[str]:
    """A word and a mark for each goal; blank where nothing is planned."""
    due, came = whole_due(table), table["done"].to_numpy(np.float64)
    words = np.select(
        [np.isnan(due), (due == 0) & (came == 0), came > due * (2 - NEARLY), came >= due * NEARLY],
        ["", NOT_BEGUN, AHEAD, ON_TRACK],
        BEHIND,
    )
    return [str(word) for word in words]


def whole_due(table: pd.DataFrame) -> Floats:
    """What is due by now: hours as they are, all else in whole ones, since half a fair is none."""
    due = table["planned_to_date"].to_numpy(np.float64)
    return np.where(table["unit"] == "hours", due, np.floor(due + 1e-9))


def waiting_days(log: pd.DataFrame, reps: list[str], when: Calendar) -> Floats:
    """Days since each rep was coached last; since the period began where never (r).

    Args:
        log: day, kind and rep_id, of this period and before.
        reps: Rep ids.
        when: The period and today; NaN before it begins.
    """
    if when.today < when.first:
        return np.full(len(reps), np.nan)
    kinds = {kind.casefold() for kind in TOGETHER}
    past = log[log["kind"].str.casefold().isin(kinds) & (log["day"] <= when.today)]
    last = past.groupby(REP_ID)["day"].max().reindex(reps).to_numpy(np.float64)
    return np.asarray(when.today - np.fmax(last, float(when.first)))


def by_month(goals: pd.DataFrame, log: pd.DataFrame, when: Calendar) -> pd.DataFrame:
    """Hours by month: planned, done and coming; of coaching, and of everything.

    Args:
        goals, log, when: As for ``progress``.

    Returns:
        month, coaching_planned, coaching_done, coaching_coming, planned, done and coming (hours).
    """
    hourly = goals[goals["unit"] == "hours"]
    taken = counting(hourly, log)
    rows = pd.concat(taken).loc[lambda x: ~x.index.duplicated()] if taken else log.iloc[:0]
    month = [first_day(when.start + at) for at in range(when.months + 1)]
    table = pd.DataFrame({"month": np.arange(when.start, when.start + when.months, dtype=float)})
    for prefix, only in (("coaching_", COACHING.name.casefold()), ("", "")):
        planned = hourly[hourly["goal"].str.casefold() == only] if only else hourly
        own = rows[rows["kind"].str.casefold() == only] if only else rows
        table[f"{prefix}planned"] = float(planned["planned"].sum()) / when.months
        past = own["day"] <= when.today
        for name, some in (("done", own[past]), ("coming", own[~past])):
            table[f"{prefix}{name}"] = np.histogram(
                some["day"], month, weights=some["hours"].fillna(0.0)
            )[0]
    return table
