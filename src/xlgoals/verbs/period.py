"""What is read from a plan to follow its period: goals, season, what was expected, what came."""

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd

from xlgoals.domain.errors import InputError
from xlgoals.domain.goal_ids import WHOLE
from xlgoals.domain.metrics import REVENUE
from xlgoals.domain.months import month_label, months_of_dates
from xlgoals.domain.people import REP_ID
from xlgoals.domain.problems import Problem, quoted
from xlgoals.negotiation.rules import DRAFT
from xlgoals.negotiation.session import Session
from xlgoals.sums.arrays import Floats
from xlgoals.sums.history.activity_rows import activity_rows
from xlgoals.sums.track import tracking
from xlgoals.sums.track.projection import Expected, month_noise
from xlgoals.sums.track.tracking_tables import Period
from xlgoals.tables.dates import month_number, parse_date
from xlgoals.tables.sheets import settings, targets, targets_by_month, team
from xlgoals.tables.typed_tables import typed_rows
from xlgoals.tables.workbook import Workbook
from xlgoals.verbs.negotiate.read_session import read_session
from xlgoals.verbs.plan import Plan, read_plan, tidy

AGREED, TYPED, SUGGESTED = "agreed", "typed on Team", "suggested only"
"""Where a goal comes from."""


@dataclass(frozen=True)
class Under:
    """A plan whose period is under way."""

    plan: Plan
    session: Session
    team: pd.DataFrame
    """The Team table."""
    lines: pd.DataFrame
    """The Targets table."""
    period: Period
    problems: tuple[Problem, ...]

    @property
    def reps(self) -> list[str]:
        """The reps who have a goal."""
        return [str(rep_id) for rep_id in self.period.goals[REP_ID]]


def read_period(workbook: Workbook, through: str = "") -> Under:
    """A plan with what came of its period so far.

    Args:
        workbook: The plan.
        through: The last month that counts, such as 2027-04; the last imported one by default.

    Errors:
        InputError: there is no period or no goal, or the month lies outside of the period.
    """
    plan, session = read_plan(workbook), read_session(workbook)
    _check_start(workbook)
    everybody = typed_rows(workbook, team.TABLE)[1]
    everybody = everybody[everybody["suggested"].notna() | everybody["agreed"].notna()]
    everybody = everybody.drop_duplicates(REP_ID).reset_index(drop=True)
    lines = typed_rows(workbook, targets.TABLE)[1]
    months = typed_rows(workbook, targets_by_month.TABLE)[1]
    goals, flaws = revenue_goals(session, everybody, plan.settings.start)
    start, count = plan.settings.start, plan.settings.months
    reps = goals[REP_ID].tolist()
    came = tracking.actual_by_month(plan.history, reps, "revenue", start, count)
    gone = _gone(plan, through)
    period = Period(
        goals,
        came,
        _expected(plan, reps, lines, months),
        _staying(plan, reps),
        start,
        gone,
    )
    problems = (*plan.problems, *flaws, *_missing_months(plan, gone), *_without_goal(plan, reps))
    return Under(plan, session, everybody, lines, period, tuple(sorted(set(problems))))


def _check_start(workbook: Workbook) -> None:
    """A period that follows the history would move with every month that is imported."""
    rows = typed_rows(workbook, settings.TABLE)[1]
    value = rows.loc[rows["setting"] == "Period start", "value"]
    if not len(value) or value.iloc[0] in (None, ""):
        raise InputError(
            "Settings!Period start is blank, so the period would move with every month you import: "
            "type its first month there, such as 2027-01."
        )


def revenue_goals(
    session: Session, everybody: pd.DataFrame, start: int
) -> tuple[pd.DataFrame, list[Problem]]:
    """Each rep's revenue goal: as agreed in the log, or typed on Team, or else suggested."""
    rows, problems = [], []
    for row in everybody.to_dict("records"):
        line = session.of(row[REP_ID]).line(WHOLE)
        amended, first = line.amended, np.nan
        if not math.isnan(line.agreed):
            goal, basis = line.agreed, AGREED
        elif line.state == DRAFT and not math.isnan(row["agreed"]):
            goal, basis = row["agreed"], TYPED
        else:
            goal, basis = row["suggested"], SUGGESTED
        if not math.isnan(amended):
            first = month_of(line.valid_from) - start
            if math.isnan(first):
                where = f"an amendment for {row['rep']} valid from {quoted(line.valid_from)}"
                wanted = "a month, such as 2027-06; the amendment was left out"
                problems.append(Problem("Negotiation log", 0, "Valid from", where, wanted))
                amended = np.nan
        rows.append((row[REP_ID], row["rep"], float(goal), basis, amended, first))
    names = [REP_ID, "rep", "agreed", "basis", "amended", "first"]
    return pd.DataFrame(rows, columns=names), problems


def month_of(text: str) -> float:
    """The number of a month as the log has it; NaN where it is none."""
    try:
        return float(month_number(parse_date(text)))
    except ValueError:
        return np.nan


def _gone(plan: Plan, through: str) -> int:
    """Months that count: up to the last imported one, or the one that is named."""
    start, count = plan.settings.start, plan.settings.months
    months = plan.history["month"].to_numpy(np.float64).astype(np.int64)
    sold = months[~activity_rows(plan.history)]
    came = tracking.months_gone(sold, start, count) or tracking.months_gone(months, start, count)
    if not through:
        return came
    named = month_of(through) - start
    if math.isnan(named) or not -1 <= named < count:
        period = f"{month_label(start)} to {month_label(start + count - 1)}"
        raise InputError(f"“{through}” is no month of the period {period}; write it like 2027-04.")
    if named + 1 > came:
        known = f"end with {month_label(start + came - 1)}" if came else "have not begun"
        raise InputError(
            f"Nothing was imported for {month_label(start + int(named))}: the period's rows in "
            f"History {known}."
        )
    return int(named) + 1


def _expected(plan: Plan, reps: list[str], lines: pd.DataFrame, months: pd.DataFrame) -> Expected:
    """What was expected of the team and of each rep before the period."""
    start, count = plan.settings.start, plan.settings.months
    whole = lines[
        (lines["metric"] == REVENUE.name) & (lines["product"] == "") & (lines["territory"] == "")
    ]
    whole = whole.drop_duplicates(REP_ID).set_index(REP_ID)
    spread = whole.reindex(["", *reps])
    calendar = range(start, start + count)
    wide = months.pivot_table(index=REP_ID, columns="month", values="target", aggfunc="first")
    weights = wide.reindex(index=reps, columns=[float(m) for m in calendar]).to_numpy(np.float64)
    share = tracking.shares(weights)
    middle = spread["middle"].to_numpy(np.float64)
    team_share = tracking.shares(np.nan_to_num(middle[1:, None] * share).sum(axis=0)[None, :])
    low, high = (spread[name].to_numpy(np.float64) for name in ("low", "high"))
    return Expected(low, middle, high, np.vstack([team_share, share]), _noise(plan, reps))


def _noise(plan: Plan, reps: list[str]) -> Floats:
    """How far months lie from what the season says: the team's, and each rep's."""
    past = tidy(plan)
    place = {rep_id: at for at, rep_id in enumerate(past.reps)}
    at = [place.get(rep_id, -1) for rep_id in reps]
    unknown = np.full((1, len(past.months)), np.nan)
    own = np.vstack([past.by_rep["revenue"], unknown])[at] if reps else unknown[:0]
    known = ~np.isnan(own)
    total = np.where(known.any(axis=0), np.where(known, own, 0.0).sum(axis=0), np.nan)
    team_noise = month_noise(total[None, :], np.zeros(1, np.int64))
    return np.append(team_noise, month_noise(own, np.zeros(len(own), np.int64)))


def _staying(plan: Plan, reps: list[str]) -> Floats:
    """0 in the months after a rep has left, else 1 (r × t)."""
    left = plan.reps.set_index(REP_ID)["left"].reindex(reps).to_numpy("datetime64[s]")
    month = months_of_dates(left)
    last = np.where(np.isnan(month), np.inf, month)
    return (plan.settings.calendar <= last[:, None]).astype(float)


def _missing_months(plan: Plan, gone: int) -> list[Problem]:
    """Months that nobody has a row in, though later ones came."""
    missing = tracking.months_without_rows(plan.history, plan.settings.start, gone)
    wanted = "rows for it: import the month"
    return [
        Problem("History", 0, "Month", f"nothing for {month_label(m)}", wanted) for m in missing
    ]


def _without_goal(plan: Plan, reps: list[str]) -> list[Problem]:
    """Reps who sell in the period and have no goal."""
    start = plan.settings.start
    rows = plan.history[
        (plan.history["month"] >= start) & (plan.history["month"] < start + plan.settings.months)
    ]
    sold = rows.groupby(REP_ID)["revenue"].sum()
    names = dict(zip(plan.reps[REP_ID], plan.reps["rep"], strict=True))
    wanted = "a goal for whoever sells; this is in nobody's actual"
    return [
        Problem("Team", 0, "Rep ID", f"{names.get(r, r)} sold {v:,.0f} without a goal", wanted)
        for r, v in sold.items()
        if r not in reps and v
    ]
