"""Who is who: one rep, territory or product under its several spellings and names."""

import re
import unicodedata

INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")


def fold(name: str) -> str:
    """A name without case, and with one plain space between words: for comparing only.

    Composed (NFC); Unicode's spaces are spaces, what has no width is nothing, and dots are spaces:
    ``M. Gonzalez`` and ``m gonzalez`` are one.
    """
    text = INVISIBLE.sub("", unicodedata.normalize("NFC", name)).casefold()
    return " ".join(unicodedata.normalize("NFC", text).replace(".", " ").split())
