"""What of the user's could suffer from an edit: looked for before a cell is changed."""

from xlgoals.domain.errors import EditRefused, FileError
from xlgoals.hosts.live import native_api
from xlgoals.hosts.live.cells import is_formula, written
from xlgoals.hosts.live.edit import Edit
from xlgoals.hosts.live.tables import formulas
from xlgoals.tables.cell_text import clean
from xlgoals.tables.language import Cell, Role


def check_edit(edit: Edit) -> None:
    """Look at an edit from all sides, and note which formulas of the user's it keeps.

    Errors:
        EditRefused: something of the user's is in the way.
        FileError: the sheet is protected.
    """
    _check_sheet(edit)
    _check_way(edit)
    _check_standing(edit)
    edit.kept.update(_kept_formulas(edit))
    for run in edit.runs:
        edit.matrix(run)


def _check_sheet(edit: Edit) -> None:
    """Refuse a sheet that may not be written on, and a table that cannot grow."""
    name, table = edit.found.sheet.name, edit.found.table
    if native_api.is_protected(edit.found.sheet):
        raise FileError(
            f"Sheet {name} is protected; unprotect it (Review, Unprotect Sheet) and try again."
        )
    if table.show_totals:
        raise EditRefused(
            f"Table {table.name} on sheet {name} has a totals row; switch the totals row off "
            "(Table Design) and try again."
        )
    if any(one.type == "unknown" for one in table.autofilter.criteria):
        raise EditRefused(
            f"Table {table.name} on sheet {name} has a filter that could not be put back; clear it "
            "(Data, Clear) and try again."
        )


def _check_way(edit: Edit) -> None:
    """Refuse where the new rows would cover something."""
    found = edit.found
    merged = native_api.merged_areas(found.block(found.top, edit.last))
    if merged:
        raise EditRefused(
            f"{found.sheet.name}!{merged[0]} is merged and in the way of the table; unmerge these "
            "cells and try again."
        )
    if edit.bottom <= found.bottom:
        return
    below = found.block(found.bottom + 1, edit.bottom)
    for row, cells in enumerate(formulas(below)):
        for column, cell in enumerate(cells):
            if cell not in (None, ""):
                where = below[row, column].address.replace("$", "")
                raise EditRefused(
                    f"{found.sheet.name}!{where} is in the way: the table {found.table.name} needs "
                    "this row; move what stands below the table and try again."
                )


def _check_standing(edit: Edit) -> None:
    """Refuse to move rows away from a comment or a column of the user's."""
    held = _held(edit)
    if held and not _in_place(edit):
        raise EditRefused(
            f"Sheet {edit.found.sheet.name} has {held} beside rows that would move; move it out of "
            "the table and try again."
        )


def _held(edit: Edit) -> str:
    """What of the user's stands at a row of the table; nothing where there is none."""
    found = edit.found
    if any(found.top <= row <= found.bottom for row in native_api.note_rows(found.sheet)):
        return "a comment"
    extra = set(range(found.left, found.right + 1)) - set(edit.columns)
    if any(row[at - found.left] is not None for row in found.values for at in extra):
        return "a column of yours"
    return ""


def _in_place(edit: Edit) -> bool:
    """Whether every row that is there keeps its key and its place."""
    before = keys_before(edit)
    blank = all(not any(key) for key in before)
    return blank or before == keys_after(edit)[: len(before)]


def keys_before(edit: Edit) -> list[tuple[str, ...]]:
    """What names each row that is there."""
    at = {place: column - edit.found.left for column, place in edit.columns.items()}
    keys = [at[edit.table.headers.index(header)] for header in edit.table.key]
    return [tuple(clean(row[key]) for key in keys) for row in edit.found.values]


def keys_after(edit: Edit) -> list[tuple[str, ...]]:
    """What names each row that will be there."""
    keys = [edit.table.headers.index(header) for header in edit.table.key]
    return [tuple(clean(row[key]) for key in keys) for row in edit.rows]


def _kept_formulas(edit: Edit) -> dict[tuple[int, int], str]:
    """Formulas that the user put into cells to type in; kept where their values stay."""
    kept = {}
    found = edit.found
    for column, place in edit.columns.items():
        if edit.table.columns[place].role is not Role.INPUT:
            continue
        texts = formulas(found.block(found.top, found.bottom, column, column))
        for at, (text,) in enumerate(texts):
            shown = found.values[at][column - found.left]
            if is_formula(text, shown):
                _check_same(edit, at, column, shown)
                kept[at, column] = str(text)
    return kept


def _check_same(edit: Edit, at: int, column: int, shown: Cell) -> None:
    """EditRefused where another value would have to stand in the place of a formula."""
    wanted = edit.rows[at][edit.columns[column]] if at < len(edit.rows) else None
    if written(shown) != written(wanted):
        cell = edit.found.sheet.range((edit.found.top + at, column)).address.replace("$", "")
        raise EditRefused(
            f"{edit.found.sheet.name}!{cell} holds a formula of yours, and another value would "
            "have to stand there; turn the formula into a value and try again."
        )
