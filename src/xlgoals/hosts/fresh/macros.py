"""What makes a workbook one with macros: VBA that was compiled before, the ribbon, settings."""

import io
import sys
import zipfile
from importlib.metadata import version
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook
from xlsxwriter import Workbook

from xlgoals import __version__
from xlgoals.views.plan_sheets import SHEETS

MADE = Path(__file__).parent / "made"
"""Compiled when the program was released; nothing is compiled on a user's machine."""

SETTINGS = "xlgoals.conf"
"""The hidden sheet in which the VBA looks for Python."""

SHIPPED = "shipped_vba.txt"
SHIPPED_VBA = tuple((MADE / SHIPPED).read_text(encoding="ascii").split())
"""SHA-256 of all compiled VBA that plans were ever given: it may be replaced, since nobody changed
it. The build adds what it compiles."""

MACRO_SHEETS = len(SHEETS) + 2
"""Sheets of a plan with macros: those of every plan, Formulas, and the settings."""

PARTS = {"vba": "xl/vbaProject.bin", "ribbon": "customUI/customUI14.xml"}
RIBBON_TYPE = "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"
CONTENT_TYPES = {
    "xlsx": b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
    "xlsm": b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    "xlam": b"application/vnd.ms-excel.addin.macroEnabled.main+xml",
}


def add_settings(workbook: Workbook, interpreter: str) -> None:
    """The sheet that says which Python the buttons and functions run in."""
    sheet = workbook.add_worksheet(SETTINGS)
    for row, pair in enumerate(settings(interpreter).items()):
        sheet.write_row(row, 0, pair)
    if len(workbook.worksheets()) > 1:
        sheet.very_hidden()


def settings(interpreter: str) -> dict[str, str]:
    """What xlwings' VBA is told; an empty interpreter leaves it to the user's own settings."""
    told = {
        "XLGOALS_VERSION": __version__,
        "XLWINGS_VERSION": version("xlwings"),
        "ADD_WORKBOOK_TO_PYTHONPATH": "False",
        "USE UDF SERVER": "True",
    }
    if not interpreter:
        return told
    return {"INTERPRETER_WIN": interpreter, "INTERPRETER_MAC": interpreter, **told}


def macro_settings(path: Path) -> dict[str, str] | None:
    """What a plan's macros are told; nothing without macros, None where it is no workbook."""
    try:
        book = CalamineWorkbook.from_path(path)
        rows = book.get_sheet_by_name(SETTINGS).to_python() if SETTINGS in book.sheet_names else []
    except (OSError, CalamineError, ValueError):
        return None
    return {str(row[0]): str(row[1]) for row in rows if len(row) > 1}


def this_interpreter() -> str:
    """The Python that runs now; on Windows the one without a window."""
    path = Path(sys.executable)
    windowless = path.with_name("pythonw.exe")
    return str(windowless if sys.platform == "win32" and windowless.exists() else path)


def add_vba(workbook: Workbook, name: str = "vbaProject.bin") -> None:
    """The compiled VBA; every sheet gets the name under which the VBA knows it."""
    workbook.add_vba_project(io.BytesIO((MADE / name).read_bytes()), is_stream=True)
    workbook.set_vba_name("ThisWorkbook")
    for number, sheet in enumerate(workbook.worksheets(), 1):
        sheet.set_vba_name(f"Sheet{number}")


def with_ribbon(parts: dict[str, bytes]) -> dict[str, bytes]:
    """The parts of a package with the ribbon among them."""
    link = f'<Relationship Id="xlgoalsRibbon" Type="{RIBBON_TYPE}" Target="{PARTS["ribbon"]}"/>'
    root = parts["_rels/.rels"]
    linked = root.replace(b"</Relationships>", link.encode() + b"</Relationships>")
    ribbon = (MADE / "customUI14.xml").read_bytes()
    return {**parts, "_rels/.rels": linked, PARTS["ribbon"]: ribbon}


def as_kind(package: bytes, kind: str) -> bytes:
    """A workbook's package as one of another kind: ``xlsm`` or ``xlam``."""
    data = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(data, "w") as new:
        for info in old.infolist():
            part = old.read(info)
            if info.filename == "[Content_Types].xml":
                for told in CONTENT_TYPES.values():
                    part = part.replace(told, CONTENT_TYPES[kind])
            new.writestr(info, part, zipfile.ZIP_DEFLATED)
    return data.getvalue()
