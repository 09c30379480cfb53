"""Cells of a sheet as values: fast where the sheet is well-behaved, careful where it is not.

The fast reader sets out a sheet as one dense block and shows errors as blanks. So the extent of a
sheet is looked at first, and error cells are looked up in the part itself.
"""

import io
import re
from dataclasses import dataclass
from typing import Any

from lxml import etree
from python_calamine import CalamineSheet, CalamineWorkbook

from xlgoals.hosts.closed.package import MAIN, Package, damaged
from xlgoals.hosts.closed.workbook_parts import workbook_part
from xlgoals.tables.addresses import Area, column_number
from xlgoals.tables.language import Cell, CellError

MOST_CELLS = 40_000_000
"""A dense block larger than this is not set out."""

LAST_ROW = re.compile(rb'<(?:\w+:)?row\b[^>]*?\br="(\d+)"')
FAR_COLUMN = re.compile(rb' r="(?:[A-Z]{3}|[B-Z][A-Z])\d')
ERROR_CELL = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]+)(\d+)"[^>]*?>')
OVERLAP = 1_024
"""How much of a piece is looked at again with the next: more than any mark that is looked for."""
MERGED = re.compile(rb'<(?:\w+:)?mergeCell ref="([^"]+)"')
ERROR_VALUE = re.compile(rb"<(?:\w+:)?v>([^<]*)<")
Q = f"{{{MAIN}}}"


@dataclass(frozen=True)
class Loaded:
    """A sheet ready to be set out: what was seen in its part, and the fast reader's sheet."""

    extent: tuple[int, int]
    errors: dict[tuple[int, int], str]
    merged: tuple[str, ...]
    sheet: CalamineSheet | None
    """None where a dense block would be too large."""


def load(package: Package, sheet: str, part: str) -> Loaded:
    """Look through a sheet's part, and let the fast reader parse it if that is safe."""
    (bottom, right), merged, errors = _look_through(package, part)
    if bottom * right > MOST_CELLS:
        return Loaded((bottom, right), errors, merged, None)
    try:
        with package.reading:
            if package.reader is None:
                package.reader = CalamineWorkbook.from_filelike(io.BytesIO(package.data))
            found = package.reader.get_sheet_by_name(sheet)
        return Loaded((bottom, right), errors, merged, found)
    except BaseException as error:  # a panic of the reader is no Exception
        if isinstance(error, KeyboardInterrupt | SystemExit | MemoryError):
            raise
        raise damaged(package.path) from error


def read_cells(package: Package, loaded: Loaded, part: str, area: Area) -> list[list[Cell]]:
    """The cells of an area, row by row; blank is None, an error a ``CellError``."""
    if loaded.sheet is None:
        return careful_rows(package, package.read(part), area)
    block = _cut(loaded.sheet.to_python(skip_empty_area=False), area)
    for (row, column), code in loaded.errors.items():
        if area.top <= row <= area.bottom and area.left <= column <= area.right:
            block[row - area.top][column - area.left] = CellError(code)
    return block


def bounded(package: Package, sheet: str, part: str) -> list[list[Cell]]:
    """All cells of a sheet from A1 on."""
    loaded = load(package, sheet, part)
    bottom, right = loaded.extent
    return read_cells(package, loaded, part, Area(1, 1, max(bottom, 1), max(min(right, 200), 1)))


def _cut(rows: list[list[Any]], area: Area) -> list[list[Cell]]:
    """The area's part of all rows, missing cells as blanks."""
    width = area.right - area.left + 1
    block: list[list[Cell]] = rows[area.top - 1 : area.bottom]
    for row in block:
        del row[area.right :], row[: area.left - 1]
    if block and len(block[0]) < width:
        block = [row + [None] * (width - len(row)) for row in block]
    if any("" in row for row in block):
        block = [[None if cell == "" else cell for cell in row] for row in block]
    missing = area.bottom - area.top + 1 - len(block)
    return block + [[None] * width for _ in range(missing)]


def python_rows(book: CalamineWorkbook, sheet: str) -> list[list[Cell]]:
    """All rows of a sheet, blanks as None."""
    rows: list[list[Any]] = book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    return [[None if cell == "" else cell for cell in row] for row in rows]


def _look_through(
    package: Package, part: str
) -> tuple[tuple[int, int], tuple[str, ...], dict[tuple[int, int], str]]:
    """A sheet's last row and column, merged ranges and error cells.

    The part is looked at in pieces, since it may be large; only where it holds an error or a cell
    far to the right is it looked at as a whole.
    """
    bottom, kept = 0, b""
    far = has_errors = has_merged = False
    for piece in package.pieces(part):
        seen = kept + piece
        far = far or FAR_COLUMN.search(seen) is not None
        has_errors = has_errors or b't="e"' in seen
        has_merged = has_merged or b"mergeCell " in seen
        bottom = _last_row(seen) or bottom
        kept = seen[-OVERLAP:]
    merged = MERGED.findall(package.read(part)) if has_merged else []
    whole = package.read(part) if far or has_errors else b""
    columns = set(re.findall(rb' r="([A-Z]+)\d', whole)) if far else set()
    right = max((column_number(name.decode()) for name in columns), default=26)
    errors = error_cells(whole) if has_errors else {}
    return (bottom, right), tuple(area.decode() for area in merged), errors


def _last_row(piece: bytes) -> int:
    """The number of the last row that begins in a piece; 0 where none does."""
    at = max(piece.rfind(b"<row "), piece.rfind(b":row "))
    match = LAST_ROW.search(piece, max(at - 30, 0)) if at >= 0 else None
    return int(match[1]) if match else 0


def error_cells(xml: bytes) -> dict[tuple[int, int], str]:
    """The error cells of a sheet: (row, column) → code."""
    found: dict[tuple[int, int], str] = {}
    at = xml.find(b't="e"')
    while at >= 0:
        near = max(at - OVERLAP, 0)  # a cell's tag is never so long
        start = max(xml.rfind(b"<c ", near, at), xml.rfind(b":c ", near, at) - 10, near)
        cell = ERROR_CELL.search(xml, start)
        value = ERROR_VALUE.search(xml, at)
        if cell and value:
            code = value[1].decode()
            found[int(cell[2]), column_number(cell[1].decode())] = code
        at = xml.find(b't="e"', at + 5)
    return found


def careful_rows(package: Package, xml: bytes, area: Area) -> list[list[Cell]]:
    """An area read cell by cell, for sheets whose cells lie far apart; dates come as numbers."""
    texts = shared_texts(package)
    block: dict[int, list[Cell]] = {}
    width = area.right - area.left + 1
    for _, cell in etree.iterparse(io.BytesIO(xml), tag=f"{Q}c", huge_tree=True):
        match = re.fullmatch(r"([A-Z]+)(\d+)", cell.get("r", ""))
        if match:
            row, column = int(match[2]), column_number(match[1])
            if area.top <= row <= area.bottom and area.left <= column <= area.right:
                cells = block.setdefault(row, [None] * width)
                cells[column - area.left] = _careful(cell, texts)
        cell.clear()
    last = min(area.bottom, max(block, default=area.top))
    return [block.get(row, [None] * width) for row in range(area.top, last + 1)]


def _careful(cell: Any, texts: list[str]) -> Cell:
    """One cell's value."""
    kind, value = cell.get("t", "n"), cell.findtext(f"{Q}v")
    if kind == "inlineStr":
        return "".join(cell.itertext()) or None
    if value is None or value == "":
        return None
    if kind == "s":
        return texts[int(value)]
    if kind == "e":
        return CellError(value)
    if kind == "b":
        return value in {"1", "true"}
    return value if kind == "str" else float(value)


def shared_texts(package: Package) -> list[str]:
    """The workbook's shared texts."""
    parts = package.related(workbook_part(package), "sharedStrings")
    if not parts:
        return []
    return [
        "".join(text.text or "" for text in item.iter(f"{Q}t")) for item in package.parse(parts[0])
    ]
