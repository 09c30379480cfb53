"""A block of cells: read whole, written whole."""

import re
from typing import TYPE_CHECKING, Any

from xlwings import base_classes as base

from xlgoals.hosts.calc import reading, writing
from xlgoals.hosts.calc.finding import Uno, load_uno

if TYPE_CHECKING:
    from xlgoals.hosts.calc.sheet import Sheet

CORNER = re.compile(r"\$([A-Z]+)\$(\d+)")
CONTENT = 1 | 2 | 4 | 16
"""Numbers, dates, text and formulas; comments and formats are no content."""
FORMULA = 16
SMALL_CHARTS = 0x4000
"""How the office itself tells small charts in cells; its list of flags does not name them."""


class Range(base.Range):
    """A rectangle of cells of a sheet."""

    max_cells_per_read = max_cells_per_write = None

    def __init__(self, sheet: "Sheet", row: int, column: int, rows: int, columns: int) -> None:
        self._sheet, self._row, self._column, self._shape = sheet, row, column, (rows, columns)
        self._cells = sheet.api.getCellRangeByPosition(
            column - 1, row - 1, column + columns - 2, row + rows - 2
        )

    @property
    def api(self) -> Uno:
        """The cells."""
        return self._cells

    @property
    def sheet(self) -> "Sheet":
        """The sheet they are on."""
        return self._sheet

    @property
    def row(self) -> int:
        """The first row, from 1."""
        return self._row

    @property
    def column(self) -> int:
        """The first column, from 1."""
        return self._column

    @property
    def right(self) -> int:
        """The last column, from 1."""
        return self._column + self._shape[1] - 1

    @property
    def shape(self) -> tuple[int, int]:
        """How many rows and columns."""
        return self._shape

    @property
    def coords(self) -> tuple[str, int, int, int]:
        """Where it is, to tell it from others."""
        return self._sheet.name, self._row, self._column, len(self)

    def __len__(self) -> int:
        """How many cells."""
        return self._shape[0] * self._shape[1]

    def __call__(self, first: int, second: int | None = None) -> "Range":
        """One cell, by its row and column or by its place."""
        if second is None:
            row, column = divmod(first - 1, self._shape[1])
            return self(row + 1, column + 1)
        return Range(self._sheet, self._row + first - 1, self._column + second - 1, 1, 1)

    def get_address(self, row_absolute: bool, col_absolute: bool, external: bool) -> str:
        """Its address, such as ``$B$7:$F$18``."""
        row, column = "$" * bool(row_absolute), "$" * bool(col_absolute)
        name = self._cells.AbsoluteName.rpartition(".")[2]
        text = CORNER.sub(rf"{column}\1{row}\2", name)
        return f"[{self._sheet.book.name}]{self._sheet.name}!{text}" if external else text

    @property
    def address(self) -> str:
        """Its address with dollar signs."""
        return self.get_address(True, True, False)

    @property
    def raw_value(self) -> list[list[Any]]:
        """What the cells show: dates as dates, errors as their text."""
        return reading.values(self._sheet.book.document, self._cells)

    @raw_value.setter
    def raw_value(self, data: Any) -> None:
        block = data if isinstance(data, list | tuple) else [[data] * self._shape[1]]
        rows = block if isinstance(block[0], list | tuple) else [block]
        rows = rows * self._shape[0] if len(rows) == 1 else rows
        self._sheet.book.touched = True
        writing.write(self._sheet.book.document, self._cells, rows)

    @property
    def formula(self) -> Any:
        """Formulas as Excel writes them, other cells as they are; one cell is no block."""
        block = reading.formulas(self._sheet.book.document, self._cells)
        return block if len(self) > 1 else block[0][0]

    @formula.setter
    def formula(self, data: Any) -> None:
        self.raw_value = data

    def clear_contents(self) -> None:
        """Empty the cells; their look stays."""
        self._sheet.book.touched = True
        self._cells.clearContents(CONTENT)

    def clear_trends(self) -> None:
        """Drop the small charts in the cells; there is no call to draw others."""
        self._sheet.book.touched = True
        self._cells.clearContents(SMALL_CHARTS)

    def autofill(self, destination: Any, type_: str) -> None:
        """Give a longer block the look of these cells, which are its first or last rows."""
        if type_ != "fill_formats":
            raise NotImplementedError
        self._sheet.book.touched = True
        target = destination.impl
        down = target.row == self._row
        way = load_uno().Enum("com.sun.star.sheet.FillDirection", "TO_BOTTOM" if down else "TO_TOP")
        target.api.fillAuto(way, self._shape[0])
        others = target.shape[0] - self._shape[0]
        first = self._row + self._shape[0] if down else target.row
        Range(self._sheet, first, target.column, others, target.shape[1]).clear_contents()

    @property
    def formula_places(self) -> set[tuple[int, int]]:
        """Row and column of every cell that holds a formula."""
        areas = self._cells.queryContentCells(FORMULA).getRangeAddresses()
        return {
            (row + 1, column + 1)
            for area in areas
            for row in range(area.StartRow, area.EndRow + 1)
            for column in range(area.StartColumn, area.EndColumn + 1)
        }

    @property
    def rows_shown(self) -> bool:
        """Whether all of its rows show."""
        return bool(self._cells.getRows().IsVisible)

    @rows_shown.setter
    def rows_shown(self, value: bool) -> None:
        self._sheet.book.touched = True
        self._cells.getRows().IsVisible = value

    @property
    def columns_shown(self) -> bool:
        """Whether all of its columns show."""
        return bool(self._cells.getColumns().IsVisible)

    @columns_shown.setter
    def columns_shown(self, value: bool) -> None:
        self._sheet.book.touched = True
        self._cells.getColumns().IsVisible = value

    @property
    def merge_cells(self) -> bool:
        """Whether some of the cells are merged."""
        return bool(self._cells.getIsMerged())

    @property
    def merge_area(self) -> "Range":
        """The merged cells that the first cell is part of."""
        cursor = self._sheet.api.createCursorByRange(self._cells.getCellByPosition(0, 0))
        cursor.collapseToMergedArea()
        return self._sheet.range(cursor.AbsoluteName.rpartition(".")[2])
