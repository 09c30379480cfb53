"""Cells on their way between an open workbook and Python. Text is only ever text.

A text is written with an apostrophe before it, as one types it: the program takes it as it stands
and does not show the apostrophe. The number format ``@`` would do that too, but it stays in the
cell and turns what the user types there later, formulas too, into text.
"""

import datetime as dt
import math
from decimal import Decimal

from xlgoals.domain.errors import EditRefused
from xlgoals.tables.language import Cell, CellError, Sparkline

UNKNOWN = "=NA()"
LONGEST_TEXT = 32_767
TYPED_ERRORS = frozenset({"#N/A", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#NULL!"})
ERROR_NUMBERS = range(-2_146_826_288, -2_146_826_200)
"""How Excel tells errors that xlwings has no text for; a number in a cell is never whole."""


def as_cell(value: object) -> Cell:
    """A value that was read; blank is None, an error a ``CellError``, a whole day a date."""
    if value is None or value == "":
        return None
    if isinstance(value, str):
        return CellError(value) if value in TYPED_ERRORS else value
    if isinstance(value, bool):
        return value
    if isinstance(value, dt.datetime):
        return value if value.time() != dt.time() else value.date()
    if isinstance(value, int) and value in ERROR_NUMBERS:
        return CellError("#VALUE!")
    return float(value) if isinstance(value, int | float | Decimal) else str(value)


def written(cell: Cell) -> object:
    """A cell as the program is told it.

    Errors:
        EditRefused: the text is longer than a cell can hold, or the number is infinite.
    """
    if cell is None or cell == "" or isinstance(cell, Sparkline):
        return None
    if isinstance(cell, str):
        return f"'{_fitting(cell)}"
    if isinstance(cell, CellError):
        return f"={cell.code}" if cell.code in TYPED_ERRORS - {"#N/A"} else UNKNOWN
    if isinstance(cell, bool | dt.date):
        return cell
    if math.isinf(cell):
        raise EditRefused("A number without end cannot be written.")
    return UNKNOWN if math.isnan(cell) else float(cell)


def _fitting(text: str) -> str:
    """The text; EditRefused where it is too long, in UTF-16 as Excel counts."""
    if len(text.encode("utf-16-le", "surrogatepass")) // 2 > LONGEST_TEXT:
        raise EditRefused(
            f"“{text[:20]}…” is longer than the {LONGEST_TEXT:,} characters of a cell; cut it."
        )
    return text


def is_formula(text: object, value: object) -> bool:
    """Whether a cell computes: its formula is another thing than what it shows."""
    return isinstance(text, str) and text.startswith("=") and text != value
