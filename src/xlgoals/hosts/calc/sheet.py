"""A sheet and what of it is printed."""

from typing import TYPE_CHECKING, Any

from xlwings import base_classes as base

from xlgoals.hosts.calc import charts
from xlgoals.hosts.calc.finding import Uno
from xlgoals.hosts.calc.ranges import Range
from xlgoals.hosts.calc.tables import Tables

if TYPE_CHECKING:
    from xlgoals.hosts.calc.book import Book

ROWS, COLUMNS = 1_048_576, 16_384


class Sheet(base.Sheet):
    """A sheet of a document."""

    def __init__(self, book: "Book", sheet: Uno) -> None:
        self._book, self._sheet = book, sheet

    @property
    def api(self) -> Uno:
        """The sheet."""
        return self._sheet

    @property
    def book(self) -> "Book":
        """The document it is in."""
        return self._book

    @property
    def name(self) -> str:
        """What its tab says."""
        return str(self._sheet.getName())

    @name.setter
    def name(self, value: str) -> None:
        self._sheet.setName(value)

    @property
    def index(self) -> int:
        """Its place, from 1."""
        return int(self._sheet.getRangeAddress().Sheet) + 1

    @property
    def protected(self) -> bool:
        """Whether its cells are locked."""
        return bool(self._sheet.isProtected())

    @property
    def note_rows(self) -> list[int]:
        """The rows that have a comment."""
        return [note.getPosition().Row + 1 for note in self._sheet.getAnnotations()]

    @property
    def visible(self) -> bool:
        """Whether it has a tab."""
        return bool(self._sheet.IsVisible)

    @visible.setter
    def visible(self, value: bool) -> None:
        self._sheet.IsVisible = bool(value)

    @property
    def cells(self) -> Range:
        """All of its cells."""
        return Range(self, 1, 1, ROWS, COLUMNS)

    @property
    def tables(self) -> Tables:
        """Its tables."""
        return Tables(self)

    @property
    def page_setup(self) -> "PageSetup":
        """What of it is printed."""
        return PageSetup(self)

    def copy(self, before: "Sheet | None", after: "Sheet | None") -> None:
        """A sheet like this one, beside another one of the document."""
        beside = after or before or self
        sheets = self._book.document.getSheets()
        names = (f"{self.name}_{number}" for number in range(2, sheets.getCount() + 3))
        name = next(one for one in names if not sheets.hasByName(one))
        self._book.touched = True
        sheets.copyByName(self.name, name, beside.index - (0 if after else 1))
        charts.draw_own_cells(self._sheet, sheets.getByName(name))

    def delete(self) -> None:
        """Take it away."""
        self._book.document.getSheets().removeByName(self.name)

    def activate(self) -> None:
        """Bring it to the front."""
        self._book.document.getCurrentController().setActiveSheet(self._sheet)

    def range(self, first: Any, last: Any = None) -> Range:
        """Cells by address, by row and column, or from one range to another."""
        if isinstance(first, tuple) and len(first) == 4:
            return Range(self, *first)
        boxes = [self._box(part) for part in (first, last) if part is not None]
        top, left = min(box[0] for box in boxes), min(box[1] for box in boxes)
        bottom, right = max(box[2] for box in boxes), max(box[3] for box in boxes)
        return Range(self, top, left, bottom - top + 1, right - left + 1)

    def _box(self, part: Any) -> tuple[int, int, int, int]:
        """First and last row and column of a range, however it is given."""
        if isinstance(part, Range):
            return part.row, part.column, part.row + part.shape[0] - 1, part.right
        if isinstance(part, tuple):
            return part[0], part[1], part[0], part[1]
        at = self._sheet.getCellRangeByName(part).getRangeAddress()
        return at.StartRow + 1, at.StartColumn + 1, at.EndRow + 1, at.EndColumn + 1


class PageSetup(base.PageSetup):
    """What of a sheet is printed."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet

    @property
    def api(self) -> Uno:
        """The sheet."""
        return self.sheet.api

    @property
    def print_area(self) -> str | None:
        """The one area that is printed; None where it is all of the sheet, or several."""
        areas = self.sheet.api.getPrintAreas()
        if len(areas) != 1:
            return None
        at = areas[0]
        shape = at.EndRow - at.StartRow + 1, at.EndColumn - at.StartColumn + 1
        return Range(self.sheet, at.StartRow + 1, at.StartColumn + 1, *shape).address

    @print_area.setter
    def print_area(self, value: str | None) -> None:
        areas = (self.sheet.range(value).api.getRangeAddress(),) if value else ()
        self.sheet.api.setPrintAreas(areas)
