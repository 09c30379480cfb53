"""Small charts in the cells of a trend column: each must draw its own row's cells, or none."""

from collections.abc import Sequence
from contextlib import suppress

import xlwings as xw

from xlgoals.hosts.live.checks import keys_after, keys_before
from xlgoals.hosts.live.edit import Edit
from xlgoals.tables.language import Kind, Sparkline

COLUMN_TYPE = 2
SERIES_COLOUR = 0x6C4F0B
"""0B4F6C as Excel counts colours, blue first."""


def trend_columns(edit: Edit) -> list[int]:
    """The sheet columns that hold small charts."""
    columns = edit.table.columns
    return [at for at, place in edit.columns.items() if columns[place].kind is Kind.TREND]


def rows_move(edits: Sequence[Edit]) -> bool:
    """Whether a small chart may draw other rows than before; asked before anything is written."""
    sheets = {sheet for edit in edits for sheet in _drawn_sheets(edit)}
    drawn = [edit for edit in edits if edit.found.sheet.name in sheets or trend_columns(edit)]
    return bool(sheets) and any(keys_before(edit) != keys_after(edit) for edit in drawn)


def _drawn_sheets(edit: Edit) -> set[str]:
    """The sheets whose cells the small charts of a table draw."""
    places = [edit.columns[column] for column in trend_columns(edit)]
    cells = [row[place] for row in edit.rows for place in places]
    sources = [cell.source for cell in cells if isinstance(cell, Sparkline)]
    return {source.rpartition("!")[0].strip("'").replace("''", "'") for source in sources}


def follow_trends(edit: Edit, *, moved: bool) -> None:
    """Draw the small charts anew in Excel; in Calc, where none can be drawn, drop wrong ones."""
    for column in trend_columns(edit):
        block = edit.found.block(edit.found.top, edit.last, column, column)
        if not hasattr(block.impl, "clear_trends"):
            with suppress(Exception):  # a chart is no reason to give up the goals
                _draw(block, [row[edit.columns[column]] for row in edit.rows])
        elif moved:
            block.impl.clear_trends()


def _draw(block: xw.Range, cells: Sequence[object]) -> None:
    """The charts of a column of cells."""
    block.api.SparklineGroups.Clear()
    for at, cell in enumerate(cells):
        if isinstance(cell, Sparkline):
            group = block[at, 0].api.SparklineGroups.Add(COLUMN_TYPE, cell.source)
            group.SeriesColor.Color = SERIES_COLOUR
