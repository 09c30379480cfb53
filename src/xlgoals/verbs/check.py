"""Looking at a plan: its problems, and its tables."""

import datetime as dt
from dataclasses import dataclass, replace

import pandas as pd

from xlgoals.domain.errors import InputError
from xlgoals.domain.problems import Problem
from xlgoals.tables.chosen_metrics import fitting, read_metrics
from xlgoals.tables.language import Cell, CellError, Column, Kind, Table
from xlgoals.tables.sheets import INPUT_TABLES
from xlgoals.tables.typed_tables import read_table
from xlgoals.tables.workbook import Workbook
from xlgoals.verbs.negotiate.changed_metrics import metric_problems
from xlgoals.verbs.negotiate.log import log_problems
from xlgoals.verbs.one_pass import one_pass
from xlgoals.verbs.outcome import Outcome, TableRows, TextRows, json_rows
from xlgoals.verbs.plan import read_plan
from xlgoals.verbs.sources import source_problems
from xlgoals.views.plan_sheets import SHEETS, find_sheet


@one_pass
def check(workbook: Workbook) -> tuple[Problem, ...]:
    """Every problem of a plan, in the order of sheets and rows."""
    plan = read_plan(workbook, checking=True)
    talks = (
        *log_problems(workbook),
        *metric_problems(workbook, plan.metrics),
        *source_problems(workbook),
    )
    return tuple(sorted({*plan.problems, *talks}))


def check_plan(workbook: Workbook, every: bool = False) -> Outcome:
    """Every problem of a plan, told: the first of each kind, or each where that is asked for."""
    problems = check(workbook)
    return Outcome(
        "" if problems else "No problems.",
        problems=problems,
        every_problem=True,
        unabridged=every,
        changed=False,
        data=problems,
    )


def show_table(workbook: Workbook, table: str) -> Outcome:
    """A table of the plan, or what all its sheets are for."""
    if not table:
        heads = ["Sheet", "What it is for"]
        sheets = [[sheet.name, sheet.purpose] for sheet in SHEETS]
        data = [dict(zip(heads, sheet, strict=True)) for sheet in sheets]
        return Outcome("", tables=(TextRows(heads, sheets),), changed=False, data=data)
    rows = TableRows(*show(workbook, table))
    return Outcome("", tables=(rows,), changed=False, data=json_rows(rows.table, rows.frame))


def show(workbook: Workbook, name: str) -> tuple[Table, pd.DataFrame]:
    """A table of the plan with its typed rows, and the columns that its owner added.

    Errors:
        InputError: there is no table of that name.
    """
    sheet = find_sheet(name)
    if sheet is None or sheet.table is None:
        raise InputError(
            f"The plan has no table “{name}”; run xlgoals show without a name to see all."
        )
    table, raw = sheet.table, workbook.read(sheet.table)
    if table in INPUT_TABLES:
        # metrics of the plan's own have columns and names that the declaration lacks
        table = fitting(table, raw, read_metrics(workbook)[0])[0]
    frame = read_table(table, raw, twins=True)[0]
    known = {header.casefold() for header in table.headers}
    own = {
        OwnColumn(header.strip(), Kind.TEXT, ""): place
        for place, header in enumerate(raw.headers)
        if header.strip() and header.strip().casefold() not in known
    }
    rows = [raw.rows[row - raw.first_row] for row in frame["row"]]
    cells = {
        column.name: pd.Series([_as_it_stands(row[place]) for row in rows], frame.index, object)
        for column, place in own.items()
    }
    return replace(table, columns=(*table.columns, *own)), frame.assign(**cells)


@dataclass(frozen=True)
class OwnColumn(Column):
    """A column that the plan's owner added to a table."""

    @property
    def name(self) -> str:
        """Its name in a DataFrame, which no declared column can have."""
        return f"own: {self.header}"


def _as_it_stands(cell: Cell) -> str | float | None:
    """A cell of an own column: numbers as they are, all else as text."""
    if isinstance(cell, CellError):
        return cell.code
    if isinstance(cell, dt.datetime) and cell.time() == dt.time():
        return str(cell.date())
    return cell if cell is None or isinstance(cell, int | float) else str(cell)
