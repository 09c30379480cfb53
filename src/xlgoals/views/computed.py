"""What the cells of a view give that work themselves out: evaluated in one place, from tables."""

import re
from collections import UserDict
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress

import pandas as pd

from xlgoals.tables.computed import Computed, Tables
from xlgoals.tables.language import Cell, Seen, Sheet

NO_CELLS: Mapping[str, Cell] = {}
TABLE_NAME = re.compile(r"\b([A-Z][A-Za-z]+)\[")
"""A table where a formula looks at one of its columns."""
ADDRESS = re.compile(r"(?<![\w$])\$?([A-Z]{1,2})\$?([1-9]\d*)(?![\w(])")
"""Another cell of the same sheet."""


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
        self._seen = Seen(tables=tables, cells=self)

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
    cells = Cells(sheet, _Given(tables), typed)
    values: dict[str, tuple[str, Cell]] = {}
    for at, label in computed_labels(sheet).items():
        with suppress(NotGivenError):
            values[at] = label.text, cells[at]
    return values


def looking_at(sheet: Sheet, tables: Collection[str]) -> list[Computed]:
    """The cells of a sheet that look at one of these tables, themselves or through other cells."""
    labels = computed_labels(sheet)

    def looks(label: Computed) -> bool:
        text = label.text + label.formerly
        if any(name in tables for name in TABLE_NAME.findall(text)):
            return True
        others = {f"{letters}{row}" for letters, row in ADDRESS.findall(text)}
        return any(looks(labels[at]) for at in others & labels.keys() - {label.at})

    return [label for label in labels.values() if looks(label)]


def headers_looked_at(sheets: Iterable[Sheet], table: str) -> list[str]:
    """The columns of a table at which cells of these sheets look."""
    named = re.compile(rf"\b{table}\[([^\[\]]+)\]")
    labels = [label for sheet in sheets for label in computed_labels(sheet).values()]
    texts = [label.text + label.formerly for label in labels]
    return list(dict.fromkeys(header for text in texts for header in named.findall(text)))
