"""A worksheet part, cut so that a block of its cells can be replaced and nothing else moves."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from xlgoals.domain.errors import EditRefused
from xlgoals.tables.addresses import Area, column_letters, column_number

START = re.compile(rb"<sheetData\s*(/?)>")
CELL = re.compile(rb"<c\b[^>]*?(?:/>|>.*?</c>)", re.DOTALL)
CELL_START = re.compile(rb'<c\b[^>]*?\br="([A-Z]+)(\d+)"')
STYLE = re.compile(rb'^<c\b[^>]*?\bs="(\d+)"')
VALUE = re.compile(rb"<v>([^<]*)</v>")
NUMBER = re.compile(rb'\br="(\d+)"')
SPAN = re.compile(rb'\s*\b(?:r|spans)="[^"]*"')
GROUP = re.compile(rb'<f\b[^>]*\bref="([^"]+)"')


@dataclass(frozen=True)
class Row:
    """A row as it stands: its attributes without its number, and its cells by column."""

    attributes: bytes
    cells: Mapping[int, bytes]


@dataclass(frozen=True)
class SheetXml:
    """A worksheet part in three pieces around its rows."""

    head: bytes
    body: bytes
    tail: bytes

    def joined(self, body: bytes) -> bytes:
        """The part with other rows."""
        return b"".join((self.head, b"<sheetData>", body, b"</sheetData>", self.tail))


def split(part: bytes, sheet: str) -> SheetXml:
    """The part around its rows.

    Errors:
        EditRefused: it is written in an unusual way.
    """
    start = START.search(part)
    if start is None or part.startswith((b"\xff\xfe", b"\xfe\xff")) or b"<![CDATA[" in part:
        raise EditRefused(
            f"Sheet {sheet} is written in an unusual way; save the file once in Excel."
        )
    if start[1]:
        return SheetXml(part[: start.start()], b"", part[start.end() :])
    end = part.rfind(b"</sheetData>")
    return SheetXml(part[: start.start()], part[start.end() : end], part[end + 12 :])


def each_row(body: bytes) -> Iterator[tuple[int, int, bytes, bytes]]:
    """Every row: where it starts and ends, its attributes, and its cells as written."""
    start = body.find(b"<row")
    while start >= 0:
        head = body.find(b">", start)
        if body[head - 1 : head] == b"/":
            end, content = head + 1, b""
        else:
            close = body.find(b"</row>", head)
            end, content = close + 6, body[head + 1 : close]
        yield start, end, body[start + 4 : head].removesuffix(b"/"), content
        start = body.find(b"<row", end)


def cut(body: bytes, top: int, bottom: int) -> tuple[bytes, bytes, bytes]:
    """The rows before, within and after a range of row numbers."""
    first, last = len(body), len(body)
    for start, _, attributes, _ in each_row(body):
        number = row_number(attributes)
        if number >= top and first == len(body):
            first = start
        if number > bottom:
            last = start
            break
    return body[:first], body[first:last], body[last:]


def row_number(attributes: bytes) -> int:
    """The number of a row, from its attributes."""
    match = NUMBER.search(attributes)
    if match is None:
        raise EditRefused("A row has no number; save the file once in Excel and try again.")
    return int(match[1])


def rows_of(block: bytes) -> dict[int, Row]:
    """The rows of a block by number."""
    return {
        row_number(attributes): Row(SPAN.sub(b"", attributes).strip(), cells_of(content))
        for _, _, attributes, content in each_row(block)
    }


def cells_of(content: bytes) -> dict[int, bytes]:
    """A row's cells by column number."""
    cells = {}
    for match in CELL.finditer(content):
        start = CELL_START.match(match[0])
        if start is None:
            raise EditRefused("A cell has no address; save the file once in Excel and try again.")
        cells[column_number(start[1].decode())] = match[0]
    return cells


def style_of(cell: bytes) -> str:
    """A cell's style index, or nothing."""
    match = STYLE.match(cell)
    return match[1].decode() if match else ""


def value_of(cell: bytes) -> str:
    """A cell's stored value as it is written."""
    match = VALUE.search(cell)
    return match[1].decode() if match else ""


def has_content(cell: bytes) -> bool:
    """Whether a cell holds more than a style."""
    return any(mark in cell for mark in (b"<v", b"<f", b"<is"))


def outer_group(cell: bytes, area: Area) -> str:
    """The range of an array or shared formula that starts here and reaches beyond the area."""
    match = GROUP.search(cell)
    if match is None:
        return ""
    group = Area.of(match[1].decode())
    inside = area.top <= group.top and group.bottom <= area.bottom
    return "" if inside and area.left <= group.left and group.right <= area.right else str(group)


def row_xml(number: int, row: Row | None, ours: Mapping[int, str]) -> str:
    """A row's element with our cells among the others; nothing where it would be empty."""
    attributes = row.attributes.decode() if row else ""
    others = {at: cell.decode() for at, cell in row.cells.items()} if row else {}
    merged = {**others, **ours} if others else ours
    content = "".join(merged[at] for at in sorted(merged)) if others else "".join(ours.values())
    if not content and not attributes:
        return ""
    return f'<row r="{number}"{" " + attributes if attributes else ""}>{content}</row>'


def with_extent(head: bytes, area: Area) -> bytes:
    """The part's head, its stated extent widened to an area."""
    match = re.search(rb'<dimension ref="([^"]+)"', head)
    if match is None:
        return head
    old = Area.of(match[1].decode())
    wide = Area(
        min(old.top, area.top),
        min(old.left, area.left),
        max(old.bottom, area.bottom),
        max(old.right, area.right),
    )
    return head[: match.start(1)] + str(wide).encode() + head[match.end(1) :]


LETTERS = ("", *(column_letters(number) for number in range(1, 1_025)))
"""Letters of the first columns, looked up for every cell."""
