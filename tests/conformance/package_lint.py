"""What makes Excel repair or refuse a workbook, looked for in the package itself.

Each rule is one function; a schema validator misses most of what stands here.
"""

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path
from typing import Any

from lxml import etree

from conformance.new_functions import NEW_FUNCTIONS

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATIONS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
REL = f"{RELATIONS}id"
X14 = "{http://schemas.microsoft.com/office/spreadsheetml/2009/9/main}"
ORDER = (
    "sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection "
    "protectedRanges scenarios autoFilter sortState dataConsolidate customSheetViews mergeCells "
    "phoneticPr conditionalFormatting dataValidations hyperlinks printOptions pageMargins "
    "pageSetup headerFooter rowBreaks colBreaks customProperties cellWatches ignoredErrors "
    "smartTags drawing legacyDrawing legacyDrawingHF picture oleObjects controls webPublishItems "
    "tableParts extLst"
).split()
KINDS = {
    "table": "table+xml", "worksheet": "worksheet+xml", "sharedStrings": "sharedStrings+xml",
    "styles": "styles+xml", "drawing": "drawing+xml", "chart": "chart+xml",
    "comments": "comments+xml",
}  # fmt: skip
NEW_FUNCTION = re.compile(rf"(?<![\w.])({'|'.join(map(re.escape, NEW_FUNCTIONS))})\(")
ERRORS = (
    "#NULL! #DIV/0! #VALUE! #REF! #NAME? #NUM! #N/A #GETTING_DATA #SPILL! #CALC! #FIELD! #BLOCKED! "
    "#UNKNOWN! #CONNECT! #BUSY! #PYTHON! #EXTERNAL!"
).split()
NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")


@dataclass(frozen=True)
class Fault:
    """One thing wrong: the rule, where, and what was seen."""

    rule: str
    where: str
    seen: str = ""


@dataclass
class Package:
    """An unpacked workbook."""

    names: list[str]
    parts: dict[str, bytes]
    trees: dict[str, Any] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def add(self, rule: str, where: str, seen: object = "") -> None:
        self.faults.append(Fault(rule, where, str(seen)[:120]))

    @property
    def main(self) -> str:
        """The part of the workbook itself."""
        return next((t for _, kind, t in self.relations("") if kind == "officeDocument"), "")

    def relations(self, part: str) -> list[tuple[str, str, str]]:
        folder, name = posixpath.split(part)
        tree = self.trees.get(posixpath.join(folder, "_rels", f"{name}.rels"))
        found = []
        for relation in tree if tree is not None else ():
            if relation.get("TargetMode") == "External":
                continue
            path = posixpath.join("/", folder, relation.get("Target"))
            kind = relation.get("Type").rsplit("/", 1)[-1]
            found.append((relation.get("Id"), kind, posixpath.normpath(path).lstrip("/")))
        return found


def lint(path: Path) -> list[Fault]:
    """Every fault found in a workbook file; none for a good one."""
    try:
        with zipfile.ZipFile(path) as file:
            names = file.namelist()
            package = Package(names, {name: file.read(name) for name in names})
    except (zipfile.BadZipFile, EOFError) as error:
        return [Fault("not a package", path.name, str(error))]
    for rule in (parts_rule, xml_rule, types_rule, relations_rule, used_relations_rule):
        rule(package)
    main = package.main
    if main not in package.trees or package.trees[main].find(f"{MAIN}sheets") is None:
        return [*package.faults, Fault("no workbook", main)]
    styles_rule(package)
    workbook_rule(package)
    texts = shared_texts(package, main)
    tables = TableRules(package, defined_names(package, main))
    formulas: set[tuple[str, str]] = set()
    for sheet, part in sheets(package, main):
        sheet_rules(package, main, sheet, part, texts, formulas)
        tables.sheet(sheet, part, texts)
    calc_chain_rule(package, main, formulas)
    return package.faults


def parts_rule(package: Package) -> None:
    seen: set[str] = set()
    for name in package.names:
        if name.casefold() in seen:
            package.add("part twice", name)
        seen.add(name.casefold())


def xml_rule(package: Package) -> None:
    reader = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    for name, part in package.parts.items():
        if not name.endswith((".xml", ".rels")):
            continue
        try:
            package.trees[name] = etree.fromstring(part, reader)
        except etree.XMLSyntaxError as error:
            package.add("not well-formed", name, error)
            continue
        if package.trees[name].getroottree().docinfo.doctype:
            package.add("doctype", name)


def types_rule(package: Package) -> None:
    tree = package.trees.get("[Content_Types].xml")
    if tree is None:
        package.add("no content types", "[Content_Types].xml")
        return
    named = {o.get("PartName", "").lstrip("/").casefold(): o.get("ContentType") for o in tree}
    endings = {o.get("Extension", "").casefold(): o.get("ContentType") for o in tree}
    for name in package.names:
        known = named.get(name.casefold()) or endings.get(name.rsplit(".", 1)[-1].casefold())
        if name != "[Content_Types].xml" and not known:
            package.add("no content type", name)
    for source in package.names:
        for _, kind, target in package.relations(source):
            told = named.get(target.casefold(), "")
            if kind in KINDS and target in package.parts and not told.endswith(KINDS[kind]):
                package.add("wrong content type", target, told)


def relations_rule(package: Package) -> None:
    for name, tree in package.trees.items():
        if not name.endswith(".rels"):
            continue
        ids = [relation.get("Id") for relation in tree]
        if len(set(ids)) < len(ids):
            package.add("relation id twice", name)
    for source in ["", *package.names]:
        for _, kind, target in package.relations(source):
            if target not in package.parts and kind != "hyperlink" and not target.startswith("#"):
                package.add("relation leads nowhere", source, target)


def used_relations_rule(package: Package) -> None:
    """Whatever a part points to by an id is among its relations."""
    for name, tree in package.trees.items():
        folder, last = posixpath.split(name)
        told = package.trees.get(posixpath.join(folder, "_rels", f"{last}.rels"), ())
        known = {relation.get("Id") for relation in told} | {""}
        for element in tree.iter(etree.Element):
            for key, value in element.attrib.items():
                if key.startswith(RELATIONS) and value not in known:
                    package.add("relation unknown", name, value)


def styles_rule(package: Package) -> None:
    for name, tree in package.trees.items():
        for number_format in tree.iter(f"{MAIN}numFmt") if name.endswith("styles.xml") else ():
            code = re.sub(r'"[^"]*"|\\.', "", number_format.get("formatCode", ""))
            if len(code.split(";")) > 4 or "[[" in code:
                package.add("number format", name, code)


def workbook_rule(package: Package) -> None:
    main = package.main
    tree = package.trees[main]
    listed = list(tree.find(f"{MAIN}sheets"))
    names = [sheet.get("name") for sheet in listed]
    for name in names:
        wide = len(name.encode("utf-16-le")) // 2
        if not name or wide > 31 or re.search(r"[\[\]:*?/\\]", name) or name[0] + name[-1] == "''":
            package.add("sheet name", name)
    for what, values in (
        ("sheet name twice", [name.casefold() for name in names]),
        ("sheet id twice", [sheet.get("sheetId") for sheet in listed]),
        ("sheet relation twice", [sheet.get(REL) for sheet in listed]),
    ):
        if len(set(values)) < len(values):
            package.add(what, main)
    if all(sheet.get("state") in {"hidden", "veryHidden"} for sheet in listed):
        package.add("no visible sheet", main)
    defined_names(package, main, count=len(listed))


def defined_names(package: Package, main: str, count: int = -1) -> set[str]:
    """Names that hold for the whole workbook; faults are added when ``count`` is given."""
    found: set[tuple[str, str | None]] = set()
    for name in package.trees[main].iter(f"{MAIN}definedName"):
        text, place = name.get("name", ""), name.get("localSheetId")
        if count >= 0:
            if place is not None and not (place.isdigit() and int(place) < count):
                package.add("name on no sheet", text, place)
            if (text.casefold(), place) in found:
                package.add("name twice", text)
            plain = re.fullmatch(r"[^\W\d][\w.\\?]*|[\\_][\w.\\?]*", text)
            if not plain or re.fullmatch(r"[A-Za-z]{1,3}\d{1,7}|[RrCc]", text):
                package.add("name", text)
        found.add((text.casefold(), place))
    return {text for text, place in found if place is None}


def sheets(package: Package, main: str) -> Iterator[tuple[str, str]]:
    targets = {key: (kind, target) for key, kind, target in package.relations(main)}
    for sheet in package.trees[main].find(f"{MAIN}sheets"):
        kind, target = targets.get(sheet.get(REL), ("", ""))
        if kind == "worksheet" and target in package.trees:
            yield sheet.get("name"), target


def shared_texts(package: Package, main: str) -> list[str] | None:
    for _, kind, target in package.relations(main):
        if kind == "sharedStrings" and target in package.trees:
            return [written(si) for si in package.trees[target]]
    return None


def written(element: Any) -> str:
    """The text of an element, without the hints for its pronunciation."""
    runs = (t for t in element.iter(f"{MAIN}t") if t.getparent().tag != f"{MAIN}rPh")
    return "".join(t.text or "" for t in runs)


def unescaped(text: str) -> str:
    """A text with ``_x000a_`` and the like read as the character meant."""
    text = re.sub(r"_x([0-9A-Fa-f]{4})_", lambda match: chr(int(match[1], 16)), text)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def position(address: str) -> tuple[int, int] | None:
    match = re.fullmatch(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})", address or "")
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    row = int(match[2])
    return (row, column) if row <= 1_048_576 and column <= 16_384 else None


def area(text: str) -> tuple[int, int, int, int] | None:
    """First row, first column, last row, last column; also of whole columns and whole rows."""
    first, _, last = (text or "").replace("$", "").partition(":")
    if re.fullmatch("[A-Z]{1,3}:[A-Z]{1,3}", f"{first}:{last}"):
        first, last = f"{first}1", f"{last}1048576"
    if first.isdigit() and last.isdigit():
        first, last = f"A{first}", f"XFD{last}"
    one, two = position(first), position(last or first)
    return (*one, *two) if one and two else None


def meets(one: tuple[int, ...], two: tuple[int, ...]) -> bool:
    rows = one[0] <= two[2] and two[0] <= one[2]
    return rows and one[1] <= two[3] and two[1] <= one[3]


def limits(package: Package, main: str) -> tuple[int, int, int]:
    """How many cell formats, differential formats and cell metadata there are."""
    formats = differential = metadata = 0
    for _, kind, target in package.relations(main):
        tree = package.trees.get(target)
        if kind == "styles" and tree is not None:
            found = tree.find(f"{MAIN}cellXfs")
            formats = 0 if found is None else len(found)
            found = tree.find(f"{MAIN}dxfs")
            differential = 0 if found is None else len(found)
        if kind == "sheetMetadata" and tree is not None:
            found = tree.find(f"{MAIN}cellMetadata")
            metadata = 0 if found is None else len(found)
    return formats, differential, metadata


def sheet_rules(
    package: Package,
    main: str,
    sheet: str,
    part: str,
    texts: list[str] | None,
    formulas: set[tuple[str, str]],
) -> None:
    tree, counts = package.trees[part], limits(package, main)
    known = {name.casefold() for name, _ in sheets(package, main)}
    names = [e.tag.removeprefix(MAIN) for e in tree if str(e.tag).startswith(MAIN)]
    order = [ORDER.index(name) for name in names if name in ORDER]
    if order != sorted(order) or len(order) < len(names):
        package.add("order of elements", sheet)
    last_row = 0
    for row in tree.iter(f"{MAIN}row"):
        number = int(row.get("r", last_row + 1))
        if number <= last_row or number > 1_048_576:
            package.add("row number", sheet, number)
        last_row, last_column = number, 0
        for cell in row:
            place = position(cell.get("r"))
            if place is None or place[0] != number or place[1] <= last_column:
                package.add("cell address", sheet, cell.get("r"))
                continue
            last_column = place[1]
            cell_rules(package, sheet, cell, texts, counts)
            formula = cell.find(f"{MAIN}f")
            if formula is not None:
                formulas.add((sheet, cell.get("r")))
                formula_rules(package, f"{sheet}!{cell.get('r')}", formula.text or "", known)
    range_rules(package, sheet, tree, counts)


def cell_rules(
    package: Package, sheet: str, cell: Any, texts: list[str] | None, counts: tuple[int, int, int]
) -> None:
    where, kind = f"{sheet}!{cell.get('r')}", cell.get("t", "n")
    value = cell.findtext(f"{MAIN}v")
    if cell.get("s") and int(cell.get("s")) >= counts[0]:
        package.add("cell format", where, cell.get("s"))
    if cell.get("cm") and int(cell.get("cm")) > counts[2]:
        package.add("cell metadata", where, cell.get("cm"))
    text = written(cell) if kind == "inlineStr" else value or ""
    if kind not in {"n", "s", "str", "b", "e", "d", "inlineStr"}:
        package.add("kind of cell", where, kind)
    if kind == "e" and value not in ERRORS:
        package.add("error", where, value)
    if kind == "s" and not (texts and value and value.isdigit() and int(value) < len(texts)):
        package.add("shared text", where, value)
    if kind == "n" and value and not NUMBER.fullmatch(value.strip()):
        package.add("number", where, value)
    if kind == "b" and value not in {"0", "1", "true", "false"}:
        package.add("true or false", where, value)
    if len(text.encode("utf-16-le", "surrogatepass")) // 2 > 32_767:
        package.add("text too long", where)


def formula_rules(package: Package, where: str, formula: str, known: set[str]) -> None:
    if len(formula) > 8_192:
        package.add("formula too long", where)
    bare = re.sub(r'"[^"]*"', '""', formula)
    outside = re.sub(r"'(?:[^']|'')*'|\[(?:[^\[\]]|\[[^\]]*\])*\]", "", bare)
    depths = list(accumulate((c == "(") - (c == ")") for c in outside))
    if depths and (min(depths) < 0 or depths[-1]):
        package.add("formula brackets", where, formula)
    if match := NEW_FUNCTION.search(outside):
        package.add("function without its prefix", where, match[1])
    for quoted, plain in re.findall(r"(?:'((?:[^']|'')+)'|(?<![\w.'\]])([A-Za-z_][\w.]*))!", bare):
        name = (quoted or plain).replace("''", "'")
        if "[" not in name and name.casefold() not in known and name != "#REF":
            package.add("formula names no sheet", where, name)


def range_rules(package: Package, sheet: str, tree: Any, counts: tuple[int, int, int]) -> None:
    merged = [area(m.get("ref")) for m in tree.iter(f"{MAIN}mergeCell")]
    for at, one in enumerate(merged):
        if one is None or any(two and meets(one, two) for two in merged[at + 1 :]):
            package.add("merged cells", sheet, one)
    for rule in tree.iter(f"{MAIN}cfRule"):
        if rule.get("dxfId") and int(rule.get("dxfId")) >= counts[1]:
            package.add("conditional format", sheet, rule.get("dxfId"))
    for check in tree.iter(f"{MAIN}dataValidation"):
        for key, most in (("promptTitle", 32), ("errorTitle", 32), ("prompt", 255), ("error", 255)):
            if len(check.get(key, "")) > most:
                package.add("validation text", sheet, key)
        first = check.findtext(f"{MAIN}formula1") or ""
        if check.get("type") == "list" and first.startswith('"') and len(first) > 257:
            package.add("validation list", sheet, len(first))
    for block in tree.iter(f"{MAIN}dataValidation", f"{MAIN}conditionalFormatting"):
        places = block.get("sqref", "").split()
        if not places or not all(area(text) for text in places):
            package.add("range of a rule", sheet, block.get("sqref"))
    for block in tree.iter(f"{X14}conditionalFormatting", f"{X14}dataValidation"):
        if not any(str(e.tag).endswith("}sqref") and (e.text or "").strip() for e in block):
            package.add("extended rule without a range", sheet)
    last = 0
    for column in tree.iter(f"{MAIN}col"):
        if float(column.get("width", 0)) > 255 or int(column.get("min")) <= last:
            package.add("column width", sheet, column.get("width"))
        last = int(column.get("max"))


@dataclass
class TableRules:
    """Rules for tables, which look at all of them together."""

    package: Package
    names: set[str]
    ids: set[str] = field(default_factory=set)
    seen: set[str] = field(default_factory=set)

    def sheet(self, sheet: str, part: str, texts: list[str] | None) -> None:
        tree = self.package.trees[part]
        headers = {c.get("r"): self._text(c, texts) for c in tree.iter(f"{MAIN}c")}
        merged = [area(m.get("ref")) for m in tree.iter(f"{MAIN}mergeCell")]
        areas: list[tuple[int, ...]] = []
        for _, kind, target in self.package.relations(part):
            table = self.package.trees.get(target)
            if kind != "table" or table is None:
                continue
            self._name(table, target)
            place = area(table.get("ref"))
            if place is None:
                self.package.add("table range", target, table.get("ref"))
                continue
            if any(other and meets(place, other) for other in [*areas, *merged]):
                self.package.add("table over something", target)
            areas.append(place)
            self._columns(table, target, place, headers)

    def _text(self, cell: Any, texts: list[str] | None) -> str:
        value = cell.findtext(f"{MAIN}v")
        if cell.get("t") == "s" and texts and value and value.isdigit() and int(value) < len(texts):
            return texts[int(value)]
        return written(cell) or value or ""

    def _name(self, table: Any, target: str) -> None:
        name = table.get("displayName", "").casefold()
        if table.get("id") in self.ids:
            self.package.add("table id twice", target, table.get("id"))
        if name in self.seen:
            self.package.add("table name twice", target, name)
        if name in self.names:
            self.package.add("table named like a name", target, name)
        self.ids.add(table.get("id"))
        self.seen.add(name)

    def _columns(
        self, table: Any, target: str, place: tuple[int, ...], headers: dict[str, str]
    ) -> None:
        listed = list(table.iter(f"{MAIN}tableColumn"))
        columns = [unescaped(column.get("name")) for column in listed]
        if len({column.get("id") for column in listed}) < len(listed):
            self.package.add("table column id twice", target)
        for chosen in table.iter(f"{MAIN}autoFilter"):
            inside = area(chosen.get("ref"))
            if inside is None or (inside[0], *inside[1::2]) != (place[0], *place[1::2]):
                self.package.add("filter of a table", target, chosen.get("ref"))
        shown = int(table.get("headerRowCount", "1"))
        if place[2] - place[0] + 1 < shown + int(table.get("totalsRowCount", "0")) + 1:
            self.package.add("table without rows", target)
        if len(columns) != place[3] - place[1] + 1:
            self.package.add("table columns", target, len(columns))
        if len({c.casefold() for c in columns}) < len(columns):
            self.package.add("table column twice", target)
        for at, name in enumerate(columns if shown else ()):
            letters, number = "", place[1] + at
            while number:
                number, rest = divmod(number - 1, 26)
                letters = chr(65 + rest) + letters
            if unescaped(headers.get(f"{letters}{place[0]}", "")) != name:
                self.package.add("table header", target, name)


def calc_chain_rule(package: Package, main: str, formulas: set[tuple[str, str]]) -> None:
    ids = {s.get("sheetId"): s.get("name") for s in package.trees[main].find(f"{MAIN}sheets")}
    for _, kind, target in package.relations(main):
        sheet = None
        for cell in package.trees.get(target, ()) if kind == "calcChain" else ():
            sheet = cell.get("i") or sheet
            if (ids.get(sheet), cell.get("r")) not in formulas:
                package.add("calculation chain", target, cell.get("r"))
