"""Rows of cells → a typed table and its problems, and back."""

import difflib
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

import numpy as np
import pandas as pd

from xlgoals.domain.errors import PlanError
from xlgoals.domain.problems import Problem, quoted
from xlgoals.tables.cell_values import Habits, convert
from xlgoals.tables.computed import with_formulas
from xlgoals.tables.dates import month_start
from xlgoals.tables.language import NUMERIC, Cell, Column, Kind, Role, Seen, Table
from xlgoals.tables.raw_table import RawTable
from xlgoals.tables.workbook import Readable

LEFT_OUT = "; the row was left out"


def read_table(
    table: Table,
    raw: RawTable,
    habits: Mapping[str, Habits] = MappingProxyType({}),
    *,
    twins: bool = False,
) -> tuple[pd.DataFrame, list[Problem]]:
    """The rows that can be used, typed, and what is wrong with the others.

    The frame has the columns' names and ``row``, the sheet row. Blank rows are passed over; a row
    without a value it needs, or whose key stands further up, is left out and reported. So is one
    with a cell that cannot be read where a blank would mean something, or in the key.

    Args:
        habits: How columns of a file write numbers and dates, by header; a plan needs none.
        twins: Whether rows with the same key all stay.

    Errors:
        PlanError: a column is missing or stands twice.
    """
    places = _places(table, raw)
    rows = np.flatnonzero([not _blank(row) for row in raw.rows])
    used = raw.rows if len(rows) == len(raw.rows) else [raw.rows[at] for at in rows]
    cells = list(zip(*used, strict=True)) or [()] * len(raw.headers)
    numbers = rows + raw.first_row
    usual = Habits(date1904=raw.date1904)
    values: dict[str, pd.Series] = {}
    refused: set[int] = set()
    problems = [  # merged cells hide all values but one
        Problem(raw.sheet, 0, "", f"merged cells {area}", "one cell for each value: unmerge them")
        for area in raw.blocked
    ]
    for column in table.columns:
        place = places[column.header]
        given = cells[place] if place is not None else (None,) * len(rows)
        values[column.name], flaws = convert(column, given, habits.get(column.header, usual))
        needed = column.required or column.header in table.key or bool(column.blank_means)
        refused |= {flaw.at for flaw in flaws if needed}
        problems += [
            Problem(
                raw.sheet,
                int(numbers[flaw.at]),
                column.header,
                flaw.found,
                flaw.wanted + LEFT_OUT * needed,
            )
            for flaw in flaws
        ]
    frame = pd.DataFrame({**values, "row": numbers}).drop(index=sorted(refused))
    frame, missing = _without_required(table, raw.sheet, frame, problems)
    twice: list[Problem] = []
    if not twins:
        frame, twice = _without_twins(table, raw.sheet, frame)
    return frame.reset_index(drop=True), sorted([*problems, *missing, *twice])


def _blank(row: Sequence[Cell]) -> bool:
    """Whether nothing but spaces was typed into a row."""
    if row and not isinstance(row[0], str | None):
        return False
    return not any(cell is not None and str(cell).strip() for cell in row)


def _places(table: Table, raw: RawTable) -> dict[str, int | None]:
    """Where each column stands; None for one that may be missing."""
    found: dict[str, int] = {}
    for place, header in enumerate(raw.headers):
        name = header.strip().casefold()
        if name in found and name in {wanted.casefold() for wanted in table.headers}:
            raise PlanError(
                f"{raw.sheet} has two columns “{header}”; rename or delete one of them."
            )
        found.setdefault(name, place)
    for column in table.columns:
        if column.header.casefold() not in found and column.kind is not Kind.TREND:
            raise PlanError(_missing_header(column, raw))
    return {column.header: found.get(column.header.casefold()) for column in table.columns}


def _missing_header(column: Column, raw: RawTable) -> str:
    """What to say about a column that is not there."""
    if column.since:
        return (
            f"{raw.sheet} has no column “{column.header}”, which came with xlgoals {column.since}; "
            "run xlgoals upgrade on the plan, and it is added."
        )
    near = difflib.get_close_matches(column.header, raw.headers, 1, 0.6)
    text = f"{raw.sheet} has no column “{column.header}”"
    if near:
        return f"{text}; the nearest is “{near[0]}”: rename it back to “{column.header}”."
    return f"{text}; add it with exactly this header."


def _without_required(
    table: Table, sheet: str, frame: pd.DataFrame, known: list[Problem]
) -> tuple[pd.DataFrame, list[Problem]]:
    """The rows that have all they need."""
    keep = np.ones(len(frame), bool)
    told = {(problem.row, problem.header) for problem in known}
    problems = []
    for column in (column for column in table.columns if column.required):
        values = frame[column.name]
        empty = (values.isna() | (values.astype(object) == "")).to_numpy()
        keep &= ~empty
        problems += [
            Problem(sheet, int(row), column.header, "nothing", f"a value{LEFT_OUT}")
            for row in frame["row"].to_numpy()[empty]
            if (row, column.header) not in told
        ]
    return frame.loc[keep], problems


def _without_twins(
    table: Table, sheet: str, frame: pd.DataFrame
) -> tuple[pd.DataFrame, list[Problem]]:
    """The first row of each key."""
    if not table.key:
        return frame, []
    names = [table.column(header).name for header in table.key]
    twin = frame.duplicated(names).to_numpy()
    if not twin.any():
        return frame, []
    keys = pd.MultiIndex.from_frame(frame[names].astype(str))
    first = dict(zip(keys[~twin], frame["row"].to_numpy()[~twin], strict=True))
    header = ", ".join(table.key)
    problems = [
        Problem(
            sheet,
            int(row),
            header,
            f"the same as in row {first[key]}",
            "one row for each; this one was left out",
        )
        for key, row in zip(keys[twin], frame["row"].to_numpy()[twin], strict=True)
    ]
    return frame.loc[~twin], problems


def typed_rows(workbook: Readable, table: Table) -> tuple[RawTable, pd.DataFrame]:
    """A table as it stands, and its usable rows; problems are not asked for."""
    raw = workbook.read(table)
    return raw, read_table(table, raw, twins=True)[0]


def check_references(
    table: Table, sheet: str, frame: pd.DataFrame, tables: Mapping[str, pd.DataFrame]
) -> tuple[pd.DataFrame, list[Problem]]:
    """The rows whose references lead somewhere, such as a rep id that sheet Reps knows."""
    problems: list[Problem] = []
    for column in table.columns:
        if column.refers_to is None or column.refers_to[0] not in tables:
            continue
        other, header = column.refers_to
        known = set(tables[other][header.lower().replace(" ", "_")])
        values = frame[column.name]
        lost = ~(values.isin(known) | (values == "")).to_numpy()
        wanted = f"a {header} that sheet {other} has{LEFT_OUT}"
        problems += [
            Problem(sheet, int(row), column.header, quoted(value), wanted)
            for row, value in zip(frame["row"].to_numpy()[lost], values[lost], strict=True)
        ]
        frame = frame.loc[~lost]
    return frame.reset_index(drop=True), problems


class ColumnsError(ValueError):
    """A table would be written with a column too many or too few: a mistake in the program."""


def to_rows(table: Table, frame: pd.DataFrame, seen: Seen | None = None) -> list[list[Cell]]:
    """A table's rows as cells, in the order of the declaration; formulas are worked out here.

    Unknown is a NaN (``#N/A``) where a button or a formula fills the column, and a blank where
    the user does. A column ``row``, which says where a row was read, is passed over.

    Args:
        seen: The tables and cells that formulas look at beyond their own row.

    Errors:
        ColumnsError: the frame lacks a column, or has one that the table does not know.
    """
    whole = with_formulas(table, frame, seen)
    check_columns(table, whole.columns)
    columns = [_cells(column, whole) for column in table.columns]
    return [list(row) for row in zip(*columns, strict=True)]


def check_columns(table: Table, names: Iterable[str]) -> None:
    """ColumnsError where these are not just the columns of a table."""
    given = set(names) - {"row"}
    for what, some in (("lacks", set(table.names) - given), ("has no", given - set(table.names))):
        if some:
            raise ColumnsError(f"Table {table.name} {what} {', '.join(sorted(some))}")


def _cells(column: Column, frame: pd.DataFrame) -> Sequence[Cell]:
    """One column as cells."""
    values = frame[column.name]
    if column.kind is Kind.MONTH:
        return [None if pd.isna(value) else month_start(value) for value in values]
    if column.kind is Kind.DATE:
        return [None if pd.isna(value) else value.date() for value in values]
    if column.kind is Kind.YES_NO:
        return ["yes" if value else "no" for value in values]
    if column.kind in NUMERIC and column.role is not Role.INPUT and not column.blank:
        return list(values.astype(np.float64))
    return [None if _nothing(value) else value for value in values.tolist()]


def _nothing(value: object) -> bool:
    """Whether a value is shown as a blank cell."""
    return value is None or value == "" or value is pd.NaT or value != value  # noqa: PLR0124
