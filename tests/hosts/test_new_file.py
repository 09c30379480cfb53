"""A fresh plan: what a user opens."""

import datetime as dt
import zipfile
from pathlib import Path

import openpyxl
import pytest

from conformance.check import assert_conforms
from xlgoals.domain.errors import FileError
from xlgoals.hosts.fresh import write_plan
from xlgoals.tables.language import Kind, Role, Shown
from xlgoals.verbs.new_plan import new_plan
from xlgoals.views.plan_sheets import SHEETS
from xlgoals.views.theme import STYLE_NAMES

NOW = dt.datetime(2026, 11, 1)


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("new") / "plan.xlsx"
    made = new_plan(dt.date(2027, 1, 1), sample=True)
    write_plan(path, made.rows, created=NOW, name="Plan & Co", values=made.values)
    return path


@pytest.fixture(scope="module")
def book(plan: Path) -> openpyxl.Workbook:
    return openpyxl.load_workbook(plan)


def test_a_fresh_plan_conforms(plan: Path) -> None:
    assert_conforms(plan)


TABLED = [sheet for sheet in SHEETS if sheet.shown is not Shown.NEVER]


def test_every_declared_sheet_is_there_with_its_table(book: openpyxl.Workbook) -> None:
    assert book.sheetnames == [sheet.name for sheet in SHEETS]
    for sheet in TABLED:
        assert sheet.table is not None
        table = book[sheet.name].tables[sheet.table.name]
        assert tuple(column.name for column in table.tableColumns) == sheet.table.headers
        assert table.ref.startswith(f"B{sheet.header_row}:")
        hidden = book[sheet.name].sheet_state == "hidden"
        assert hidden == (sheet.shown is Shown.WHEN_FILLED)


def test_who_fills_a_cell_is_a_named_style(book: openpyxl.Workbook) -> None:
    for sheet in TABLED:
        assert sheet.table is not None
        for at, column in enumerate(sheet.table.columns, start=2):
            cell = book[sheet.name].cell(sheet.header_row + 1, at)
            assert cell.style == STYLE_NAMES[column.role], (sheet.name, column.header)


def test_what_may_be_typed_is_checked_with_a_hint(book: openpyxl.Workbook) -> None:
    for sheet in TABLED:
        table = sheet.table
        assert table is not None
        if table.name == "Settings":
            continue
        rules = book[sheet.name].data_validations.dataValidation
        for at, column in enumerate(table.columns, start=2):
            if column.role is not Role.INPUT:
                continue
            address = f"{openpyxl.utils.get_column_letter(at)}{sheet.header_row + 1}"
            mine = [rule for rule in rules if address in rule.sqref]
            assert len(mine) == 1, (sheet.name, column.header)
            assert mine[0].prompt == column.hint
            if column.choices:
                assert mine[0].type == "list"
            if column.kind in {Kind.MONTH, Kind.DATE}:
                assert mine[0].type == "date"


def test_headers_stay_in_sight_and_print_on_every_page(book: openpyxl.Workbook) -> None:
    for sheet in SHEETS[1:]:
        page = book[sheet.name]
        assert page.freeze_panes is not None
        assert page.freeze_panes.endswith(str(sheet.header_row + 1))
        if sheet.portrait:
            assert page.page_setup.fitToHeight in {None, 1}, "one page"
        else:
            assert page.print_title_rows == f"${sheet.header_row}:${sheet.header_row}"
        assert page.page_setup.fitToWidth in {None, 1}, "one page wide"
        assert page.sheet_properties.pageSetUpPr.fitToPage
        assert "Plan" in str(page.oddFooter.left.text)


def test_text_of_the_sample_is_text(book: openpyxl.Workbook) -> None:
    cells = [cell for row in book["Reps"].iter_rows(min_row=7, max_col=3) for cell in row]
    assert {cell.data_type for cell in cells if cell.value} == {"s"}


def test_three_charts_carry_names_by_which_they_are_found(plan: Path) -> None:
    with zipfile.ZipFile(plan) as file:
        drawings = [file.read(n).decode() for n in file.namelist() if "drawings/drawing" in n]
    names = [
        name
        for text in drawings
        for name in ("xlgoals attainment", "xlgoals suggestion", "xlgoals months")
        if name in text
    ]
    assert sorted(names) == ["xlgoals attainment", "xlgoals months", "xlgoals suggestion"]


def test_the_same_plan_is_the_same_file(tmp_path: Path) -> None:
    rows = new_plan(dt.date(2027, 1, 1), sample=True).rows
    contents = []
    for name in ("a.xlsx", "b.xlsx"):
        write_plan(tmp_path / name, rows, created=NOW)
        with zipfile.ZipFile(tmp_path / name) as file:
            contents.append({n: file.read(n) for n in file.namelist()})
    assert contents[0] == contents[1]


def test_a_folder_that_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(FileError, match="could not be written"):
        write_plan(tmp_path / "file" / "plan.xlsx", {}, created=NOW)


def test_charts_follow_the_reps_and_show_their_numbers(sample: Path) -> None:
    with zipfile.ZipFile(sample) as file:
        charts = [file.read(n).decode() for n in file.namelist() if "charts/chart" in n]
    team = next(text for text in charts if "'Team'!" in text)
    assert "'Team'!$F$7:$F$17" in team
    assert "Nguyễn Thị Hà" in team
    assert '<c:ptCount val="11"/>' in team
