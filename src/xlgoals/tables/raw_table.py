"""The cells of a table before anything is checked."""

from dataclasses import dataclass

from xlgoals.domain.problems import Problem
from xlgoals.tables.language import Cell


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
    blocked: tuple[str, ...] = ()
    date1904: bool = False
    problems: tuple[Problem, ...] = ()
    """Rows that could not be read at all, and are not among ``rows``."""
    numbers: tuple[int, ...] = ()
    """The row of a file that each comes from, where they are not one after the other."""

    def numbered(self, row: int) -> int:
        """The row of the file that a sheet row comes from."""
        return self.numbers[row - self.first_row] if self.numbers else row
