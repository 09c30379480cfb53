"""Single cells of a worksheet part, outside of its tables: their values, and which rows show."""

import re
from collections.abc import Mapping
from itertools import groupby

from xlgoals.hosts.closed import sheet_xml
from xlgoals.hosts.closed.cell_xml import cell_xml, escaped
from xlgoals.tables.addresses import column_number, row_of
from xlgoals.tables.language import Cell

ADDRESS = re.compile(rb'<c\b[^>]*?\br="([A-Z]+\d+)"')
ROW = re.compile(rb"<row\b([^>]*?)(/?)>")
COLUMN = re.compile(rb"<col\b([^>]*?)/>")
EDGE = re.compile(rb'\b(min|max)="(\d+)"')
HIDDEN = re.compile(rb'\s*\bhidden="[^"]*"')


def with_values(
    part: bytes,
    sheet: str,
    values: Mapping[str, Cell],
    formulas: Mapping[str, str],
    date1904: bool,
) -> tuple[bytes, list[str]]:
    """A part with other values in some of the cells that it has.

    Args:
        values: What they show, by address.
        formulas: For cells that work themselves out, the formula without its equals sign; a cell
            with another one is left alone, and so is a formula where none is named.

    Returns:
        The part, and the addresses of the cells that were written.
    """
    xml = sheet_xml.split(part, sheet)
    places = dict(zip(values, values, strict=True))
    if formulas:
        cells = {
            at[1].decode(): cell[0]
            for cell in sheet_xml.CELL.finditer(xml.body)
            if (at := ADDRESS.match(cell[0]))
        }
        moved = (at for at in formulas if not _holds(cells.get(at, b""), formulas[at]))
        places |= {at: _place_of(xml.body, at, formulas[at]) for at in moved}
    wanted = {place.encode(): address for address, place in places.items()}
    written: list[str] = []

    def new(match: "re.Match[bytes]") -> bytes:
        cell = match[0]
        at = ADDRESS.match(cell)
        address = wanted.get(at[1]) if at else None
        if address is None:
            return cell
        formula = formulas.get(address, "")
        if not _holds(cell, formula) if formula else b"<f" in cell:
            return cell
        written.append(places[address])
        style = sheet_xml.style_of(cell)
        return cell_xml(places[address], style, values[address], date1904, formula).encode()

    return xml.joined(sheet_xml.CELL.sub(new, xml.body)), written


def _holds(cell: bytes, formula: str) -> bool:
    """Whether a cell has just this formula."""
    return f"<f>{escaped(formula)}</f>".encode() in cell


def _place_of(body: bytes, address: str, formula: str) -> str:
    """Where a formula of a view stands: in plans made before it may be another cell of its row."""
    text = f"<f>{escaped(formula)}</f>".encode()
    if body.count(text) != 1:
        return address
    cell = body.rfind(b"<c ", 0, body.find(text))
    at = ADDRESS.match(body, cell)
    place = at[1].decode() if at else address
    return place if row_of(place) == row_of(address) else address


def with_rows_shown(part: bytes, sheet: str, rows: Mapping[int, bool]) -> bytes:
    """A part of which some rows show and others are hidden."""

    def new(match: "re.Match[bytes]") -> bytes:
        number = sheet_xml.row_number(match[1])
        if number not in rows:
            return match[0]
        hidden = b"" if rows[number] else b' hidden="1"'
        return b"<row" + HIDDEN.sub(b"", match[1]) + hidden + match[2] + b">"

    xml = sheet_xml.split(part, sheet)
    return xml.joined(ROW.sub(new, xml.body))


def with_columns_shown(part: bytes, sheet: str, columns: Mapping[str, bool]) -> bytes:
    """A part of which some columns show and others are hidden, of those that have a width.

    All columns of our sheets have one.
    """
    wanted = {column_number(letters): shown for letters, shown in columns.items()}

    def new(match: "re.Match[bytes]") -> bytes:
        edges = {name: int(number) for name, number in EDGE.findall(match[1])}
        inside = range(edges[b"min"], edges[b"max"] + 1)
        if not wanted.keys() & inside:
            return match[0]
        pieces = (list(run) for _, run in groupby(inside, wanted.get))
        return b"".join(_column(match[1], run[0], run[-1], wanted.get(run[0])) for run in pieces)

    xml = sheet_xml.split(part, sheet)
    return sheet_xml.SheetXml(COLUMN.sub(new, xml.head), b"", xml.tail).joined(xml.body)


def _column(attributes: bytes, first: int, last: int, shown: bool | None) -> bytes:
    """Columns side by side that are alike, shown or hidden; as they were where it is not said."""
    edges = {b"min": first, b"max": last}
    text = EDGE.sub(lambda edge: b'%b="%d"' % (edge[1], edges[edge[1]]), attributes)
    if shown is not None:
        text = HIDDEN.sub(b"", text) + (b"" if shown else b' hidden="1"')
    return b"<col" + text + b"/>"
