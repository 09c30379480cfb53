"""The sheets of any workbook, such as an export to import from."""

import re
from pathlib import Path

from python_calamine import CalamineWorkbook, SheetVisibleEnum

from xlgoals.domain.errors import FileError
from xlgoals.hosts.closed.package import MAIN, Package, damaged, open_package
from xlgoals.hosts.closed.reading import load, python_rows, read_cells
from xlgoals.hosts.closed.workbook_parts import (
    counts_from_1904,
    sheet_parts,
    workbook_part,
)
from xlgoals.hosts.sandbox.untrusted import OLE
from xlgoals.tables.addresses import Area
from xlgoals.tables.source import Source, SourceSheet

MODERN = frozenset({".xlsx", ".xlsm"})
WORKBOOKS = MODERN | {".xls", ".xlsb", ".ods"}
Q = f"{{{MAIN}}}"
UNWORKED = re.compile(
    rb'<(?:\w+:)?c r="([A-Z]+\d+)"[^>]*>\s*<(?:\w+:)?f\b[^>]*?(?:/>|>[^<]*</(?:\w+:)?f>)'
    rb"\s*(?:<(?:\w+:)?v>\s*</(?:\w+:)?v>|<(?:\w+:)?v\s*/>)?\s*</(?:\w+:)?c>"
)
"""A cell with a formula and no value, as a program writes it that works nothing out."""
ZIPPED = b"PK"
WIDEST = 1_000
"""So many columns of a sheet are read."""


def foreign_sheets(path: Path, sheet: str = "") -> Source:
    """All sheets of a workbook, or the named one; a hidden one is only read when it is named.

    Errors:
        FileError: the file cannot be read, or has no such sheet.
    """
    with path.open("rb") as file:
        head = file.read(4)
    if path.suffix.casefold() in MODERN or (head[:2] == ZIPPED and not _is_other(path)):
        return _modern(path, sheet)
    if path.suffix.casefold() != ".xls" and head == OLE:
        raise FileError(f"{path.name} is password-protected; save a copy without a password.")
    try:
        book = CalamineWorkbook.from_path(path)
        hidden = {
            one.name: one.visible is not SheetVisibleEnum.Visible for one in book.sheets_metadata
        }
        names = _chosen(path, book.sheet_names, sheet)
        sheets = tuple(
            SourceSheet(
                [] if hidden[name] and not sheet else python_rows(book, name), name, hidden[name]
            )
            for name in names
        )
    except FileError:
        raise
    except BaseException as error:  # a panic of the reader is no Exception
        if isinstance(error, KeyboardInterrupt | SystemExit | MemoryError):
            raise
        raise damaged(path) from error
    return Source(path.name, sheets, typed=True)


def _is_other(path: Path) -> bool:
    """Whether a zipped workbook is of a kind that the fast reader reads by itself."""
    return path.suffix.casefold() in {".xlsb", ".ods"}


def _chosen(path: Path, names: list[str], sheet: str) -> list[str]:
    """The named sheet, or all. FileError where there is none of that name."""
    found = [name for name in names if not sheet or name.casefold() == sheet.casefold()]
    if not found:
        raise FileError(f"{path.name} has no sheet “{sheet}”; it has {', '.join(names)}.")
    return found


def _modern(path: Path, sheet: str) -> Source:
    """The sheets of an .xlsx or .xlsm file, their size checked first."""
    package = open_package(path)
    parts = sheet_parts(package)
    hidden = {
        one.get("name"): one.get("state", "visible") != "visible"
        for one in package.parse(workbook_part(package)).find(f"{Q}sheets")
    }
    sheets = tuple(
        SourceSheet([], name, hidden=True)
        if hidden.get(name) and not sheet
        else _sheet(package, name, parts[name], hidden=bool(hidden.get(name)))
        for name in _chosen(path, list(parts), sheet)
    )
    return Source(path.name, sheets, counts_from_1904(package), typed=True)


def _sheet(package: Package, name: str, part: str, *, hidden: bool) -> SourceSheet:
    """One sheet, with its merged areas and the formulas that nobody worked out."""
    loaded = load(package, name, part)
    bottom, right = loaded.extent
    area = Area(1, 1, max(bottom, 1), max(min(right, WIDEST), 1))
    merged = [Area.of(reference) for reference in loaded.merged]
    xml = package.read(part)
    unworked = UNWORKED.findall(xml) if b"<f" in xml or b":f" in xml else []
    return SourceSheet(
        read_cells(package, loaded, part, area),
        name,
        hidden,
        tuple((a.top - 1, a.left - 1, a.bottom - 1, a.right - 1) for a in merged),
        tuple(cell.decode() for cell in unworked),
    )
