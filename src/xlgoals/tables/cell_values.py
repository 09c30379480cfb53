"""From cells to values, a column at a time: what a cell means follows from its column's kind."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

import numpy as np
import pandas as pd

from xlgoals.domain.problems import quoted
from xlgoals.tables import dates
from xlgoals.tables.cell_text import clean
from xlgoals.tables.dates import from_number, month_number, parse_date
from xlgoals.tables.language import DATED, NUMERIC, Cell, CellError, Column, Kind
from xlgoals.tables.numbers import NotANumberError, parse_number

WANTED = {
    Kind.MONEY: "an amount of money, such as 12500",
    Kind.COUNT: "a count, such as 12",
    Kind.FRACTION: "a share between 0 and 1, such as 0.25",
    Kind.CHANGE: "a change as a share, such as -0.05",
    Kind.NUMBER: "a number, such as 0.03 or 1250",
    Kind.MONTH: "a month, such as 2027-01",
    Kind.DATE: "a date, such as 2027-01-31",
    Kind.YES_NO: "yes or no",
    Kind.SCOPE: "all, or rep: R03, or territory: North, or product: Alpha",
}
T = TypeVar("T")

YES, NO = {"yes", "y", "true", "1", "x"}, {"no", "n", "false", "0", ""}
PLAIN_NUMBERS = {float, int, type(None)}


@dataclass(frozen=True)
class Flaw:
    """A cell that could not be taken: its position, what it holds and what was wanted."""

    at: int
    found: str
    wanted: str


@dataclass(frozen=True)
class Habits:
    """How the source writes numbers and counts days."""

    decimal: str = ""
    date1904: bool = False
    order: str = ""
    """In what order day, month and year stand, such as ``dmy``; blank where nothing proves it."""


def convert(column: Column, cells: Sequence[Cell], habits: Habits) -> tuple[pd.Series, list[Flaw]]:
    """A column's values and the cells that could not be taken.

    Numbers and months come as floats (NaN is unknown), dates as datetime64, yes or no as bool,
    everything else as text (blank is ""), and ``Kind.ANY`` as it stands.
    """
    if column.kind in NUMERIC:
        return _numbers(column, cells, habits)
    if column.kind in DATED:
        return _dates(column, cells, habits)
    if column.kind is Kind.ANY:
        return pd.Series(list(cells), dtype=object), _error_flaws(cells)
    return _texts(column, cells)


def _numbers(column: Column, cells: Sequence[Cell], habits: Habits) -> tuple[pd.Series, list[Flaw]]:
    """Numbers within the column's bounds."""
    wanted = _wanted(column)
    flaws: list[Flaw] = []
    if set(map(type, cells)) <= PLAIN_NUMBERS:
        values = np.array(cells, dtype=np.float64)
    else:
        reader = partial(_number, habits=habits, wanted=wanted)
        values = np.array(_each(cells, reader, flaws), dtype=np.float64)
    outside = np.zeros(len(values), bool)
    if column.low is not None:
        outside |= values < column.low
    if column.high is not None:
        outside |= values > column.high
    for at in np.flatnonzero(outside | np.isinf(values)).tolist():
        flaws.append(Flaw(at, f"{values[at]:g}", wanted))
        values[at] = np.nan
    return pd.Series(values), flaws


def _wanted(column: Column) -> str:
    """What a cell of the column should hold, with its bounds."""
    if column.kind is Kind.CHOICE:
        return "one of " + ", ".join(column.choices)
    wanted = WANTED.get(column.kind, "text")
    if column.low == 0 and column.high is None:
        return f"{wanted}, not below 0"
    return wanted


def _number(cell: Cell, habits: Habits, wanted: str) -> float | Flaw:
    """One cell as a number."""
    if cell is None or (isinstance(cell, str) and not cell.strip()):
        return np.nan
    if isinstance(cell, CellError):
        return np.nan if cell.code == "#N/A" else Flaw(0, cell.code, wanted)
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return float(cell)
    if not isinstance(cell, str):
        return Flaw(0, quoted(cell), wanted)
    try:
        return parse_number(cell, habits.decimal)
    except NotANumberError as error:
        ambiguous = "could be" in error.wanted
        return Flaw(0, quoted(cell), error.wanted if ambiguous else wanted)


def _dates(column: Column, cells: Sequence[Cell], habits: Habits) -> tuple[pd.Series, list[Flaw]]:
    """Days as datetime64, or months as numbers."""
    flaws: list[Flaw] = []
    reader = partial(_date, habits=habits, wanted=WANTED[column.kind])
    days = _each(cells, reader, flaws)
    if column.kind is Kind.DATE:
        return pd.Series(np.array(days, dtype="datetime64[s]")), flaws
    numbers = {day: np.nan if day is None else float(month_number(day)) for day in set(days)}
    return pd.Series([numbers[day] for day in days], dtype=np.float64), flaws


def _date(cell: Cell, habits: Habits, wanted: str) -> dt.date | Flaw | None:
    """One cell as a day."""
    if cell is None or (isinstance(cell, str) and not cell.strip()):
        return None
    if isinstance(cell, dt.datetime):
        return cell.date()
    if isinstance(cell, dt.date):
        return cell
    if isinstance(cell, CellError):
        return Flaw(0, cell.code, wanted)
    try:
        if isinstance(cell, str):
            return parse_date(cell, habits.order)
        if isinstance(cell, int | float) and not isinstance(cell, bool):
            return from_number(cell, habits.date1904)
    except ValueError as error:
        return Flaw(0, quoted(cell), str(error) if str(error) != dates.WANTED else wanted)
    return Flaw(0, quoted(cell), wanted)


def _texts(column: Column, cells: Sequence[Cell]) -> tuple[pd.Series, list[Flaw]]:
    """Texts, trimmed and in one spelling; choices in the declared spelling; yes or no as bool."""
    flaws: list[Flaw] = []
    spelling = {choice.casefold(): choice for choice in column.choices}
    reader = partial(_text, column=column, spelling=spelling)
    values = _each(cells, reader, flaws)
    if column.kind is Kind.YES_NO:
        return pd.Series(np.array([value == "yes" for value in values], bool)), flaws
    return pd.Series(["" if value is None else value for value in values], dtype=object), flaws


def _text(cell: Cell, column: Column, spelling: dict[str, str]) -> str | Flaw:
    """One cell as text."""
    if isinstance(cell, CellError):
        return "" if cell.code == "#N/A" else Flaw(0, cell.code, _wanted(column))
    text = clean(cell)
    if column.kind is Kind.YES_NO:
        word = text.casefold()
        return "yes" if word in YES else "no" if word in NO else Flaw(0, quoted(text), "yes or no")
    if column.kind is Kind.CHOICE and text:
        return spelling.get(text.casefold()) or Flaw(0, quoted(text), _wanted(column))
    if column.kind is Kind.SCOPE:
        return _scope(text)
    return text


def _scope(text: str) -> str | Flaw:
    """A scope in its one spelling: ``all`` or ``territory: North``."""
    if text.casefold() in {"", "all"}:
        return "all"
    kind, separator, name = text.partition(":" if ":" in text else " ")
    kind = kind.strip().casefold()
    if separator and name.strip() and kind in {"rep", "territory", "product"}:
        return f"{kind}: {name.strip()}"
    return Flaw(0, quoted(text), WANTED[Kind.SCOPE])


def _each(
    cells: Sequence[Cell], reader: Callable[[Cell], T | Flaw], flaws: list[Flaw]
) -> list[T | None]:
    """Every cell read; a flaw is put aside with its position and leaves None.

    Equal cells are looked at only once, since columns repeat themselves.
    """
    kinds = set(map(type, cells)) - {type(None)}
    if len(kinds) > 1:  # True, 1 and 1.0 are equal but not the same
        return [_kept(at, reader(cell), flaws) for at, cell in enumerate(cells)]
    read = {cell: reader(cell) for cell in set(cells)}
    if any(isinstance(value, Flaw) for value in read.values()):
        return [_kept(at, read[cell], flaws) for at, cell in enumerate(cells)]
    return [read[cell] for cell in cells]  # type: ignore[misc]


def _kept(at: int, value: T | Flaw, flaws: list[Flaw]) -> T | None:
    """A value, or None where it is a flaw, which is put aside."""
    if isinstance(value, Flaw):
        flaws.append(Flaw(at, value.found, value.wanted))
        return None
    return value


def _error_flaws(cells: Sequence[Cell]) -> list[Flaw]:
    """Error cells where any value would do."""
    return [
        Flaw(at, cell.code, "a value")
        for at, cell in enumerate(cells)
        if isinstance(cell, CellError) and cell.code != "#N/A"
    ]
