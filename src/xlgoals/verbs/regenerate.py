"""Regenerate: metrics, review and suggested goals from what the plan holds now."""

import datetime as dt
from dataclasses import dataclass

import numpy as np
import pandas as pd

from xlgoals.domain.people import REP_ID
from xlgoals.domain.problems import Problem
from xlgoals.negotiation.goals import goals_of
from xlgoals.sums.history import last_targets, rep_metrics
from xlgoals.sums.history.monthly_history import History
from xlgoals.sums.suggest import targets
from xlgoals.sums.suggest.targets import Suggestion
from xlgoals.tables.addresses import quoted_sheet
from xlgoals.tables.language import Cell, Sparkline
from xlgoals.tables.merge_typed import write_kept
from xlgoals.tables.sheets import metrics as metrics_sheet
from xlgoals.tables.sheets import targets as targets_sheet
from xlgoals.tables.sheets import targets_by_month, team_by_month
from xlgoals.tables.typed_tables import to_rows
from xlgoals.tables.workbook import Progress, Workbook
from xlgoals.verbs.negotiate.changed_metrics import metric_problems
from xlgoals.verbs.negotiate.evidence import evidence
from xlgoals.verbs.negotiate.read_session import session_of
from xlgoals.verbs.negotiate.rep_sheets import refresh_sheets, typed_so_far
from xlgoals.verbs.negotiate.team import noted, write_team
from xlgoals.verbs.one_pass import OnePass, one_pass
from xlgoals.verbs.outcome import Outcome
from xlgoals.verbs.picked_views import write_goal_steps
from xlgoals.verbs.plan import Plan, read_plan, tidy
from xlgoals.verbs.review import write_review
from xlgoals.verbs.scenarios import write_scenarios
from xlgoals.views import start

MOST_NEWS = 12
"""How many changed goals Start lists, the largest changes first."""


@dataclass(frozen=True)
class Regenerated:
    """What a regenerate did."""

    plan: str
    rows: int
    """Rows of history used."""
    reps: int
    """Reps with a goal."""
    goal: float
    """Company goal; NaN where there is none."""
    suggested: float
    problems: tuple[Problem, ...]

    def outcome(self) -> Outcome:
        """What a regenerate did, told."""
        known = not np.isnan(self.goal)
        goal = f" against a company goal of {self.goal:,.0f}" if known else ""
        return Outcome(
            f"{self.plan}: goals for {self.reps} reps, {self.suggested:,.0f} in all{goal}, from "
            f"{self.rows:,} rows of history.",
            problems=self.problems,
            data={**vars(self), "goal": self.goal if known else None},
        )


def silent(doing: str, share: float) -> None:
    """A progress that nobody watches."""


@dataclass(frozen=True)
class Goals:
    """What the sums give for a plan."""

    past: History
    suggestion: Suggestion
    metrics: pd.DataFrame
    """The Metrics table, as the sums give it."""


def worked_out(plan: Plan) -> Goals:
    """The suggested goals and the metrics of a plan; it needs no workbook."""
    past = tidy(plan)
    asked = last_targets.revenue_targets(plan.last_targets, past.months[-12:])
    suggestion = targets.suggest(
        past,
        plan.reps,
        plan.settings,
        plan.assumptions,
        plan.changes,
        plan.proposals,
        metrics=plan.metrics,
    )
    target = last_targets.by_rep(asked).reindex(past.reps).to_numpy(np.float64)
    measured = rep_metrics.rep_metrics(past, plan.reps, plan.proposals, target)
    return Goals(past, suggestion, measured)


@one_pass
def regenerate(workbook: OnePass, now: dt.datetime, progress: Progress = silent) -> Regenerated:
    """Metrics, review and suggested goals from what the plan holds now, written into it.

    Errors:
        PlanError, InputError, FileError: each says what to do.
    """
    progress("Reading the plan", 0.0)
    plan = read_plan(workbook)
    progress("Working out goals", 0.5)
    goals = worked_out(plan)
    past, suggestion = goals.past, goals.suggestion
    progress("Writing the sheets", 0.6)
    known = session_of(
        workbook,
        goals_of(suggestion.lines, plan.last_targets, plan.metrics),
        plan.reps,
        suggestion.team_by_month["month"].tolist(),
        plan.metrics,
    )
    typed = typed_so_far(workbook, known)
    session = noted(workbook, known, now)
    before = write_team(workbook, suggestion.team, session, now)
    workbook.write(start.TABLE, to_rows(start.TABLE, _news(before, suggestion.team, now)))
    for sheet_table, frame in (
        (targets_sheet.TABLE, suggestion.lines),
        (targets_by_month.TABLE, suggestion.by_month),
        (team_by_month.TABLE, suggestion.team_by_month),
    ):
        workbook.write(sheet_table, to_rows(sheet_table, frame))
    write_goal_steps(workbook, suggestion.lines)
    write_kept(workbook, metrics_sheet.TABLE, _with_trend(workbook, goals.metrics, suggestion))
    looked_at = write_review(workbook, plan, past, now).review
    seen = evidence(workbook, suggestion.lines, suggestion.by_month, looked_at)
    refresh_sheets(workbook, session, typed, seen)
    progress("Comparing scenarios", 0.8)
    write_scenarios(workbook, plan, past)
    progress("Writing Start", 0.9)
    workbook.hold(plan.tables)
    return Regenerated(
        plan=plan.name,
        rows=len(plan.history),
        reps=len(suggestion.team),
        goal=plan.settings.goal,
        suggested=float(suggestion.team["suggested"].sum()),
        problems=tuple(sorted({*plan.problems, *metric_problems(workbook, plan.metrics)})),
    )


def _news(before: pd.DataFrame, after: pd.DataFrame, now: dt.datetime) -> pd.DataFrame:
    """The team's goal and the goals that changed most."""
    old = before.set_index(REP_ID)["suggested"]
    both = pd.DataFrame(
        {
            "goal": after["rep"].to_numpy(object),
            "before": old.reindex(after[REP_ID]).to_numpy(np.float64),
            "now": after["suggested"].to_numpy(np.float64),
        }
    )
    moved = both[both["before"].notna() & (both["before"] != both["now"])]
    order = (moved["now"] - moved["before"]).abs().sort_values(ascending=False, kind="stable").index
    known = old.dropna()
    total = {
        "goal": f"Team, {now:%Y-%m-%d %H:%M}",
        "before": known.sum() if len(known) else np.nan,
        "now": both["now"].sum(),
    }
    rows = pd.concat([pd.DataFrame([total]), moved.loc[order[:MOST_NEWS]]], ignore_index=True)
    return rows.assign(before=rows["before"].fillna(0.0))


def _with_trend(workbook: Workbook, table: pd.DataFrame, suggestion: Suggestion) -> pd.DataFrame:
    """The metrics with a small chart of the last year for each rep who has a goal."""
    sheet, letters, top = workbook.locate(targets_by_month.TABLE, "Year before")
    months = len(suggestion.team_by_month)
    lines: dict[str, Cell] = {}
    for at, rep_id in enumerate(suggestion.team[REP_ID]):
        lines[rep_id] = _line(sheet, letters, top + at * months, months)
    sheet, letters, top = workbook.locate(team_by_month.TABLE, "Year before")
    lines[""] = _line(sheet, letters, top, months)
    trend = pd.Series([lines.get(rep_id) for rep_id in table[REP_ID]], dtype=object)
    return table.assign(trend=trend.to_numpy())


def _line(sheet: str, letters: str, top: int, months: int) -> Sparkline:
    """A small chart over some rows of a column."""
    return Sparkline(f"{quoted_sheet(sheet)}!{letters}{top}:{letters}{top + months - 1}")
