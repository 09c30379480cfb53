"""The rows of a delimited text file, whatever stands between its fields and above its headers."""

import csv
import io
from collections import Counter
from pathlib import Path

from xlgoals.domain.errors import FileError
from xlgoals.hosts.encodings import decoded
from xlgoals.tables.language import Cell
from xlgoals.tables.source import Source, SourceSheet

DELIMITERS = ",;\t|"
HEAD = 300
"""So many lines are looked at for what stands between fields."""


def read_text(path: Path, data: bytes, encoding: str = "") -> Source:
    """All rows of a text file; cells are text, an empty field is None.

    Errors:
        FileError: it is no text, or a quotation mark is not closed.
        InputError: it is not in the told encoding.
    """
    found = decoded(data, encoding)
    text = found.text.removeprefix("\ufeff")
    if "\0" in text:
        raise FileError(f"{path.name} is not a text file; save it again as CSV.")
    told = ""
    if text[:4].casefold() == "sep=" and text[5:6] in {"\r", "\n"}:
        told = text[4]
        text = "\n" + text[5:].lstrip(
            "\r\n"
        )  # the line stays a row, so that rows keep their places
    delimiter = told or delimiter_of(text)
    sheet = SourceSheet(_rows(path, text, delimiter))
    return Source(path.name, (sheet,), notes=(found.note,) if found.note else ())


def _rows(path: Path, text: str, delimiter: str) -> list[list[Cell]]:
    """The rows of a text. FileError where a quotation mark is not closed."""
    rows: list[list[Cell]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for row in reader:
            rows.append([field or None for field in row])
    except csv.Error as error:
        raise FileError(
            f"{path.name}, row {len(rows) + 1}: a quotation mark is opened there and not closed as "
            f"it has to be ({error}); mend that row, or save the file again as CSV."
        ) from None
    return rows


def delimiter_of(text: str) -> str:
    """The sign between fields: the one that makes most lines equally wide, quotes respected."""
    head = "\n".join(text[:200_000].splitlines()[:HEAD])

    def evenness(delimiter: str) -> tuple[int, int, int]:
        reader = csv.reader(io.StringIO(head, newline=""), delimiter=delimiter)
        widths = Counter(len(row) for row in reader if len(row) > 1)
        if not widths:
            return 0, 0, 0
        width, times = max(widths.items(), key=lambda item: (item[1], item[0]))
        return times, width, -DELIMITERS.index(delimiter)

    try:
        return max(DELIMITERS, key=evenness)
    except csv.Error:  # a field of absurd length; the reader of the whole file says more
        return ","
