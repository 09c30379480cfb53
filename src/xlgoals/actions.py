"""One function for each button and each command: read → sums → write."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from xlgoals.core import goals, metrics, review, targets
from xlgoals.core.sample import organisation
from xlgoals.core.targets import Suggestion
from xlgoals.errors import InputError
from xlgoals.hosts.base import Progress, Workbook
from xlgoals.plan import Plan, read_plan, read_settings, tidy, typed_rows
from xlgoals.start_values import start_values
from xlgoals.workbook import mapping, merge
from xlgoals.workbook.dates import month_number, month_start
from xlgoals.workbook.language import Cell, Kind, Role, Sparkline, Table
from xlgoals.workbook.problems import Problem
from xlgoals.workbook.raw import RawTable
from xlgoals.workbook.sheets import (
    INPUT_TABLES,
    find_sheet,
    history,
    my_goals,
    reps,
    settings,
    start,
    targets_by_month,
    team,
    team_by_month,
)
from xlgoals.workbook.sheets import (
    metrics as metrics_sheet,
)
from xlgoals.workbook.sheets import (
    review as review_sheet,
)
from xlgoals.workbook.sheets import (
    targets as targets_sheet,
)
from xlgoals.workbook.tables import read_table, to_rows

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


@dataclass(frozen=True)
class Imported:
    """What an import did."""

    sheet: str
    match: mapping.Match
    added: int
    replaced: int
    unchanged: int
    new_reps: tuple[str, ...]
    notes: tuple[str, ...]
    problems: tuple[Problem, ...]


def silent(doing: str, share: float) -> None:
    """A progress that nobody watches."""


def check(workbook: Workbook) -> tuple[Problem, ...]:
    """Every problem of a plan, in the order of sheets and rows."""
    return read_plan(workbook).problems


def regenerate(workbook: Workbook, now: dt.datetime, progress: Progress = silent) -> Regenerated:
    """Metrics, review and suggested goals from what the plan holds now, written into it.

    Errors:
        PlanError, InputError, FileError: each says what to do.
    """
    progress("Reading the plan", 0.0)
    plan = read_plan(workbook)
    progress("Working out goals", 0.5)
    past = tidy(plan)
    asked = goals.revenue_targets(plan.last_targets, past.months[-12:])
    suggestion = targets.suggest(
        past, plan.reps, plan.settings, plan.assumptions, plan.changes, plan.proposals
    )
    target = goals.by_rep(asked).reindex(past.reps).to_numpy(np.float64)
    table = metrics.rep_metrics(past, plan.reps, plan.proposals, target)
    progress("Writing the sheets", 0.6)
    before, everybody = _write_kept(workbook, team.TABLE, suggestion.team)
    workbook.write(start.TABLE, to_rows(start.TABLE, _news(before, suggestion.team, now)))
    for sheet_table, frame in (
        (targets_sheet.TABLE, suggestion.lines),
        (targets_by_month.TABLE, suggestion.by_month),
        (team_by_month.TABLE, suggestion.team_by_month),
    ):
        workbook.write(sheet_table, to_rows(sheet_table, frame))
    _write_kept(workbook, metrics_sheet.TABLE, _with_trend(workbook, table, suggestion))
    _, looked_at = _write_kept(workbook, review_sheet.TABLE, review.review(past, plan.reps, asked))
    progress("Writing Start", 0.9)
    _write_start(workbook, plan, everybody, looked_at)
    return Regenerated(
        plan=plan.name,
        rows=len(plan.history),
        reps=len(suggestion.team),
        goal=plan.settings.goal,
        suggested=float(suggestion.team["suggested"].sum()),
        problems=plan.problems,
    )


def _news(before: pd.DataFrame, after: pd.DataFrame, now: dt.datetime) -> pd.DataFrame:
    """The team's goal and the goals that changed most."""
    old = before.set_index("rep_id")["suggested"]
    both = pd.DataFrame(
        {
            "goal": after["rep"].to_numpy(object),
            "before": old.reindex(after["rep_id"]).to_numpy(np.float64),
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
    change = rows["now"] - rows["before"].fillna(0.0)
    return rows.assign(before=rows["before"].fillna(0.0), change=change)


def _write_kept(
    workbook: Workbook, table: Table, frame: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Write a table, keeping what the user typed beside each key and the order of its rows.

    A row whose key is gone stays at the end while something is typed in it.

    Returns:
        The rows as they were, and as they are now.
    """
    keys = [table.column(header).name for header in table.key]
    old = typed_rows(workbook, table)[1].drop_duplicates(keys)
    new = _with_typed(table, keys, frame, old)
    rank = {key: at for at, key in enumerate(old[keys].itertuples(index=False, name=None))}
    order = [rank.get(key, len(rank)) for key in new[keys].itertuples(index=False, name=None)]
    new = new.iloc[np.argsort(order, kind="stable")]
    workbook.write(table, to_rows(table, new))
    return old, new


def _with_typed(
    table: Table, keys: list[str], frame: pd.DataFrame, old: pd.DataFrame
) -> pd.DataFrame:
    """Fresh rows with what was typed beside the old ones."""
    typed = [column.name for column in table.columns if column.role is Role.INPUT]
    if not typed:
        return frame
    new = frame.merge(old[[*keys, *typed]], on=keys, how="left")
    said = (old[typed].notna() & (old[typed].astype(object) != "")).any(axis=1)
    named = [*keys, *(c.name for c in table.columns if c.kind is Kind.TEXT and c.name in old)]
    gone = old.loc[said, list(dict.fromkeys([*named, *typed]))]
    gone = gone[~pd.MultiIndex.from_frame(gone[keys]).isin(pd.MultiIndex.from_frame(frame[keys]))]
    return pd.concat([new, gone], ignore_index=True) if len(gone) else new


def _with_trend(workbook: Workbook, table: pd.DataFrame, suggestion: Suggestion) -> pd.DataFrame:
    """The metrics with a small chart of the last year for each rep who has a goal."""
    sheet, letters, top = workbook.locate(targets_by_month.TABLE, "Year before")
    months = len(suggestion.team_by_month)
    lines: dict[str, Cell] = {}
    for at, rep_id in enumerate(suggestion.team["rep_id"]):
        lines[rep_id] = _line(sheet, letters, top + at * months, months)
    sheet, letters, top = workbook.locate(team_by_month.TABLE, "Year before")
    lines[""] = _line(sheet, letters, top, months)
    trend = pd.Series([lines.get(rep_id) for rep_id in table["rep_id"]], dtype=object)
    return table.assign(trend=trend.to_numpy())


def _line(sheet: str, letters: str, top: int, months: int) -> Sparkline:
    """A small chart over some rows of a column."""
    quoted = sheet.replace("'", "''")
    return Sparkline(f"'{quoted}'!{letters}{top}:{letters}{top + months - 1}")


def _write_start(
    workbook: Workbook, plan: Plan, everybody: pd.DataFrame, looked_at: pd.DataFrame
) -> None:
    """What the formulas of Start give, so that the file shows it before it is recalculated."""
    own = typed_rows(workbook, my_goals.TABLE)[1]
    values = start_values(plan, everybody, looked_at, own)
    labels = {label.name: label for label in start.SHEET.labels if label.name}
    cells = {labels[name].at: (labels[name].text, value) for name, value in values.items()}
    workbook.write_values(start.SHEET.name, cells)


def import_rows(
    workbook: Workbook,
    name: str,
    source: RawTable,
    told: Mapping[str, str] | None = None,
    constants: Mapping[str, str] | None = None,
    decimal: str = "",
) -> Imported:
    """Bring the rows of a file into a table of the plan.

    Errors:
        InputError: there is no such table, or the file lacks a column it needs.
    """
    table = input_table(name)
    match = mapping.match(table, source.headers, told, constants)
    if match.missing:
        raise InputError(
            f"{source.sheet} has no column for {', '.join(match.missing)}; say which it is with "
            f'--map "{match.missing[0]}=column", or a value for all rows with '
            f'--constant "{match.missing[0]}=value". It has {", ".join(source.headers)}.'
        )
    new = merge.incoming(table, source, match, decimal)
    raw = workbook.read(table)
    existing, _ = read_table(table, raw)
    merged = merge.merge(table, raw, existing, new)
    if merged.added or merged.replaced:
        workbook.write(table, merged.rows)
    fresh = _add_reps(workbook, new.frame) if table is history.TABLE else ()
    return Imported(
        raw.sheet,
        match,
        merged.added,
        merged.replaced,
        merged.unchanged,
        fresh,
        new.notes,
        tuple(new.problems),
    )


def input_table(name: str) -> Table:
    """A table that can be imported into, by its name or its sheet's. InputError for others."""
    sheet = find_sheet(name)
    if sheet is None or sheet.table not in INPUT_TABLES or sheet.table is settings.TABLE:
        names = [s.name for t in INPUT_TABLES[1:] if (s := find_sheet(t.name))]
        raise InputError(f"“{name}” cannot be imported into; choose one of {', '.join(names)}.")
    return sheet.table


def _add_reps(workbook: Workbook, incoming: pd.DataFrame) -> tuple[str, ...]:
    """Reps of the history whom sheet Reps does not know yet, added with their id as name."""
    raw = workbook.read(reps.TABLE)
    known, _ = read_table(reps.TABLE, raw)
    seen = incoming[~incoming["rep_id"].isin(known["rep_id"])]
    if not len(seen):
        return ()
    territory = seen["territory"] if "territory" in seen else pd.Series("", index=seen.index)
    first = pd.DataFrame({"rep_id": seen["rep_id"], "territory": territory})
    first = first.drop_duplicates("rep_id").sort_values("rep_id", ignore_index=True)
    frame = first.assign(rep=first["rep_id"], row=np.arange(len(first)))
    new = merge.Incoming(frame, [], ("rep_id", "rep", "territory"))
    workbook.write(reps.TABLE, merge.merge(reps.TABLE, raw, known, new).rows)
    return tuple(frame["rep_id"])


def show(workbook: Workbook, name: str) -> tuple[Table, pd.DataFrame]:
    """A table of the plan with its typed rows. InputError where there is none of that name."""
    sheet = find_sheet(name)
    if sheet is None or sheet.table is None:
        raise InputError(
            f"The plan has no table “{name}”; run xlgoals show without a name to see all."
        )
    return sheet.table, typed_rows(workbook, sheet.table)[1]


def new_rows(first_month: dt.date | None, sample: bool) -> dict[str, list[list[Cell]]]:
    """The rows that a new plan starts with, by table name."""
    given: dict[str, object] = {}
    rows: dict[str, list[list[Cell]]] = {}
    if sample:
        made = organisation(start=month_number(first_month)) if first_month else organisation()
        given = made.settings
        tables = (*INPUT_TABLES[1:], my_goals.TABLE)
        for table in tables:
            name = "".join(f"_{c.lower()}" if c.isupper() else c for c in table.name).lstrip("_")
            rows[table.name] = to_rows(table, getattr(made, name))
    elif first_month:
        given = {"Period start": month_number(first_month)}
    rows["Settings"] = [
        [
            setting.name,
            _cell(setting, given.get(setting.name, setting.default)),
            setting.unit,
            setting.note,
        ]
        for setting in settings.SETTINGS
    ]
    return rows


def _cell(setting: settings.Setting, value: object) -> Cell:
    """A setting's value as a cell."""
    if setting.kind is Kind.MONTH and isinstance(value, int | float):
        return month_start(value)
    return value if isinstance(value, str | int | float | dt.date) else None


def plan_name(rows: Mapping[str, list[list[Cell]]]) -> str:
    """The name of a new plan."""
    frame = pd.DataFrame(rows["Settings"], columns=["setting", "value", "unit", "note"])
    return str(read_settings(frame.assign(row=0))[0]["Plan name"])
