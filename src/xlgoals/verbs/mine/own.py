"""The manager's own goals and log as a plan holds them."""

import datetime as dt
from dataclasses import dataclass

import numpy as np
import pandas as pd

from xlgoals.domain.months import month_label
from xlgoals.domain.problems import Problem
from xlgoals.sums.coach import coaching
from xlgoals.sums.coach.coaching import Calendar
from xlgoals.tables.language import Table
from xlgoals.tables.sheets import my_goals, my_log
from xlgoals.tables.typed_tables import check_references, read_table
from xlgoals.tables.workbook import Readable
from xlgoals.verbs.plan import Plan, read_plan


@dataclass(frozen=True)
class Own:
    """The manager's own tables, as they can be used."""

    plan: Plan
    when: Calendar
    goals: pd.DataFrame
    """Merged, with ``planned`` for the whole period."""
    log: pd.DataFrame
    """With ``day``; rows outside of the period too."""
    inside: pd.DataFrame
    """The log's rows in the period."""
    problems: tuple[Problem, ...]


def read_own(workbook: Readable, today: dt.date) -> Own:
    """The manager's goals and log; rows that cannot be used are reported."""
    plan = read_plan(workbook)
    when = Calendar(plan.settings.start, plan.settings.months, day_number(today))
    people = {"Reps": plan.reps}
    goals, flaws = _checked(workbook, my_goals.TABLE, people)
    log, more = _checked(workbook, my_log.TABLE, people)
    log = log[log["date"].notna() & (log["kind"] != "")].reset_index(drop=True)
    log = log.assign(day=log["date"].to_numpy("datetime64[D]").astype(np.int64).astype(float))
    within = (log["day"] >= when.first) & (log["day"] < when.end)
    goals = goals[goals["goal"] != ""]
    return Own(
        plan,
        when,
        coaching.merged(_whole_period(goals, plan.settings.months)),
        log,
        log[within].reset_index(drop=True),
        tuple(sorted([*flaws, *more, *_outside(log, within, when), *_no_hours(goals, log)])),
    )


def _checked(
    workbook: Readable, table: Table, known: dict[str, pd.DataFrame]
) -> tuple[pd.DataFrame, list[Problem]]:
    """A table's usable rows, and what is wrong with the others."""
    raw = workbook.read(table)
    frame, problems = read_table(table, raw)
    frame, lost = check_references(table, raw.sheet, frame, known)
    return frame, [*problems, *lost]


def day_number(date: dt.date) -> int:
    """A date as days since 1970."""
    return (dt.date(date.year, date.month, date.day) - dt.date(1970, 1, 1)).days


def _whole_period(goals: pd.DataFrame, months: int) -> pd.DataFrame:
    """Goals for the whole period; those without a number are left out."""
    known = goals[goals["planned"].notna()]
    times = np.where(known["per"] == "period", 1, months)
    unit = known["unit"].where(known["unit"] != "", "times")
    return known.assign(planned=known["planned"] * times, unit=unit)


def _outside(log: pd.DataFrame, within: pd.Series, when: Calendar) -> list[Problem]:
    """Rows whose day lies outside of the period: one problem for all."""
    out = log[~within]
    if not len(out):
        return []
    first, last = when.start, when.start + when.months - 1
    rows = f"{len(out)} rows" if len(out) > 1 else "a row"
    wanted = f"days from {month_label(first)} to {month_label(last)}; others are not counted"
    return [Problem("My log", int(out["row"].iloc[0]), "Date", f"{rows} outside", wanted)]


def _no_hours(goals: pd.DataFrame, log: pd.DataFrame) -> list[Problem]:
    """Rows without hours whose goal is counted in hours."""
    hourly = set(goals.loc[goals["unit"] == "hours", "goal"].str.casefold())
    blank = log[log["kind"].str.casefold().isin(hourly) & log["hours"].isna()]
    wanted = "how long it took; without it the row adds no hours"
    return [Problem("My log", int(row), "Hours", "nothing", wanted) for row in blank["row"]]


def day_label(day: dt.date) -> str:
    """A day as people write it: ``4 Mar``."""
    return f"{day.day} {month_label(day.month - 1)[:3]}"
