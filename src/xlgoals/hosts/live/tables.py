"""A table of an open workbook: where it is, and what stands in it."""

from dataclasses import dataclass
from functools import cached_property

import xlwings as xw

from xlgoals.domain.errors import PlanError
from xlgoals.hosts.live.cells import as_cell
from xlgoals.tables.language import Cell


@dataclass(frozen=True)
class Found:
    """A table and the cells it covers."""

    table: xw.main.Table
    sheet: xw.Sheet
    headers: tuple[str, ...]
    top: int
    """Sheet row of the first data row."""
    bottom: int
    left: int

    @property
    def right(self) -> int:
        """The last column."""
        return self.left + len(self.headers) - 1

    def block(self, top: int, bottom: int, left: int = 0, right: int = 0) -> xw.Range:
        """Rows of the sheet, as wide as the table unless told otherwise."""
        return self.sheet.range((top, left or self.left), (bottom, right or self.right))

    @cached_property
    def values(self) -> list[list[Cell]]:
        """The rows as they were when first looked at."""
        return values(self.block(self.top, self.bottom))


def values(block: xw.Range) -> list[list[Cell]]:
    """All cells of a block in one go, hidden ones too."""
    rows = block.options(ndim=2, err_to_str=True).value
    return [[as_cell(value) for value in row] for row in rows]


def formulas(block: xw.Range) -> list[list[object]]:
    """All formulas of a block; what has none as it stands."""
    found = block.formula
    if not isinstance(found, list | tuple):
        return [[found]]
    if not isinstance(found[0], list | tuple):
        found = [found] if block.shape[0] == 1 else [[one] for one in found]
    return [list(row) for row in found]


Places = dict[str, tuple[xw.Sheet, xw.main.Table]]


def table_places(book: xw.Book) -> Places:
    """All tables of a workbook by name, in small letters."""
    return {
        table.name.casefold(): (sheet, table) for sheet in book.sheets for table in sheet.tables
    }


def find_table(places: Places, book: str, name: str) -> Found:
    """A table by its name; PlanError where the workbook has none."""
    if name.casefold() not in places:
        raise PlanError(
            f"{book} has no table “{name}”; use a plan made by xlgoals, or select the rows with "
            f"their headers, press Ctrl+T and name the table “{name}”."
        )
    return _found(*places[name.casefold()])


def _found(sheet: xw.Sheet, table: xw.main.Table) -> Found:
    """A table with its headers and rows."""
    head = table.header_row_range if table.show_headers else None
    if head is None:
        raise PlanError(
            f"Table {table.name} on sheet {sheet.name} hides its headers; tick Header Row (Table "
            "Design) and try again."
        )
    names = [" ".join(str(cell or "").split("\n")) for cell in values(head)[0]]
    bottom = head.row + table.range.shape[0] - 1 - bool(table.show_totals)
    top = head.row + 1
    return Found(table, sheet, tuple(names), top, max(bottom, top), head.column)
