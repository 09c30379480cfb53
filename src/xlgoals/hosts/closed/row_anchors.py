"""What hangs on the position of a row, and so must not find another row there."""

import re
from dataclasses import replace

from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH, from_excel

from xlgoals.domain.errors import EditRefused
from xlgoals.hosts.closed import sheet_xml
from xlgoals.hosts.closed.own_columns import OwnColumns, written_out
from xlgoals.hosts.closed.package import Package
from xlgoals.hosts.closed.reading import careful_rows, load, read_cells
from xlgoals.hosts.closed.sheet_xml import Row
from xlgoals.hosts.closed.table_edit import Edit
from xlgoals.tables.addresses import Area, column_number
from xlgoals.tables.cell_text import clean
from xlgoals.tables.language import DATED, Cell

ANCHORS = ("comments", "threadedComment")
REFERENCE = re.compile(rb'\bref="([A-Z]+)(\d+)"')
HUNG_ON_CELLS = re.compile(
    rb'<hyperlink\b[^>]*?\bref="([A-Z]+)(\d+)[":]|<xm:sqref>([A-Z]+)(\d+)</xm:sqref>'
    rb"</x14:sparkline>"
)


def with_own_columns(package: Package, edit: Edit) -> Edit:
    """The edit with what carries the user's columns of the table along with its rows.

    Errors:
        EditRefused: rows would move away from a comment, or a link or small chart in a column of
            the user's.
    """
    xml = sheet_xml.split(package.read(edit.found.sheet_part), edit.found.sheet)
    held = _held(package, edit, xml.tail)
    own = bool(edit.own) and _has_own_cells(edit, xml.body)
    if not held and not own:
        return edit
    values = _values(package, edit)
    before, after = _keys_before(edit, values), _keys_after(edit)
    blank = all(not any(key) for key in before)
    moves = not blank and before != after[: len(before)]
    if held and moves:
        raise EditRefused(
            f"Sheet {edit.found.sheet} has {held} beside rows that would move; open the file in "
            "Excel, move it out of the table and try again."
        )
    if not own or not (moves or (len(after) > len(before) and edit.found.computed)):
        return edit

    def carry(rows: dict[int, Row]) -> dict[int, Row]:
        whole = written_out(edit, rows) if moves else rows
        return OwnColumns(edit, before, after, whole, moves).carried()

    return replace(edit, carry=carry)


def _held(package: Package, edit: Edit, tail: bytes) -> str:
    """What is anchored in the table's rows and cannot move; nothing where there is none."""
    for kind in ANCHORS:
        for part in package.related(edit.found.sheet_part, kind):
            rows = [int(row) for _, row in REFERENCE.findall(package.read(part))]
            if any(edit.old.top <= row <= edit.old.bottom for row in rows):
                return "a comment"
    for match in HUNG_ON_CELLS.finditer(tail) if edit.own else ():
        column, row = match[1] or match[3], int(match[2] or match[4])
        if column_number(column.decode()) in edit.own and edit.old.top <= row <= edit.old.bottom:
            return "a link or small chart of yours"
    return ""


def _has_own_cells(edit: Edit, body: bytes) -> bool:
    """Whether a column of the user's holds anything."""
    block = sheet_xml.cut(body, edit.old.top, edit.old.bottom)[1]
    return any(
        sheet_xml.has_content(row.cells[at])
        for row in sheet_xml.rows_of(block).values()
        for at in set(edit.own) & set(row.cells)
    )


def _values(package: Package, edit: Edit) -> list[list[Cell]]:
    """The table's data rows as they stand now, also where they were written before."""
    found = edit.found
    if found.sheet_part not in package.edited:
        loaded = load(package, found.sheet, found.sheet_part)
        return read_cells(package, loaded, found.sheet_part, edit.old)
    part = package.read(found.sheet_part)
    rows = careful_rows(package, part, Area(1, edit.old.left, edit.old.bottom, edit.old.right))
    width = edit.old.right - edit.old.left + 1
    rows += [[None] * width] * (edit.old.bottom - len(rows))
    dated = [
        column - edit.old.left
        for column, place in edit.columns.items()
        if edit.table.columns[place].kind in DATED
    ]
    epoch = MAC_EPOCH if edit.date1904 else WINDOWS_EPOCH
    for row in rows[edit.old.top - 1 :]:
        for at in dated:
            if isinstance(number := row[at], float) and number >= 1:
                row[at] = from_excel(number, epoch).date()
    return rows[edit.old.top - 1 :]


def _keys_before(edit: Edit, values: list[list[Cell]]) -> list[tuple[str, ...]]:
    """What names each row that is there."""
    keys = [edit.table.headers.index(header) for header in edit.table.key]
    at = {place: column - edit.old.left for column, place in edit.columns.items()}
    return [tuple(clean(row[at[key]]) for key in keys) for row in values]


def _keys_after(edit: Edit) -> list[tuple[str, ...]]:
    """What names each row that will be there."""
    keys = [edit.table.headers.index(header) for header in edit.table.key]
    return [tuple(clean(row[key]) for key in keys) for row in edit.rows]
