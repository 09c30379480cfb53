"""A sheet's table: header, cells, validation, and formats that follow what a cell says."""

import datetime as dt
import math
from collections.abc import Sequence
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from xlgoals.hosts.fresh.page import Book
from xlgoals.hosts.fresh.validation import rule
from xlgoals.tables.addresses import column_letters
from xlgoals.tables.language import FIRST_COLUMN, Cell, Column, Kind, Role, Sheet, Sparkline, Table
from xlgoals.tables.sheet_limits import check_fits
from xlgoals.tables.sheets import settings
from xlgoals.views import theme

EMPTY_ROWS = 10
"""Blank rows of a new input table: an invitation to type."""
REVIEWS = ("Review", "Review metrics")
"""Typed into as well, but only beside rows that a button wrote."""
CHECKED_ROWS = 5_000
"""How far down typing is checked and formatted, even where the table is still short."""
LEFT = FIRST_COLUMN - 1
STATUS_COLOURS = {"▲✓": theme.AHEAD, "▼!": theme.BEHIND, "●–?": theme.MUTED}
"""Marks that begin a word of status, and the colour beside them."""


def draw_table(
    book: Book, worksheet: Worksheet, sheet: Sheet, rows: Sequence[Sequence[Cell]]
) -> int:
    """The table with its rows; returns the number of its last sheet row."""
    table = sheet.table
    if table is None:
        return sheet.header_row
    typed = any(column.role is Role.INPUT for column in table.columns) and not sheet.charts
    count = len(rows) or (EMPTY_ROWS if typed and sheet.name not in REVIEWS else 1)
    top = sheet.header_row
    check_fits(sheet.name, top + 1, count)
    worksheet.add_table(
        top - 1,
        LEFT,
        top + count - 1,
        LEFT + len(table.columns) - 1,
        {
            "name": table.name,
            "style": None,
            "columns": [_column(book, column) for column in table.columns],
        },
    )
    worksheet.set_row(top - 1, 32)
    for at, column in enumerate(table.columns):
        if not sheet.widths:
            hidden = {"hidden": True} if column.hidden else {}
            worksheet.set_column(LEFT + at, LEFT + at, theme.width(column), None, hidden)
        _cells(book, worksheet, table, (top, at), rows, count)
        _check(worksheet, table, column, (top, at), count)
    _formats(book, worksheet, table, top, count)
    return top + count


def _column(book: Book, column: Column) -> dict[str, Any]:
    """One column as XlsxWriter wants it."""
    aligned = {"align": "right"} if theme.is_number(column) else {"align": "left", "indent": 1}
    header = book.format(theme.hexed({**theme.BASE, **theme.LABELS["header"], **aligned}))
    option: dict[str, Any] = {"header": column.header, "header_format": header}
    return option | ({"formula": f"={column.formula}"} if column.formula else {})


def _cells(
    book: Book,
    worksheet: Worksheet,
    table: Table,
    place: tuple[int, int],
    rows: Sequence[Sequence[Cell]],
    count: int,
) -> None:
    """The cells of one column, styled by who fills them."""
    top, at = place
    column = table.columns[at]
    style = book.format(theme.cell_look(column), column.role)
    for number in range(count):
        value = rows[number][at] if number < len(rows) else None
        own = _setting_style(book, column, rows, number) if table is settings.TABLE else None
        _write(worksheet, (top + number, LEFT + at), value, own or style, column)


def _setting_style(
    book: Book, column: Column, rows: Sequence[Sequence[Cell]], number: int
) -> Format | None:
    """The format of a setting's value, which has a kind of its own."""
    if column.kind is not Kind.ANY or number >= len(rows):
        return None
    kinds = {setting.name: setting.kind for setting in settings.SETTINGS}
    code = theme.NUMBER_FORMATS.get(kinds.get(str(rows[number][0]), Kind.TEXT), theme.AS_TEXT)
    return book.format({**theme.cell_look(column, code), "align": "left"}, column.role)


def _write(
    worksheet: Worksheet, place: tuple[int, int], value: Cell, style: Format, column: Column
) -> None:
    """One cell; text is only ever text."""
    if value is None or isinstance(value, Sparkline) or value == "":
        worksheet.write_blank(*place, None, style)
    elif isinstance(value, bool):
        worksheet.write_boolean(*place, value, style)
    elif isinstance(value, dt.date):
        worksheet.write_datetime(*place, value, style)
    elif isinstance(value, str):
        worksheet.write_string(*place, value, style)
    elif isinstance(value, int | float) and math.isfinite(value):
        worksheet.write_number(*place, value, style)
    else:
        raise ValueError(f"{column.header}: {value!r} cannot stand in a new plan")


def _check(
    worksheet: Worksheet, table: Table, column: Column, place: tuple[int, int], count: int
) -> None:
    """What may be typed into a column, with a hint and a message."""
    top, at = place
    if column.role is not Role.INPUT:
        return
    if table is settings.TABLE:
        for number, setting in enumerate(settings.SETTINGS):
            cell = (top + number, LEFT + at)
            worksheet.data_validation(*cell, *cell, rule(setting.column))
        return
    bottom = top + max(count, CHECKED_ROWS) - 1
    worksheet.data_validation(top, LEFT + at, bottom, LEFT + at, rule(column))


def _formats(book: Book, worksheet: Worksheet, table: Table, top: int, count: int) -> None:
    """Number formats by unit, unknown values muted, team rows in bold."""
    bottom = top + max(count, CHECKED_ROWS) - 1
    letters = {c.header: column_letters(FIRST_COLUMN + at) for at, c in enumerate(table.columns)}

    def when(test: str, at: int, last: int, look_of: dict[str, Any]) -> None:
        style = book.workbook.add_format(look_of)
        rule = {"type": "formula", "criteria": f"={test}", "format": style}
        worksheet.conditional_format(top, at, bottom, last, rule)

    for at, column in enumerate(table.columns, LEFT):
        for test, code in _unit_formats(column, letters, top + 1):
            when(test, at, at, {"num_format": code})
        if theme.is_number(column) and column.role is not Role.INPUT:
            cell = f"{letters[column.header]}{top + 1}"
            when(f"ISNA({cell})", at, at, {"font_color": f"#{theme.MUTED}", "italic": True})
    if "Status" in letters:
        at = LEFT + table.headers.index("Status")
        first = f"LEFT(${letters['Status']}{top + 1},1)"
        for marks, colour in STATUS_COLOURS.items():
            tests = ",".join(f'{first}="{mark}"' for mark in marks)
            when(f"OR({tests})", at, at, {"font_color": f"#{colour}"})
    if "Rep" in letters and "Rep ID" in letters:
        name, rep_id = f"${letters['Rep']}{top + 1}", f"${letters['Rep ID']}{top + 1}"
        team = {"bold": True, "bg_color": f"#{theme.HAIRLINE}"}
        when(f'AND({name}="Team",{rep_id}="")', LEFT, LEFT + len(table.columns) - 1, team)


def _unit_formats(column: Column, letters: dict[str, str], row: int) -> list[tuple[str, str]]:
    """Formulas for a column's first cell, and how its numbers are shown where one is true."""
    if not column.unit_from:
        return []
    unit = f"${letters[column.unit_from]}{row}"
    formats = []
    if "Metric" in letters:
        metric = f"${letters['Metric']}{row}"
        tests = ",".join(f'{metric}="{word}"' for word in theme.TENTH_METRICS)
        formats.append((f"OR({tests})", "#,##0.0"))
    for words, code in theme.UNIT_FORMATS.items():
        tests = ",".join(f'{unit}="{word}"' for word in words)
        formats.append((f"OR({tests})", code))
    if column.unit_from == "Metric":
        # a conditional format may name no table, so the two columns have names of their own
        own = f"INDEX(MetricUnits,MATCH({unit},MetricNames,0))"
        for word, code in theme.CHOSEN_FORMATS.items():
            formats.append((f'IFERROR({own}="{word}",FALSE)', code))
    return formats
