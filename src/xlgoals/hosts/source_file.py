"""A file to import from: .csv, a workbook, or .parquet, as rows of cells."""

import csv
import io
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from xlgoals.domain.errors import FileError
from xlgoals.domain.problems import Problem
from xlgoals.hosts.closed.import_workbook import WORKBOOKS, foreign_rows
from xlgoals.tables.language import Cell
from xlgoals.tables.raw_table import RawTable

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
        return _sound(_with_headers(path.name, _text_rows(path), strict=True))
    if kind in WORKBOOKS:
        rows = foreign_rows(path, sheet)
    elif kind == ".parquet":
        rows = _parquet_rows(path)
    else:
        raise FileError(
            f"{path.name} is not a kind of file that can be imported; use .csv, .xlsx or .parquet."
        )
    return _with_headers(path.name, rows)


def _with_headers(name: str, rows: list[list[Cell]], *, strict: bool = False) -> RawTable:
    """The rows below the first one that has names in it.

    Args:
        strict: Whether rows that are longer than the headers stay as they are, for ``_sound``.
    """
    for at, row in enumerate(rows):
        texts = [cell for cell in row if isinstance(cell, str) and cell.strip()]
        if len(texts) >= min(2, len(row)) and texts:
            headers = [str(cell or "").strip() for cell in row]
            while not headers[-1]:
                headers.pop()
            return _checked(name, tuple(headers), rows[at + 1 :], at + 2, strict)
    raise FileError(f"{name} is empty: there is no row with column names.")


def _checked(
    name: str, headers: tuple[str, ...], rows: list[list[Cell]], first_row: int, strict: bool
) -> RawTable:
    """Rows as wide as the headers; FileError where there is none."""
    if not any(cell is not None for row in rows for cell in row):
        raise FileError(f"{name} has column names but no rows below them.")
    width = len(headers)
    filled = [[*row, *[None] * (width - len(row))] for row in rows]
    return RawTable(name, headers, filled if strict else [r[:width] for r in filled], first_row)


def _sound(table: RawTable) -> RawTable:
    """Rows of a text file that are what they seem; the others become problems.

    A row with more cells than there are headers, and a text that swallowed the rows below it.
    """
    width = len(table.headers)
    rows: list[list[Cell]] = []
    problems: list[Problem] = []
    for number, row in enumerate(table.rows, table.first_row):
        found = _too_long(row, width) or _swallowed(row, width)
        if found:
            problems.append(Problem(table.sheet, number, "", *found))
        blank: list[Cell] = [None] * width
        rows.append(blank if found else row[:width])
    return replace(table, rows=rows, problems=tuple(problems))


def _too_long(row: list[Cell], width: int) -> tuple[str, str] | None:
    """What is found and wanted where a row has cells without a header."""
    filled = max((at for at, cell in enumerate(row, 1) if cell is not None), default=0)
    if filled <= width:
        return None
    hint = "; a number such as 1,234 must stand in quotation marks"
    return f"{filled} cells", f"{width}, as the row with the column names has{hint}"


def _swallowed(row: list[Cell], width: int) -> tuple[str, str] | None:
    """What is found and wanted where a text goes over lines that look like rows."""
    for cell in row:
        lines = str(cell).splitlines()[1:] if isinstance(cell, str) and "\n" in cell else []
        if any(max(line.count(sign) for sign in DELIMITERS) >= max(width - 1, 1) for line in lines):
            return (
                f"a text over {len(lines) + 1} lines that holds other rows",
                "a quotation mark at its end, in the row where it begins",
            )
    return None


def _text_rows(path: Path) -> list[list[Cell]]:
    """The rows of a delimited text file; an empty field is a blank cell.

    Errors:
        FileError: it is no text, or a quotation mark is not closed.
    """
    text = _decoded(path)
    if "\0" in text:
        raise FileError(f"{path.name} is not a text file; save it again as CSV.")
    sample = "\n".join(text[:20_000].splitlines()[:20])
    rows: list[list[Cell]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(sample), strict=True)
    try:
        for row in reader:
            rows.append([field or None for field in row])
    except csv.Error as error:
        raise FileError(
            f"{path.name}, row {len(rows) + 1}: a quotation mark is opened there and not closed as "
            f"it has to be ({error}); mend that row, or save the file again as CSV."
        ) from None
    return rows


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
