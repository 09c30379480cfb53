"""A sheet made after another one, with its charts: parts of its own in the same file."""

import re
from posixpath import dirname, relpath
from xml.sax.saxutils import escape, unescape

from lxml import etree

from xlgoals.domain.errors import EditRefused
from xlgoals.hosts.closed.package import RELATIONSHIP, Element, Package, relations_part, serial
from xlgoals.hosts.closed.workbook_parts import Q, sheet_parts, workbook_part
from xlgoals.tables.addresses import with_sheet

TYPES = "[Content_Types].xml"
COPIED = frozenset({"drawing", "chart", "chartStyle", "chartColorStyle"})
"""Relations whose parts the copy gets for itself."""
LEFT_OUT = frozenset({"printerSettings", "hyperlink"})
"""Relations that the copy does without."""
OWN_MARKS = re.compile(
    rb'\s(?:codeName|tabSelected|xr:uid|r:id)="[^"]*"(?=[^<]*>)|<legacyDrawing[^>]*/>'
)
DRAWING = re.compile(rb'<drawing [^>]*r:id="([^"]+)"[^>]*/>')


def copy_sheet(package: Package, name: str, like: str, after: str) -> None:
    """A new sheet that looks like another one, to the right of a third.

    Errors:
        EditRefused: there is no such sheet, or it holds what cannot be copied.
    """
    parts = sheet_parts(package)
    if like not in parts:
        raise EditRefused(
            f"{package.path.name} has no sheet “{like}” to make others after; take it from a plan "
            "made by xlgoals new."
        )
    new = free_part(package, parts[like])
    xml = package.read(parts[like])
    drawing = DRAWING.search(xml)
    xml = OWN_MARKS.sub(b"", DRAWING.sub(b"\0", xml))
    package.write(new, xml.replace(b"\0", drawing[0] if drawing else b""))
    _copy_relations(package, parts[like], new, (like, name))
    _declare(package, parts[like], new)
    place = entered(package, new, name, after)
    main = workbook_part(package)
    tree = package.parse(main)
    listed = [sheet.get("name") for sheet in tree.find(f"{Q}sheets")]
    _copy_names(tree, listed.index(like), place, (like, name))
    package.write(main, serial(tree))


def free_part(package: Package, part: str) -> str:
    """A part name that is not taken, like another one."""
    stem, end = re.sub(r"\d*\.(\w+)$", "", part), part.rsplit(".", 1)[1]
    taken = {*package.zip.namelist(), *package.edited}
    pattern = re.compile(rf"{re.escape(stem)}(\d+)\.{end}")
    numbers = [int(match[1]) for one in taken if (match := pattern.fullmatch(one))]
    return f"{stem}{max(numbers, default=0) + 1}.{end}"


def _copy_relations(package: Package, old: str, new: str, names: tuple[str, str]) -> None:
    """The relations of a copied part, each to a copy of its target."""
    listed = package.relations(old)
    if not listed:
        return
    odd = [kind for _, kind, _ in listed if kind not in COPIED | LEFT_OUT]
    if odd:
        raise EditRefused(
            f"Sheet {names[0]} holds something of yours ({odd[0]}) that cannot be copied; take it "
            "off that sheet and try again."
        )
    tree = package.parse(relations_part(old))
    kinds = {key: (kind, target) for key, kind, target in listed}
    for element in list(tree):
        kind, target = kinds.get(element.get("Id"), ("", ""))
        if kind not in COPIED:
            tree.remove(element)
            continue
        copy = free_part(package, target)
        package.write(copy, _renamed(package.read(target), *names))
        _declare(package, target, copy)
        _copy_relations(package, target, copy, names)
        element.set("Target", relpath(copy, dirname(new)))
    package.write(relations_part(new), serial(tree))


def _renamed(part: bytes, old: str, new: str) -> bytes:
    """A chart that draws cells of the copy."""

    def moved(match: "re.Match[bytes]") -> bytes:
        return match[1] + escape(with_sheet(unescape(match[2].decode()), old, new)).encode()

    return re.sub(rb"(<(?:\w+:)?f>)([^<]*)", moved, part)


def _declare(package: Package, old: str, new: str) -> None:
    """Say of what kind the new part is: the same as the old one."""
    tree = package.parse(TYPES)
    for element in tree:
        if element.get("PartName") == f"/{old}":
            kind = element.get("ContentType")
            etree.SubElement(tree, element.tag, PartName=f"/{new}", ContentType=kind)
            package.write(TYPES, serial(tree))
            return


def entered(package: Package, part: str, name: str, after: str, state: str = "") -> int:
    """Enter a sheet into the workbook's list, and move what counts sheets by their place.

    Returns:
        Its own place, from 0: behind the sheet that it is to follow, or else the last.
    """
    main = workbook_part(package)
    relations = package.parse(relations_part(main))
    known = {element.get("Id") for element in relations}
    key = next(f"rId{at}" for at in range(len(known) + 1, 1 << 30) if f"rId{at}" not in known)
    kind = f"{RELATIONSHIP}/worksheet"
    target = relpath(part, dirname(main))
    etree.SubElement(relations, relations[0].tag, Id=key, Type=kind, Target=target)
    package.write(relations_part(main), serial(relations))
    tree = package.parse(main)
    sheets = tree.find(f"{Q}sheets")
    listed = [sheet.get("name") for sheet in sheets]
    place = listed.index(after) + 1 if after in listed else len(listed)
    number = max(int(sheet.get("sheetId")) for sheet in sheets) + 1
    entry = etree.Element(f"{Q}sheet", name=name, sheetId=str(number))
    entry.set(f"{{{RELATIONSHIP}}}id", key)
    if state:
        entry.set("state", state)
    sheets.insert(place, entry)
    _move_places(tree, place)
    package.write(main, serial(tree))
    return place


def _move_places(tree: Element, place: int) -> None:
    """What names a sheet by its place still names the same one."""
    for defined in tree.iter(f"{Q}definedName"):
        _up(defined, "localSheetId", place)
    for view in tree.iter(f"{Q}workbookView"):
        for attribute in ("activeTab", "firstSheet"):
            _up(view, attribute, place)


def _up(element: Element, attribute: str, place: int) -> None:
    """Count one more where a place lies behind the new sheet."""
    old = element.get(attribute)
    if old is not None and int(old) >= place:
        element.set(attribute, str(int(old) + 1))


def _copy_names(tree: Element, like: int, place: int, names: tuple[str, str]) -> None:
    """Print area and titles of the sheet that was copied."""
    for defined in list(tree.iter(f"{Q}definedName")):
        built_in = str(defined.get("name")).startswith("_xlnm.Print")
        if defined.get("localSheetId") == str(like) and built_in:
            copy = etree.Element(defined.tag, dict(defined.attrib))
            copy.set("localSheetId", str(place))
            copy.text = with_sheet(defined.text or "", *names)
            defined.addnext(copy)
