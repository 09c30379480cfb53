"""An edit carried out: every block in one go, and the way back while it is not finished."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import xlwings as xw

from xlgoals.domain.errors import EditRefused
from xlgoals.hosts.live import native_api
from xlgoals.hosts.live.cells import is_formula, written
from xlgoals.hosts.live.edit import Edit, Run
from xlgoals.hosts.live.tables import formulas, values
from xlgoals.tables.language import Cell

LONG = 8_000
"""A longer text is written by itself: Excel refuses it within a block."""


def carry_out(edit: Edit) -> None:
    """Write the rows; the table, its look and its print area follow."""
    found = edit.found
    with unfiltered(edit):
        if edit.bottom > found.bottom:
            _resize(edit, edit.bottom)
            _fill_look(edit)
        for run in edit.runs:
            write_block(found.block(found.top, edit.bottom, *run), edit.matrix(run))
        if edit.bottom < found.bottom:
            _clear_rest(edit)
            _resize(edit, edit.bottom)
        _follow_print_area(edit)


def write_block(block: xw.Range, rows: list[list[object]]) -> None:
    """Write a block of cells, very long texts one by one."""
    block.value = [[None if _is_long(value) else value for value in row] for row in rows]
    for at, row in enumerate(rows):
        for column, value in enumerate(row):
            if _is_long(value):
                block[at, column].value = value


def _is_long(value: object) -> bool:
    """Whether a value is a very long text."""
    return isinstance(value, str) and len(value) > LONG


def _resize(edit: Edit, bottom: int) -> None:
    """Let the table end at a row."""
    found = edit.found
    found.table.resize(found.block(found.top - 1, bottom))


def _fill_look(edit: Edit) -> None:
    """New rows look like the last one that was there."""
    found = edit.found
    for run in edit.all_runs:
        source = found.block(found.bottom, found.bottom, *run)
        source.autofill(found.block(found.bottom, edit.bottom, *run), "fill_formats")


def _clear_rest(edit: Edit) -> None:
    """Empty the rows that the table gives up; they look like the blank row below it again."""
    found = edit.found
    for run in edit.runs:
        found.block(edit.bottom + 1, found.bottom, *run).clear_contents()
    for run in edit.all_runs:
        below = found.block(found.bottom + 1, found.bottom + 1, *run)
        if all(cell in (None, "") for cell in formulas(below)[0]):
            below.autofill(found.block(edit.bottom + 1, found.bottom + 1, *run), "fill_formats")


def _follow_print_area(edit: Edit) -> None:
    """A print area that ends with the table still does."""
    setup = edit.found.sheet.page_setup
    area = setup.print_area
    start, _, end = (area or "").rpartition("$")
    if start and end == str(edit.found.bottom) and edit.bottom != edit.found.bottom:
        setup.print_area = f"{start}${edit.bottom}"


@contextmanager
def unfiltered(edit: Edit) -> Iterator[None]:
    """All rows shown while they are written, and filtered again afterwards.

    Excel writes a block wrongly where a filter hides some of its rows.
    """
    autofilter = edit.found.table.autofilter
    criteria = [one for one in autofilter.criteria if one.type != "none"]
    if criteria:
        autofilter.clear()
    try:
        if native_api.is_filtered(edit.found.sheet):
            raise EditRefused(
                f"A filter hides rows of sheet {edit.found.sheet.name}; clear it (Data, Clear) and "
                "try again."
            )
        yield
    finally:
        for one in criteria:
            _filter_again(autofilter, one)


def _filter_again(autofilter: xw.main.AutoFilter, one: xw.main.AutoFilterCriteria) -> None:
    """Filter a column as it was."""
    again: dict[str, Callable[[], None]] = {
        "values": lambda: autofilter.apply_values(one.field, one.values or []),
        "comparison": lambda: autofilter.apply_comparison(
            one.field, one.operator or "equal_to", one.value1, one.value2
        ),
        "top_items": lambda: autofilter.apply_top_items(one.field, one.count or 10),
        "bottom_items": lambda: autofilter.apply_bottom_items(one.field, one.count or 10),
        "top_percent": lambda: autofilter.apply_top_percent(one.field, one.percent or 10),
        "bottom_percent": lambda: autofilter.apply_bottom_percent(one.field, one.percent or 10),
    }
    again[one.type]()


def way_back(edit: Edit) -> Callable[[], None]:
    """What puts the rows back as they are now, for a program that cannot undo it."""
    found = edit.found
    before = [(run, _as_written(edit, run)) for run in edit.runs]

    def back() -> None:
        with unfiltered(edit):
            for run, rows in before:
                write_block(found.block(found.top, edit.last, *run), rows)
            _resize(edit, found.bottom)

    return back


def _as_written(edit: Edit, run: Run) -> list[list[object]]:
    """The cells of a run as they would have to be written again."""
    block = edit.found.block(edit.found.top, edit.last, *run)
    pairs = zip(values(block), formulas(block), strict=True)
    return [[_again(*pair) for pair in zip(*rows, strict=True)] for rows in pairs]


def _again(shown: Cell, text: object) -> object:
    """A cell's formula, or its value as it is written."""
    return text if is_formula(text, shown) else written(shown)
