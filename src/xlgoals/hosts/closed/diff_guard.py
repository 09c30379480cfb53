"""The last look before a file is replaced: nothing changed but what the edit owns.

It trusts nothing of the editor: it reads the file that was written and the one it came from.
"""

import re
import zipfile
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field

from lxml import etree

from xlgoals.domain.errors import EditRefused
from xlgoals.hosts.closed import sheet_xml
from xlgoals.tables import sheet_limits
from xlgoals.tables.addresses import Area, column_number
from xlgoals.tables.upgrade import MARK

OWNED_TEXT = re.compile(
    rb'sqref="[^"]*"|<xm:sqref>[^<]*</xm:sqref>|<x14:sparklineGroup\b.*?</x14:sparklineGroup>'
    rb'|<ext\b[^>]*uri="\{05C60535[^"]*"[^>]*>.*?</ext>|</?extLst/?>',
    re.DOTALL,
)
COLUMN = re.compile(rb"<col\b([^>]*?)/>")
EDGE = re.compile(rb'\s*\b(min|max)="(\d+)"')
HIDDEN = re.compile(rb'\s*\bhidden="[^"]*"')


@dataclass(frozen=True)
class Owned:
    """What an edit may change."""

    edited: Set[str]
    """Parts that may differ."""
    dropped: Set[str]
    """Parts that may be gone."""
    added: Set[str]
    """Parts that are new."""
    areas: Mapping[str, Sequence[Area]]
    """For worksheet parts among the edited, the cells that may differ."""
    columns: Mapping[str, Set[int]]
    """And the columns, by number, that may be shown or hidden."""
    carried: Mapping[str, Sequence[Area]] = field(default_factory=dict)
    """And the areas among them whose cells may only get another row."""
    grown: Set[str] = frozenset()
    """Worksheet parts that may get columns, validation, formats and links besides those that
    they have."""


def check(old: zipfile.ZipFile, new: zipfile.ZipFile, owned: Owned) -> None:
    """Refuse a file in which anything changed that the edit does not own.

    Errors:
        EditRefused: names the part.
    """
    before = {info.filename: info for info in old.infolist()}
    after = {info.filename: info for info in new.infolist()}
    if (
        set(before) - set(after) != owned.dropped & set(before)
        or set(after) - set(before) != owned.added
    ):
        raise EditRefused("The list of parts would have changed; nothing was written.")
    for name, info in after.items():
        if name in owned.added:
            continue
        same = (info.CRC, info.file_size) == (before[name].CRC, before[name].file_size)
        if not same and name not in owned.edited:
            raise EditRefused(f"{name} would have changed by itself; nothing was written.")
    for name in (owned.edited & set(owned.areas)) - owned.added:
        areas, columns = owned.areas[name], owned.columns.get(name, frozenset())
        _check_sheet(name, old.read(name), new.read(name), areas, columns, name in owned.grown)
    for name in owned.carried.keys() - owned.added:
        _check_carried(name, old.read(name), new.read(name), owned.carried[name])
    _check_room(new, owned.edited | owned.added)
    for name in owned.edited - owned.added:
        if name.endswith("/styles.xml"):
            _check_styles(name, old.read(name), new.read(name))
        if name.endswith("/workbook.xml"):
            _check_workbook(name, old.read(name), new.read(name))


def _check_sheet(
    name: str, old: bytes, new: bytes, areas: Sequence[Area], columns: Set[int], grown: bool
) -> None:
    """Refuse a worksheet in which a cell outside the areas, or a setting, changed."""
    one, two = sheet_xml.split(old, name), sheet_xml.split(new, name)
    heads = [_head(xml.head, columns) for xml in (one, two)]
    if grown:
        same = _only_more(one.tail, two.tail) and heads[0][0].replace(b"<cols></cols>", b"") == (
            heads[1][0].replace(b"<cols></cols>", b"")
        )
        same = same and heads[0][1].items() <= heads[1][1].items()
    else:
        tails = [OWNED_TEXT.sub(b"", xml.tail) for xml in (one, two)]
        same = heads[0] == heads[1] and tails[0] == tails[1]
    if not same:
        raise EditRefused(f"A setting of {name} would have changed by itself; nothing was written.")
    if list(_foreign(one.body, areas)) != list(_foreign(two.body, areas)):
        raise EditRefused(f"A cell of yours in {name} would have changed; nothing was written.")


TABLE_AREA = re.compile(rb'<table\b[^>]*?\sref="([^"]+)"')


def _check_room(new: zipfile.ZipFile, names: Set[str]) -> None:
    """Refuse a sheet or a table that goes on below a sheet's last row."""
    for name in names:
        if not name.startswith(("xl/worksheets/sheet", "xl/tables/")):
            continue
        part = new.read(name)
        table = TABLE_AREA.search(part)
        last = Area.of(table[1].decode()).bottom if table else 0
        start = part.rfind(b"<row ")  # rows stand in order
        if start >= 0:
            last = sheet_xml.row_number(part[start + 4 : part.find(b">", start)])
        if last > sheet_limits.LAST_ROW:
            raise EditRefused(
                f"{name} would have {last:,} rows, and a sheet has {sheet_limits.LAST_ROW:,}; "
                "nothing was written."
            )


def _check_carried(name: str, old: bytes, new: bytes, areas: Sequence[Area]) -> None:
    """Refuse a worksheet in which a cell of the user's changed that may only get another row."""
    if _typed(old, areas) != _typed(new, areas):
        raise EditRefused(f"A cell of yours in {name} would be gone; nothing was written.")


CELL_ROW = re.compile(rb'\br="[A-Z]+\d+"')


def _typed(part: bytes, areas: Sequence[Area]) -> list[tuple[int, bytes]]:
    """The cells of areas that hold a value and no formula, by column, whatever row they are in."""
    return sorted(
        (column, CELL_ROW.sub(b"", cell, count=1))
        for _, _, attributes, content in sheet_xml.each_row(sheet_xml.split(part, "").body)
        for column, cell in sheet_xml.cells_of(content).items()
        if sheet_xml.has_content(cell)
        and b"<f" not in cell
        and any(
            area.top <= sheet_xml.row_number(attributes) <= area.bottom
            and area.left <= column <= area.right
            for area in areas
        )
    )


RULES = re.compile(
    rb"<conditionalFormatting\b.*?</conditionalFormatting>"
    rb"|<dataValidation\b[^>]*?(?:/>|>.*?</dataValidation>)|<hyperlink\b[^>]*/>",
    re.DOTALL,
)
LISTS = re.compile(rb"</?(?:dataValidations|hyperlinks)\b[^>]*>")


def _only_more(old: bytes, new: bytes) -> bool:
    """Whether a sheet's end has all rules that it had, and nothing else changed."""
    rests = [LISTS.sub(b"", RULES.sub(b"", tail)) for tail in (old, new)]
    before, after = (set(RULES.findall(tail)) for tail in (old, new))
    lost = [one for one in before - after if not one.startswith(b"<hyperlink")]
    return rests[0] == rests[1] and not lost


def _check_styles(name: str, old: bytes, new: bytes) -> None:
    """Refuse formats of which one that was there became another."""
    after = {child.tag: child for child in etree.fromstring(new)}
    for group in etree.fromstring(old):
        others = after.get(group.tag, ())
        texts = [[etree.tostring(one, method="c14n", with_tail=False) for one in some]
                 for some in (group, others)]  # fmt: skip
        names = [one for one in texts[0] if one not in texts[1]]
        if names or (texts[0] != texts[1][: len(texts[0])] and not _by_name(group.tag)):
            raise EditRefused(f"A format in {name} would have changed; nothing was written.")


def _by_name(tag: str) -> bool:
    """Whether formats of a group are found by their name or number, not by their place."""
    return tag.endswith(("}numFmts", "}cellStyles"))


def _check_workbook(name: str, old: bytes, new: bytes) -> None:
    """Refuse a workbook in which a sheet or a defined name of the user's is gone."""
    one, two = (etree.fromstring(part) for part in (old, new))
    listed = [[sheet.get("name") for sheet in tree.iter("{*}sheet")] for tree in (one, two)]
    kept = [sheet for sheet in listed[1] if sheet in listed[0]]
    whole = [
        {d.get("name"): d.text for d in tree.iter("{*}definedName") if not d.get("localSheetId")}
        for tree in (one, two)
    ]
    lost = [key for key, text in whole[0].items() if key != MARK and whole[1].get(key) != text]
    if kept != listed[0] or lost:
        raise EditRefused(f"A sheet or a name in {name} would be gone; nothing was written.")


def _head(head: bytes, ours: Set[int]) -> tuple[bytes, dict[int, bytes]]:
    """What stands before the rows, and what is said of each column, but whether ours show."""
    said = {}
    for match in COLUMN.finditer(head):
        edges = {name: int(number) for name, number in EDGE.findall(match[1])}
        text = EDGE.sub(b"", match[1])
        for column in range(edges[b"min"], edges[b"max"] + 1):
            said[column] = HIDDEN.sub(b"", text) if column in ours else text
    return re.sub(rb'<dimension ref="[^"]*"/>', b"", COLUMN.sub(b"", head)), said


def _foreign(body: bytes, areas: Sequence[Area]) -> list[tuple[int, int, bytes]]:
    """Every cell outside the areas, with its row and column."""
    found = []
    for _, _, attributes, content in sheet_xml.each_row(body):
        number = sheet_xml.row_number(attributes)
        inside = [area for area in areas if area.top <= number <= area.bottom]
        if inside and _only(content, inside[0]):
            continue
        for column, cell in sheet_xml.cells_of(content).items():
            if not any(area.left <= column <= area.right for area in inside):
                found.append((number, column, cell))
    return found


def _only(content: bytes, area: Area) -> bool:
    """Whether all cells of a row lie within the area's columns: its first and last do."""
    first = sheet_xml.CELL_START.match(content)
    last = sheet_xml.CELL_START.match(content, content.rfind(b"<c r="))
    if first is None or last is None:
        return not content
    columns = [column_number(match[1].decode()) for match in (first, last)]
    return area.left <= columns[0] and columns[1] <= area.right
