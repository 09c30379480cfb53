"""Cells outside of tables in an open workbook, and sheets made after another one."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial

import xlwings as xw

from xlgoals.domain.errors import EditRefused
from xlgoals.hosts.live import native_api
from xlgoals.hosts.live.cells import written
from xlgoals.hosts.live.tables import formulas
from xlgoals.hosts.live.transaction import WayBack
from xlgoals.hosts.live.writing import write_block
from xlgoals.tables.addresses import place_of
from xlgoals.tables.language import Cell

Place = tuple[int, int]
"""Row and column, from 1."""


def without_formulas(sheet: xw.Sheet, values: Mapping[str, Cell]) -> dict[str, Cell]:
    """Those of the values that would not take the place of a formula."""
    places = {at: place_of(at) for at in values}
    if not places:
        return {}
    bottom = max(row for row, _ in places.values())
    right = max(column for _, column in places.values())
    taken = formula_places(sheet.range((1, 1), (bottom, right)))
    return {at: values[at] for at, place in places.items() if place not in taken}


def formula_places(block: xw.Range) -> set[Place]:
    """The cells of a block from A1 on that hold a formula."""
    if hasattr(block.impl, "formula_places"):
        return set(block.impl.formula_places)
    texts = formulas(block)
    return {
        (row, column)
        for row, cells in enumerate(texts, 1)
        for column, text in enumerate(cells, 1)
        if str(text).startswith("=")
    }


def add_sheet(book: xw.Book, name: str, like: str, after: str, back: WayBack) -> None:
    """A sheet that looks like another one, to the right of a third."""
    if native_api.is_locked(book):
        raise EditRefused(
            f"The structure of {book.name} is protected, so that no sheet can be added; unprotect "
            "it (Review, Protect Workbook) and try again."
        )
    front = book.sheets.active
    left = book.sheets[after]
    book.sheets[like].impl.copy(before=None, after=left.impl)
    copy = book.sheets[left.index]  # counted from 0: the one to its right
    copy.name = name
    copy.visible = True
    back.add(lambda: copy.delete)
    native_api.to_front(front)


def write_view(sheet: xw.Sheet, values: Mapping[str, Cell], back: WayBack) -> None:
    """Write single cells, those side by side in one go."""
    for block, rows in blocks({place_of(at): cell for at, cell in values.items()}):
        cells = sheet.range(block[:2], block[2:])
        back.add(partial(_as_it_is, cells))
        write_block(cells, [[written(cell) for cell in row] for row in rows])


def _as_it_is(cells: xw.Range) -> Callable[[], None]:
    """What writes the cells again as they are now."""
    return partial(setattr, cells, "formula", cells.formula)


Block = tuple[int, int, int, int]
"""First row and column, last row and column."""


def blocks(values: Mapping[Place, Cell]) -> Iterator[tuple[Block, list[list[Cell]]]]:
    """Cells side by side, and rows of the same columns below each other, together."""
    open_blocks: dict[tuple[int, int], tuple[int, list[list[Cell]]]] = {}
    for row, first, cells in _runs(values):
        key = first, first + len(cells) - 1
        top, rows = open_blocks.get(key, (row, []))
        if top + len(rows) != row:
            yield (top, key[0], top + len(rows) - 1, key[1]), rows
            top, rows = row, []
        open_blocks[key] = top, [*rows, cells]
    for (left, right), (top, rows) in open_blocks.items():
        yield (top, left, top + len(rows) - 1, right), rows


def _runs(values: Mapping[Place, Cell]) -> Iterator[tuple[int, int, list[Cell]]]:
    """Cells of a row that stand side by side: row, first column, cells."""
    places = sorted(values)
    start = 0
    for at in range(1, len(places) + 1):
        row, column = places[at - 1]
        if at < len(places) and places[at] == (row, column + 1):
            continue
        yield row, places[start][1], [values[place] for place in places[start:at]]
        start = at
