"""A block of values into cells, told as to Excel: ``'`` before a text, ``=`` before a formula."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from xlgoals.hosts.calc.finding import Uno, struct
from xlgoals.hosts.calc.formulas import calc_formula
from xlgoals.hosts.calc.reading import DATE, DAY, LOGICAL, day_zero, number_kind

UNKNOWN = "=NA()"
Rows = Sequence[Sequence[Any]]


def write(document: Uno, cells: Uno, rows: Rows) -> None:
    """Put values into cells. Text stays text whatever it looks like."""
    zero = day_zero(document)
    cells.setDataArray(tuple(tuple(_taken(value, zero) for value in row) for row in rows))
    spelled: dict[str, str] = {}
    for row, column, texts in _formula_runs(rows):
        for text in set(texts) - set(spelled):
            spelled[text] = calc_formula(document, text)
        run = cells.getCellRangeByPosition(column, row, column, row + len(texts) - 1)
        run.setFormulaArray(tuple((spelled[text],) for text in texts))
    _set_formats(document, cells, rows, dt.date, DATE)
    _set_formats(document, cells, rows, bool, LOGICAL)


def _taken(value: Any, zero: dt.datetime) -> Any:
    """A value as a cell takes it: a text, a number, or None for not available."""
    if value is None or value == UNKNOWN:
        return "" if value is None else None
    if isinstance(value, str):
        return "" if value.startswith("=") else value.removeprefix("'")
    if isinstance(value, dt.date):
        moment = value if isinstance(value, dt.datetime) else dt.datetime.combine(value, dt.time())
        return (moment - zero) / DAY
    return float(value)


def _formula_runs(rows: Rows) -> Iterator[tuple[int, int, list[str]]]:
    """Formulas that stand under each other: the first one's row and column, and all texts."""
    for column, cells in enumerate(zip(*rows, strict=True)):
        run: list[str] = []
        for row, value in enumerate((*cells, None)):
            if isinstance(value, str) and value.startswith("=") and value != UNKNOWN:
                run.append(value)
            elif run:
                yield row - len(run), column, run
                run = []


def _set_formats(document: Uno, cells: Uno, rows: Rows, kind: type, wanted: int) -> None:
    """Show dates as dates, and yes and no as such, where the cells are not told how yet."""
    formats = document.getNumberFormats()
    for column, values in enumerate(zip(*rows, strict=True)):
        if not any(isinstance(value, kind) for value in values):
            continue
        under = cells.getCellRangeByPosition(column, 0, column, len(rows) - 1)
        for group in under.getUniqueCellFormatRanges():
            if number_kind(document, group) & wanted:
                continue
            standard = formats.getStandardFormat(wanted, struct("lang.Locale"))
            for row in _rows_of(group, under):
                if isinstance(values[row], kind):
                    under.getCellByPosition(0, row).NumberFormat = standard


def _rows_of(group: Uno, cells: Uno) -> Iterator[int]:
    """The rows of a group of cells, counted within a block."""
    first = cells.getRangeAddress().StartRow
    for area in group.getRangeAddresses():
        yield from range(area.StartRow - first, area.EndRow + 1 - first)
