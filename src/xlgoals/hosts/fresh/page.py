"""What every sheet has: title, purpose, links, legend, and how it is shown and printed."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from xlgoals.hosts.fresh.validation import rule
from xlgoals.tables.addresses import Area, column_letters, place_of
from xlgoals.tables.dates import serial_number
from xlgoals.tables.language import (
    FIRST_COLUMN,
    Cell,
    CellError,
    Column,
    Group,
    Label,
    Role,
    Sheet,
    Shown,
)
from xlgoals.views import theme
from xlgoals.views.plan_sheets import SHEETS

STATUS = ("status", "slot status")
"""Looks of cells that begin with a mark; those of one look stand below each other."""


@dataclass
class Book:
    """A workbook being made, with its formats."""

    workbook: xlsxwriter.Workbook
    plan_name: str
    values: Mapping[str, Mapping[str, Cell]] = field(default_factory=dict)
    """What the formulas of views give, by sheet and address."""
    interpreter: str | None = None
    """The Python that the macros run in; None for a plan without macros."""
    styled: dict[int, Role] = field(default_factory=dict)
    """Index of a cell format → the named style it belongs to."""
    alone: bool = False
    """Whether the sheets of a plan, to which others have links, are not in it."""
    _formats: dict[str, Format] = field(default_factory=dict)
    _labels: dict[tuple[str, bool], Format] = field(default_factory=dict)

    def format(self, properties: dict[str, Any], role: Role | None = None) -> Format:
        """A format, made once."""
        key = repr(sorted(properties.items())) + str(role)
        if key not in self._formats:
            self._formats[key] = self.workbook.add_format(properties)
            if role is not None:
                self.styled[self._formats[key]._get_xf_index()] = role
        return self._formats[key]

    def label(self, name: str, *, unlocked: bool = False) -> Format:
        """The format of a named look."""
        if (name, unlocked) not in self._labels:
            properties = theme.hexed({**theme.BASE, **theme.LABELS[name]})
            self._labels[name, unlocked] = self.format(
                {**properties, "locked": False} if unlocked else properties
            )
        return self._labels[name, unlocked]


@dataclass(frozen=True)
class Filled:
    """What stands in a view that is for one person, beyond what its declaration says."""

    cells: Mapping[str, Cell]
    unlocked: frozenset[str] = frozenset()
    """Cells into which something may be typed though the sheet is protected."""


NOTHING = Filled({})


def draw_page(book: Book, worksheet: Worksheet, sheet: Sheet, filled: Filled = NOTHING) -> None:
    """Everything on a sheet but its table and charts."""
    worksheet.set_column(0, 0, 2)
    worksheet.write_string(1, 1, sheet.title or sheet.name, book.label("title"))
    worksheet.set_row(1, 28)
    worksheet.write_string(2, 1, sheet.purpose, book.label("purpose"))
    _sizes(worksheet, sheet)
    if not book.alone:
        _links(book, worksheet, sheet)
    _legend(book, worksheet, sheet)
    for label in sheet.labels:
        _label(book, worksheet, label, filled, book.values.get(sheet.name, {}).get(label.at))
    for area, column in typed_areas(sheet.labels):
        worksheet.data_validation(area, rule(column))
    _status_colours(book, worksheet, sheet)
    _units(book, worksheet, sheet)
    _view(worksheet, sheet)
    _print(book, worksheet, sheet)


def _sizes(worksheet: Worksheet, sheet: Sheet) -> None:
    """Widths, heights, and columns that nobody needs to see."""
    for letters, size in sheet.widths.items():
        hidden = {"hidden": letters in sheet.hidden}
        worksheet.set_column(f"{letters}:{letters}", size, None, hidden)
    for letters in sheet.hidden:
        if letters not in sheet.widths:
            worksheet.set_column(f"{letters}:{letters}", None, None, {"hidden": True})
    for row, height in sheet.heights.items():
        worksheet.set_row(row - 1, height)


def typed_areas(labels: Sequence[Label]) -> list[tuple[str, Column]]:
    """Cells into which the same may be typed, those below each other together."""
    found: list[tuple[str, str, int, Column]] = []
    cells = sorted(
        (column_letters(column), row, label.typed)
        for label in labels
        if label.typed is not None
        for row, column in [place_of(label.at)]
    )
    for letters, row, column in cells:
        last = found[-1] if found else None
        if last and (last[1], last[2] + 1, last[3]) == (letters, row, column):
            found[-1] = (last[0], letters, row, column)
        else:
            found.append((f"{letters}{row}", letters, row, column))
    return [(f"{first}:{letters}{row}", column) for first, letters, row, column in found]


def _links(book: Book, worksheet: Worksheet, sheet: Sheet) -> None:
    """Back to Start, and on to the next sheet."""
    shown = [other for other in SHEETS if other.shown is Shown.ALWAYS]
    if sheet is shown[0]:
        return
    worksheet.write_url(3, 1, "internal:'Start'!A1", book.label("link"), "← Start")
    at = shown.index(sheet) + 1 if sheet in shown else len(shown)
    if at < len(shown):
        name = shown[at].name
        worksheet.write_url(3, 2, f"internal:'{name}'!A1", book.label("link"), f"{name} →")


def _legend(book: Book, worksheet: Worksheet, sheet: Sheet) -> None:
    """What the cell colours mean, for those that occur."""
    roles = {column.role for column in sheet.table.columns} if sheet.table else set()
    if sheet.widths:
        return
    for column, role in zip(sheet.legend, (r for r in Role if r in roles), strict=False):
        style = theme.hexed({**theme.BASE, **theme.LABELS["legend"], **theme.ROLES[role]})
        worksheet.write_string(3, column, role.value, book.format(style, role))


def _label(book: Book, worksheet: Worksheet, label: Label, filled: Filled, gives: Cell) -> None:
    """One cell of a view; ``gives`` is what its formula gives."""
    style = book.label(label.look, unlocked=label.at in filled.unlocked)
    cell = filled.cells.get(label.at)
    if label.choices:
        worksheet.data_validation(label.at, {"validate": "list", "source": f"={label.choices}"})
    if isinstance(cell, int | float):
        worksheet.write_number(label.at, cell, style)
    elif cell is None and label.at in filled.unlocked:
        worksheet.write_blank(label.at, None, style)
    elif cell is not None:
        worksheet.write_string(label.at, str(cell), style)
    elif label.link:
        worksheet.write_url(label.at, f"internal:'{label.link}'!A1", style, label.text)
    elif label.literal or not label.text.startswith("="):
        worksheet.write_string(label.at, label.text, style)
    else:
        worksheet.write_formula(label.at, label.text, style, _cached(gives))


def _cached(value: Cell) -> str | float:
    """A formula's value as XlsxWriter stores it."""
    if isinstance(value, dt.date):
        return serial_number(value)
    if isinstance(value, CellError):
        return value.code
    return value if isinstance(value, str | int | float) else ""


def _status_colours(book: Book, worksheet: Worksheet, sheet: Sheet) -> None:
    """Colour beside the mark of each status."""
    colours = {"✓": theme.AHEAD, "●": theme.BEHIND, "!": theme.BEHIND, "–": theme.MUTED}
    for name in STATUS:
        cells = [label.at for label in sheet.labels if label.look == name]
        for mark, colour in colours.items() if cells else ():
            style = book.workbook.add_format({"font_color": f"#{colour}", "bold": mark in "●!"})
            test = {"type": "text", "criteria": "begins with", "value": mark, "format": style}
            worksheet.conditional_format(f"{cells[0]}:{cells[-1]}", test)


def _units(book: Book, worksheet: Worksheet, sheet: Sheet) -> None:
    """Numbers of a plan's own metrics: their row says how they are shown."""
    cells = (place_of(label.at) for label in sheet.labels if label.look.endswith(" own"))
    for column, places in groupby(sorted(cells, key=itemgetter(1, 0)), itemgetter(1)):
        rows = [row for row, _ in places]  # all of a column stand below each other
        area = Area(rows[0], column, rows[-1], column)
        for unit in ("share", "tenths"):
            style = book.workbook.add_format({"num_format": theme.FORMATS[unit]})
            test = f'=${sheet.unit_column}{rows[0]}="{unit}"'
            told = {"type": "formula", "criteria": test, "format": style}
            worksheet.conditional_format(str(area), told)


def _view(worksheet: Worksheet, sheet: Sheet) -> None:
    """Tab colour, gridlines, frozen header, and whether the sheet is shown."""
    worksheet.set_tab_color(f"#{sheet.group.value}")
    if sheet.group is not Group.INPUT:
        worksheet.hide_gridlines(2)
    if not sheet.widths:
        names = [c.header for c in sheet.table.columns[:3]] if sheet.table else []
        side = 3 if "Rep" in names and len(sheet.table.columns if sheet.table else ()) > 9 else 0
        worksheet.freeze_panes(sheet.header_row, side)
    if sheet.portrait:
        worksheet.freeze_panes(sheet.header_row, FIRST_COLUMN)
    if sheet.shown is not Shown.ALWAYS:
        worksheet.hide()


def _print(book: Book, worksheet: Worksheet, sheet: Sheet) -> None:
    """One page wide, headers repeated, and a footer that says what page this is."""
    worksheet.set_paper(9)
    if not sheet.portrait:
        worksheet.set_landscape()
    worksheet.fit_to_pages(1, 1 if sheet.portrait else 0)
    if not sheet.portrait:
        worksheet.repeat_rows(sheet.header_row - 1)
    side = 0.3 if sheet.portrait else 0.5
    worksheet.set_margins(left=side, right=side, top=0.6, bottom=0.7)
    worksheet.set_footer(f"&L{book.plan_name.replace('&', '&&')} · &A&CPage &P of &N&R&D")
