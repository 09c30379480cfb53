"""A cell as text, in one spelling whatever program wrote it."""

import datetime as dt
import unicodedata

from xlgoals.tables.language import Cell


def clean(cell: Cell) -> str:
    """A cell as text: composed (NFC), without control characters, trimmed; 272.0 is ``272``."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    if isinstance(cell, dt.datetime) and cell.time() == dt.time():
        cell = cell.date()
    text = unicodedata.normalize("NFC", str(cell))
    if not text.isprintable():
        text = "".join(c if c.isprintable() else " " for c in text)
    return text.strip()
