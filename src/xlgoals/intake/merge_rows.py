"""Bringing rows of a file into a table of the plan: same key replaces, new key appends."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import pandas as pd

from xlgoals.tables.cell_text import clean
from xlgoals.tables.language import NUMERIC, Cell, Column, Kind, Role, Table
from xlgoals.tables.raw_table import RawTable
from xlgoals.tables.typed_tables import to_rows


@dataclass(frozen=True)
class Merged:
    """A table after an import, and how many rows came how."""

    rows: list[list[Cell]]
    """All cells, in the order of the declaration."""
    added: int
    replaced: int
    unchanged: int
    removed: int = 0


def merge(
    table: Table,
    raw: RawTable,
    existing: pd.DataFrame,
    new: pd.DataFrame,
    given: tuple[str, ...],
    gone: frozenset[int] = frozenset(),
) -> Merged:
    """The table's cells after the import: nothing that stands there is lost.

    A row with the same key gets the columns that the file gives; rows that could not be read stay
    as they are; other rows are added at the end.

    Args:
        raw: The table as it stands.
        existing: Its typed rows, with their sheet rows.
        new: Typed rows of a file, one for each key.
        given: Names of the columns that the file gives.
        gone: Sheet rows of the file that it no longer has: what it gave goes, and what else
            stands in them stays.
    """
    rows = _declared(table, raw)
    keys = [table.column(header).name for header in table.key]
    whole = complete(table, new)
    fresh = to_rows(table, whole)
    place = dict(zip(keys_of(existing, keys), existing["row"] - raw.first_row, strict=True))
    places = [at for at, column in enumerate(table.columns) if column.name in given]
    added = replaced = unchanged = 0
    for key, cells in zip(keys_of(whole, keys), fresh, strict=True):
        if key not in place:
            added += 1
            rows.append(cells)
            continue
        row = rows[place[key]]
        after = [cells[at] if at in places else cell for at, cell in enumerate(row)]
        same = all(_same(old, cell) for old, cell in zip(row, after, strict=True))
        unchanged, replaced = unchanged + same, replaced + (not same)
        rows[place[key]] = row if same else after
    for number in gone:
        rows[number - raw.first_row] = without(table, rows[number - raw.first_row], given)
    filled = [row for row in rows if any(cell is not None for cell in row)]
    return Merged(filled, added, replaced, unchanged, len(gone))


def without(table: Table, row: list[Cell], given: Collection[str]) -> list[Cell]:
    """A row without what a file gave: blank, unless somebody typed another number into it."""
    numbers = [
        at for at, c in enumerate(table.columns) if c.kind in NUMERIC and c.name not in given
    ]
    if all(row[at] is None for at in numbers):
        return [None] * len(row)
    kept = {c.name for at, c in enumerate(table.columns) if at in numbers or c.header in table.key}
    return [
        cell if column.name in kept and column.role is Role.INPUT else None
        for column, cell in zip(table.columns, row, strict=True)
    ]


def _declared(table: Table, raw: RawTable) -> list[list[Cell]]:
    """The cells in the order of the declaration."""
    place = {header.strip().casefold(): at for at, header in enumerate(raw.headers)}
    order = [place[header.casefold()] for header in table.headers]
    if order == list(range(len(raw.headers))):
        return list(raw.rows)
    return [[row[at] for at in order] for row in raw.rows]


def keys_of(frame: pd.DataFrame, names: list[str]) -> list[tuple[object, ...]]:
    """The key of each row; unknown counts as blank."""
    columns = [frame[name].astype(object).where(frame[name].notna(), "") for name in names]
    return list(zip(*(column.tolist() for column in columns), strict=True))


def _same(old: Cell, new: Cell) -> bool:
    """Whether two cells mean the same."""
    if isinstance(old, dt.date) and isinstance(new, dt.date):
        return old.isoformat()[:10] == new.isoformat()[:10]
    return old == new or (isinstance(old, str | float) and clean(old) == clean(new))


def complete(table: Table, frame: pd.DataFrame) -> pd.DataFrame:
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
