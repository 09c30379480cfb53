"""The compiled VBA and the ribbon, for plans that are made on a user's machine."""

import hashlib
import io
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pyopenvba
import xlsxwriter

from build.ribbon import ribbon
from build.vba import WORKBOOK, addin_modules, modules
from xlgoals.hosts.fresh.macros import MACRO_SHEETS, PARTS, SHIPPED, SHIPPED_VBA, as_kind

CLASSES = frozenset({"Dictionary"})


def build(folder: Path) -> list[Path]:
    """The compiled project of plans and of the add-in, and the ribbon; and which VBA was ours."""
    made = {
        "vbaProject.bin": compiled(modules(), MACRO_SHEETS, WORKBOOK),
        "vbaAddin.bin": compiled(addin_modules(), 1, ""),
        "customUI14.xml": ribbon(),
    }
    vba = hashlib.sha256(made["vbaProject.bin"]).hexdigest()
    # In the order of their making, and none taken out: a plan of years ago is still in use.
    made[SHIPPED] = "".join(f"{one}\n" for one in dict.fromkeys((*SHIPPED_VBA, vba))).encode()
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in made.items():
        (folder / name).write_bytes(data)
    return [folder / name for name in made]


def compiled(sources: Mapping[str, str], sheets: int, workbook: str) -> bytes:
    """A VBA project.

    Args:
        sources: Modules by name, as text.
        sheets: How many sheets the workbook has: each has a module of its own.
        workbook: Text of the workbook's module.
    """
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "empty.xlsm"
        path.write_bytes(_empty(sheets))
        with pyopenvba.ExcelFile(path) as file:
            project = file.add_vba_project()
            for name, text in sources.items():
                kind = pyopenvba.VBAModuleKind
                project.add_module(
                    name, text, kind=kind.other if name in CLASSES else kind.standard
                )
            if workbook:
                file.set_module("ThisWorkbook", workbook.replace("\n", "\r\n"))
            file.save()
        with zipfile.ZipFile(path) as made:
            return made.read(PARTS["vba"])


def _empty(sheets: int) -> bytes:
    """A workbook that may have macros, with so many empty sheets."""
    data = io.BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True}) as book:
        for _ in range(sheets):
            book.add_worksheet()
    return as_kind(data.getvalue(), "xlsm")
