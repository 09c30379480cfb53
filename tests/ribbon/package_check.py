"""What no schema tells of a workbook with macros: VBA, code names and ribbon must fit together."""

import re
import warnings
import zipfile
from pathlib import Path

from lxml import etree

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)  # of a library that the reader uses
    from oletools.olevba import VBA_Parser

TYPES = {
    ".xlsm": "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    ".xlam": "application/vnd.ms-excel.addin.macroEnabled.main+xml",
}
RIBBON = "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"
SPACE = "{http://schemas.microsoft.com/office/2009/07/customui}"
KNOWN = {
    "customUI": set(),
    "ribbon": set(),
    "tabs": set(),
    "tab": {"id", "label", "keytip"},
    "group": {"id", "label"},
    "button": {
        "id", "label", "size", "imageMso", "onAction", "screentip", "supertip", "keytip",
    },
}  # fmt: skip
CELL = re.compile(r"([A-Z]{1,3})[1-9]\d{0,6}")


def sources(path: Path) -> dict[str, str]:
    """The VBA modules of a workbook as an independent reader finds them."""
    parser = VBA_Parser(str(path))
    try:
        return {stream.split("/")[-1]: code for _, stream, _, code in parser.extract_macros()}
    finally:
        parser.close()


def faults(path: Path) -> list[str]:
    """Everything that does not fit together."""
    with zipfile.ZipFile(path) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    modules = sources(path)
    return [
        *_types(path, parts),
        *_code_names(parts, modules),
        *_ribbon(parts, modules),
        *_names(modules),
    ]


def _types(path: Path, parts: dict[str, bytes]) -> list[str]:
    types = parts["[Content_Types].xml"].decode()
    found = []
    if f'PartName="/xl/workbook.xml" ContentType="{TYPES[path.suffix]}"' not in types:
        found.append("the workbook's content type does not fit the file's name")
    if "application/vnd.ms-office.vbaProject" not in types:
        found.append("the VBA has no content type")
    if "relationships/vbaProject" not in parts["xl/_rels/workbook.xml.rels"].decode():
        found.append("the workbook does not point to its VBA")
    return found


def _code_names(parts: dict[str, bytes], modules: dict[str, str]) -> list[str]:
    names = set(re.findall(r'<workbookPr[^>]*codeName="(\w+)"', parts["xl/workbook.xml"].decode()))
    for name, part in parts.items():
        if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name):
            names |= set(re.findall(r'<sheetPr[^>]*codeName="(\w+)"', part.decode())) or {name}
    documents = {name for name, code in modules.items() if "VB_PredeclaredId = True" in code}
    return [] if names == documents else [f"code names {sorted(names ^ documents)} have no partner"]


def _ribbon(parts: dict[str, bytes], modules: dict[str, str]) -> list[str]:
    links = re.findall(rf'Type="{RIBBON}" Target="([^"]+)"', parts["_rels/.rels"].decode())
    if len(links) != 1 or links[0] not in parts:
        return ["the package does not point to its ribbon"]
    root, found = etree.fromstring(parts[links[0]]), []
    ids = [e.get("id") for e in root.iter() if e.get("id")]
    found += ["two parts of the ribbon have one id"] if len(ids) > len(set(ids)) else []
    code = "\n".join(modules.values())
    for element in root.iter():
        name = element.tag.removeprefix(SPACE)
        if name not in KNOWN:
            found.append(f"the ribbon has {element.tag}")
            continue
        found += [f"{name} has {key}" for key in set(element.attrib) - KNOWN[name]]
        action = element.get("onAction")
        if action and not re.search(
            rf"^Public Sub {action}\(control As IRibbonControl\)", code, re.M
        ):
            found.append(f"there is no callback {action}")
    return found


def _names(modules: dict[str, str]) -> list[str]:
    found = []
    procedures: list[str] = []
    for name, code in modules.items():
        if f'Attribute VB_Name = "{name}"' not in code:
            found.append(f"module {name} has another name inside")
        found += [f"{name}: a line is too long" for line in code.splitlines() if len(line) > 1023]
        public = re.findall(r"^(?:Public )?(?:Function|Sub) (\w+)", code, re.M)
        if name not in {"xlwings", "Dictionary"}:
            procedures += public
        for function in re.findall(r"^Public Function (\w+)", code, re.M):
            cell = CELL.fullmatch(function)
            if cell and (len(cell[1]), cell[1]) <= (3, "XFD"):
                found.append(f"function {function} looks like a cell")
    found += [f"{p} is a module and a procedure" for p in procedures if p in modules]
    found += ["a procedure is there twice"] if len(procedures) > len(set(procedures)) else []
    return found
