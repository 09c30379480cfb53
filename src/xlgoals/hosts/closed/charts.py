"""Our charts follow the table they draw, and show its new values before anything recalculates."""

import datetime as dt
import math
import re
from collections.abc import Iterable, Iterator, Mapping

from lxml import etree

from xlgoals.hosts.closed.cell_xml import escaped, number_text
from xlgoals.hosts.closed.dependent_ranges import followed
from xlgoals.hosts.closed.package import Element, Package, serial
from xlgoals.hosts.closed.table_edit import Edit
from xlgoals.hosts.closed.workbook_parts import sheet_parts
from xlgoals.tables.addresses import Area, column_letters, quoted_sheet
from xlgoals.tables.dates import serial_number
from xlgoals.tables.language import Cell

CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
C = f"{{{CHART}}}"
REFERENCE = re.compile(r"(?:'((?:[^']|'')+)'|([\w.]+))!(\$?[A-Z]+\$?\d+(?::\$?[A-Z]+\$?\d+)?)")
OURS = "xlgoals "
"""Drawings whose name starts so are ours; all others are the user's and never touched."""


def refreshed_charts(package: Package, edit: Edit) -> Iterator[tuple[str, bytes]]:
    """The chart parts of ours that draw the table, with their new contents."""
    named = escaped(edit.found.sheet.partition("'")[0]).encode()  # quotes are written in two ways
    for part in _our_charts(package):
        if named not in package.read(part):
            continue
        tree = package.parse(part)
        before = etree.tostring(tree)
        for formula in list(tree.iter(f"{C}f")):
            _refresh(formula, edit)
        if etree.tostring(tree) != before:
            yield part, serial(tree)


def redrawn_charts(
    package: Package, sheet_part: str, sheet: str, values: Mapping[str, Cell]
) -> Iterator[tuple[str, bytes]]:
    """The chart parts of ours on a sheet that draw some of its cells, with the new values."""
    for part in _our_charts(package, [sheet_part]):
        tree = package.parse(part)
        drawn = [
            (formula, cells)
            for formula in list(tree.iter(f"{C}f"))
            if (cells := _cells(formula, sheet)) and any(cell in values for cell in cells)
        ]
        for formula, cells in drawn:
            _set_cache(formula.getparent(), [values.get(cell) for cell in cells])
        if drawn:
            yield part, serial(tree)


def _cells(formula: Element, sheet: str) -> list[str]:
    """The cells of one column that a part of a chart draws, if they are on this sheet."""
    match = REFERENCE.fullmatch(formula.text or "")
    if match is None or (match[1] or match[2]).replace("''", "'") != sheet:
        return []
    area = Area.of(match[3])
    letters = column_letters(area.left)
    return [f"{letters}{row}" for row in range(area.top, area.bottom + 1)]


def _our_charts(package: Package, sheets: Iterable[str] | None = None) -> Iterator[str]:
    """The chart parts drawn by us, on some sheets or on any."""
    for sheet in sheet_parts(package).values() if sheets is None else sheets:
        for drawing in package.related(sheet, "drawing"):
            targets = {key: target for key, _, target in package.relations(drawing)}
            for frame in package.parse(drawing).iter(f"{{{DRAWING}}}graphicFrame"):
                name = frame.find(f".//{{{DRAWING}}}cNvPr").get("name", "")
                chart = frame.find(f".//{C}chart")
                if name.startswith(OURS) and chart is not None:
                    yield targets[chart.get(f"{{{RELATION}}}id")]


def _refresh(formula: Element, edit: Edit) -> None:
    """One reference of a chart: its range follows, its cached values are new."""
    match = REFERENCE.fullmatch(formula.text or "")
    if match is None or (match[1] or match[2]).replace("''", "'") != edit.found.sheet:
        return
    area = followed(Area.of(match[3]), edit)
    if area.left not in edit.columns or area.top < edit.old.top:
        return
    formula.text = f"{quoted_sheet(edit.found.sheet)}!{area.fixed}"
    _set_cache(formula.getparent(), _values(edit, area))


def _values(edit: Edit, area: Area) -> list[Cell]:
    """The table's new values in one column of an area."""
    place = edit.columns[area.left]
    rows = edit.rows[area.top - edit.old.top : area.bottom - edit.old.top + 1]
    values = [row[place] for row in rows]
    return values + [None] * (area.bottom - area.top + 1 - len(values))


def _set_cache(reference: Element, values: list[Cell]) -> None:
    """The values a chart shows until its sheet is recalculated."""
    text = any(isinstance(value, str) for value in values)
    code = reference.findtext(f".//{C}formatCode")
    for cache in [child for child in reference if child.tag != f"{C}f"]:
        reference.remove(cache)
    reference.tag = f"{C}strRef" if text else f"{C}numRef"
    cache = etree.SubElement(reference, f"{C}strCache" if text else f"{C}numCache")
    if not text:
        etree.SubElement(cache, f"{C}formatCode").text = code or "General"
    etree.SubElement(cache, f"{C}ptCount", val=str(len(values)))
    for at, value in enumerate(values):
        shown = _shown(value)
        if shown:
            point = etree.SubElement(cache, f"{C}pt", idx=str(at))
            etree.SubElement(point, f"{C}v").text = shown


def _shown(value: Cell) -> str:
    """A value in a cache; nothing where there is no point to draw."""
    if isinstance(value, str):
        return value
    if isinstance(value, dt.date):
        return number_text(serial_number(value, date1904=False))
    if isinstance(value, int | float) and not math.isnan(value):
        return number_text(value)
    return ""
