"""What hangs on the position of a row, and so must not find another row there."""

import re

from xlgoals.domain.errors import EditRefused
from xlgoals.hosts.closed import sheet_xml
from xlgoals.hosts.closed.package import Package
from xlgoals.hosts.closed.reading import load, read_cells
from xlgoals.hosts.closed.table_edit import Edit
from xlgoals.tables.cell_text import clean

ANCHORS = ("comments", "threadedComment")
REFERENCE = re.compile(rb'\bref="([A-Z]+)(\d+)"')


def check_standing(package: Package, edit: Edit) -> None:
    """Refuse to move rows away from a comment or a column of the user's.

    Rows may be added at the end; those that are there must keep their places.

    Errors:
        EditRefused: says what would lose its row.
    """
    held = _held(package, edit)
    if held and not _in_place(package, edit):
        raise EditRefused(
            f"Sheet {edit.found.sheet} has {held} beside rows that would move; open the file in "
            "Excel, move it out of the table and try again."
        )


def _held(package: Package, edit: Edit) -> str:
    """What of the user's is anchored in the table's rows; nothing where there is none."""
    for kind in ANCHORS:
        for part in package.related(edit.found.sheet_part, kind):
            rows = [int(row) for _, row in REFERENCE.findall(package.read(part))]
            if any(edit.old.top <= row <= edit.old.bottom for row in rows):
                return "a comment"
    extra = set(range(edit.old.left, edit.old.right + 1)) - set(edit.columns)
    if not extra:
        return ""
    xml = sheet_xml.split(package.read(edit.found.sheet_part), edit.found.sheet)
    block = sheet_xml.cut(xml.body, edit.old.top, edit.old.bottom)[1]
    for row in sheet_xml.rows_of(block).values():
        if any(sheet_xml.has_content(row.cells[at]) for at in extra & set(row.cells)):
            return "a column of yours"
    return ""


def _in_place(package: Package, edit: Edit) -> bool:
    """Whether every row that is there keeps its key and its place."""
    found = edit.found
    loaded = load(package, found.sheet, found.sheet_part)
    old = read_cells(package, loaded, found.sheet_part, edit.old)
    keys = [edit.table.headers.index(header) for header in edit.table.key]
    sheet_column = {place: column - edit.old.left for column, place in edit.columns.items()}
    before = [tuple(clean(row[sheet_column[key]]) for key in keys) for row in old]
    after = [tuple(clean(row[key]) for key in keys) for row in edit.rows]
    blank = all(not any(key) for key in before)
    return blank or before == after[: len(before)]
