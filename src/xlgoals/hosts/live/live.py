"""The host for an open workbook, through xlwings: Excel, and Calc by our own engine."""

from collections.abc import Mapping, Sequence

import xlwings as xw

from xlgoals.domain.errors import EditRefused, FileError, PlanError
from xlgoals.hosts.live import native_api
from xlgoals.hosts.live.cells import as_cell
from xlgoals.hosts.live.checks import check_edit
from xlgoals.hosts.live.edit import Edit, plan_edit
from xlgoals.hosts.live.program import answering, one_step, still
from xlgoals.hosts.live.tables import Found, Places, find_table, table_places, values
from xlgoals.hosts.live.transaction import carry_out_all, way_back_unless
from xlgoals.hosts.live.view_cells import add_sheet, without_formulas, write_view
from xlgoals.tables.language import Cell, Table
from xlgoals.tables.raw_table import RawTable


class Live:
    """A plan that is open in a spreadsheet program. Nothing is written before ``apply``."""

    def __init__(self, book: xw.Book) -> None:
        """A plan in an open workbook.

        Args:
            book: Any book of xlwings; it stays in front or behind as it is.
        """
        self.book = book
        self.edits: dict[str, Edit] = {}
        """What ``apply`` will write, by table."""
        self.views: dict[str, dict[str, Cell]] = {}
        """What ``apply`` will write outside tables: by sheet, by address."""
        self.shown: list[str] = []
        """The sheets it will show."""
        self.added: dict[str, tuple[str, str]] = {}
        """The sheets it will make: name → after whose look, and to the right of which."""
        self.rows: dict[str, dict[int, bool]] = {}
        """The rows it will show or hide, by sheet."""
        self.columns: dict[str, dict[str, bool]] = {}
        """The columns it will show or hide, by sheet, by letters."""
        self.places: Places | None = None

    def read(self, table: Table) -> RawTable:
        """The table's cells as they stand now, hidden rows too."""
        with answering(self.book):
            found = self._find(table)
            blocked = native_api.merged_areas(found.block(found.top, found.bottom))
            date1904 = native_api.counts_from_1904(self.book)
            return RawTable(
                found.sheet.name, found.headers, found.values, found.top, blocked, date1904
            )

    def locate(self, table: Table, header: str) -> tuple[str, str, int]:
        """Where a column's rows begin: sheet, column letters, sheet row."""
        with answering(self.book):
            found = self._find(table)
            column = _column(found, header)
            letters = found.block(found.top, found.top, column, column).address.split("$")[1]
        return found.sheet.name, letters, found.top

    def write(self, table: Table, rows: Sequence[Sequence[Cell]]) -> None:
        """Replace all rows of a table of ours, once ``apply`` is called.

        Errors:
            EditRefused: something of the user's is in the way.
            FileError: the workbook is read-only, or the sheet protected.
        """
        with answering(self.book):
            if native_api.is_read_only(self.book):
                raise FileError(
                    f"{self.book.name} is open for reading only; save a copy under another name "
                    "(File, Save As) and work in that."
                )
            edit = plan_edit(table, self._find(table), rows)
            check_edit(edit)
        self.edits[table.name] = edit

    def _find(self, table: Table) -> Found:
        """A table; where all tables are is asked once, since each question takes its time."""
        if self.places is None:
            self.places = table_places(self.book)
        return find_table(self.places, self.book.name, table.name)

    def write_values(self, sheet: str, values: Mapping[str, tuple[str, Cell]]) -> None:
        """Nothing: in an open workbook formulas work themselves out."""

    def cells(self, sheet: str, addresses: Sequence[str]) -> list[Cell]:
        """Single cells outside any table; blank where there is no such sheet."""
        with answering(self.book):
            if sheet not in self.book.sheet_names:
                return [None] * len(addresses)
            place = self.book.sheets[sheet]
            return [as_cell(place.range(at).options(err_to_str=True).value) for at in addresses]

    def block(self, sheet: str, area: str) -> list[list[Cell]]:
        """The cells of an area outside any table; blank where there is no such sheet."""
        with answering(self.book):
            if sheet in self.book.sheet_names:
                return values(self.book.sheets[sheet].range(area))
            rows, columns = self.book.sheets[0].range(area).shape
            return [[None] * columns for _ in range(rows)]

    def write_cells(self, sheet: str, values: Mapping[str, Cell]) -> None:
        """Values of single cells outside any table, once ``apply`` is called."""
        model = self.added.get(sheet, (sheet, ""))[0]
        with answering(self.book):
            if model not in self.book.sheet_names:
                return
            free = without_formulas(self.book.sheets[model], values)
        self.views.setdefault(sheet, {}).update(free)

    def sheet_names(self) -> list[str]:
        """All sheets, in the order of their tabs, those that will be made at the end."""
        with answering(self.book):
            return [*self.book.sheet_names, *self.added]

    def add_sheet(self, name: str, like: str, after: str) -> None:
        """A new sheet made after another one, once ``apply`` is called."""
        with answering(self.book):
            if like not in self.book.sheet_names:
                raise EditRefused(
                    f"{self.book.name} has no sheet “{like}” to make others after; take it from a "
                    "plan made by xlgoals."
                )
        self.added[name] = like, after

    def show_rows(self, sheet: str, rows: Mapping[int, bool]) -> None:
        """Show some rows of a sheet and hide others, once ``apply`` is called."""
        self.rows.setdefault(sheet, {}).update(rows)

    def show_columns(self, sheet: str, columns: Mapping[str, bool]) -> None:
        """Show some columns of a sheet and hide others, once ``apply`` is called."""
        self.columns.setdefault(sheet, {}).update(columns)

    def show_sheet(self, sheet: str) -> None:
        """Make a hidden sheet visible, once ``apply`` is called."""
        self.shown.append(sheet)

    def keeps(self, sheet: str) -> bool:
        """False: nothing has to be written into formulas."""
        return False

    def apply(self, title: str = "xlgoals") -> None:
        """Write everything in one go; if a part of it fails, all is as before.

        Args:
            title: What the step is called in the list of what can be undone.

        Errors:
            FileError: the program refused, for example because a cell is being typed in.
        """
        edits = list(self.edits.values())
        with answering(self.book), still(self.book.app), one_step(self.book, title):
            undoes = hasattr(self.book.impl, "one_step")
            with way_back_unless(undoes) as back:
                for name, (like, after) in self.added.items():
                    add_sheet(self.book, name, like, after, back)
                carry_out_all(edits, back)
                for name, cells in self.views.items():
                    write_view(self.book.sheets[name], cells, back)
                for name, rows in self.rows.items():
                    native_api.hide_rows(self.book.sheets[name], rows)
                for name, columns in self.columns.items():
                    if name in self.book.sheet_names:
                        native_api.hide_columns(self.book.sheets[name], columns)
            for name in self.shown:
                if name in self.book.sheet_names:
                    self.book.sheets[name].visible = True
        for waiting in (self.edits, self.views, self.shown, self.added, self.rows, self.columns):
            waiting.clear()


def _column(found: Found, header: str) -> int:
    """The sheet column of a header; PlanError where there is none."""
    names = [name.casefold() for name in found.headers]
    if header.casefold() not in names:
        raise PlanError(f"{found.sheet.name} has no column “{header}”; add it with this header.")
    return found.left + names.index(header.casefold())
