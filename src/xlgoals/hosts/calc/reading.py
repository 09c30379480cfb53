"""What cells hold, as Python values: one call for the numbers and texts, few for the rest."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from xlgoals.hosts.calc.finding import Uno
from xlgoals.hosts.calc.formulas import excel_formula

DATE, TIME, LOGICAL = 2, 4, 1024
ERROR, ANY_RESULT = 4, 1 | 2 | 4
ERRORS = {32767: "#N/A", 532: "#DIV/0!", 519: "#VALUE!", 524: "#REF!", 525: "#NAME?", 503: "#NUM!",
          521: "#NULL!"}  # fmt: skip
DAY = dt.timedelta(days=1)
Block = list[list[Any]]


def values(document: Uno, cells: Uno) -> Block:
    """The values of a block; a blank is an empty text, an error its code as text."""
    block = [list(row) for row in cells.getDataArray()]
    if any(None in row for row in block):
        for row_at, column, cell in _each(cells, cells.queryFormulaCells(ERROR)):
            block[row_at][column] = ERRORS.get(cell.getError(), "#VALUE!")
    if any(isinstance(value, float) for row in block for value in row):
        _set_dates(document, cells, block)
    return block


def formulas(document: Uno, cells: Uno) -> Block:
    """The formulas of a block; what has none as its value."""
    block = values(document, cells)
    for row, column, cell in _each(cells, cells.queryFormulaCells(ANY_RESULT)):
        block[row][column] = excel_formula(document, cell.getFormula())
    return block


def _each(cells: Uno, areas: Uno) -> Iterator[tuple[int, int, Uno]]:
    """Every cell of some areas: its row and column in the block, and the cell."""
    start, sheet = cells.getRangeAddress(), cells.getSpreadsheet()
    for area in areas.getRangeAddresses():
        for row in range(area.StartRow, area.EndRow + 1):
            for column in range(area.StartColumn, area.EndColumn + 1):
                cell = sheet.getCellByPosition(column, row)
                yield row - start.StartRow, column - start.StartColumn, cell


def day_zero(document: Uno) -> dt.datetime:
    """The day from which a document counts."""
    zero = document.NullDate
    return dt.datetime(zero.Year, zero.Month, zero.Day)


def _set_dates(document: Uno, cells: Uno, block: Block) -> None:
    """Turn numbers into dates, or into true and false, where the cells show them so."""
    start, zero = cells.getRangeAddress(), day_zero(document)
    for group in cells.getUniqueCellFormatRanges():
        kind = number_kind(document, group)
        if not kind & (DATE | LOGICAL):
            continue
        for area in group.getRangeAddresses():
            columns = slice(
                area.StartColumn - start.StartColumn, area.EndColumn + 1 - start.StartColumn
            )
            for row in block[area.StartRow - start.StartRow : area.EndRow + 1 - start.StartRow]:
                row[columns] = [_meant(value, kind, zero) for value in row[columns]]


def number_kind(document: Uno, cells: Uno) -> int:
    """What the number format of cells that look alike is for."""
    return int(document.getNumberFormats().getByKey(cells.NumberFormat).Type)


def _meant(value: Any, kind: int, zero: dt.datetime) -> Any:
    """A number as the date, or the yes or no, that it is shown as."""
    if not isinstance(value, float):
        return value
    return zero + value * DAY if kind & DATE else bool(value)
