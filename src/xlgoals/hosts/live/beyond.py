"""What xlwings does not tell of a workbook: asked of Excel itself, or of an engine that knows."""

from typing import Any

import xlwings as xw


def _asked(thing: Any, known_as: str, excel: str, other: Any) -> Any:
    """What an engine knows under its own name, or Excel under its; else what is usual."""
    if hasattr(thing.impl, known_as):
        return getattr(thing.impl, known_as)
    try:
        return getattr(thing.api, excel)
    except Exception:  # Excel on a Mac answers to other names
        return other


def is_read_only(book: xw.Book) -> bool:
    """Whether the workbook was opened to be looked at only."""
    return _asked(book, "read_only", "ReadOnly", False) is True


def counts_from_1904(book: xw.Book) -> bool:
    """Whether it counts days from 1904."""
    return _asked(book, "date1904", "Date1904", False) is True


def is_protected(sheet: xw.Sheet) -> bool:
    """Whether the sheet's cells are locked."""
    return _asked(sheet, "protected", "ProtectContents", False) is True


def is_filtered(sheet: xw.Sheet) -> bool:
    """Whether a filter hides rows of the sheet; Calc may write into them, Excel may not."""
    return _asked(sheet, "filtered", "FilterMode", False) is True


def note_rows(sheet: xw.Sheet) -> list[int]:
    """The rows that have a comment or a note."""
    if hasattr(sheet.impl, "note_rows"):
        return list(sheet.impl.note_rows)
    found = [*sheet.notes, *sheet.comments]
    return [note.location.row for note in found]


def merged_areas(block: xw.Range) -> tuple[str, ...]:
    """The merged cells of a block, such as ``B9:C10``."""
    if block.merge_cells is False:
        return ()
    rows = [row for row in block.rows if row.merge_cells is not False]
    cells = [cell for row in rows for cell in row if cell.merge_cells]
    return tuple(dict.fromkeys(cell.merge_area.address.replace("$", "") for cell in cells))
