"""The worksheet functions in a running Calc, with the add-in: asked through cells only."""

import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import office
import pytest

from calc_addin_here import opened, unpacked
from conftest import answer
from formula import parse
from laid_out import Case, lay_out
from xlgoals.functions.catalogue import BY_NAME, CATALOGUE
from xlgoals.functions.cells import ErrorValue
from xlgoals.functions.registry import help_text
from xlgoals.hosts.calc.finding import load_uno, options
from xlgoals.ribbon import calc_addin

pytestmark = pytest.mark.libreoffice
HARD = {"MacroExecutionMode": 0, "Hidden": True}


@pytest.fixture(scope="module", params=["inside Calc", "in a process beside it"])
def addin(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Any]:
    """Calc with the add-in: with a Python of the same version, and with one of another."""
    home = calc_addin.home()
    if "beside" in request.param:
        home["version"] = [2, 7]
    with office.listening(unpacked(tmp_path_factory.mktemp("addin"), home)) as place:
        yield answer(place)


def shown(sheet: Any, case: Case) -> list[list[object]]:
    """What the cells of an answer show."""
    return [
        [_cell(sheet.getCellByPosition(case.column + c, case.row + r)) for c in range(len(line))]
        for r, line in enumerate(case.answer)
    ]


def _cell(cell: Any) -> object:
    return cell.Value if not cell.getError() else cell.String


def wanted(case: Case) -> list[list[object]]:
    return [[str(c) if isinstance(c, ErrorValue) else c for c in line] for line in case.answer]


def compare(context: Any, path: Path, cases: list[Case]) -> list[str]:
    """The cases in which Calc shows another answer than ours."""
    document = opened(context, path)
    try:
        document.calculateAll()
        sheet = document.Sheets.getByIndex(0)
        return [
            f"{case.formula}: {shown(sheet, case)} for {wanted(case)}"
            for case in cases
            if not _same(shown(sheet, case), wanted(case))
        ]
    finally:
        document.close(True)


def _same(found: list[list[object]], asked: list[list[object]]) -> bool:
    pairs = [pair for f, a in zip(found, asked, strict=True) for pair in zip(f, a, strict=True)]
    return all(
        f == pytest.approx(a, rel=1e-9, abs=1e-12) if isinstance(f, float) else f == a
        for f, a in pairs
    )


EXAMPLES = [parse(spec.example) for spec in CATALOGUE]
ODD = [
    (
        "CLOSE_RATE",
        (
            [[9.0], [0.0], [3.0], [-1.0], ["many"], [None]],
            [[36.0], [4.0], [0.0], [5.0], [2.0], [4.0]],
        ),
    ),
    ("CLOSE_RATE", ([[9.0], [1.0]], [[36.0], [4.0], [5.0]])),
    ("CLOSE_RATE", ([[9.0, 3.0, 1.0]], [[36.0, 4.0, 5.0]])),
    ("GINI", ([[1.0], ["none"], [3.0], [None]],)),
    ("GINI", ([[None], [None]],)),
    ("ALLOCATE", (100.0, [[1.0], [1.0], [1.0]])),
    ("SUGGESTED_TARGET", ([[100.0]] * 24, 0.1)),
    ("SUGGESTED_TARGET", ([[100.0]] * 24, None, 0.1)),
    ("SEASONAL_SPLIT", (1000.0, [[5.0]] * 12)),
    ("SEASONAL_SPLIT", ([[1000.0], [1.0]], [[5.0] * 12, [7.0] * 12])),
    ("REQUIRED_ACTIVITY", ([[300000.0], [1.0]], [[10000.0], [0.0]], [[0.25], [0.3]], 0.8)),
    ("CLOSE_RATE", ("nine", 4.0)),
    ("CLOSE_RATE", (9.0,)),
]


def test_every_function_answers_in_calc_as_in_python(addin: Any, tmp_path: Path) -> None:
    """The examples of the reference page, and odd cells: numbers to 1e-9, the same errors."""
    cases = lay_out([*EXAMPLES, *ODD], tmp_path / "cases.xlsx")
    assert len(cases) > 40
    assert compare(addin, tmp_path / "cases.xlsx", cases) == []


def test_calc_tells_an_add_in_no_more_than_this(addin: Any, tmp_path: Path) -> None:
    """What docs/libreoffice.md says is different there; if Calc learns it, the page changes.

    A single blank cell arrives as 0, TRUE as 1, and a range with an error not at all.
    """
    from xlgoals.functions.cells import NA  # noqa: PLC0415

    cases = [
        ("CLOSE_RATE", ([[None]], [[4.0]])),
        ("CLOSE_RATE", ([[True]], [[4.0]])),
        ("GINI", ([[1.0], [NA]],)),
    ]
    laid = lay_out(cases, tmp_path / "cases.xlsx")
    document = opened(addin, tmp_path / "cases.xlsx")
    document.calculateAll()
    sheet = document.Sheets.getByIndex(0)
    assert [shown(sheet, case) for case in laid] == [[[0.0]], [[0.25]], [["Err:504"]]]
    document.close(True)


def test_the_function_wizard_knows_every_function_and_argument(addin: Any) -> None:
    manager = addin.ServiceManager
    list_ = manager.createInstanceWithContext("com.sun.star.sheet.FunctionDescriptions", addin)
    known = {}
    for at in range(list_.getCount()):
        told = {value.Name: value.Value for value in list_.getByIndex(at)}
        known[told["Name"]] = told
    for spec in CATALOGUE:
        told = known[spec.name]
        assert told["Description"] == spec.summary
        assert [(a.Name, a.Description) for a in told["Arguments"]] == [
            (argument.name, help_text(argument)) for argument in spec.arguments
        ]


def test_calc_saves_the_functions_under_their_excel_names(addin: Any, tmp_path: Path) -> None:
    lay_out(EXAMPLES, tmp_path / "cases.xlsx")
    document = opened(addin, tmp_path / "cases.xlsx")
    saved = tmp_path / "saved.xlsx"
    url = load_uno().systemPathToFileUrl(str(saved))
    document.storeToURL(url, options(FilterName="Calc MS Excel 2007 XML"))
    document.close(True)
    with zipfile.ZipFile(saved) as file:
        xml = file.read("xl/worksheets/sheet1.xml").decode()
    for name in BY_NAME:
        assert f">{name}(" in xml or f">_xlfn.{name}(" in xml, name
    assert "SALESGOALS" not in xml.upper().replace("XSALESGOALS", "")


def test_home_names_this_python() -> None:
    assert calc_addin.home()["python"] == sys.executable
    assert calc_addin.home()["version"] == list(sys.version_info[:2])
