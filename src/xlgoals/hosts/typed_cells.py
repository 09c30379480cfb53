"""Values with types of their own, from a database or a Parquet file, as cells: exact or refused."""

import datetime as dt
import math
from collections.abc import Iterable, Sequence
from decimal import Decimal

from xlgoals.domain.errors import InputError
from xlgoals.domain.problems import named
from xlgoals.tables.language import Cell, CellError

LARGEST_WHOLE = 2**53
"""Beyond it not every whole number is one that a cell can hold."""
AS_THEY_ARE = frozenset({str, bool, dt.date, type(None)})


class InexactError(ValueError):
    """A number that a cell would hold as another one."""


def typed_cells(
    name: str, headers: Sequence[str], rows: Iterable[Sequence[object]]
) -> tuple[list[list[Cell]], tuple[str, ...]]:
    """Rows of values as rows of cells, and what is to be said of their times.

    A time with a zone stays the day and hour that it shows there.

    Errors:
        InputError: a number has more digits than a cell can hold.
    """
    made: list[list[Cell]] = []
    zones: dict[int, set[str]] = {}
    for number, row in enumerate(rows, 2):
        cells: list[Cell] = []
        for at, value in enumerate(row):
            if isinstance(value, dt.datetime) and value.tzinfo is not None:
                zones.setdefault(at, set()).add(str(value.tzinfo))
            try:
                cells.append(as_cell(value))
            except InexactError:
                raise InputError(
                    f"{name}, row {number}, {headers[at]}: {value} has more digits than a cell can "
                    "hold; round it where it comes from."
                ) from None
        made.append(cells)
    said = [f"{headers[at]}: the day is that in {named(sorted(zones[at]))}." for at in zones]
    return made, tuple(said)


def as_cell(value: object) -> Cell:
    """A value as a cell that means the same; InexactError where there is none.

    What is no number is ``#N/A``, unknown; whole numbers too large for a cell are text, since they
    are names of something; bytes are their text, or hexadecimal digits.
    """
    if type(value) in AS_THEY_ARE:
        return value  # type: ignore[return-value]
    if isinstance(value, int):
        return int(value) if abs(value) <= LARGEST_WHOLE else str(value)
    if isinstance(value, float | Decimal):
        return _number(value)
    if isinstance(value, dt.datetime):
        return value.replace(tzinfo=None)
    if isinstance(value, dt.date):
        return value
    if isinstance(value, bytes | bytearray | memoryview):
        return _text(bytes(value))
    return str(value)


def _number(value: float | Decimal) -> Cell:
    """A number with decimals; a decimal one keeps all its digits or is refused."""
    if isinstance(value, float):
        unknown, endless = math.isnan(value), math.isinf(value)
    else:
        unknown, endless = value.is_nan(), value.is_infinite()
    if unknown or endless:
        return CellError("#N/A" if unknown else "#NUM!")
    if isinstance(value, float):
        return float(value)
    if value == value.to_integral_value():
        return float(value) if abs(value) <= LARGEST_WHOLE else f"{value:.0f}"
    cell = float(value)
    if Decimal(repr(cell)) != value:
        raise InexactError
    return cell


def _text(value: bytes) -> str:
    """Bytes as their text where they are one."""
    try:
        text = value.decode("utf-8")
    except UnicodeDecodeError:
        return value.hex()
    return text if text.isprintable() else value.hex()
