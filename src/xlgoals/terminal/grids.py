"""A table of the plan as a terminal or a program sees it."""

from typing import Any

import pandas as pd
from rich import box
from rich.console import JustifyMethod
from rich.markup import escape
from rich.table import Table as Grid

from xlgoals.tables.dates import month_start
from xlgoals.tables.language import NUMERIC, Column, Kind, Table
from xlgoals.verbs.outcome import TableRows, TextRows
from xlgoals.views.theme import SHARE_UNITS, is_number


def drawn(rows: TableRows | TextRows) -> Grid:
    """Rows of an outcome, for reading."""
    if isinstance(rows, TableRows):
        return grid(rows.table, rows.frame)
    return text_grid(rows)


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
    return f"{value:.15g}" if isinstance(value, float) else escape(str(value))


def text_grid(texts: TextRows) -> Grid:
    """Texts under heads; columns that are empty throughout are left out."""
    used = [at for at in range(len(texts.heads)) if any(row[at] for row in texts.rows)]
    shown = Grid(box=box.SIMPLE_HEAD, header_style="bold", pad_edge=False)
    for at in used:
        side: JustifyMethod = "right" if texts.numbers and at else "left"
        shown.add_column(escape(texts.heads[at]), justify=side)
    for row in texts.rows:
        shown.add_row(*(escape(row[at]) for at in used))
    return shown
