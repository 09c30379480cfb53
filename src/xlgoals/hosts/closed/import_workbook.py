"""Rows of any workbook, such as an export to import from."""

from pathlib import Path

from python_calamine import CalamineWorkbook

from xlgoals.domain.errors import FileError
from xlgoals.hosts.closed.package import damaged, open_package
from xlgoals.hosts.closed.reading import bounded, python_rows
from xlgoals.hosts.closed.workbook_parts import sheet_parts
from xlgoals.hosts.sandbox.untrusted import OLE
from xlgoals.tables.language import Cell

MODERN = frozenset({".xlsx", ".xlsm"})
WORKBOOKS = MODERN | {".xls", ".xlsb", ".ods"}


def foreign_rows(path: Path, sheet: str = "") -> list[list[Cell]]:
    """All rows of a sheet of a workbook, the first sheet where none is named.

    Errors:
        FileError: the file cannot be read, or has no such sheet.
    """
    if path.suffix.casefold() in MODERN:
        return _modern_rows(path, sheet)
    if path.suffix.casefold() != ".xls" and path.read_bytes()[:4] == OLE:
        raise FileError(f"{path.name} is password-protected; save a copy without a password.")
    try:
        book = CalamineWorkbook.from_path(path)
        rows: list[list[Cell]] = python_rows(book, _chosen(path, book.sheet_names, sheet))
    except FileError:
        raise
    except BaseException as error:  # a panic of the reader is no Exception
        if isinstance(error, KeyboardInterrupt | SystemExit | MemoryError):
            raise
        raise damaged(path) from error
    return rows


def _chosen(path: Path, names: list[str], sheet: str) -> str:
    """The named sheet, or the first."""
    for name in names:
        if not sheet or name.casefold() == sheet.casefold():
            return name
    raise FileError(f"{path.name} has no sheet “{sheet}”; it has {', '.join(names)}.")


def _modern_rows(path: Path, sheet: str) -> list[list[Cell]]:
    """The rows of an .xlsx or .xlsm file, its size checked first."""
    package = open_package(path)
    parts = sheet_parts(package)
    name = _chosen(path, list(parts), sheet)
    return bounded(package, name, parts[name])
