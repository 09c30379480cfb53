"""A verb as a straight line: every table is read once, and all is written at the end."""

from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar, cast

import pandas as pd

from xlgoals.tables.language import Cell, Group, Shown, Table
from xlgoals.tables.raw_table import RawTable
from xlgoals.tables.workbook import Workbook
from xlgoals.views.plan_sheets import find_sheet

P = ParamSpec("P")
Result = TypeVar("Result")


class OnePass:
    """A plan that is read once and written once: what a verb writes waits until it is published.

    A verb that stops half-way has written nothing, in any host. What views show of the tables that
    it wrote follows, so no verb has to remember it.
    """

    def __init__(self, workbook: Workbook) -> None:
        """Nothing is read yet."""
        self._workbook = workbook
        self._tables: dict[str, RawTable] = {}
        self._typed: dict[str, pd.DataFrame] = {}
        self._written: dict[str, tuple[Table, Sequence[Sequence[Cell]]]] = {}
        self._sheets: list[tuple[str, str, str]] = []
        self._single: dict[tuple[str, str], Cell] = {}
        self._later: list[Callable[[], None]] = []

    def read(self, table: Table) -> RawTable:
        """The table's cells, as this verb has written them where it has."""
        if table.name not in self._tables:
            self._tables[table.name] = self._workbook.read(table)
        return self._tables[table.name]

    def hold(self, typed: Mapping[str, pd.DataFrame]) -> None:
        """Typed rows of tables, by name, that views are to follow too, though they were only read.

        Whoever typed into a closed file left the cells that follow as they were.
        """
        self._typed |= typed

    def write(self, table: Table, rows: Sequence[Sequence[Cell]]) -> None:
        """New rows of a table; the last ones count."""
        sheet, _, top = self._workbook.locate(table, table.headers[0])
        fresh = cast("list[list[Cell]]", rows)  # nobody changes the rows that were read
        self._tables[table.name] = RawTable(sheet, table.headers, fresh, top)
        self._written[table.name] = (table, rows)

    def locate(self, table: Table, header: str) -> tuple[str, str, int]:
        """Where a column's rows begin: no table moves when it is written."""
        return self._workbook.locate(table, header)

    def cells(self, sheet: str, addresses: Sequence[str]) -> list[Cell]:
        """Single cells, as this verb has written them where it has."""
        there = self._workbook.cells(sheet, addresses)
        return [
            self._single.get((sheet, address), cell)
            for address, cell in zip(addresses, there, strict=True)
        ]

    def block(self, sheet: str, area: str) -> list[list[Cell]]:
        """The cells of an area as they were."""
        return self._workbook.block(sheet, area)

    def sheet_names(self) -> list[str]:
        """All sheets; new ones stand to the right of those that they follow."""
        names = self._workbook.sheet_names()
        for name, _, after in self._sheets:
            names.insert(names.index(after) + 1, name)
        return names

    def keeps(self, sheet: str) -> bool:
        """Whether there is such a sheet, and its formulas do not work themselves out."""
        return self._workbook.keeps(sheet)

    def add_sheet(self, name: str, like: str, after: str) -> None:
        """A new sheet made after another one."""
        self._sheets.append((name, like, after))

    def write_cells(self, sheet: str, values: Mapping[str, Cell]) -> None:
        """Values of single cells outside any table."""
        self._single |= {(sheet, address): value for address, value in values.items()}
        self._later.append(lambda: self._workbook.write_cells(sheet, values))

    def write_values(self, sheet: str, values: Mapping[str, tuple[str, Cell]]) -> None:
        """What formula cells of a view give."""
        self._later.append(lambda: self._workbook.write_values(sheet, values))

    def show_rows(self, sheet: str, rows: Mapping[int, bool]) -> None:
        """Show some rows of a sheet, and hide others."""
        self._later.append(lambda: self._workbook.show_rows(sheet, rows))

    def show_columns(self, sheet: str, columns: Mapping[str, bool]) -> None:
        """Show some columns of a sheet, and hide others."""
        self._later.append(lambda: self._workbook.show_columns(sheet, columns))

    def show_sheet(self, sheet: str) -> None:
        """Make a hidden sheet visible."""
        self._later.append(lambda: self._workbook.show_sheet(sheet))

    def publish(self) -> None:
        """Write it all: new sheets, then tables in the order of the sheets, then single cells.

        Cells of views that look at a table that was written are worked out first, since that reads.

        Errors:
            EditRefused: something of the user's is in the way.
        """
        if self._written:
            # Loads every worksheet function: a verb that only looks need not wait for it.
            from xlgoals.verbs.refresh_views import refresh_views  # noqa: PLC0415

            written = {name: self._tables[name] for name in self._written}
            refresh_views(self, {**self._typed, **written})
        for sheet in self._sheets:
            self._workbook.add_sheet(*sheet)
        for name in sorted(self._written, key=self._place):
            self._workbook.write(*self._written[name])
        for sheet_name in filter(None, map(_filled_input, self._written.values())):
            self._workbook.show_sheet(sheet_name)
        for step in self._later:
            step()

    def _place(self, name: str) -> int:
        """Where the sheet of a table stands; a hidden one of the program's own stands last."""
        names = self._workbook.sheet_names()
        sheet = self._tables[name].sheet
        return names.index(sheet) if sheet in names else len(names)


def _filled_input(written: tuple[Table, Sequence[Sequence[Cell]]]) -> str:
    """The sheet for a user's own rows that was hidden while it had none; blank for others."""
    table, rows = written
    sheet = find_sheet(table.name)
    hidden_before = sheet and sheet.shown is Shown.WHEN_FILLED and sheet.group is Group.INPUT
    return sheet.name if sheet and hidden_before and rows else ""


def one_pass(
    verb: Callable[Concatenate[OnePass, P], Result],
) -> Callable[Concatenate[Workbook, P], Result]:
    """A verb that reads each table once and writes at the end, or with the verb that calls it."""

    @wraps(verb)
    def run(workbook: Workbook, /, *args: P.args, **kwargs: P.kwargs) -> Result:
        if isinstance(workbook, OnePass):
            return verb(workbook, *args, **kwargs)
        plan = OnePass(workbook)
        result = verb(plan, *args, **kwargs)
        plan.publish()
        return result

    return run
