"""Bringing rows of a file into a table of the plan: same key replaces, new key appends."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from xlgoals.domain.metrics import DEFAULT, Metrics
from xlgoals.domain.problems import Problem
from xlgoals.intake.column_mapping import Match
from xlgoals.intake.quarters import by_month
from xlgoals.tables.cell_text import clean
from xlgoals.tables.language import NUMERIC, Cell, Column, Kind, Table
from xlgoals.tables.numbers import told_decimal_sign
from xlgoals.tables.raw_table import RawTable
from xlgoals.tables.typed_tables import read_table, to_rows


@dataclass(frozen=True)
class Merged:
    """A table after an import, and how many rows came how."""

    rows: list[list[Cell]]
    """All cells, in the order of the declaration."""
    added: int
    replaced: int
    unchanged: int


@dataclass(frozen=True)
class Incoming:
    """The rows of a file, typed."""

    frame: pd.DataFrame
    problems: list[Problem]
    columns: tuple[str, ...]
    """Names of the columns that the file gives."""
    notes: tuple[str, ...] = ()


def incoming(
    table: Table, source: RawTable, match: Match, decimal: str = "", metrics: Metrics = DEFAULT
) -> Incoming:
    """The rows of a file as rows of the table.

    Rows of History with the same key are added up: an export of single orders becomes months.
    Quarters and years in Last targets become their months.
    """
    notes: list[str] = []
    given = tuple(h for h in table.headers if h in match.columns or h in match.constants)
    places = [_place(source, match, header) for header in given]
    rows = [[row[at] if isinstance(at, int) else at.text for at in places] for row in source.rows]
    numbers = np.arange(len(rows)) + source.first_row
    signs = _told_signs(table, given, rows, decimal)
    if table.name == "LastTargets" and "Month" in given:
        months = by_month(rows, numbers.tolist(), given, signs, metrics)
        rows, numbers = months.rows, np.array(months.numbers, np.int64)
        notes += months.notes
    raw = replace(source, headers=given, rows=rows)
    part = replace(table, columns=tuple(table.column(header) for header in given), key=())
    frame, problems = read_table(part, raw, signs)
    frame["row"] = numbers[frame["row"].to_numpy() - source.first_row] if len(frame) else []
    problems = [replace(p, row=int(numbers[p.row - source.first_row])) for p in problems if p.row]
    names = tuple(table.column(header).name for header in given)
    frame, twins = _one_each(table, frame, source.sheet, notes)
    found = sorted({*source.problems, *problems, *twins})
    return Incoming(frame, found, names, tuple(notes))


@dataclass(frozen=True)
class _Constant:
    text: str


def _place(source: RawTable, match: Match, header: str) -> int | _Constant:
    """Where a column's cells come from: a place in the file, or one value for all."""
    if header in match.constants:
        return _Constant(match.constants[header])
    return source.headers.index(match.columns[header])


def _told_signs(table: Table, given: Sequence[str], rows: list[list[Cell]], decimal: str) -> str:
    """The decimal sign: as told, or as the file's own numbers prove without contradiction."""
    if decimal:
        return decimal
    proved: set[str] = set()
    for at, header in enumerate(given):
        if table.column(header).kind in NUMERIC:
            texts = {row[at] for row in rows if isinstance(row[at], str)}
            proved |= {told_decimal_sign(str(text)) for text in texts} - {""}
    return proved.pop() if len(proved) == 1 else ""


def _one_each(
    table: Table, frame: pd.DataFrame, sheet: str, notes: list[str]
) -> tuple[pd.DataFrame, list[Problem]]:
    """One row for each key: added up in History, else the last one counts."""
    keys = [table.column(header).name for header in table.key]
    keys = [key for key in keys if key in frame]
    twin = frame.duplicated(keys, keep="last") if keys else pd.Series(False, index=frame.index)
    if not twin.any():
        return frame, []
    if table.name == "History":
        notes.append(
            f"{len(frame):,} rows were added up to {(~twin).sum():,}: one a month and key."
        )
        return _summed(table, frame, keys), []
    problems = [
        Problem(
            sheet,
            int(row),
            ", ".join(table.key),
            "a row that comes again further down",
            "one row for each; the last one was taken",
        )
        for row in frame["row"][twin]
    ]
    return frame.loc[~twin].reset_index(drop=True), problems


def _summed(table: Table, frame: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Rows with the same key added up; a blank among them makes a sum unknown."""
    grouped = frame.groupby(keys, sort=False, dropna=False)
    numbers = [c.name for c in table.columns if c.kind in NUMERIC and c.name in frame]
    sums = (
        grouped[numbers].sum(min_count=1).where(grouped[numbers].count().eq(grouped.size(), axis=0))
    )
    return sums.assign(row=grouped["row"].min()).reset_index()[list(frame.columns)]


def merge(table: Table, raw: RawTable, existing: pd.DataFrame, new: Incoming) -> Merged:
    """The table's cells after the import: nothing that stands there is lost.

    A row with the same key gets the columns that the file gives; rows that could not be read stay
    as they are; other rows are added at the end.

    Args:
        raw: The table as it stands.
        existing: Its typed rows, with their sheet rows.
    """
    rows = _declared(table, raw)
    keys = [table.column(header).name for header in table.key]
    complete = _complete(table, new.frame)
    fresh = to_rows(table, complete)
    place = dict(zip(_keys(existing, keys), existing["row"] - raw.first_row, strict=True))
    given = [at for at, column in enumerate(table.columns) if column.name in new.columns]
    added = replaced = unchanged = 0
    for key, cells in zip(_keys(complete, keys), fresh, strict=True):
        if key not in place:
            added += 1
            rows.append(cells)
            continue
        row = rows[place[key]]
        after = [cells[at] if at in given else cell for at, cell in enumerate(row)]
        same = all(_same(old, cell) for old, cell in zip(row, after, strict=True))
        unchanged, replaced = unchanged + same, replaced + (not same)
        rows[place[key]] = row if same else after
    filled = [row for row in rows if any(cell is not None for cell in row)]
    return Merged(filled, added, replaced, unchanged)


def _declared(table: Table, raw: RawTable) -> list[list[Cell]]:
    """The cells in the order of the declaration."""
    place = {header.strip().casefold(): at for at, header in enumerate(raw.headers)}
    order = [place[header.casefold()] for header in table.headers]
    if order == list(range(len(raw.headers))):
        return list(raw.rows)
    return [[row[at] for at in order] for row in raw.rows]


def _keys(frame: pd.DataFrame, names: list[str]) -> list[tuple[object, ...]]:
    """The key of each row; unknown counts as blank."""
    columns = [frame[name].astype(object).where(frame[name].notna(), "") for name in names]
    return list(zip(*(column.tolist() for column in columns), strict=True))


def _same(old: Cell, new: Cell) -> bool:
    """Whether two cells mean the same."""
    if isinstance(old, dt.date) and isinstance(new, dt.date):
        return old.isoformat()[:10] == new.isoformat()[:10]
    return old == new or (isinstance(old, str | float) and clean(old) == clean(new))


def _complete(table: Table, frame: pd.DataFrame) -> pd.DataFrame:
    """All columns of the table, blank where the file has none."""
    frame = frame.copy()
    for column in table.columns:
        if column.name not in frame:
            frame[column.name] = blank(column, len(frame))
    return frame[[*(column.name for column in table.columns), "row"]]


def blank(column: Column, count: int) -> pd.Series:
    """A column in which nothing was typed."""
    if column.kind in NUMERIC or column.kind is Kind.MONTH:
        return pd.Series(np.full(count, np.nan))
    if column.kind is Kind.DATE:
        return pd.Series(np.full(count, np.datetime64("NaT", "s")))
    if column.kind is Kind.YES_NO:
        return pd.Series(np.zeros(count, bool))
    return pd.Series([""] * count, dtype=object)
