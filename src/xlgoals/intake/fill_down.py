"""Names that stand once for a group of rows, as pivot tables and merged cells have them."""

from collections.abc import Sequence

from xlgoals.tables.cell_text import clean
from xlgoals.tables.language import Cell
from xlgoals.tables.source import SourceSheet


def filled_down(
    headers: Sequence[str],
    rows: list[list[Cell]],
    keys: Sequence[int],
    sheet: SourceSheet,
    top: int,
    aside: frozenset[int],
) -> tuple[list[list[Cell]], tuple[str, ...]]:
    """The rows with the names of their groups, and what was done.

    A cell below the first of a merged area takes its value. A column of names is filled as well
    where it looks like a group's: the first row has a name, no name comes again within the group
    to its left, and at least as many cells are blank as filled.

    Args:
        headers: Those of the file.
        rows: The rows below them.
        keys: Columns of names, from the left.
        sheet: Where they come from, with its merged areas.
        top: The sheet's row of the first of ``rows``, from 0.
        aside: Rows that are no rows, such as totals.
    """
    rows = [list(row) for row in rows]
    said: list[str] = []
    for first, left, last, right in sheet.merged:
        if first >= top and last > first and left == right and left < len(headers):
            for at in range(first + 1 - top, min(last + 1 - top, len(rows))):
                if rows[at][left] is None:
                    rows[at][left] = rows[first - top][left]
    if any(first >= top and last > first for first, _, last, _ in sheet.merged):
        said.append("Merged cells: each of their rows has the value.")
    alive = [
        at for at, row in enumerate(rows) if at not in aside and any(c is not None for c in row)
    ]
    outer: list[int] = []
    for column in keys:
        blank = [at for at in alive if not clean(rows[at][column])]
        if blank and _once_a_group(rows, alive, column, outer):
            name: Cell = None
            for at in alive:
                name = rows[at][column] if clean(rows[at][column]) else name
                rows[at][column] = name
            said.append(
                f"{headers[column]} stands once a group: {len(blank):,} blank cells took the name "
                "above them."
            )
        outer.append(column)
    return rows, tuple(said)


def _once_a_group(
    rows: Sequence[Sequence[Cell]], alive: Sequence[int], column: int, outer: Sequence[int]
) -> bool:
    """Whether each name of a column stands once, in the first row of its group."""
    names = [clean(rows[at][column]) for at in alive]
    filled = [name for name in names if name]
    if not names[0] or len(filled) * 2 > len(names):
        return False
    groups = [
        (*(clean(rows[at][left]) for left in outer), name)
        for at, name in zip(alive, names, strict=True)
        if name
    ]
    return len(set(groups)) == len(groups)
