"""A file to import from: .csv, a workbook, or .parquet, as rows of cells."""

import csv
import io
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from xlgoals.errors import FileError
from xlgoals.hosts.closed_file.foreign import WORKBOOKS, foreign_rows
from xlgoals.workbook.language import Cell
from xlgoals.workbook.raw import RawTable

TEXTS = frozenset({".csv", ".tsv", ".txt"})
DELIMITERS = ",;\t|"


def read_source(path: Path, sheet: str = "") -> RawTable:
    """The rows of a file, with its first row of names as headers.

    Cells of a text file are all text; blank ones are None. The table's ``sheet`` is the file's
    name, so that problems say where to look.

    Errors:
        FileError: the file is missing, empty, unreadable or of another kind.
    """
    if not path.exists():
        raise FileError(f"There is no file {path}; check the name and the folder.")
    if path.is_dir():
        raise FileError(f"{path} is a folder; name the file in it.")
    kind = path.suffix.casefold()
    if kind in TEXTS:
        rows = _text_rows(path)
    elif kind in WORKBOOKS:
        rows = foreign_rows(path, sheet)
    elif kind == ".parquet":
        rows = _parquet_rows(path)
    else:
        raise FileError(
            f"{path.name} is not a kind of file that can be imported; use .csv, .xlsx or .parquet."
        )
    return _with_headers(path.name, rows)


def _with_headers(name: str, rows: list[list[Cell]]) -> RawTable:
    """The rows below the first one that has names in it."""
    for at, row in enumerate(rows):
        texts = [cell for cell in row if isinstance(cell, str) and cell.strip()]
        if len(texts) >= min(2, len(row)) and texts:
            headers = [str(cell or "").strip() for cell in row]
            while not headers[-1]:
                headers.pop()
            return _checked(name, tuple(headers), rows[at + 1 :], at + 2)
    raise FileError(f"{name} is empty: there is no row with column names.")


def _checked(
    name: str, headers: tuple[str, ...], rows: list[list[Cell]], first_row: int
) -> RawTable:
    """Rows as wide as the headers; FileError where there is none."""
    if not any(cell is not None for row in rows for cell in row):
        raise FileError(f"{name} has column names but no rows below them.")
    width = len(headers)
    even = [row if len(row) == width else [*row, *[None] * width][:width] for row in rows]
    return RawTable(name, headers, even, first_row)


def _text_rows(path: Path) -> list[list[Cell]]:
    """The rows of a delimited text file; an empty field is a blank cell."""
    text = _decoded(path)
    if "\0" in text:
        raise FileError(f"{path.name} is not a text file; save it again as CSV.")
    sample = "\n".join(text[:20_000].splitlines()[:20])
    try:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(sample), strict=False)
        return [[field or None for field in row] for row in rows if row]
    except csv.Error as error:
        raise FileError(f"{path.name} cannot be read as CSV ({error}); save it again.") from None


def _decoded(path: Path) -> str:
    """The file's text, in UTF-8, UTF-16 or the old Windows habit."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise FileError(
            f"{path} cannot be read ({error.strerror}); check its permissions."
        ) from None
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _delimiter(sample: str) -> str:
    """The sign between fields: the one that most evenly divides the first lines."""
    first = sample.splitlines()[0] if sample else ""
    counts = {sign: first.count(sign) for sign in DELIMITERS}
    return max(counts, key=lambda sign: (counts[sign], -DELIMITERS.index(sign)))


def _parquet_rows(path: Path) -> list[list[Cell]]:
    """The rows of a .parquet file, its column names first."""
    try:
        import pyarrow.parquet as pq  # noqa: PLC0415
    except ImportError:
        raise FileError(
            f'{path.name} is a .parquet file; to read it, run: pip install "xlgoals[parquet]"'
        ) from None
    try:
        table: Any = pq.read_table(path)
    except Exception as error:
        first = str(error).splitlines()[0]
        raise FileError(f"{path.name} cannot be read as .parquet ({first}).") from None
    columns: Iterable[list[Cell]] = (column.to_pylist() for column in table.columns)
    return [list(table.column_names), *map(list, zip(*columns, strict=True))]
