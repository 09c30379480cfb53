"""The order of day and month in a column: as told, or as the column's own dates prove it."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from xlgoals.domain.errors import InputError
from xlgoals.domain.problems import quoted
from xlgoals.tables.dates import ORDERS, in_words, readings
from xlgoals.tables.language import Cell

LAST_MONTH = 12


@dataclass(frozen=True)
class DateOrder:
    """How a column writes its dates, and how we know."""

    order: str = ""
    """``dmy``, ``mdy`` or ``ymd``; blank where no cell needs it, or where it is open."""
    open: bool = False
    """Whether cells could be two days and nothing says which."""
    reason: str = ""
    """In words: the row that proves it, or what has to be said; blank where no cell needs it."""


def date_order(
    header: str, cells: Sequence[Cell], numbers: Sequence[int], told: str = ""
) -> DateOrder:
    """The order that all dates of a column have.

    Args:
        header: The column's name in the file.
        cells: Its cells.
        numbers: The file's row of each.
        told: The order that the user says it has; it wins.

    Errors:
        InputError: dates contradict each other, or a program has turned some of them round.
    """
    first_row = {c: n for c, n in zip(reversed(cells), reversed(numbers), strict=True) if _text(c)}
    days = {text: some for text in map(str, first_row) if (some := readings(text))}
    if not days:
        return DateOrder()
    if told:
        return DateOrder(told, reason=f"{in_words(told)}, as you say")
    _refuse_turned(header, cells, days)
    left, proof = set(ORDERS), ""
    days = dict(sorted(days.items(), key=lambda item: first_row[item[0]]))
    for text in days:
        fits = left & set(days[text])
        here = f"row {first_row[text]}, {quoted(text)}"
        if not fits:
            raise InputError(
                f"{header}: {proof or 'a date above'} and {here} cannot both be dates in one "
                "order. Say which it is with --dates dmy, mdy or ymd; rows that are otherwise "
                "stay out then."
            )
        if len(fits) < len(left) and len(days[text]) == 1:
            proof = here
        left = fits
    order = next(order for order in ORDERS if order in left)
    unclear = [t for t in days if len({days[t][some] for some in left}) > 1]
    if not unclear:
        return DateOrder(order, reason=f"{in_words(order)}: {proof}" if proof else "")
    if "dmy" in left and all("." in text for text in unclear):
        return DateOrder("dmy", reason=f"{in_words('dmy')}: dots stand between the parts")
    options = " or ".join(f"--dates {some}" for some in ORDERS if some in left)
    times = sum(cell in unclear for cell in cells)
    return DateOrder(
        open=True,
        reason=f"{times:,} dates such as {quoted(unclear[0])} could be two days: say {options}",
    )


def _text(cell: Cell) -> bool:
    """Whether a cell is text that says something."""
    return isinstance(cell, str) and bool(cell.strip())


def _refuse_turned(
    header: str, cells: Sequence[Cell], choices: Mapping[str, Mapping[str, dt.date]]
) -> None:
    """InputError where a program took what it could for month and day, and left the others.

    Opened in a spreadsheet with the other habit, 03/01/2025 becomes a date of March and 13/01/2025
    stays text: all days of the real dates are then 12 at most, and all texts have more.
    """
    days = [cell.day for cell in cells if isinstance(cell, dt.date)]
    if len(days) < 2 or any(day > LAST_MONTH for day in days):
        return
    if any(len(some) > 1 for some in choices.values()):
        return
    raise InputError(
        f"{header} has {len(days):,} real dates, all on the 1st to the 12th of a month, and "
        f"{len(choices):,} texts such as {quoted(next(iter(choices)))}: a program read day and "
        "month the wrong way round where it could. Export the file again, and import it without "
        "opening it in between."
    )
