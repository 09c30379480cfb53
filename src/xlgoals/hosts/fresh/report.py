"""A report as a workbook that is made to be printed: portrait, one page wide."""

import datetime as dt
import math
import os
import re
import textwrap
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from xlgoals.domain.errors import FileError
from xlgoals.hosts.fresh.page import Book
from xlgoals.hosts.fresh.plan import OPTIONS
from xlgoals.hosts.fresh.report_charts import draw_picture
from xlgoals.views import theme
from xlgoals.views.report_language import (
    WIDE,
    Beside,
    Block,
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
TITLE, UNDER, HEAD, SECTION, LARGE = 34.0, 22.0, 30.0, 22.0, 26.0
"""Heights of special rows, in points."""
SCALES = {"a4": 90, "letter": 92}
HEIGHTS = {"a4": 842.0, "letter": 792.0}
MARGINS = {"left": 0.5, "right": 0.5, "top": 0.5, "bottom": 0.65}
SAFE = 0.96
"""This share of a page is filled: programs differ a little in how high a row is."""
LETTERS, SMALL = 10.6, 9.5
"""Letters of body text that a column holds, and the size of text in tables."""
FORMATS = {
    "money": "#,##0;−#,##0",
    "signed": "+#,##0;−#,##0;0",
    "count": "#,##0",
    "share": "0%",
    "change": "+0.0%;−0.0%;0.0%",
    "tenths": "#,##0.0",
    "hundredths": "0.00;−0.00",
    "rate": "0.0%;−0.0%",
}
TONES = {"ahead": theme.AHEAD, "behind": theme.BEHIND}
MARKS = {"▲": theme.AHEAD, "▼": theme.BEHIND, "✓": theme.AHEAD, "!": theme.BEHIND}
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
            _page(place, worksheet, page, paper)
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
    at: int = 0
    """Column from which a table begins."""
    used: float = 0.0
    """Points of the printed page that are taken."""
    room: float = math.inf
    """Points of a printed page; without end where the sheet is made to fit."""
    breaks: list[int] = field(default_factory=list)

    def advance(self, rows: float, points: float = ROW) -> None:
        """Go down some rows of a height."""
        self.row += int(rows)
        self.used += rows * points

    def keep(self, points: float) -> bool:
        """Begin a new printed page where so much does not find room on this one."""
        if self.used + points <= self.room or self.used == 0:
            return False
        self.breaks.append(self.row)
        self.used = 0.0
        return True

    def style(self, **properties: Any) -> Any:
        """A format on top of the usual one, made once."""
        usual = {**theme.BASE, "font_size": 10}
        return self.book.format(theme.hexed({**usual, **properties}))


def _page(place: Place, worksheet: Worksheet, page: Page, paper: str) -> None:
    """A sheet with its band, blocks and footer."""
    worksheet.set_column(0, WIDE - 1, COLUMN)
    worksheet.set_default_row(ROW)
    worksheet.hide_gridlines(2)
    _print(place, worksheet, page, paper)
    band = {"bg_color": theme.BRAND, "font_color": theme.WHITE, "align": "left", "indent": 1}
    _across(place, worksheet, 0, page.title, font_size=20, bold=True, **band)
    _across(place, worksheet, 1, page.subtitle, **{**band, "valign": "top"})
    worksheet.set_row(0, TITLE)
    worksheet.set_row(1, UNDER)
    place.row, place.used = 3, TITLE + UNDER + ROW
    place.breaks.clear()
    for number, block in enumerate(page.blocks):
        after = page.blocks[number + 1] if number + 1 < len(page.blocks) else None
        place.keep(_least(block) + (_least(after) if isinstance(block, Heading) else 0.0))
        _block(place, worksheet, block)
    worksheet.set_h_pagebreaks(list(place.breaks))
    worksheet.print_area(0, 0, max(place.row - 1, 3), WIDE - 1)


def _print(place: Place, worksheet: Worksheet, page: Page, paper: str) -> None:
    """How the sheet is printed."""
    worksheet.set_paper(PAPERS[paper])
    worksheet.set_portrait()
    worksheet.center_horizontally()
    worksheet.set_margins(**MARGINS)
    place.room = math.inf
    if page.single:
        worksheet.fit_to_pages(1, 1)
    else:
        worksheet.set_print_scale(SCALES[paper])
        inside = HEIGHTS[paper] - 72 * (MARGINS["top"] + MARGINS["bottom"])
        place.room = inside / SCALES[paper] * 100 * SAFE
    name = place.book.plan_name.replace("&", "&&")
    worksheet.set_footer(
        f'&L&"{theme.FONT}"&8{name}&C&"{theme.FONT}"&8&P of &N&R&"{theme.FONT}"&8&D'
    )


def _least(block: Block | None) -> float:
    """Points that a block needs at least to begin on a page."""
    if isinstance(block, Picture):
        return block.tall * ROW
    if isinstance(block, Beside):
        return max(block.picture.tall * ROW, HEAD + len(block.grid.rows) * ROW)
    if isinstance(block, Heading):
        return SECTION
    if isinstance(block, Grid):
        return HEAD + min(len(block.rows), 4) * ROW
    return 4 * ROW


def _across(place: Place, worksheet: Worksheet, row: int, text: str, **properties: Any) -> None:
    """A text over the whole width."""
    style = place.style(**properties)
    worksheet.write_string(row, 0, text, style)
    for column in range(1, WIDE):
        worksheet.write_blank(row, column, None, style)


def _block(place: Place, worksheet: Worksheet, block: Block) -> None:
    """One block, and a little room below it."""
    if isinstance(block, Tiles):
        _tiles(place, worksheet, block)
    elif isinstance(block, Heading):
        _heading(place, worksheet, block)
    elif isinstance(block, Words):
        _words(place, worksheet, block)
    elif isinstance(block, Grid):
        _grid(place, worksheet, block)
    elif isinstance(block, Picture):
        _picture(place, worksheet, block)
        place.advance(block.tall + 1)
    elif isinstance(block, Beside):
        _beside(place, worksheet, block)
    else:
        _signatures(place, worksheet, block)


def _heading(place: Place, worksheet: Worksheet, block: Heading) -> None:
    """What comes next, over a line."""
    worksheet.set_row(place.row, SECTION)
    style = {"font_size": 13, "bold": True, "font_color": theme.BRAND}
    _across(place, worksheet, place.row, block.text, **style)
    place.advance(1, SECTION)


def _picture(place: Place, worksheet: Worksheet, block: Picture) -> None:
    """A chart from this row on."""
    numbers = (place.data, place.data_row)
    place.data_row = draw_picture(place.book.workbook, worksheet, numbers, block, place.row)


def _beside(place: Place, worksheet: Worksheet, block: Beside) -> None:
    """A chart and a table side by side."""
    top, used = place.row, place.used
    _picture(place, worksheet, block.picture)
    place.at = block.picture.wide
    _grid(place, worksheet, block.grid)
    place.at = 0
    below = max(place.row, top + block.picture.tall + 1)
    place.row, place.used = below, used + (below - top) * ROW


def _tiles(place: Place, worksheet: Worksheet, block: Tiles) -> None:
    """Tiles of three columns, the last of which leaves a gap."""
    top = {"bg_color": theme.BAND, "top": 5, "top_color": f"#{theme.BRAND}"}
    worksheet.set_row(place.row + 1, LARGE)
    for number, tile in enumerate(block.tiles):
        first = number * 3
        label = place.style(font_size=9, font_color=theme.MUTED, indent=1, **top)
        value = place.style(
            font_size=16,
            bold=True,
            indent=1,
            align="left",
            bg_color=theme.BAND,
            font_color=TONES.get(tile.tone, theme.INK),
        )
        for column in range(first, first + 3):
            worksheet.write_blank(place.row, column, None, label)
            worksheet.write_blank(place.row + 1, column, None, value)
        worksheet.write_string(place.row, first, tile.label, label)
        # a number does not run over into the next cell as a text does
        worksheet.write_string(place.row + 1, first, _tile_text(tile), value)
        if first + 3 < WIDE:
            edge = place.style(right=5, right_color=f"#{theme.WHITE}", **top)
            under = place.style(right=5, right_color=f"#{theme.WHITE}", bg_color=theme.BAND)
            worksheet.write_blank(place.row, first + 2, None, edge)
            worksheet.write_blank(place.row + 1, first + 2, None, under)
    place.advance(3)
    place.used += LARGE - ROW


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
    tone = {"font_color": theme.MUTED, "font_size": 9} if block.quiet else {}
    for line in wrapped(block.text, WIDE):
        worksheet.write_string(place.row, 0, line, place.style(**tone))
        place.advance(1)
    place.advance(1)


def wrapped(text: str, wide: int) -> list[str]:
    """A text as the lines that find room in some columns."""
    return textwrap.wrap(" ".join(text.split()), int(wide * LETTERS)) or [""]


def _grid(place: Place, worksheet: Worksheet, block: Grid) -> None:
    """A table with its header, which is there again on every printed page."""
    _head(place, worksheet, block)
    for number, row in enumerate(block.rows):
        lines = max(1, *(len(text) for text in _texts(block, row)))
        if place.keep(lines * ROW):
            _head(place, worksheet, block)
        _row(place, worksheet, block, row, bold=number < block.bold)
    place.advance(1)


def _head(place: Place, worksheet: Worksheet, block: Grid) -> None:
    """The header of a table."""
    worksheet.set_row(place.row, HEAD)
    head = {
        "bold": True,
        "font_size": 9,
        "font_color": theme.BRAND,
        "valign": "bottom",
        "bottom": 2,
        "bottom_color": f"#{theme.BRAND}",
    }
    for at, one in _placed(place, block.fields):
        style = place.style(**{**_side(place, at, one), **head, "text_wrap": one.kind != "text"})
        for column in range(at, at + one.wide):
            worksheet.write_blank(place.row, column, None, style)
        column = at if one.kind == "text" else at + one.wide - 1
        worksheet.write_string(place.row, column, one.header, style)
    place.advance(1, HEAD)


def _placed(place: Place, fields: tuple[Field, ...]) -> Iterator[tuple[int, Field]]:
    """Each field with its first column."""
    at = place.at
    for one in fields:
        yield at, one
        at += one.wide


def _side(place: Place, at: int, one: Field) -> dict[str, Any]:
    """Numbers stand at the right; texts at the left, away from the number before them."""
    if one.kind != "text":
        return {"align": "right"}
    return {"align": "left", "indent": 1} if at > place.at else {"align": "left"}


def _texts(block: Grid, row: tuple[Value | Number, ...]) -> list[list[str]]:
    """The texts of a row, line by line; none for a number."""
    return [
        wrapped(value, one.wide) if isinstance(value, str) else []
        for one, value in zip(block.fields, row, strict=True)
    ]


def _row(
    place: Place, worksheet: Worksheet, block: Grid, row: tuple[Value | Number, ...], *, bold: bool
) -> None:
    """A row of a table, as many lines as its longest text needs."""
    texts = _texts(block, row)
    lines = max(1, *(len(text) for text in texts))
    for line in range(lines):
        last = line == lines - 1
        under = {"bottom": 1, "bottom_color": f"#{theme.HAIRLINE}"} if last else {}
        ground = {"bg_color": theme.BAND, "bold": True} if bold else {}
        for (at, one), value, text in zip(_placed(place, block.fields), row, texts, strict=True):
            words = text[line] if line < len(text) else ""
            colour = MARKS.get(words[:1], theme.INK) if one.kind == "text" else theme.INK
            base = {**_side(place, at, one), **under, **ground, "font_color": colour}
            base["font_size"] = SMALL
            for column in range(at, at + one.wide):
                worksheet.write_blank(place.row, column, None, place.style(**base))
            column = at if one.kind == "text" else at + one.wide - 1
            if words:
                worksheet.write_string(place.row, column, words, place.style(**base))
            elif line == 0 and not isinstance(value, str) and one.kind != "text":
                _number(place, worksheet, (place.row, column), value, one, base)
        place.advance(1)


def _number(
    place: Place,
    worksheet: Worksheet,
    cell: tuple[int, int],
    value: float | Number | None,
    one: Field,
    base: dict[str, Any],
) -> None:
    """A number in its cell; a dash where it is not known."""
    kind = one.kind
    if isinstance(value, Number):
        kind, value = value.kind, value.value
    if value is None or math.isnan(value):
        style = place.style(**{**base, "font_color": theme.MUTED})
        worksheet.write_string(*cell, "–", style)
        return
    style = place.style(**base, num_format=FORMATS.get(kind, "General"), shrink=True)
    worksheet.write_number(*cell, value, style)


def _signatures(place: Place, worksheet: Worksheet, block: Signatures) -> None:
    """Lines to sign on."""
    place.advance(2)
    line = {"top": 1, "top_color": f"#{theme.MUTED}", "font_size": 9, "font_color": theme.MUTED}
    for number, name in enumerate(block.names):
        first = number * 6
        for column in range(first, first + 5):
            worksheet.write_blank(place.row, column, None, place.style(**line))
        worksheet.write_string(place.row, first, name, place.style(**line))
    place.advance(2)
