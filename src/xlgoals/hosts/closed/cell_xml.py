"""One cell as the XML of a worksheet. Text is only ever text, never a formula."""

import datetime as dt
import math
import re
from functools import cache

from xlgoals.domain.errors import EditRefused
from xlgoals.tables.dates import serial_number
from xlgoals.tables.language import Cell, CellError, Sparkline

LONGEST_TEXT = 32_767
LARGEST_WHOLE = 1e15
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
ESCAPE_LIKE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
PLAIN = re.compile(r"[^\x00-\x1f&<>_\ufffe\uffff\ud800-\udfff]*").fullmatch
TEXT = ' t="inlineStr"'


def escaped(text: str) -> str:
    """Text for the inside of an element; what XML cannot hold is written as ``_x0007_``."""
    if PLAIN(text):
        return text
    text = ESCAPE_LIKE.sub("_x005F_", text)
    text = ILLEGAL.sub(lambda match: f"_x{ord(match[0]):04X}_", text).replace("\r", "_x000D_")
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def number_text(value: float) -> str:
    """A number as short as it can be written without losing a bit of it."""
    whole = abs(value) < LARGEST_WHOLE and value == int(value)
    return str(int(value)) if whole else repr(float(value))


def cell_xml(address: str, style: str, value: Cell, date1904: bool, formula: str = "") -> str:
    """A cell's element.

    Args:
        address: Such as ``B7``.
        style: The index of its format, empty for none.
        value: What it shows.
        date1904: Whether the workbook counts days from 1904.
        formula: What computes the value, without the equals sign.

    Errors:
        EditRefused: the text is longer than a cell can hold, or the number is infinite.
    """
    start = f'<c r="{address}" s="{style}"' if style else f'<c r="{address}"'
    if type(value) is float and not formula and -LARGEST_WHOLE < value < LARGEST_WHOLE:
        whole = int(value)  # the case of nearly every cell, so it comes first
        return f"{start}><v>{whole if whole == value else repr(value)}</v></c>"
    if value is None or isinstance(value, Sparkline):
        if formula:
            return f"{start}>{_formula(formula)}</c>"
        return f"{start}/>" if style else ""
    kind, shown = _shown(address, value, date1904)
    if formula:
        kind = ' t="str"' if kind == TEXT else kind
        return f"{start}{kind}>{_formula(formula)}<v>{shown}</v></c>"
    if kind == TEXT:
        return f'{start}{kind}><is><t xml:space="preserve">{shown}</t></is></c>'
    return f"{start}{kind}><v>{shown}</v></c>"


@cache
def _formula(formula: str) -> str:
    """A formula's element; a column has the same one in each row."""
    return f"<f>{escaped(formula)}</f>"


def _shown(address: str, value: Cell, date1904: bool) -> tuple[str, str]:
    """A value's type attribute and how it is written."""
    if isinstance(value, float):
        if value != value:  # NaN  # noqa: PLR0124
            return ' t="e"', "#N/A"
        if math.isinf(value):
            raise EditRefused(f"{address}: a number without end cannot be written.")
        return "", number_text(value)
    if isinstance(value, str):
        # Excel counts in UTF-16; a short text is short however it is counted
        if len(value) > LONGEST_TEXT // 2 and (
            len(value.encode("utf-16-le", "surrogatepass")) // 2 > LONGEST_TEXT
        ):
            raise EditRefused(
                f"{address}: a text is longer than {LONGEST_TEXT:,} characters; cut it."
            )
        return TEXT, escaped(value)
    if isinstance(value, bool):
        return ' t="b"', str(int(value))
    if isinstance(value, CellError):
        return ' t="e"', value.code
    if isinstance(value, dt.date):
        return "", number_text(serial_number(value, date1904))
    return "", str(value)
