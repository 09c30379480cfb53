"""From cells to arrays and back: what a blank, a text, an error or a date means to a function.

One answer for every function and every host; docs/functions.md prints the table.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from xlgoals.sums.arrays import Bools, Floats

Value = float | int | str | bool | dt.date | None
Cells = Sequence[Sequence[object]]
"""Rows of cells. A number, text, bool, date, None (blank) or an ``ErrorValue``."""

EPOCH = dt.datetime(1899, 12, 30)
"""Day 0 of a spreadsheet's calendar; openpyxl's own would cost more to load than a call takes."""


class ErrorValue(str):
    """An error in a cell, such as ``#N/A``."""

    __slots__ = ()


NA, VALUE, NUM = ErrorValue("#N/A"), ErrorValue("#VALUE!"), ErrorValue("#NUM!")


class WrongArgument(ValueError):
    """The call as a whole has one error as its answer; ``error`` says which."""

    def __init__(self, error: ErrorValue) -> None:
        super().__init__(error)
        self.error = error


@dataclass(frozen=True)
class Numbers:
    """The cells of an argument as numbers."""

    values: Floats
    """(rows × columns): NaN where there is no number."""
    foreign: Bools | None
    """(rows × columns): where a text or a yes/no stands; None for nowhere."""
    errors: dict[tuple[int, int], ErrorValue]
    """Errors by row and column."""

    @property
    def first_error(self) -> ErrorValue | None:
        """The first error, row by row."""
        return next(iter(self.errors.values()), None)


def as_cells(argument: object) -> Cells:
    """An argument as rows of cells; a single value is a row of one."""
    if isinstance(argument, tuple | list):
        if argument and isinstance(argument[0], tuple | list):
            return argument
        return [argument]
    return [[argument]]


def as_numbers(cells: Cells) -> Numbers:
    """Rows of cells as numbers; WrongArgument where the rows differ in length."""
    width = len(cells[0])
    flat = list(chain.from_iterable(cells))
    if not width or len(flat) != width * len(cells):
        raise WrongArgument(VALUE)
    kinds = set(map(type, flat))
    if kinds <= {float, int, type(None)}:
        return Numbers(np.array(flat, np.float64).reshape(len(cells), width), None, {})
    return _mixed(flat, len(cells), width)


def _mixed(flat: list[object], height: int, width: int) -> Numbers:
    """Cells that are not all numbers or blanks."""
    values = np.array([_number(cell) for cell in flat], np.float64)
    foreign = np.array([_is_foreign(cell) for cell in flat], bool)
    errors = {divmod(at, width): c for at, c in enumerate(flat) if isinstance(c, ErrorValue)}
    return Numbers(values.reshape(height, width), foreign.reshape(height, width), errors)


def _number(cell: object) -> float:
    """A cell's number: dates count as the days of the spreadsheet's calendar; else NaN."""
    if isinstance(cell, bool):
        return np.nan
    if isinstance(cell, int | float):
        return float(cell)
    if isinstance(cell, dt.date):
        moment = dt.datetime(cell.year, cell.month, cell.day)
        if isinstance(cell, dt.datetime):
            moment = cell.replace(tzinfo=None)
        return (moment - EPOCH) / dt.timedelta(days=1)
    return np.nan


def _is_foreign(cell: object) -> bool:
    """Whether a cell holds a text or a yes/no where a number belongs; an empty text is blank."""
    return isinstance(cell, bool) or (
        isinstance(cell, str) and not isinstance(cell, ErrorValue) and cell.strip() != ""
    )


def to_cells(values: Floats) -> list[list[float | ErrorValue]]:
    """Answers as rows of cells: unknown is #N/A, an impossible number is #NUM!."""
    rows: list[list[float | ErrorValue]] = values.tolist()
    if np.isfinite(values).all():
        return rows
    for row, column in np.argwhere(~np.isfinite(values)):
        rows[row][column] = NA if np.isnan(values[row, column]) else NUM
    return rows
