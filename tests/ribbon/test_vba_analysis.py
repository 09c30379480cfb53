"""The VBA as an analyser sees it: no errors in ours, and errors where they are planted."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from pyopenvba.apps.excel import ExcelApplication

from build import vba

CLASSES = {"Dictionary", "ThisWorkbook"}


def analysed(folder: Path, modules: dict[str, str]) -> list[tuple[str, str, str]]:
    """Module, severity and code of everything the analyser says."""
    folder.mkdir(exist_ok=True)
    for name, text in modules.items():
        ending = "cls" if name in CLASSES else "bas"
        (folder / f"{name}.{ending}").write_bytes(text.encode("cp1252"))
    command = [
        sys.executable,
        "-m",
        "pyvbaanalysis",
        "--format",
        "json",
        "--whole-project",
        str(folder),
    ]
    text = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    return [
        (module["module"], told["severity"], told["code"])
        for project in json.loads(text)
        for module in project["modules"]
        for told in module["diagnostics"]
    ]


def of_ours(found: list[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    return [f for f in found if f[0] not in {"xlwings", "Dictionary"} and f[1] != "information"]


def test_the_analyser_finds_no_error(tmp_path: Path) -> None:
    found = analysed(tmp_path / "vba", vba.modules())
    assert [f for f in found if f[1] == "error"] == []
    assert of_ours(found) == []
    assert {f[0] for f in found} >= {"xlwings"}, "it looked at nothing"


STUB = """Attribute VB_Name = "xlwings"
Option Explicit
Public Function XLPy() As Object
    Set XLPy = Nothing
End Function
Public Function RunPython(PythonCommand As String)
    RunPython = PythonCommand
End Function
"""
"""What ours call of xlwings, so that the analyser has less to read."""

PLANTED = {
    "a name that is not declared": ("Goals", "    Dim last As Long\n    With", "    With"),
    "a call of nothing": ("Goals", "GoalsUsed(cells)", "GoalsUsd(cells)"),
    "a wrong number of arguments": ("GoalsFunctions", 'GoalsCall("GINI", ', "GoalsCall("),
    "a procedure twice": ("GoalsRibbon", "GoalsCheck", "GoalsHelp"),
    "a constant that Excel has not": ("Goals", "xlErrNull", "xlErrNul"),
}
UNREADABLE = {
    "a block that is not closed": ("Goals", "    End Select\n", ""),
    "a function without an end": ("GoalsFunctions", "End Function\n", ""),
    "a condition without Then": ("Goals", "> 1 Then", "> 1"),
}


def faulty(fault: tuple[str, str, str]) -> dict[str, str]:
    """Our modules with a fault in one of them."""
    name, old, new = fault
    text = vba.modules()[name].replace("\r\n", "\n")
    assert old in text
    return {**ours(), name: text.replace(old, new, 1).replace("\n", "\r\n")}


def ours() -> dict[str, str]:
    """Our modules."""
    theirs = {"xlwings", "Dictionary"}
    return {name: text for name, text in vba.modules().items() if name not in theirs}


@pytest.mark.parametrize("fault", PLANTED)
def test_a_planted_fault_is_found(tmp_path: Path, fault: str) -> None:
    assert of_ours(analysed(tmp_path / "sound", {**ours(), "xlwings": STUB})) == []
    planted = {**faulty(PLANTED[fault]), "xlwings": STUB}
    assert of_ours(analysed(tmp_path / "vba", planted)) != []


def running(modules: dict[str, str]) -> Any:
    """An interpreter of VBA with our modules; it knows neither Attribute lines nor Excel's cells."""
    app = ExcelApplication()
    for name, text in modules.items():
        plain = "\n".join(
            line
            for line in text.replace("\r\n", "\n").split("\n")
            if not line.startswith("Attribute")
        )
        app.add_module(plain, name=name, kind="standard")
    return app


@pytest.mark.parametrize("fault", UNREADABLE)
def test_what_is_no_vba_is_refused_by_an_interpreter(fault: str) -> None:
    running(ours())
    with pytest.raises(Exception, match=r".+"):
        running(faulty(UNREADABLE[fault]))


ERRORS = {
    "#NULL!": 2000, "#DIV/0!": 2007, "#VALUE!": 2015, "#REF!": 2023, "#NAME?": 2029,
    "#NUM!": 2036, "#N/A": 2042,
}  # fmt: skip


@pytest.mark.parametrize("text", ERRORS)
def test_an_errors_text_becomes_excels_own_error(text: str) -> None:
    app = running(ours())
    assert app.evaluate(f'IsError(GoalsCell("{text}"))')
    assert app.evaluate(f'CLng(GoalsCell("{text}"))') == ERRORS[text]


def test_numbers_stay_numbers_in_cells_rows_and_blocks() -> None:
    app = running(ours())
    assert app.evaluate("GoalsAnswer(0.25)") == 0.25
    assert app.evaluate('GoalsAnswer(Array(1.5, "#N/A"))(0)') == 1.5
    assert app.evaluate('IsError(GoalsAnswer(Array(1.5, "#N/A"))(1))')


def test_what_is_left_out_arrives_as_empty() -> None:
    app = running(ours())
    assert app.evaluate("IsEmpty(GoalsCells())")
    assert app.evaluate("GoalsCells(12.5)") == 12.5
