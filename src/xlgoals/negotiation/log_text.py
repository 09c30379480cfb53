"""Texts and numbers as the log keeps and compares them."""

import math
import unicodedata

LONGEST = 8_000
"""Characters of a reason that are kept."""
LONGEST_NAME = 200
"""Characters of a name, a goal or a source that are kept."""


def digits(value: float) -> str:
    """A number as it is compared: twelve significant digits; nothing where there is none."""
    return "" if math.isnan(value) else f"{value:.12g}"


def plain(text: str) -> str:
    """A text as it is compared."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def kept_text(text: str, longest: int = LONGEST) -> str:
    """A text as the log keeps it: one line, without control characters, of a sensible length."""
    if not text.isprintable():
        text = "".join(sign if sign.isprintable() else " " for sign in text)
    return plain(text)[:longest].strip()


def shown(value: float, unit: str = "") -> str:
    """A value in a sentence or a list, a share in percent; nothing where there is none."""
    if math.isnan(value):
        return ""
    return f"{value:.1%}" if unit == "share" else f"{value:,.10g}"
