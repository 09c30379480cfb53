"""A report as a workbook that is made to be printed: portrait, one page wide."""

import datetime as dt
import math
import os
import re
import textwrap
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from xlgoals.errors import FileError
from xlgoals.hosts.new_file.page import Book
from xlgoals.hosts.new_file.plan import OPTIONS
from xlgoals.hosts.new_file.report_charts import draw_picture
from xlgoals.workbook import look
from xlgoals.workbook.report_parts import (
    WIDE,
    Field,
    Grid,
    Heading,
    Number,
    Page,
    Picture,
    Report,
    Signatures,
    Tile,
    Tiles,
    Value,
    Words,
)

PAPERS = {"a4": 9, "letter": 1}
COLUMN, ROW = 7.7, 16.5
"""Width of a column in characters, height of a row in points."""
LETTERS = 10.4
"""Letters of body text that a column holds."""
FORMATS = {"money": "#,##0", "count": "#,##0", "share": "0%", "change": "+0.0%;−0.0%;0.0%",
           "tenths": "#,##0.0", "rate": "0.0%"}  # fmt: skip
TONES = {"ahead": look.AHEAD, "behind": look.BEHIND}
MARKS = {"▲": look.AHEAD, "▼": look.BEHIND, "✓": look.AHEAD, "!": look.BEHIND}
"""Colours beside the marks that begin a word of status."""
DATA = "Data"
LONGEST_NAME = 31


def write_report(path: Path, report: Report, *, created: dt.datetime, paper: str = "a4") -> None:
    """A report in a workbook, which is replaced where there is one.

    Errors:
        FileError: the file cannot be written.
    """
    fresh = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        workbook = xlsxwriter.Workbook(str(fresh), OPTIONS)
        workbook.set_properties({"title": report.name, "created": created})
        workbook.set_calc_mode("auto")
        book = Book(workbook, report.name)
        names = sheet_names([page.name for page in report.pages])
        pages = [workbook.add_worksheet(name) for name in names]
        data = workbook.add_worksheet(DATA)
        data.hide()
        place = Place(book, data)
        for worksheet, page in zip(pages, report.pages, strict=True):
            _page(place, worksheet, page, PAPERS[paper])
        workbook.close()
        os.replace(fresh, path)
    except (OSError, xlsxwriter.exceptions.FileCreateError) as error:
        raise FileError(
            f"{path} could not be written ({getattr(error, 'strerror', None) or error}); close it "
            "elsewhere, or choose another name."
        ) from error
    finally:
        with suppress(OSError):
            fresh.unlink()


def sheet_names(names: list[str]) -> list[str]:
    """Names that a workbook takes: without forbidden signs, at most 31 long, each once."""
    given: list[str] = []
    taken = {DATA.casefold()}
    for name in names:
        plain = re.sub(r"[\[\]:*?/\\]", " ", name).strip("' ") or "Page"
        number, short = 1, _cut(plain, LONGEST_NAME)
        while short.casefold() in taken:
            number += 1
            short = f"{_cut(plain, LONGEST_NAME - len(str(number)) - 1)} {number}"
        taken.add(short.casefold())
        given.append(short)
    return given


def _cut(text: str, units: int) -> str:
    """A text of at most so many UTF-16 units."""
    while len(text.encode("utf-16-le")) > units * 2:
        text = text[:-1]
    return text.strip("' ")


@dataclass
class Place:
    """Where the next block goes."""

    book: Book
    data: Worksheet
    data_row: int = 0
    row: int = 0

    def style(self, **properties: Any) -> Any:
        """A format on top of the usual one, made once."""
        usual = {**look.BASE, "font_size": 10}
        return self.book.format(look.hexed({**usual, **properties}))


def _page(place: Place, worksheet: Worksheet, page: Page, paper: int) -> None:
    """A sheet with its band, blocks and footer."""
    worksheet.set_column(0, WIDE - 1, COLUMN)
    worksheet.set_default_row(ROW)
    worksheet.hide_gridlines(2)
    worksheet.set_paper(paper)
    worksheet.set_portrait()
    worksheet.fit_to_pages(1, 0)
    worksheet.center_horizontally()
    worksheet.set_margins(left=0.5, right=0.5, top=0.5, bottom=0.65)
    name = place.book.plan_name.replace("&", "&&")
    worksheet.set_footer(f'&L&"{look.FONT}"&8{name}&C&"{look.FONT}"&8&P of &N&R&"{look.FONT}"&8&D')
    band = {"bg_color": look.BRAND, "font_color": look.WHITE}
    _across(place, worksheet, 0, page.title, indent=1, font_size=20, bold=True, **band)
    _across(place, worksheet, 1, page.subtitle, indent=1, valign="top", **band)
    worksheet.set_row(0, 34)
    worksheet.set_row(1, 22)
    place.row = 3
    for block in page.blocks:
        _block(place, worksheet, block)
    worksheet.print_area(0, 0, max(place.row - 1, 3), WIDE - 1)


def _across(place: Place, worksheet: Worksheet, row: int, text: str, **properties: Any) -> None:
    """A text over the whole width."""
    style = place.style(**properties)
    worksheet.write_string(row, 0, text, style)
    for column in range(1, WIDE):
        worksheet.write_blank(row, column, None, style)


def _block(place: Place, worksheet: Worksheet, block: Any) -> None:
    """One block, and a little room below it."""
    if isinstance(block, Tiles):
        _tiles(place, worksheet, block)
    elif isinstance(block, Heading):
        worksheet.set_row(place.row, 22)
        style = {"font_size": 13, "bold": True, "font_color": look.BRAND, "bottom": 1}
        _across(place, worksheet, place.row, block.text, bottom_color=f"#{look.BRAND}", **style)
        place.row += 1
    elif isinstance(block, Words):
        _words(place, worksheet, block)
    elif isinstance(block, Grid):
        _grid(place, worksheet, block)
    elif isinstance(block, Picture):
        place.data_row = draw_picture(
            place.book.workbook, worksheet, (place.data, place.data_row), block, place.row
        )
        place.row += block.tall + 1
    elif isinstance(block, Signatures):
        _signatures(place, worksheet, block)


def _tiles(place: Place, worksheet: Worksheet, block: Tiles) -> None:
    """Tiles of three columns, the last of which leaves a gap."""
    top = {"bg_color": look.BAND, "top": 5, "top_color": f"#{look.BRAND}"}
    worksheet.set_row(place.row + 1, 26)
    for number, tile in enumerate(block.tiles):
        first = number * 3
        label = place.style(font_size=9, font_color=look.MUTED, indent=1, **top)
        value = place.style(
            font_size=16,
            bold=True,
            indent=1,
            align="left",
            bg_color=look.BAND,
            font_color=TONES.get(tile.tone, look.INK),
        )
        for column in range(first, first + 3):
            worksheet.write_blank(place.row, column, None, label)
            worksheet.write_blank(place.row + 1, column, None, value)
        worksheet.write_string(place.row, first, tile.label, label)
        # a number does not run over into the next cell as a text does
        worksheet.write_string(place.row + 1, first, _tile_text(tile), value)
        if first + 3 < WIDE:
            edge = place.style(right=5, right_color=f"#{look.WHITE}", **top)
            under = place.style(right=5, right_color=f"#{look.WHITE}", bg_color=look.BAND)
            worksheet.write_blank(place.row, first + 2, None, edge)
            worksheet.write_blank(place.row + 1, first + 2, None, under)
    place.row += 3


def _tile_text(tile: Tile) -> str:
    """A tile's value in words."""
    value = tile.value
    if isinstance(value, str):
        return value
    if value is None or math.isnan(value):
        return "–"
    return f"{value:.0%}" if tile.kind == "share" else f"{value:,.0f}"


def _words(place: Place, worksheet: Worksheet, block: Words) -> None:
    """A paragraph, line by line."""
    tone = {"font_color": look.MUTED, "font_size": 9} if block.quiet else {}
    for line in wrapped(block.text, WIDE):
        worksheet.write_string(place.row, 0, line, place.style(**tone))
        place.row += 1
    place.row += 1


def wrapped(text: str, wide: int) -> list[str]:
    """A text as the lines that find room in some columns."""
    return textwrap.wrap(" ".join(text.split()), int(wide * LETTERS)) or [""]


def _grid(place: Place, worksheet: Worksheet, block: Grid) -> None:
    """A table with its header."""
    worksheet.set_row(place.row, 30)
    head = {"bold": True, "font_size": 9, "font_color": look.BRAND, "valign": "bottom", "bottom": 2,
            "bottom_color": f"#{look.BRAND}"}  # fmt: skip
    for at, field in _placed(block.fields):
        side = {} if field.kind == "text" else {"align": "right", "text_wrap": True}
        style = place.style(**head, **side)
        for column in range(at, at + field.wide):
            worksheet.write_blank(place.row, column, None, style)
        worksheet.write_string(place.row, at if not side else at + field.wide - 1, field.header,
                               style)  # fmt: skip
    place.row += 1
    for number, row in enumerate(block.rows):
        _row(place, worksheet, block, row, bold=number < block.bold)
    place.row += 1


def _placed(fields: tuple[Field, ...]) -> Iterator[tuple[int, Field]]:
    """Each field with its first column."""
    at = 0
    for field in fields:
        yield at, field
        at += field.wide


def _row(
    place: Place, worksheet: Worksheet, block: Grid, row: tuple[Value | Number, ...], *, bold: bool
) -> None:
    """A row of a table, as many lines as its longest text needs."""
    texts = [
        wrapped(value, field.wide) if isinstance(value, str) else []
        for field, value in zip(block.fields, row, strict=True)
    ]
    lines = max(1, *(len(text) for text in texts))
    for line in range(lines):
        last = line == lines - 1
        under = {"bottom": 1, "bottom_color": f"#{look.HAIRLINE}"} if last else {}
        ground = {"bg_color": look.BAND, "bold": True} if bold else {}
        for (at, field), value, text in zip(_placed(block.fields), row, texts, strict=True):
            words = text[line] if line < len(text) else ""
            colour = MARKS.get(words[:1], look.INK) if field.kind == "text" else look.INK
            base = {**under, **ground, "font_color": colour}
            for column in range(at, at + field.wide):
                worksheet.write_blank(place.row, column, None, place.style(**base))
            if words:
                side = {} if field.kind == "text" else {"align": "right"}
                column = at if field.kind == "text" else at + field.wide - 1
                worksheet.write_string(place.row, column, words, place.style(**base, **side))
            elif line == 0 and not isinstance(value, str):
                _number(place, worksheet, (place.row, at + field.wide - 1), value, field, base)
        place.row += 1


def _number(
    place: Place,
    worksheet: Worksheet,
    cell: tuple[int, int],
    value: float | Number | None,
    field: Field,
    base: dict[str, Any],
) -> None:
    """A number in its cell; a dash where it is not known."""
    kind = field.kind
    if isinstance(value, Number):
        value, kind = value.value, value.kind
    if value is None or math.isnan(value):
        style = place.style(**{**base, "font_color": look.MUTED}, align="right")
        worksheet.write_string(*cell, "–", style)
        return
    style = place.style(**base, num_format=FORMATS.get(kind, "General"), shrink=True)
    worksheet.write_number(*cell, value, style)


def _signatures(place: Place, worksheet: Worksheet, block: Signatures) -> None:
    """Lines to sign on."""
    place.row += 2
    line = {"top": 1, "top_color": f"#{look.MUTED}", "font_size": 9, "font_color": look.MUTED}
    for number, name in enumerate(block.names):
        first = number * 6
        for column in range(first, first + 5):
            worksheet.write_blank(place.row, column, None, place.style(**line))
        worksheet.write_string(place.row, first, name, place.style(**line))
    place.row += 2
