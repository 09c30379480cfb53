"""How the manager's own goals go: written into the plan, and in sentences."""

import datetime as dt
from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from xlgoals.domain import own_goal_kinds
from xlgoals.domain.people import REP_ID
from xlgoals.domain.problems import Problem
from xlgoals.sums.arrays import Floats
from xlgoals.sums.coach import coaching
from xlgoals.tables.computed import with_formulas
from xlgoals.tables.sheets import coaching_effect as effect_sheet
from xlgoals.tables.sheets import my_months, my_progress
from xlgoals.tables.typed_tables import to_rows
from xlgoals.tables.workbook import Workbook
from xlgoals.verbs.mine.effect import effect_table
from xlgoals.verbs.mine.hours import coaching_hours
from xlgoals.verbs.mine.own import Own, day_label, read_own
from xlgoals.verbs.one_pass import one_pass
from xlgoals.verbs.outcome import Outcome, TableRows

LATER = 10
"""So many coming events are told."""


@dataclass(frozen=True)
class Mine:
    """How the manager's own goals go."""

    progress: pd.DataFrame
    """As sheet My progress has it."""
    sentences: tuple[str, ...]
    problems: tuple[Problem, ...]

    def outcome(self) -> Outcome:
        """How they go, told."""
        rows = TableRows(my_progress.TABLE, self.progress)
        return Outcome(
            "\n".join(self.sentences[:1]),
            self.sentences[1:],
            tables=(rows,),
            problems=self.problems,
            data={"goals": rows, "sentences": self.sentences},
        )


@one_pass
def refresh_mine(workbook: Workbook, today: dt.date) -> Mine:
    """Hold the manager's own goals against the log, and write what came of it.

    Errors:
        InputError: there is no period.
    """
    own = read_own(workbook, today)
    reps, hours = coaching_hours(workbook, own.plan, today)
    table = with_formulas(my_progress.TABLE, _progress(own, reps, hours))
    workbook.write(my_progress.TABLE, to_rows(my_progress.TABLE, table))
    months = coaching.by_month(own.goals, own.inside, own.when)
    workbook.write(my_months.TABLE, to_rows(my_months.TABLE, months))
    effect = effect_table(own)
    workbook.write(effect_sheet.TABLE, to_rows(effect_sheet.TABLE, effect))
    for shown in (my_progress, my_months, effect_sheet):
        workbook.show_sheet(shown.SHEET.name)
    return Mine(table, _sentences(own, table, effect), own.problems)


def _progress(own: Own, reps: pd.DataFrame, hours: Floats) -> pd.DataFrame:
    """Each goal against the log, and a line for every rep whom nothing is planned for."""
    table = coaching.progress(own.goals, own.inside, own.when)
    kind = own_goal_kinds.COACHING.name
    there = set(table.loc[table["goal"].str.casefold() == kind.casefold(), REP_ID])
    missing = [rep_id for rep_id in reps[REP_ID] if rep_id not in there]
    extra = pd.DataFrame({"goal": kind, REP_ID: missing, "unit": "hours", "planned": np.nan})
    parts = [part for part in (coaching.progress(extra, own.inside, own.when), table) if len(part)]
    table = pd.concat(parts, ignore_index=True) if parts else table
    mine = (table["goal"].str.casefold() == kind.casefold()) & (table["unit"] == "hours")
    suggested = dict(zip(reps[REP_ID], hours, strict=True))
    names = dict(zip(own.plan.reps[REP_ID], own.plan.reps["rep"], strict=True))
    waited = dict(
        zip(
            reps[REP_ID],
            coaching.waiting_days(own.log, reps[REP_ID].tolist(), own.when),
            strict=True,
        )
    )
    days = table[REP_ID].map(waited).where(mine)
    late = days > coaching.MONTH_DAYS
    table = table.assign(
        rep=table[REP_ID].map(names).fillna(""),
        suggested=table[REP_ID].map(suggested).where(mine),
        status=table["status"].where(~late, coaching.DUE),
        last_time=_dates(table["last_time"]),
        next_time=_dates(table["next_time"]),
    )
    rows = zip(table.to_dict("records"), days, coaching.whole_due(table), strict=True)
    table["what_to_do"] = [_to_do(*row) for row in rows]
    return table.sort_values(["goal", REP_ID], key=_ranked, kind="stable", ignore_index=True)


def _ranked(values: pd.Series) -> pd.Series:
    """Goals in the order of their kinds, own ones last; reps by id."""
    kinds = {kind: at for at, kind in enumerate(own_goal_kinds.NAMES)}
    return values.map(lambda v: kinds.get(v, len(kinds))) if values.name == "goal" else values


def _dates(days: pd.Series) -> pd.Series:
    """Days since 1970 as dates."""
    return pd.to_datetime(days.astype(float), unit="D")


def _to_do(row: dict[Hashable, Any], waited: float, due: float) -> str:
    """What a line asks for, in a sentence."""
    coming = row["next_time"]
    when = f" Next: {day_label(coming)}." if isinstance(coming, pd.Timestamp) else ""
    if row["status"] == coaching.DUE:
        return f"Not for {waited:.0f} days.{when or ' Nothing is in the calendar.'}"
    if row["status"] == coaching.BEHIND:
        return f"{round(due - row['done'], 1):g} {row['unit']} behind your plan.{when}"
    return when.strip()


def _sentences(own: Own, table: pd.DataFrame, effect: pd.DataFrame) -> tuple[str, ...]:
    """What the manager should know, most urgent first."""
    late = table[table["status"] == coaching.DUE]
    lines = []
    if len(late):
        lines.append(f"Not coached for a month: {', '.join(late['rep'])}.")
    hourly = table[(table["unit"] == "hours") & table["planned_to_date"].notna()]
    due, done = hourly["planned_to_date"].sum(), hourly["done"].sum()
    if due > 0:
        lines.append(f"{done:.1f} of {due:.1f} hours planned up to today ({done / due:.0%}).")
    coming = own.inside[own.inside["day"] > own.when.today].sort_values("day", kind="stable")
    names = dict(zip(own.plan.reps[REP_ID], own.plan.reps["rep"], strict=True))
    for row in coming.head(LATER).to_dict("records"):
        rep = f" with {names[row['rep_id']]}" if row[REP_ID] else ""
        lines.append(f"Coming: {day_label(row['date'])}, {row['kind']}{rep}.")
    if len(effect):
        lines.append(f"Close rate since coaching: {effect['what_can_be_said'].iloc[0]}")
    return tuple(lines) or ("Nothing is planned or logged yet.",)
