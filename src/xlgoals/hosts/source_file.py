"""A file to import from: text, a workbook, a web page or Parquet, by what is in it."""

from pathlib import Path
from typing import Any

from xlgoals.domain.errors import FileError
from xlgoals.hosts.closed.import_workbook import WORKBOOKS, foreign_sheets
from xlgoals.hosts.sandbox.untrusted import OLE
from xlgoals.hosts.source_markup import is_markup, read_markup
from xlgoals.hosts.source_text import read_text
from xlgoals.hosts.typed_cells import typed_cells
from xlgoals.tables.source import Source, SourceSheet

TEXTS = frozenset({".csv", ".tsv", ".txt", ".tab"})
PAGES = frozenset({".htm", ".html", ".xml"})
ZIPPED, PARQUET = b"PK\x03\x04", b"PAR1"


def read_source(path: Path, sheet: str = "", encoding: str = "") -> Source:
    """All rows of a file, nothing of it judged yet.

    What a file is, its content says: a text or a web page that is called .xls is read as what it
    is.

    Args:
        path: The file.
        sheet: Of a workbook, where only one is wanted; upper and lower case are the same.
        encoding: Of a text, where the user says it.

    Errors:
        FileError: the file is missing, empty, unreadable, of another kind, or has no such sheet.
        InputError: a text is not in the told encoding.
    """
    if not path.exists():
        raise FileError(f"There is no file {path}; check the name and the folder.")
    if path.is_dir():
        raise FileError(f"{path} is a folder; name the file in it.")
    kind = path.suffix.casefold()
    if kind not in {*TEXTS, *PAGES, *WORKBOOKS, ".parquet"}:
        raise FileError(
            f"{path.name} is not a kind of file that can be imported; use .csv, .xlsx or .parquet."
        )
    try:
        with path.open("rb") as file:
            head = file.read(4_096)
        binary = head.startswith((ZIPPED, OLE)) or (kind in WORKBOOKS and not _is_text(head))
        if kind == ".parquet" or head.startswith(PARQUET):
            return _parquet(path)
        if binary:
            return foreign_sheets(path, sheet)
        data = path.read_bytes()
    except OSError as error:
        raise FileError(
            f"{path} cannot be read ({error.strerror}); check its permissions."
        ) from None
    if not data.strip():
        raise FileError(f"{path.name} is empty; export it again.")
    source = (
        read_markup(path, data, encoding) if is_markup(head) else read_text(path, data, encoding)
    )
    return _only(source, sheet)


def _is_text(head: bytes) -> bool:
    """Whether a file called a workbook is a text or a page all the same."""
    marked = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    several = any(sign in head for sign in (b",", b";", b"\t", b"|", b"<"))
    return bool(head) and (marked or b"\0" not in head) and several


def _only(source: Source, sheet: str) -> Source:
    """The named sheet alone. FileError where there is none."""
    if not sheet:
        return source
    names = [one.name for one in source.sheets]
    for one in source.sheets:
        if one.name.casefold() == sheet.casefold():
            return Source(source.name, (one,), source.date1904, source.typed, notes=source.notes)
    has = f"it has {', '.join(names)}" if any(names) else "it has only one, without a name"
    raise FileError(f"{source.name} has no sheet “{sheet}”; {has}.")


def _parquet(path: Path) -> Source:
    """The rows of a .parquet file, its column names first."""
    try:
        import pyarrow.parquet as pq  # noqa: PLC0415
    except ImportError:
        raise FileError(
            f'{path.name} is a .parquet file; to read it, run: pip install "xlgoals[data]"'
        ) from None
    try:
        table: Any = pq.read_table(path)
    except Exception as error:
        first = str(error).splitlines()[0]
        raise FileError(f"{path.name} cannot be read as .parquet ({first}).") from None
    names: list[str] = list(table.column_names)
    columns: list[list[object]] = [column.to_pylist() for column in table.columns]
    cells, said = typed_cells(path.name, names, zip(*columns, strict=True))
    sheet = SourceSheet([list(names), *cells])
    return Source(path.name, (sheet,), typed=True, has_headers=True, notes=said)
