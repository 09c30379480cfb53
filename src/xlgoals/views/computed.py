"""What the cells of a view give that work themselves out: evaluated in one place, from tables."""

from collections import UserDict
from collections.abc import Iterator, Mapping

import pandas as pd

from xlgoals.tables.computed import Computed, Tables
from xlgoals.tables.language import Cell, Seen, Sheet
from xlgoals.tables.workbook import Workbook

NO_CELLS: Mapping[str, Cell] = {}


class NotGivenError(LookupError):
    """A table that a twin looks at is not at hand; what the cell shows does not follow from it."""


class _Given(UserDict[str, pd.DataFrame]):
    """The tables that are at hand."""

    def __missing__(self, name: str) -> pd.DataFrame:
        """Say which table is not."""
        raise NotGivenError(name)


class Cells(Mapping[str, Cell]):
    """The cells of one sheet, those that work themselves out each when it is asked for, once.

    So a twin may look at other computed cells of its sheet, in any order.
    """

    def __init__(self, sheet: Sheet, tables: Tables, typed: Mapping[str, Cell]) -> None:
        """The cells of a sheet, over what stands in those that are typed or written."""
        self._computed = computed_labels(sheet)
        self._values = {at: value for at, value in typed.items() if at not in self._computed}
        self._seen = Seen(tables=_Given(tables), cells=self)

    def __getitem__(self, at: str) -> Cell:
        """What stands in a cell; None where nothing does."""
        if at not in self._values and at in self._computed:
            self._values[at] = self._computed[at].python(self._seen)
        return self._values.get(at)

    def __iter__(self) -> Iterator[str]:
        """The addresses of all that is there."""
        return iter({**self._values, **self._computed})

    def __len__(self) -> int:
        """How many cells are there."""
        return len({**self._values, **self._computed})


def computed_labels(sheet: Sheet) -> dict[str, Computed]:
    """The cells of a sheet that work themselves out, by address."""
    return {label.at: label for label in sheet.labels if isinstance(label, Computed)}


def computed_cells(
    sheet: Sheet, tables: Tables, typed: Mapping[str, Cell] = NO_CELLS
) -> dict[str, tuple[str, Cell]]:
    """Address → formula and what it gives, for those whose tables are given.

    Args:
        tables: Typed rows by table name, as they were written.
        typed: What stands in the other cells of the sheet, by address.
    """
    cells = Cells(sheet, tables, typed)
    values: dict[str, tuple[str, Cell]] = {}
    for at, label in computed_labels(sheet).items():
        try:
            values[at] = label.text, cells[at]
        except NotGivenError:
            continue
    return values


def write_computed(
    workbook: Workbook, sheet: Sheet, tables: Tables, typed: Mapping[str, Cell] = NO_CELLS
) -> None:
    """What those cells give now, so that the file shows it before it recalculates."""
    values = computed_cells(sheet, tables, typed)
    workbook.write_values(sheet.name, values)
    older = {
        at: (label.formerly, values[at][1])
        for at, label in computed_labels(sheet).items()
        if label.formerly and at in values
    }
    if older:
        workbook.write_values(sheet.name, older)
