"""What every host of a plan can do: an action needs no more than this."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from xlgoals.workbook.language import Cell, Table

Progress = Callable[[str, float], None]
"""Told what is being done and how far it is, from 0 to 1."""


@dataclass(frozen=True)
class RawTable:
    """The cells of a table as they stand in a host, before anything is checked.

    ``rows[i]`` is sheet row ``first_row + i``, in the order of ``headers``. A blank cell is None,
    an error cell a ``CellError``; a date stays a date, a number a float. ``blocked`` lists merged
    ranges that lie over the rows, such as ``B9:C10``.
    """

    sheet: str
    headers: tuple[str, ...]
    rows: list[list[Cell]]
    first_row: int
    blocked: tuple[str, ...] = field(default=())
    date1904: bool = False


class Workbook(Protocol):
    """A plan in some host: a file on disk, or open in a spreadsheet program."""

    def read(self, table: Table) -> RawTable:
        """The table's cells. PlanError where the plan has no such table."""
        ...

    def write(self, table: Table, rows: Sequence[Sequence[Cell]]) -> None:
        """Replace all rows of one of our tables; columns in the order of the declaration.

        For a formula column the value is what the formula gives now. The table, its charts,
        sparklines, validation and conditional formats follow the new number of rows.
        """
        ...

    def write_values(self, sheet: str, values: Mapping[str, Cell]) -> None:
        """The values that the named formula cells of a view have now."""
        ...
