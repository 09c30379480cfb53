"""Small charts in cells: one for each row of a table's trend column."""

import re
from collections.abc import Mapping

from xlgoals.hosts.closed.cell_xml import escaped

MAIN_2010 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
EXCEL_2006 = "http://schemas.microsoft.com/office/excel/2006/main"
EXTENSION = "{05C60535-1F16-4fd2-B633-F4F36F0B64E0}"
GROUP = re.compile(rb"<x14:sparklineGroup\b.*?</x14:sparklineGroup>", re.DOTALL)
PLACES = re.compile(rb"<xm:sqref>([A-Z]+)\d+</xm:sqref>")
LINES = re.compile(rb"<x14:sparklines>.*?</x14:sparklines>", re.DOTALL)
LOOK = (
    '<x14:sparklineGroup type="column" displayEmptyCellsAs="gap" high="1" low="1">'
    '<x14:colorSeries rgb="FF0B4F6C"/><x14:colorNegative rgb="FFD55E00"/>'
    '<x14:colorAxis rgb="FF616E7C"/><x14:colorMarkers rgb="FF0B4F6C"/>'
    '<x14:colorFirst rgb="FF0B4F6C"/><x14:colorLast rgb="FF0B4F6C"/>'
    '<x14:colorHigh rgb="FF0072B2"/><x14:colorLow rgb="FFD55E00"/>'
    "{lines}</x14:sparklineGroup>"
)


def with_sparklines(tail: bytes, column: str, sources: Mapping[str, str]) -> bytes:
    """The end of a worksheet part with the small charts of one column.

    Args:
        tail: All after the rows.
        column: The column's letters.
        sources: Cell address → the range it draws.
    """
    lines = "".join(
        f"<x14:sparkline><xm:f>{escaped(source)}</xm:f><xm:sqref>{cell}</xm:sqref></x14:sparkline>"
        for cell, source in sources.items()
    )
    block = f"<x14:sparklines>{lines}</x14:sparklines>".encode()
    for group in GROUP.finditer(tail):
        if set(PLACES.findall(group[0])) == {column.encode()}:
            fresh = LINES.sub(lambda _: block, group[0]) if sources else b""
            return _without_empty(tail[: group.start()] + fresh + tail[group.end() :])
    return _added(tail, LOOK.format(lines=block.decode()).encode()) if sources else tail


def _without_empty(tail: bytes) -> bytes:
    """The same without a list of groups that holds none."""
    return re.sub(
        rb"<ext\b[^>]*>\s*<x14:sparklineGroups\b[^>]*>\s*</x14:sparklineGroups>\s*</ext>",
        b"",
        tail,
    ).replace(b"<extLst></extLst>", b"")


def _added(tail: bytes, group: bytes) -> bytes:
    """The same with one more group."""
    end = b"</x14:sparklineGroups>"
    if end in tail:
        return tail.replace(end, group + end, 1)
    extension = (
        (
            f'<ext xmlns:x14="{MAIN_2010}" uri="{EXTENSION}">'
            f'<x14:sparklineGroups xmlns:xm="{EXCEL_2006}">'
        ).encode()
        + group
        + end
        + b"</ext>"
    )
    if b"</extLst></worksheet>" in tail:
        return tail.replace(b"</extLst></worksheet>", extension + b"</extLst></worksheet>")
    return tail.replace(b"</worksheet>", b"<extLst>" + extension + b"</extLst></worksheet>")
