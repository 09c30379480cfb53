"""Names of sheets and files made from a person's name: allowed everywhere, and nobody else's."""

import re
import unicodedata
from collections.abc import Iterable

LONGEST_SHEET, LONGEST_FILE = 31, 80
NOT_IN_SHEETS = re.compile(r"[\[\]:*?/\\]")
NOT_IN_FILES = re.compile(r'[<>:"/\\|?*]')
DEVICES = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}
)
"""Names that Windows keeps for devices, with any ending."""


def sheet_name(wanted: str, taken: Iterable[str]) -> str:
    """A name that a sheet may have, as near to what is wanted as possible, and not taken."""
    text = NOT_IN_SHEETS.sub(" ", _plain(wanted)).strip("' ") or "Sheet"
    return _unlike(text, taken, LONGEST_SHEET, " ")


def file_name(wanted: str, taken: Iterable[str] = ()) -> str:
    """A name that a file may have on every system, without its ending, and not taken."""
    text = NOT_IN_FILES.sub(" ", _plain(wanted)).strip(". ") or "file"
    if text.split(".")[0].strip().casefold() in DEVICES:
        text = f"{text} -"
    return _unlike(text, taken, LONGEST_FILE, "-")


def _plain(text: str) -> str:
    """Composed, on one line, without what cannot be seen."""
    shown = "".join(c if c.isprintable() else " " for c in unicodedata.normalize("NFC", text))
    return " ".join(shown.split())


def _unlike(text: str, taken: Iterable[str], longest: int, joint: str) -> str:
    """A text that is cut to what fits and numbered where it is taken, whatever the case."""
    known = {unicodedata.normalize("NFC", one).casefold() for one in taken}
    name, number = _cut(text, longest), 1
    while name.casefold() in known:
        number += 1
        end = f"{joint}({number})"
        name = _cut(text, longest - len(end)) + end
    return name


def _cut(text: str, longest: int) -> str:
    """The beginning of a text, in the units in which spreadsheet programs count."""
    units = text.encode("utf-16-le", "surrogatepass")[: longest * 2]
    return units.decode("utf-16-le", "ignore").rstrip("' .")
