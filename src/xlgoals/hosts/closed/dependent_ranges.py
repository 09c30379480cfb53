"""What points at all rows of a table follows when the table grows or shrinks."""

import re
from contextlib import suppress
from dataclasses import replace

from xlgoals.hosts.closed.package import Package, serial
from xlgoals.hosts.closed.table_edit import Edit
from xlgoals.hosts.closed.workbook_parts import Q, sheet_parts, workbook_part
from xlgoals.tables.addresses import Area

RULES = re.compile(
    rb'((?:<conditionalFormatting|<dataValidation)\b[^>]*?\bsqref="|<xm:sqref>)([^"<]*)'
)


def followed(area: Area, edit: Edit) -> Area:
    """An area with the table's new last row, if it spans exactly its old data rows."""
    inside = edit.old.left <= area.left and area.right <= edit.old.right
    exact = area.top == edit.old.top and area.bottom == edit.old.bottom
    return replace(area, bottom=edit.new.bottom) if inside and exact else area


def followed_rules(tail: bytes, edit: Edit) -> bytes:
    """The part's end, its validation and conditional formats following the table."""
    if edit.new == edit.old:
        return tail

    def moved(match: "re.Match[bytes]") -> bytes:
        areas = [_moved_text(text, edit) for text in match[2].decode().split()]
        return match[1] + " ".join(areas).encode()

    return RULES.sub(moved, tail)


def _moved_text(text: str, edit: Edit) -> str:
    """A reference after the edit."""
    area = _area(text)
    moved = area and followed(area, edit)
    return text if moved == area else str(moved)


def _area(text: str) -> Area | None:
    """The area that a text names, if it is one rectangle of cells."""
    with suppress(ValueError):
        return Area.of(text)
    return None


def followed_names(package: Package, edit: Edit) -> bytes | None:
    """The workbook part with print areas that end where the table ends; None if none does."""
    part = workbook_part(package)
    tree = package.parse(part)
    place = list(sheet_parts(package)).index(edit.found.sheet)
    changed = False
    for name in tree.iter(f"{Q}definedName"):
        own = name.get("name") == "_xlnm.Print_Area" and name.get("localSheetId") == str(place)
        sheet, _, cells = (name.text or "").rpartition("!")
        area = _area(cells)
        if own and area and area.bottom == edit.old.bottom != edit.new.bottom:
            name.text = f"{sheet}!{replace(area, bottom=edit.new.bottom).fixed}"
            changed = True
    return serial(tree) if changed else None
