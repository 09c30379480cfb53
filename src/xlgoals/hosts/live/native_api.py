"""What xlwings does not tell of a workbook: asked of Excel itself, or of an engine that knows."""

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import xlwings as xw

from xlgoals.hosts.live.program import answering


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


def save_copy(book: xw.Book, path: Path) -> bool:
    """Save the workbook as it is into another file; False where the program cannot (on a Mac)."""
    if not hasattr(book.api, "SaveCopyAs"):
        return False
    with answering(book):
        book.api.SaveCopyAs(str(path))
    return True


def is_locked(book: xw.Book) -> bool:
    """Whether no sheet may be added."""
    return _asked(book, "locked", "ProtectStructure", False) is True


def to_front(sheet: xw.Sheet) -> None:
    """Show a sheet; xlwings' own asks for all programs that run."""
    with suppress(Exception):
        sheet.impl.activate()


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


def hide_rows(sheet: xw.Sheet, rows: Mapping[int, bool]) -> None:
    """Show some rows and hide others, those of one kind together."""
    for first, last, shown in runs(rows):
        block = sheet.range((first, 1), (last, 1))
        if hasattr(block.impl, "rows_shown"):
            block.impl.rows_shown = shown
        elif hasattr(block.api, "EntireRow"):
            block.api.EntireRow.Hidden = not shown
        else:  # Excel on a Mac
            block.api.entire_row.hidden.set(not shown)


def hide_columns(sheet: xw.Sheet, columns: Mapping[str, bool]) -> None:
    """Show some columns and hide others, by their letters."""
    for letters, shown in columns.items():
        block = sheet.range(f"{letters}1")
        if hasattr(block.impl, "columns_shown"):
            block.impl.columns_shown = shown
        elif hasattr(block.api, "EntireColumn"):
            block.api.EntireColumn.Hidden = not shown
        else:  # Excel on a Mac
            block.api.entire_column.hidden.set(not shown)


def runs(rows: Mapping[int, bool]) -> list[tuple[int, int, bool]]:
    """Rows below each other that are alike: first, last, and whether they show."""
    found: list[tuple[int, int, bool]] = []
    for row in sorted(rows):
        last = found[-1] if found else None
        if last and (last[1] + 1, last[2]) == (row, rows[row]):
            found[-1] = (last[0], row, last[2])
        else:
            found.append((row, row, rows[row]))
    return found


def name_text(book: xw.Book, name: str) -> str:
    """What a defined name of the workbook stands for; nothing where there is none."""
    if hasattr(book.impl, "name_text"):
        return str(book.impl.name_text(name))
    with suppress(Exception):  # Excel says nothing but an error of a name that is not there
        return str(book.names[name].refers_to)
    return ""
