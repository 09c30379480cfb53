"""Columns and labels of a fresh plan, put into the sheets that an older one has."""

import re
from collections.abc import Collection
from dataclasses import replace

from lxml import etree

from xlgoals.domain.errors import EditRefused
from xlgoals.hosts.closed import sheet_xml
from xlgoals.hosts.closed.cell_xml import cell_xml
from xlgoals.hosts.closed.grafted_sheets import FreshSheets
from xlgoals.hosts.closed.package import serial
from xlgoals.hosts.closed.sheet_xml import LETTERS, Row, SheetXml
from xlgoals.hosts.closed.workbook_parts import Q, TablePart, sheet_parts, tables
from xlgoals.tables.addresses import Area
from xlgoals.tables.language import FIRST_COLUMN, Sheet

COLUMN = re.compile(rb"<col\b([^>]*?)/>")
EDGE = re.compile(rb'\s*\b(min|max)="(\d+)"')
FORMATS = re.compile(
    rb'<conditionalFormatting\b[^>]*\bsqref="([^"]*)"[^>]*>.*?</conditionalFormatting>', re.DOTALL
)
CHECKS = re.compile(
    rb'<dataValidation\b[^>]*?\bsqref="([^"]*)"[^>]*?(?:/>|>.*?</dataValidation>)', re.DOTALL
)
LINK = re.compile(rb'<hyperlink ref="([^"]*)"[^>]*/>')
AFTER_FORMATS = re.compile(
    rb"<(?:dataValidations|hyperlinks|printOptions|pageMargins|pageSetup|headerFooter|rowBreaks"
    rb"|colBreaks|customProperties|cellWatches|ignoredErrors|smartTags|drawing|legacyDrawing"
    rb"|picture|oleObjects|controls|webPublishItems|tableParts|extLst)\b|</worksheet>"
)
AFTER_CHECKS = re.compile(AFTER_FORMATS.pattern.replace(b"dataValidations|", b""))
AFTER_LINKS = re.compile(AFTER_CHECKS.pattern.replace(b"hyperlinks|", b""))
PRIORITY = re.compile(rb'\bpriority="(\d+)"')
ANCHOR = re.compile(rb"<xdr:(?:two|one)CellAnchor\b.*?</xdr:(?:two|one)CellAnchor>", re.DOTALL)
ANCHOR_COLUMN = re.compile(rb"(<xdr:col>)(\d+)(</xdr:col>)")


def graft_into(
    sheets: FreshSheets, sheet: Sheet, headers: Collection[str], older: Collection[str]
) -> list[Area]:
    """What a sheet of the plan lacks; returns the cells that were written.

    Args:
        sheet: As declared, its columns as they stand in the plan and the new ones at the end.
        headers: Headers of the new columns.
        older: Texts that labels of ours had before.

    Errors:
        EditRefused: something of the user's stands where a column has to go.
    """
    found = tables(sheets.plan).get(sheet.table.name.casefold()) if sheet.table else None
    part = found.sheet_part if found else sheet_parts(sheets.plan)[sheet.name]
    xml = sheet_xml.split(sheets.plan.read(part), sheet.name)
    fresh = sheet_xml.split(sheets.xml(sheet.name), sheet.name)
    if found and (found.area.top, found.area.left) != (sheet.header_row, FIRST_COLUMN):
        raise EditRefused(
            f"Table {found.name} of sheet {found.sheet} was moved from where an older xlgoals made "
            f"it; move it back, so that it begins in B{sheet.header_row}, and try again."
        )
    areas = _labels_that_lack(sheets, sheet, found, (xml, fresh), older)
    if found and headers:
        right = found.area.right
        new = replace(found.area, left=right + 1, right=right + len(headers))
        _check_room(sheets, found, new, xml)
        areas.append(new)
        head = _with_columns(xml.head, fresh.head, new)
        xml = replace(xml, head=sheet_xml.with_extent(head, new))
        sheets.plan.write(found.part, _wider_table(sheets, found, new))
        _move_charts(sheets, sheet, part, new)
    if not areas:
        return []
    body = _with_cells(xml.body, fresh.body, areas, found)
    sheets.plan.write(
        part, replace(xml, tail=_with_rules(xml.tail, fresh.tail, areas)).joined(body)
    )
    return areas


def _labels_that_lack(
    sheets: FreshSheets,
    sheet: Sheet,
    found: TablePart | None,
    xml: tuple[SheetXml, SheetXml],
    older: Collection[str],
) -> list[Area]:
    """The cells of labels that are blank in the plan, or hold what they said before."""
    ours, theirs = (_all_cells(one.body) for one in xml)
    areas = []
    for address in [*(label.at for label in sheet.labels), "B3"]:
        area = Area.of(address)
        place = area.top, area.left
        if place not in theirs or (found and area.meets(found.area)):
            continue
        cell = ours.get(place, b"")
        said = sheets.plan_text(cell)
        blank = not sheet_xml.has_content(cell)
        lacks = blank and (not cell or sheet_xml.has_content(theirs[place]))
        if lacks or (said and said in older):
            areas.append(area)
    return areas


def _all_cells(body: bytes) -> dict[tuple[int, int], bytes]:
    """The cells of a sheet by row and column."""
    return {
        (sheet_xml.row_number(attributes), column): cell
        for _, _, attributes, content in sheet_xml.each_row(body)
        for column, cell in sheet_xml.cells_of(content).items()
    }


def _check_room(sheets: FreshSheets, found: TablePart, new: Area, xml: SheetXml) -> None:
    """EditRefused where something stands to the right of a table that needs more columns."""
    rows = sheet_xml.rows_of(sheet_xml.cut(xml.body, new.top, new.bottom)[1])
    for number, row in rows.items():
        for column, cell in row.cells.items():
            if new.left <= column <= new.right and sheet_xml.has_content(cell):
                raise EditRefused(
                    f"{found.sheet}!{LETTERS[column]}{number} is in the way: the table "
                    f"{found.name} of an older plan needs new columns there; open the file in "
                    "Excel, move what stands to the right of the table and try again."
                )
    merged = re.findall(rb'<mergeCell ref="([^"]+)"', xml.tail)
    others = [one.area for one in tables(sheets.plan).values() if one.sheet == found.sheet]
    blocks = [*(Area.of(one.decode()) for one in merged), *others]
    if found.has_totals or any(block.meets(new) for block in blocks):
        raise EditRefused(
            f"Table {found.name} on sheet {found.sheet} needs new columns, and a totals row, "
            "merged cells or another table are in the way; open the file in Excel, remove them "
            "and try again."
        )


def _with_columns(head: bytes, fresh: bytes, new: Area) -> bytes:
    """The part's head with the widths of the new columns; all others as they were."""
    said = _each_column(head)
    theirs = _each_column(fresh)
    for column in range(new.left, new.right + 1):
        if column in theirs:
            said[column] = theirs[column]
    groups: list[tuple[int, int, bytes]] = []
    for column in sorted(said):
        if groups and groups[-1][1] == column - 1 and groups[-1][2] == said[column]:
            groups[-1] = (groups[-1][0], column, said[column])
        else:
            groups.append((column, column, said[column]))
    text = b"".join(
        b'<col min="%d" max="%d"%s/>' % (first, last, about) for first, last, about in groups
    )
    if b"<cols>" in head:
        return re.sub(rb"<cols>.*?</cols>", lambda _: b"<cols>" + text + b"</cols>", head, count=1)
    return head + b"<cols>" + text + b"</cols>" if text else head


def _each_column(head: bytes) -> dict[int, bytes]:
    """What is said of each column, by its number; one that reaches to the last stands whole."""
    said = {}
    for match in COLUMN.finditer(head):
        edges = {name: int(number) for name, number in EDGE.findall(match[1])}
        for column in range(edges[b"min"], edges[b"max"] + 1):
            said[column] = EDGE.sub(b"", match[1])
    return said


def _with_cells(body: bytes, fresh: bytes, areas: list[Area], found: TablePart | None) -> bytes:
    """The rows with the new cells; below the fresh plan's few rows they look like its first."""
    theirs = _all_cells(fresh)
    first = found.data.top if found else 0
    new: dict[int, dict[int, str]] = {}
    for area in areas:
        for row in range(area.top, area.bottom + 1):
            like = first if found and row >= first and area.left > found.area.right else row
            for column in range(area.left, area.right + 1):
                if (like, column) in theirs:
                    cell = _readdressed(theirs[like, column], row, column)
                    new.setdefault(row, {})[column] = cell
    heights = {
        sheet_xml.row_number(about): Row(sheet_xml.SPAN.sub(b"", about).strip(), {})
        for _, _, about, _ in sheet_xml.each_row(fresh)
    }
    pieces = {
        sheet_xml.row_number(about): body[start:end]
        for start, end, about, _ in sheet_xml.each_row(body)
    }
    for number, cells in new.items():
        whole = heights.get(number, Row(b"", {}))
        if number in pieces:
            whole = sheet_xml.rows_of(pieces[number])[number]
        others = {at: cell for at, cell in whole.cells.items() if at not in cells}
        text = sheet_xml.row_xml(number, Row(whole.attributes, others), dict(sorted(cells.items())))
        pieces[number] = text.encode()
    return b"".join(pieces[number] for number in sorted(pieces))


def _readdressed(cell: bytes, row: int, column: int) -> str:
    """A fresh cell at its place; one that works itself out has no value yet."""
    style = sheet_xml.style_of(cell)
    address = f"{LETTERS[column]}{row}"
    formula = re.search(rb"<f>(.*?)</f>", cell, re.DOTALL)
    if formula:
        return f'<c r="{address}" s="{style}"><f>{formula[1].decode()}</f></c>'
    if not sheet_xml.has_content(cell):
        return cell_xml(address, style, None, False)
    return re.sub(rb'r="[A-Z]+\d+"', f'r="{address}"'.encode(), cell, count=1).decode()


def _wider_table(sheets: FreshSheets, found: TablePart, new: Area) -> bytes:
    """The table's part with the new columns."""
    tree = sheets.plan.parse(found.part)
    extent = str(replace(found.area, right=new.right))
    tree.set("ref", extent)
    for filtered in tree.iter(f"{Q}autoFilter"):
        filtered.set("ref", extent)
    columns = tree.find(f"{Q}tableColumns")
    theirs = sheets.fresh.parse(tables(sheets.fresh)[found.name.casefold()].part)
    number = max(int(column.get("id")) for column in columns)
    for column in list(theirs.find(f"{Q}tableColumns"))[len(columns) :]:
        number += 1
        copy = etree.SubElement(columns, column.tag, id=str(number), name=column.get("name"))
        for inner in column.iter(f"{Q}calculatedColumnFormula"):
            etree.SubElement(copy, inner.tag).text = inner.text
    columns.set("count", str(len(columns)))
    return serial(tree)


def _with_rules(tail: bytes, fresh: bytes, areas: list[Area]) -> bytes:
    """The part's end with the validation, formats and links of the new cells."""
    highest = max((int(at) for at in PRIORITY.findall(tail)), default=0)
    formats = []
    for match in FORMATS.finditer(fresh):
        clipped = _clipped(match[1].decode(), areas)
        if clipped:
            highest += 1
            text = match[0].replace(match[1], clipped.encode(), 1)
            formats.append(PRIORITY.sub(b'priority="%d"' % highest, text, count=1))
    tail = _inserted(tail, AFTER_FORMATS, b"".join(formats))
    checks = [
        match[0].replace(match[1], clipped.encode(), 1)
        for match in CHECKS.finditer(fresh)
        if (clipped := _clipped(match[1].decode(), areas))
    ]
    tail = _listed(tail, "dataValidations", checks, AFTER_CHECKS)
    links = {m[1]: m[0] for m in LINK.finditer(fresh) if Area.of(m[1].decode()) in areas}
    tail = LINK.sub(lambda match: b"" if match[1] in links else match[0], tail)
    return _listed(tail, "hyperlinks", list(links.values()), AFTER_LINKS)


def _clipped(text: str, areas: list[Area]) -> str:
    """The parts of a reference that lie over new cells; those of whole columns keep their depth."""
    parts = []
    for one in text.split():
        area = Area.of(one)
        for new in areas:
            left, right = max(area.left, new.left), min(area.right, new.right)
            top = max(area.top, new.top)
            bottom = area.bottom if new.bottom > new.top else min(area.bottom, new.bottom)
            if left <= right and top <= bottom:
                parts.append(str(Area(top, left, bottom, right)))
    return " ".join(dict.fromkeys(parts))


def _inserted(tail: bytes, before: "re.Pattern[bytes]", text: bytes) -> bytes:
    """A part's end with elements before the first of those that have to follow them."""
    match = before.search(tail)
    if not text or match is None:
        return tail
    return tail[: match.start()] + text + tail[match.start() :]


def _listed(tail: bytes, name: str, elements: list[bytes], after: "re.Pattern[bytes]") -> bytes:
    """A part's end with more elements in a list, made where there is none."""
    if not elements:
        return tail
    text = b"".join(elements)
    close = f"</{name}>".encode()
    if close not in tail:
        whole = f"<{name}>".encode() + text + close
        return _inserted(tail, after, whole)
    tail = tail.replace(close, text + close, 1)
    one = {"dataValidations": b"<dataValidation ", "hyperlinks": b"<hyperlink "}[name]
    return re.sub(
        rb"(<%s\b[^>]*\bcount=)\"\d+\"" % name.encode(),
        lambda match: match[1] + b'"%d"' % tail.count(one),
        tail,
        count=1,
    )


def _move_charts(sheets: FreshSheets, sheet: Sheet, part: str, new: Area) -> None:
    """Charts of ours beside a table make room for its new columns; the user's stay."""
    names = [f'name="{chart.name}"'.encode() for chart in sheet.charts if not chart.at]
    width = new.right - new.left + 1

    def moved(match: "re.Match[bytes]") -> bytes:
        if not any(name in match[0] for name in names):
            return match[0]
        return ANCHOR_COLUMN.sub(lambda m: m[1] + b"%d" % (int(m[2]) + width) + m[3], match[0])

    for drawing in sheets.plan.related(part, "drawing") if names else ():
        sheets.plan.write(drawing, ANCHOR.sub(moved, sheets.plan.read(drawing)))
