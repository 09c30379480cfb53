"""A new plan: the rows it starts with."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from xlgoals.sample import organisation
from xlgoals.tables.dates import month_number, month_start
from xlgoals.tables.language import HEADER_ROW, Cell, Kind, Sheet, Table
from xlgoals.tables.raw_table import RawTable
from xlgoals.tables.sheets import INPUT_TABLES, metrics_chosen, my_goals, settings
from xlgoals.tables.typed_tables import to_rows, typed_rows
from xlgoals.verbs import formulas
from xlgoals.verbs.plan import read_plan
from xlgoals.views.computed import computed_cells
from xlgoals.views.plan_sheets import SHEETS, sheet_of


@dataclass(frozen=True)
class NewPlan:
    """What a new plan starts with."""

    name: str
    rows: dict[str, list[list[Cell]]]
    """Rows by table name, in the order of the columns."""
    values: dict[str, dict[str, Cell]]
    """What the formulas of views give, by sheet and address."""
    sheets: tuple[Sheet, ...] = ()
    """Sheets beyond those of every plan."""


def new_plan(first_month: dt.date, sample: bool, *, macros: bool = False) -> NewPlan:
    """A new plan for a period, empty or of the sample organisation.

    Args:
        first_month: The first month of the period.
        sample: Whether it is filled.
        macros: Whether the functions are there, and so a sheet that shows them.
    """
    rows = _rows(first_month, sample)
    unwritten = _Unwritten(rows)
    plan = read_plan(unwritten)
    tables = {
        sheet.table.name: typed_rows(unwritten, sheet.table)[1] for sheet in SHEETS if sheet.table
    }
    more = (formulas.SHEET,) if macros else ()
    values = {
        sheet.name: {at: value for at, (_, value) in computed_cells(sheet, tables).items()}
        for sheet in (*SHEETS, *more)
    }
    return NewPlan(plan.name, rows, values, more)


def _rows(first_month: dt.date, sample: bool) -> dict[str, list[list[Cell]]]:
    """The rows that a new plan starts with, by table name."""
    given: dict[str, object] = {"Period start": month_number(first_month)}
    rows: dict[str, list[list[Cell]]] = {}
    if sample:
        made = organisation(start=month_number(first_month))
        given = made.settings
        tables = (*INPUT_TABLES[1:], my_goals.TABLE)
        for table in tables:
            name = "".join(f"_{c.lower()}" if c.isupper() else c for c in table.name).lstrip("_")
            rows[table.name] = to_rows(table, getattr(made, name))
    rows["MetricsChosen"] = [list(row) for row in metrics_chosen.BUILT_IN_ROWS]
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


@dataclass(frozen=True)
class _Unwritten:
    """The tables of a plan that is not in a file yet."""

    rows: Mapping[str, Sequence[Sequence[Cell]]]

    def read(self, table: Table) -> RawTable:
        """A table's rows."""
        rows = [list(row) for row in self.rows.get(table.name, ())]
        return RawTable(sheet_of(table).name, table.headers, rows, HEADER_ROW + 1)
