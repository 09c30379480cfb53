"""The tables of a sheet, which Calc keeps as database ranges."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xlwings import base_classes as base

from xlgoals.hosts.calc import charts
from xlgoals.hosts.calc.finding import Uno
from xlgoals.hosts.calc.ranges import Range

if TYPE_CHECKING:
    from xlgoals.hosts.calc.sheet import Sheet

NO_NAME = "__Anonymous"
"""How the names of ranges begin that only filter, and are no tables."""


class Tables(base.Tables):
    """The tables of a sheet."""

    def __init__(self, sheet: "Sheet") -> None:
        self.sheet = sheet

    @property
    def api(self) -> Uno:
        """The document's list of database ranges."""
        return self.sheet.book.document.DatabaseRanges

    def __iter__(self) -> Iterator["Table"]:
        """Each of them."""
        ranges, place = self.api, self.sheet.index - 1
        for name in ranges.getElementNames():
            found = ranges.getByName(name)
            if not name.startswith(NO_NAME) and found.getDataArea().Sheet == place:
                yield Table(self.sheet, found)

    def __len__(self) -> int:
        """How many there are."""
        return sum(1 for _ in self)

    def __call__(self, key: int | str) -> "Table":
        """One of them, by its place or its name."""
        tables = list(self)
        if isinstance(key, int):
            return tables[key - 1]
        named = {table.name.casefold(): table for table in tables}
        return named[key.casefold()]

    def __contains__(self, key: object) -> bool:
        """Whether one has this name."""
        return any(table.name == key for table in self)


class Table(base.Table):
    """A table: a database range with a header row."""

    def __init__(self, sheet: "Sheet", area: Uno) -> None:
        self._sheet, self._area = sheet, area

    @property
    def api(self) -> Uno:
        """The database range."""
        return self._area

    @property
    def parent(self) -> "Sheet":
        """The sheet it is on."""
        return self._sheet

    @property
    def name(self) -> str:
        """Its name."""
        return str(self._area.getName())

    @name.setter
    def name(self, value: str) -> None:
        self._area.setName(value)

    @property
    def show_headers(self) -> bool:
        """Whether its first row names the columns."""
        return bool(self._area.ContainsHeader)

    @show_headers.setter
    def show_headers(self, value: bool) -> None:
        self._area.ContainsHeader = bool(value)

    @property
    def show_totals(self) -> bool:
        """Whether its last row sums up."""
        return bool(self._area.TotalsRow)

    @show_totals.setter
    def show_totals(self, value: bool) -> None:
        self._area.TotalsRow = bool(value)

    @property
    def range(self) -> Range:
        """Its cells, headers and totals too."""
        at = self._area.getDataArea()
        shape = at.EndRow - at.StartRow + 1, at.EndColumn - at.StartColumn + 1
        return Range(self._sheet, at.StartRow + 1, at.StartColumn + 1, *shape)

    @property
    def header_row_range(self) -> Range | None:
        """The names of its columns."""
        if not self.show_headers:
            return None
        return Range(self._sheet, self.range.row, self.range.column, 1, self.range.shape[1])

    @property
    def data_body_range(self) -> Range | None:
        """Its rows."""
        body, head = self.range, int(self.show_headers)
        count = body.shape[0] - head - int(self.show_totals)
        return Range(self._sheet, body.row + head, body.column, count, body.shape[1])

    @property
    def autofilter(self) -> "AutoFilter":
        """Its filter."""
        return AutoFilter()

    def resize(self, target: Any) -> None:
        """Give it other cells; charts that draw all of its rows follow."""
        old, new = self._area.getDataArea(), target.impl.api.getRangeAddress()
        self._sheet.book.touched = True
        self._area.setDataArea(new)
        charts.follow(self._sheet.book.document, old, new)


class AutoFilter(base.AutoFilter):
    """The filter of a table. Calc writes into hidden rows, so it never has to be lifted."""

    criteria: tuple[dict[str, Any], ...] = ()
