"""Whole sheets of a fresh plan, put into an older one: parts of their own in the same file."""

import re
from collections.abc import Sequence
from posixpath import dirname, relpath

from lxml import etree

from xlgoals.domain.errors import EditRefused
from xlgoals.hosts.closed import sheet_xml
from xlgoals.hosts.closed.cell_xml import escaped
from xlgoals.hosts.closed.copied_sheets import TYPES, entered, free_part
from xlgoals.hosts.closed.merge_styles import MergedStyles
from xlgoals.hosts.closed.package import Element, Package, relations_part, serial
from xlgoals.hosts.closed.reading import shared_texts
from xlgoals.hosts.closed.workbook_parts import Q, sheet_parts, tables, workbook_part

STYLED = re.compile(rb'(<(?:c|row)\b[^>]*?\bs|<col\b[^>]*?\bstyle)="(\d+)"')
DIFFERENCE = re.compile(rb'\bdxfId="(\d+)"')
SHARED_TEXT = re.compile(rb'(<c\b[^>]*?) t="s"([^>]*)><v>(\d+)</v></c>')
OWN_MARKS = re.compile(rb'\s(?:codeName|tabSelected)="[^"]*"')


class FreshSheets:
    """The sheets of a fresh plan, their formats and texts made those of an older one."""

    def __init__(self, plan: Package, fresh: Package) -> None:
        self.plan, self.fresh = plan, fresh
        self.styles = MergedStyles(plan, fresh)
        self.parts = sheet_parts(fresh)
        self.texts = shared_texts(fresh)
        self._plan_texts = shared_texts(plan)

    def plan_text(self, cell: bytes) -> str:
        """What a cell of the plan says: its formula, or its text; nothing for numbers."""
        if not sheet_xml.has_content(cell):
            return ""
        tree = etree.fromstring(cell)
        formula = tree.findtext("f")
        if formula is not None:
            return f"={formula}"
        if tree.get("t") == "s":
            return self._plan_texts[int(tree.findtext("v") or 0)]
        texts = map(str, tree.itertext())
        return "".join(texts) if tree.get("t") in {"str", "inlineStr"} else ""

    def xml(self, name: str) -> bytes:
        """A sheet's part as it can stand in the plan."""
        part = self.fresh.read(self.parts[name])
        part = STYLED.sub(
            lambda m: m[1] + b'="' + self.styles.cell(m[2].decode()).encode() + b'"', part
        )
        part = DIFFERENCE.sub(
            lambda m: b'dxfId="' + self.styles.difference(m[1].decode()).encode() + b'"', part
        )
        return OWN_MARKS.sub(b"", SHARED_TEXT.sub(self._inline, part))

    def _inline(self, match: "re.Match[bytes]") -> bytes:
        """A shared text as one that stands in its cell."""
        text = escaped(self.texts[int(match[3])]).encode()
        start = match[1] + b' t="inlineStr"' + match[2]
        return start + b'><is><t xml:space="preserve">' + text + b"</t></is></c>"


def graft_sheet(sheets: FreshSheets, name: str, order: Sequence[str]) -> None:
    """A sheet that the plan does not have, in its place among the others.

    Args:
        order: All sheets of a plan as declared.

    Errors:
        EditRefused: one of the user's tables has the name of one of ours.
    """
    plan = sheets.plan
    if name in sheet_parts(plan):
        raise EditRefused(
            f"The plan has a sheet “{name}” that is not ours, and it needs that name for a sheet "
            "of its own; give your sheet another name and try again."
        )
    part = free_part(plan, "xl/worksheets/sheet1.xml")
    plan.write(part, sheets.xml(name))
    _graft_relations(sheets, sheets.parts[name], part)
    declare(plan, sheets.fresh, sheets.parts[name], part)
    present = list(sheet_parts(plan))
    before = [one for one in order[: order.index(name)] if one in present]
    state = _state(sheets.fresh, name)
    place = entered(plan, part, name, before[-1] if before else "", state)
    _graft_names(sheets, name, place)


def replace_sheet(sheets: FreshSheets, name: str) -> None:
    """A sheet of ours, of which others are made, as it is in the fresh plan.

    Errors:
        EditRefused: something was typed into it.
    """
    plan = sheets.plan
    part = sheet_parts(plan)[name]
    for table in tables(plan).values():
        if table.sheet_part == part:
            xml = sheet_xml.split(plan.read(part), name)
            rows = sheet_xml.rows_of(sheet_xml.cut(xml.body, table.data.top, table.data.bottom)[1])
            if any(
                sheet_xml.has_content(cell) for row in rows.values() for cell in row.cells.values()
            ):
                raise EditRefused(
                    f"Sheet {name} is one that new sheets are made after, and something was typed "
                    "into it; move that to a sheet of your own and try again."
                )
    for _, _, target in plan.relations(part):
        _drop(plan, target)
    plan.write(part, sheets.xml(name))
    if relations_part(part) in plan.zip.NameToInfo:
        plan.dropped.add(relations_part(part))
    _graft_relations(sheets, sheets.parts[name], part)


def _drop(package: Package, part: str) -> None:
    """Take a part out of the plan, and what only it leads to."""
    for _, _, target in package.relations(part):
        _drop(package, target)
    if relations_part(part) in package.zip.NameToInfo:
        package.dropped.add(relations_part(part))
    package.edited.pop(part, None)
    if part in package.zip.NameToInfo:
        package.dropped.add(part)
    tree = package.parse(TYPES)
    for element in list(tree):
        if element.get("PartName") == f"/{part}":
            tree.remove(element)
            package.write(TYPES, serial(tree))


def _graft_relations(sheets: FreshSheets, old: str, new: str) -> None:
    """The relations of a grafted part, each to a copy of its target."""
    if not sheets.fresh.relations(old):
        return
    tree = sheets.fresh.parse(relations_part(old))
    targets = {key: target for key, _, target in sheets.fresh.relations(old)}
    for element in list(tree):
        target = targets.get(element.get("Id"))
        if target is None:
            continue
        copy = free_part(sheets.plan, target)
        xml = sheets.fresh.read(target)
        sheets.plan.write(copy, _own_table(sheets.plan, xml) if "/tables/" in target else xml)
        declare(sheets.plan, sheets.fresh, target, copy)
        _graft_relations(sheets, target, copy)
        element.set("Target", relpath(copy, dirname(new)))
    name = relations_part(new)
    sheets.plan.dropped.discard(name)
    sheets.plan.write(name, serial(tree))


def _own_table(plan: Package, part: bytes) -> bytes:
    """A table's part with a number that no table of the plan has."""
    tree = etree.fromstring(part)
    present = tables(plan)
    name = str(tree.get("displayName"))
    if name.casefold() in present:
        raise EditRefused(
            f"Sheet {present[name.casefold()].sheet} has a table {name}, and the plan needs that "
            "name for a sheet of its own; give your table another name and try again."
        )
    parts = [one for one in plan.names() if re.fullmatch(r"xl/tables/\w+\.xml", one)]
    numbers = [int(plan.parse(one).get("id")) for one in parts]
    tree.set("id", str(max(numbers, default=0) + 1))
    return serial(tree)


def declare(plan: Package, fresh: Package, old: str, new: str) -> None:
    """Say of what kind a new part is: the same as in the fresh plan."""
    kinds = fresh.parse(TYPES)
    wanted = next((one for one in kinds if one.get("PartName") == f"/{old}"), None)
    tree = plan.parse(TYPES)
    if wanted is None:  # its kind follows from the end of its name
        wanted = next(one for one in kinds if one.get("Extension") == old.rsplit(".", 1)[-1])
        if not any(one.get("Extension") == wanted.get("Extension") for one in tree):
            tree.insert(0, etree.fromstring(etree.tostring(wanted)))
    elif not any(one.get("PartName") == f"/{new}" for one in tree):
        kind = wanted.get("ContentType")
        etree.SubElement(tree, wanted.tag, PartName=f"/{new}", ContentType=kind)
    plan.write(TYPES, serial(tree))


def _state(fresh: Package, name: str) -> str:
    """Whether a sheet is hidden, in the file's words; nothing where it shows."""
    listed = fresh.parse(workbook_part(fresh)).find(f"{Q}sheets")
    return next((str(one.get("state") or "") for one in listed if one.get("name") == name), "")


def _graft_names(sheets: FreshSheets, name: str, place: int) -> None:
    """Print titles and the like of a grafted sheet."""
    theirs = sheets.fresh.parse(workbook_part(sheets.fresh))
    at = list(sheets.parts).index(name)
    own = [one for one in theirs.iter(f"{Q}definedName") if one.get("localSheetId") == str(at)]
    if not own:
        return
    part = workbook_part(sheets.plan)
    tree = sheets.plan.parse(part)
    names = defined_names(tree)
    for one in own:
        copy = etree.SubElement(names, one.tag, dict(one.attrib))
        copy.set("localSheetId", str(place))
        copy.text = one.text
    sheets.plan.write(part, serial(tree))


def defined_names(tree: Element) -> Element:
    """The list of defined names of a workbook part, made where there is none."""
    found = tree.find(f"{Q}definedNames")
    if found is None:
        found = etree.Element(f"{Q}definedNames")
        follows = tree.find(f"{Q}externalReferences")
        (tree.find(f"{Q}sheets") if follows is None else follows).addnext(found)
    return found


def graft_global_names(sheets: FreshSheets, always: Sequence[str]) -> list[str]:
    """Names of the whole workbook that the plan lacks; those of ``always`` are set anew."""
    theirs = sheets.fresh.parse(workbook_part(sheets.fresh))
    part = workbook_part(sheets.plan)
    tree = sheets.plan.parse(part)
    names = defined_names(tree)
    present = {one.get("name").casefold(): one for one in names if not one.get("localSheetId")}
    before = serial(tree)
    added = []
    for one in theirs.iter(f"{Q}definedName"):
        name = one.get("name")
        if one.get("localSheetId") or (name.casefold() in present and name not in always):
            continue
        if name.casefold() in present:
            present[name.casefold()].text = one.text
        else:
            etree.SubElement(names, one.tag, dict(one.attrib)).text = one.text
            added.append(name)
    if serial(tree) != before:
        sheets.plan.write(part, serial(tree))
    return added
