"""One cell as the XML of a worksheet. Text is only ever text, never a formula."""

import datetime as dt
import math
import re

from xlgoals.errors import EditRefused
from xlgoals.workbook.language import Cell, CellError, Sparkline

LONGEST_TEXT = 32_767
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
ESCAPE_LIKE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
DAY_ZERO, DAY_ZERO_1904 = dt.datetime(1899, 12, 30), dt.datetime(1904, 1, 1)


def escaped(text: str) -> str:
    """Text for the inside of an element; what XML cannot hold is written as ``_x0007_``."""
    text = ESCAPE_LIKE.sub("_x005F_", text)
    text = ILLEGAL.sub(lambda match: f"_x{ord(match[0]):04X}_", text).replace("\r", "_x000D_")
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def serial_number(day: dt.date, date1904: bool) -> float:
    """A day as a spreadsheet counts it."""
    moment = day if isinstance(day, dt.datetime) else dt.datetime.combine(day, dt.time())
    return (moment - (DAY_ZERO_1904 if date1904 else DAY_ZERO)) / dt.timedelta(days=1)


def number_text(value: float) -> str:
    """A number as short as it can be written without losing a bit of it."""
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(float(value))


def cell_xml(address: str, style: str, value: Cell, date1904: bool, formula: str = "") -> str:
    """A cell's element; ``style`` is its index, empty for none.

    Errors:
        EditRefused: the text is longer than a cell can hold, or the number is infinite.
    """
    start = f'<c r="{address}"' + (f' s="{style}"' if style else "")
    inner = f"<f>{escaped(formula)}</f>" if formula else ""
    kind, text = _typed(address, value, date1904, bool(formula))
    if not inner and not text:
        return f"{start}/>" if style else ""
    return f"{start}{kind}>{inner}{text}</c>"


def _typed(address: str, value: Cell, date1904: bool, formula: bool) -> tuple[str, str]:
    """A value's type attribute and its element."""
    if value is None or isinstance(value, Sparkline):
        return "", ""
    if isinstance(value, bool):
        return ' t="b"', f"<v>{int(value)}</v>"
    if isinstance(value, CellError):
        return ' t="e"', f"<v>{value.code}</v>"
    if isinstance(value, dt.date):
        return "", f"<v>{number_text(serial_number(value, date1904))}</v>"
    if isinstance(value, str):
        return _text(address, value, formula)
    if math.isnan(value):
        return ' t="e"', "<v>#N/A</v>"
    if math.isinf(value):
        raise EditRefused(f"{address}: a number without end cannot be written; check the inputs.")
    return "", f"<v>{number_text(value)}</v>"


def _text(address: str, value: str, formula: bool) -> tuple[str, str]:
    """A text's type attribute and element."""
    if len(value.encode("utf-16-le", "surrogatepass")) // 2 > LONGEST_TEXT:
        raise EditRefused(f"{address}: a text is longer than {LONGEST_TEXT:,} characters; cut it.")
    if formula:
        return ' t="str"', f"<v>{escaped(value)}</v>"
    return ' t="inlineStr"', f'<is><t xml:space="preserve">{escaped(value)}</t></is>'
