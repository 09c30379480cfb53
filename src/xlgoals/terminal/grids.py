"""A table of the plan as a terminal or a program sees it."""

from typing import Any

import pandas as pd
from rich import box
from rich.markup import escape
from rich.table import Table as Grid

from xlgoals.tables.dates import month_start
from xlgoals.tables.language import NUMERIC, Column, Kind, Table
from xlgoals.views.plan_sheets import SHEETS
from xlgoals.views.theme import SHARE_UNITS, is_number


def sheet_list() -> Grid:
    """All sheets of a plan with what they are for."""
    grid = Grid("Sheet", "What it is for", box=None, header_style="bold")
    for sheet in SHEETS:
        grid.add_row(sheet.name, sheet.purpose)
    return grid


def grid(table: Table, frame: pd.DataFrame) -> Grid:
    """A table for reading; columns that are empty throughout are left out."""
    columns = [c for c in table.columns if c.kind is not Kind.TREND and _filled(frame[c.name])]
    shown = Grid(box=box.SIMPLE_HEAD, header_style="bold", pad_edge=False)
    for column in columns:
        shown.add_column(column.header, justify="right" if is_number(column) else "left")
    units = {c.name: frame[table.column(c.unit_from).name] for c in columns if c.unit_from}
    texts = [
        [
            _text(column, value, units.get(column.name), at)
            for at, value in enumerate(frame[column.name])
        ]
        for column in columns
    ]
    for row in zip(*texts, strict=True):
        shown.add_row(*row)
    return shown


def _filled(values: pd.Series) -> bool:
    """Whether a column holds anything."""
    return bool((values.notna() & (values.astype(object) != "")).any())


def _text(column: Column, value: Any, units: pd.Series | None, at: int) -> str:
    """One cell as text."""
    if value is None or value == "" or pd.isna(value):
        return "#N/A" if column.kind in NUMERIC and not column.blank else ""
    if column.kind is Kind.MONTH:
        return f"{month_start(value):%Y-%m}"
    if column.kind is Kind.DATE:
        return str(value)[:10]
    if column.kind in {Kind.FRACTION, Kind.CHANGE}:
        return f"{value:.1%}"
    if column.kind is Kind.NUMBER:
        share = units is not None and units.iloc[at] in SHARE_UNITS
        return f"{value:.1%}" if share else f"{value:,.1f}".removesuffix(".0")
    if column.kind in NUMERIC:
        return f"{value:,.0f}"
    return escape(str(value))


def plain_grid(heads: list[str], rows: list[list[str]]) -> Grid:
    """Texts under headers; columns that are empty throughout are left out."""
    used = [at for at in range(len(heads)) if any(row[at] for row in rows)]
    shown = Grid(*(heads[at] for at in used), box=box.SIMPLE_HEAD, header_style="bold")
    for row in rows:
        shown.add_row(*(escape(row[at]) for at in used))
    return shown


def money_grid(table: pd.DataFrame, marked: str) -> Grid:
    """Amounts of money by rep, a column for each thing that is compared; one may be marked."""
    shown = Grid("Rep", box=box.SIMPLE_HEAD, header_style="bold", pad_edge=False)
    names = list(table.columns[2:])
    for name in names:
        shown.add_column(("● " if name == marked else "") + escape(name), justify="right")
    for row in table.to_dict("records"):
        shown.add_row(escape(str(row["rep"])), *(f"{row[name]:,.0f}" for name in names))
    return shown


def steps_grid(steps: pd.DataFrame) -> Grid:
    """Steps that add up, each view apart from the others; steps that add nothing are left out."""
    shown = Grid("", box=box.SIMPLE_HEAD, header_style="bold", pad_edge=False)
    for name in ("Adds", "Makes"):
        shown.add_column(name, justify="right")
    for view, rows in steps.groupby("view", sort=False):
        shown.add_row(f"[bold]{escape(str(view))}[/]")
        last = len(rows) - 1
        for at, row in enumerate(rows.to_dict("records")):
            if at in {0, last}:
                shown.add_row(escape(row["step"]), "", _money(row["makes"]))
            elif row["adds"] != 0:
                shown.add_row(escape(row["step"]), _money(row["adds"], "+"), _money(row["makes"]))
    return shown


def _money(value: float, sign: str = "") -> str:
    """An amount of money as text."""
    return "#N/A" if pd.isna(value) else f"{value:{sign},.0f}"


def json_rows(table: Table, frame: pd.DataFrame) -> list[dict[str, Any]]:
    """A table as a list of rows, header: value; unknown and blank are null."""
    columns = {
        column.header: [_plain(column, value) for value in frame[column.name]]
        for column in table.columns
        if column.kind is not Kind.TREND
    }
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def _plain(column: Column, value: Any) -> Any:
    """One value as JSON has it."""
    if value is None or value == "" or pd.isna(value):
        return None
    if column.kind is Kind.MONTH:
        return f"{month_start(value):%Y-%m}"
    if column.kind is Kind.DATE:
        return str(value)[:10]
    if column.kind in NUMERIC:
        return float(value)
    if column.kind is Kind.YES_NO:
        return bool(value)
    return value if isinstance(value, int | float) else str(value)
