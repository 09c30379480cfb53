"""Plans with macros and the add-in: what can be known of them without Excel."""

import datetime as dt
import io
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from build import compiled, vba
from conformance.check import assert_conforms
from conftest import NOW
from ribbon.package_check import faults, sources
from xlgoals.functions.catalogue import BY_NAME, CATALOGUE
from xlgoals.hosts.closed import ClosedFile
from xlgoals.hosts.fresh import write_addin, write_plan
from xlgoals.hosts.fresh.macros import MADE
from xlgoals.terminal.cli import app
from xlgoals.verbs.new_plan import new_plan

KEPT = ("xl/vbaProject.bin", "customUI/customUI14.xml")
Parts = dict[str, bytes]


@pytest.fixture(scope="module")
def plan_made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("macros") / "plan.xlsm"
    made = new_plan(dt.date(2027, 1, 1), sample=True, macros=True)
    write_plan(path, made.rows, created=NOW, name=made.name, values=made.values, more=made.sheets)
    return path


@pytest.fixture
def plan(plan_made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(plan_made, tmp_path))


@pytest.fixture
def addin(tmp_path: Path) -> Path:
    write_addin(tmp_path / "xlgoals.xlam", created=NOW)
    return tmp_path / "xlgoals.xlam"


def parts(path: Path) -> Parts:
    with zipfile.ZipFile(path) as file:
        return {name: file.read(name) for name in file.namelist()}


def packed(path: Path, changed: Parts) -> None:
    with zipfile.ZipFile(path, "w") as file:
        for name, part in changed.items():
            file.writestr(name, part)


def test_a_plan_with_macros_fits_together(plan: Path) -> None:
    assert faults(plan) == []
    assert_conforms(plan)


def test_the_add_in_fits_together_and_has_no_functions(addin: Path) -> None:
    assert faults(addin) == []
    assert "CLOSE_RATE" not in "".join(sources(addin).values())


def without(name: str, old: bytes, new: bytes) -> Callable[[Parts], Parts]:
    def change(before: Parts) -> Parts:
        assert old in before[name]
        return {**before, name: before[name].replace(old, new)}

    return change


def other_vba(sources: dict[str, str], sheets: int = 22) -> Callable[[Parts], Parts]:
    data = compiled.compiled(sources, sheets, vba.WORKBOOK)
    return lambda before: {**before, "xl/vbaProject.bin": data}


RIBBON = "customUI/customUI14.xml"
PLANTED = {
    "the content type of a plain workbook": without(
        "[Content_Types].xml", b"sheet.macroEnabled.main", b"sheet.main"
    ),
    "no link to the VBA": without("xl/_rels/workbook.xml.rels", b"vbaProject", b"vbaNothing"),
    "no link to the ribbon": without("_rels/.rels", b"ui/extensibility", b"ui/other"),
    "another code name": without(
        "xl/worksheets/sheet3.xml", b'codeName="Sheet3"', b'codeName="Sheet99"'
    ),
    "an unknown attribute": without(RIBBON, b"keytip", b"keyTip"),
    "a callback that is not there": without(RIBBON, b"GoalsCheck", b"GoalsChek"),
    "an id twice": without(RIBBON, b"GoalsButtonCheck", b"GoalsButtonHelp"),
    "an unknown part": without(RIBBON, b"<button", b"<bouton"),
    "a module too few": other_vba(vba.modules(), 21),
    "a callback with another signature": other_vba(
        {**vba.modules(), "GoalsRibbon": vba.callbacks().replace("control As IRibbonControl", "")}
    ),
    "a function named like a cell": other_vba(
        {**vba.modules(), "GoalsFunctions": vba.wrappers().replace("GINI", "WIN1")}
    ),
}


@pytest.mark.parametrize("fault", PLANTED)
def test_a_planted_fault_is_found(plan: Path, fault: str) -> None:
    packed(plan, PLANTED[fault](parts(plan)))
    assert faults(plan) != []


def test_an_independent_reader_finds_every_module_as_it_was_written(plan: Path) -> None:
    found = sources(plan)
    for name, text in vba.modules().items():
        body = re.sub(r"^VERSION.*?^END\r\n", "", text, flags=re.S | re.M)
        assert (
            found[name].replace(
                'Attribute VB_Base = "0{FCFB3D2A-A0FA-1068-A738-08002B3371B5}"\r\n', ""
            )
            == body
        ), name


def test_making_it_again_gives_the_same_bytes(tmp_path: Path) -> None:
    for path in compiled.build(tmp_path):
        assert path.read_bytes() == (MADE / path.name).read_bytes(), "run `make build`"


def test_every_function_has_a_wrapper_with_its_arguments() -> None:
    text = vba.wrappers()
    for spec in CATALOGUE:
        (told,) = re.findall(rf"^Public Function {spec.name}\((.*)\) As Variant\r?$", text, re.M)
        wanted = [
            ("Optional " if a.optional else "") + vba.argument_name(a.name) + " As Variant"
            for a in spec.arguments
        ]
        assert told.split(", ") == wanted


def test_nothing_in_our_vba_names_a_place_on_a_machine() -> None:
    ours = [text for name, text in vba.modules().items() if name not in {"xlwings", "Dictionary"}]
    assert not re.search(r"[A-Z]:\\|/home|/Users|/opt/|/tmp", "".join(ours))


def test_text_that_vba_cannot_hold_fails_the_build() -> None:
    with pytest.raises(UnicodeEncodeError):
        vba._lines("→")
    with pytest.raises(ValueError, match="1024 characters"):
        vba._lines("x" * 1024)


def test_regenerate_keeps_vba_and_ribbon_byte_for_byte(plan: Path) -> None:
    before = parts(plan)
    result = CliRunner().invoke(app, ["regenerate", str(plan), "--quiet"])
    assert result.exit_code == 0
    after = parts(plan)
    assert {name: after[name] for name in KEPT} == {name: before[name] for name in KEPT}
    assert faults(plan) == []
    assert after != before


def test_a_new_plan_with_macros_names_the_python_it_was_made_by(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsm"
    result = CliRunner().invoke(app, ["new", str(path), "--sample"])
    assert result.exit_code == 0, result.output
    assert faults(path) == []
    shared = parts(path)["xl/sharedStrings.xml"].decode()
    assert "INTERPRETER_WIN" in shared
    assert "python" in shared
    assert ClosedFile.open(path).keeps("Formulas")


def test_the_committed_plan_names_no_python(plan: Path) -> None:
    committed = Path(__file__).parents[2] / "workbook_templates" / "sales_goals.xlsm"
    assert "INTERPRETER_WIN" not in parts(committed)["xl/sharedStrings.xml"].decode()


def test_all_functions_stand_on_sheet_formulas(plan: Path) -> None:
    text = b"".join(part for name, part in parts(plan).items() if "worksheets/sheet" in name)
    for name in BY_NAME:
        assert f">{name}(".encode() in text or f">INDEX({name}(".encode() in text, name


def test_the_vba_of_a_plan_is_of_this_version(plan: Path) -> None:
    import xlwings  # noqa: PLC0415

    assert f'XLWINGS_VERSION As String = "{xlwings.__version__}"' in sources(plan)["xlwings"]
    assert (
        io.BytesIO(parts(plan)["xl/vbaProject.bin"]).getvalue()
        == (MADE / "vbaProject.bin").read_bytes()
    )


def calls(path: Path) -> int:
    """How often the workbook's cells call one of our functions."""
    text = b"".join(part for name, part in parts(path).items() if "worksheets/sheet" in name)
    formulas = re.findall(rb"<f>([^<]+)</f>", text)
    names = "|".join(BY_NAME).encode()
    return sum(len(re.findall(rb"\b(?:" + names + rb")\(", formula)) for formula in formulas)


def test_a_recalculation_calls_python_as_often_with_no_rep_as_with_twelve(
    plan: Path, tmp_path: Path
) -> None:
    made = new_plan(dt.date(2027, 1, 1), sample=False, macros=True)
    empty = tmp_path / "empty.xlsm"
    write_plan(empty, made.rows, created=NOW, name=made.name, values=made.values, more=made.sheets)
    CliRunner().invoke(app, ["regenerate", str(plan), "--quiet"])
    assert calls(plan) == calls(empty) > len(CATALOGUE)
