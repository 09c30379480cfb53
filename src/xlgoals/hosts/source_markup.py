"""Tables of web pages and of Excel 2003 XML, which old programs save under the name .xls."""

from pathlib import Path

import lxml.html as pages
from lxml import etree

from xlgoals.domain.errors import FileError
from xlgoals.hosts.encodings import decoded
from xlgoals.tables.language import Cell
from xlgoals.tables.source import Source, SourceSheet

EXCEL_2003 = "urn:schemas-microsoft-com:office:spreadsheet"
Q = f"{{{EXCEL_2003}}}"
WIDEST = 1_000
"""No table has more columns; what says so is no table."""


def is_markup(head: bytes) -> bool:
    """Whether a file begins like a web page or like XML."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1_000].lower()
    return start.startswith((b"<html", b"<!doctype html", b"<table", b"<?xml", b"<meta", b"<style"))


def read_markup(path: Path, data: bytes, encoding: str = "") -> Source:
    """All tables of a page, each as a sheet; cells are text, as a page has them.

    Errors:
        FileError: there is no table in it.
    """
    if EXCEL_2003.encode() in data[:4_000]:
        return _excel_2003(path, data)
    parser = pages.HTMLParser(
        encoding=encoding or _declared(data), no_network=True, remove_comments=True, huge_tree=True
    )
    text = decoded(data, encoding).text if not (encoding or _declared(data)) else data
    try:
        if isinstance(text, bytes):
            page = pages.document_fromstring(text, parser=parser)
        else:
            page = pages.document_fromstring(text)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise FileError(f"{path.name} is a web page that cannot be read ({error}).") from None
    tables = [table for table in page.iter("table") if not list(table.iterdescendants("table"))]
    sheets = tuple(
        SourceSheet(rows, f"table {number}" if len(tables) > 1 else "")
        for number, table in enumerate(tables, 1)
        if (rows := _rows(table))
    )
    if not sheets:
        raise FileError(f"{path.name} is a web page without a table; export it as CSV or .xlsx.")
    return Source(path.name, sheets, notes=("It is a web page; its table was read.",))


def _declared(data: bytes) -> str | None:
    """The encoding that a page says it has, if it says so and is in it."""
    head = data[:2_000].decode("latin-1").casefold()
    at = head.find("charset=")
    name = head[at + 8 :].lstrip("\"'").split('"')[0].split("'")[0].split(">")[0].split(";")[0]
    try:
        data.decode(name.strip())
    except (LookupError, UnicodeDecodeError):
        return None
    return name.strip() if at >= 0 else None


def _rows(table: etree._Element) -> list[list[Cell]]:
    """The cells of a page's table; one that spans others stands in its first place."""
    rows: list[list[Cell]] = []
    taken: dict[int, int] = {}  # column → rows that a cell above still covers
    for line in table.iter("tr"):
        row: list[Cell] = []
        for cell in line.iterchildren("td", "th"):
            while taken.get(len(row)):
                taken[len(row)] -= 1
                row.append(None)
            wide, high = _span(cell, "colspan"), _span(cell, "rowspan")
            text = " ".join("".join(map(str, cell.itertext())).split())
            for at in range(wide):
                if high > 1:
                    taken[len(row)] = high - 1
                row.append((text or None) if at == 0 else None)
        rows.append(row)
    width = max(map(len, rows), default=0)
    return [[*row, *[None] * (width - len(row))] for row in rows]


def _span(cell: etree._Element, name: str) -> int:
    """How many columns or rows a cell covers."""
    text = str(cell.get(name, "1"))
    return min(max(int(text), 1), WIDEST) if text.isdecimal() else 1


def _excel_2003(path: Path, data: bytes) -> Source:
    """The sheets of a workbook in Excel 2003's XML."""
    try:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
        book = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise FileError(f"{path.name} is damaged ({error}); export it again.") from None
    sheets = tuple(
        SourceSheet(_sheet_rows(sheet), str(sheet.get(f"{Q}Name", "")))
        for sheet in book.iter(f"{Q}Worksheet")
    )
    return Source(path.name, sheets, typed=True)


def _sheet_rows(sheet: etree._Element) -> list[list[Cell]]:
    """The rows of one sheet; a row or cell may say where it stands."""
    rows: list[list[Cell]] = []
    for line in sheet.iter(f"{Q}Row"):
        at = int(str(line.get(f"{Q}Index", len(rows) + 1)))
        rows += [[] for _ in range(min(at, 1_048_576) - 1 - len(rows))]
        row: list[Cell] = []
        for cell in line.iterchildren(f"{Q}Cell"):
            place = int(str(cell.get(f"{Q}Index", len(row) + 1)))
            row += [None] * (min(place, 16_384) - 1 - len(row))
            content = cell.find(f"{Q}Data")
            row.append(None if content is None else _value(content))
        rows.append(row)
    width = max(map(len, rows), default=0)
    return [[*row, *[None] * (width - len(row))] for row in rows]


def _value(content: etree._Element) -> Cell:
    """A cell's value; dates stay text, in the order of years, months and days."""
    text = "".join(map(str, content.itertext()))
    if content.get(f"{Q}Type") == "Number":
        try:
            return float(text)
        except ValueError:
            return text
    if content.get(f"{Q}Type") == "DateTime":
        return text.partition("T")[0]
    return text or None
