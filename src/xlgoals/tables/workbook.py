"""What every host of a plan can do: an action needs no more than this."""

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from xlgoals.tables.language import Cell, Table
from xlgoals.tables.raw_table import RawTable

Progress = Callable[[str, float], None]
"""Told what is being done and how far it is, from 0 to 1."""


class Readable(Protocol):
    """Anything that holds the tables of a plan."""

    def read(self, table: Table) -> RawTable:
        """The table's cells. PlanError where the plan has no such table."""
        ...


class Workbook(Readable, Protocol):
    """A plan in some host: a file on disk, or open in a spreadsheet program."""

    def write(self, table: Table, rows: Sequence[Sequence[Cell]]) -> None:
        """Replace all rows of one of our tables; columns in the order of the declaration.

        For a formula column the value is what the formula gives now. The table, its charts,
        sparklines, validation and conditional formats follow the new number of rows.
        """
        ...

    def locate(self, table: Table, header: str) -> tuple[str, str, int]:
        """Where a column's rows begin: sheet, column letters, sheet row."""
        ...

    def write_values(self, sheet: str, values: Mapping[str, tuple[str, Cell]]) -> None:
        """What formula cells of a view give now: address → (formula, value).

        A cell that no longer holds that formula is left alone.
        """
        ...

    def cells(self, sheet: str, addresses: Sequence[str]) -> list[Cell]:
        """Single cells outside any table; blank where there is no such sheet."""
        ...

    def block(self, sheet: str, area: str) -> list[list[Cell]]:
        """The cells of an area outside any table; blank where there is no such sheet."""
        ...

    def write_cells(self, sheet: str, values: Mapping[str, Cell]) -> None:
        """Values of single cells outside any table, by address; their look stays.

        A cell that holds a formula is left alone. Charts of ours that draw the cells follow.
        """
        ...

    def sheet_names(self) -> list[str]:
        """All sheets, in the order of their tabs."""
        ...

    def add_sheet(self, name: str, like: str, after: str) -> None:
        """A new sheet made after another one, with its charts, to the right of a third.

        EditRefused where the other one is missing, or holds what cannot be copied.
        """
        ...

    def show_rows(self, sheet: str, rows: Mapping[int, bool]) -> None:
        """Show some rows of a sheet, and hide others."""
        ...

    def show_columns(self, sheet: str, columns: Mapping[str, bool]) -> None:
        """Show some columns of a sheet, by their letters, and hide others."""
        ...

    def show_sheet(self, sheet: str) -> None:
        """Make a hidden sheet visible."""
        ...

    def keeps(self, sheet: str) -> bool:
        """Whether there is such a sheet, and its formulas do not work themselves out."""
        ...
