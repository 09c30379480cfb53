"""Sheets made after another one in a file: parts of their own, and nothing else moved."""

import html
import re
import shutil
import zipfile
from pathlib import Path

import office
import openpyxl
import pytest
import xlsxwriter
from lxml import etree

from conformance.check import assert_conforms
from conftest import NOW
from xlgoals.domain.errors import EditRefused
from xlgoals.hosts.closed import ClosedFile
from xlgoals.verbs.negotiate.rep_sheet_actions import make_sheets
from xlgoals.verbs.negotiate.rep_sheet_input import rep_sheets

CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


def drawn(path: Path) -> Path:
    """A workbook with a chart on sheet Model, print titles, and a name on a later sheet."""
    book = xlsxwriter.Workbook(str(path))
    first, model, last = (book.add_worksheet(name) for name in ("First", "Model", "Last"))
    bold = book.add_format({"bold": True})
    for row in range(4):
        model.write(row, 0, f"m{row}", bold)
        model.write(row, 1, row + 1.0, bold)
    chart = book.add_chart({"type": "column"})
    chart.add_series({"categories": "=Model!$A$1:$A$4", "values": "=Model!$B$1:$B$4"})
    model.insert_chart("D2", chart)
    model.repeat_rows(0)
    model.hide()
    last.repeat_rows(1)
    book.define_name("Last!Here", "=Last!$A$1")
    last.activate()
    first.write("A1", "=Model!B1", None, 1)
    book.close()
    return named(path)


def named(path: Path) -> Path:
    """With the chart's name as ours."""
    with zipfile.ZipFile(path) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    with zipfile.ZipFile(path, "w") as file:
        for name, part in parts.items():
            file.writestr(name, part.replace(b'name="Chart 1"', b'name="xlgoals drawn"'))
    return path


def copied(path: Path, *names: str, like: str = "Model") -> ClosedFile:
    plan, after = ClosedFile.open(path), like
    for name in names:
        plan.add_sheet(name, like, after)
        after = name
    return plan


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as file:
        return {name: file.read(name) for name in file.namelist()}


def test_each_copy_draws_its_own_cells_with_its_own_values(tmp_path: Path) -> None:
    path = drawn(tmp_path / "a.xlsx")
    plan = copied(path, "N · Zoë", "N · O'Neill & <co>")
    plan.write_cells("N · Zoë", {f"B{row}": row * 10.0 for row in (1, 2, 3, 4)})
    plan.save(NOW)
    assert_conforms(path)
    charts = {n: etree.fromstring(part) for n, part in parts(path).items() if "/charts/chart" in n}
    assert len(charts) == 3
    texts = {n: [f.text for f in tree.iter(f"{CHART}f")] for n, tree in charts.items()}
    (zoe,) = [n for n, found in texts.items() if "'N · Zoë'!$B$1:$B$4" in found]
    values = charts[zoe].findall(f".//{CHART}val//{CHART}v")
    assert [value.text for value in values] == ["10", "20", "30", "40"]
    assert any("'N · O''Neill & <co>'!$A$1:$A$4" in found for found in texts.values())
    assert any("Model!$B$1:$B$4" in found for found in texts.values())


def test_what_counts_sheets_by_their_place_still_means_the_same_ones(tmp_path: Path) -> None:
    path = drawn(tmp_path / "a.xlsx")
    copied(path, "One", "Two").save(NOW)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["First", "Model", "One", "Two", "Last"]
    assert book.active.title == "Last"
    assert book["Last"].print_title_rows == "$2:$2"
    assert book["Model"].print_title_rows == book["Two"].print_title_rows == "$1:$1"
    assert "Here" in book["Last"].defined_names
    assert [sheet.sheet_state for sheet in book] == ["visible", "hidden", *["visible"] * 3]


def test_no_part_of_the_file_changes_but_the_lists(tmp_path: Path) -> None:
    path = drawn(tmp_path / "a.xlsx")
    before = parts(path)
    copied(path, "One").save(NOW)
    changed = {name for name, part in parts(path).items() if before.get(name, part) != part}
    assert changed == {"[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"}


@pytest.mark.parametrize("kind", ["comments", "pivotTable", "oleObject"])
def test_a_model_with_something_of_the_users_is_refused(tmp_path: Path, kind: str) -> None:
    path = drawn(tmp_path / "a.xlsx")
    now = parts(path)
    name = "xl/worksheets/_rels/sheet2.xml.rels"
    more = (
        f'<Relationship Id="rId9" Type="http://x/{kind}" Target="../{kind}1.xml"/></Relationships>'
    )
    now[name] = now[name].replace(b"</Relationships>", more.encode())
    with zipfile.ZipFile(path, "w") as file:
        for part, text in now.items():
            file.writestr(part, text)
    with pytest.raises(EditRefused, match=kind):
        copied(path, "One")


def test_a_copy_with_macros_claims_no_module_of_the_model(tmp_path: Path) -> None:
    example = Path(__file__).parents[2] / "workbook_templates" / "sales_goals_example.xlsm"
    path = Path(shutil.copy(example, tmp_path / "plan.xlsm"))
    plan = ClosedFile.open(path)
    make_sheets(plan)
    plan.save(NOW)
    codes = [
        match[1]
        for name, part in parts(path).items()
        if name.startswith("xl/worksheets/sheet")
        if (match := re.search(rb'codeName="([^"]+)"', part))
    ]
    assert len(set(codes)) == len(codes)
    assert_conforms(path)


@pytest.mark.libreoffice
def test_a_plan_that_libreoffice_saved_gets_its_sheets_too(sample: Path, tmp_path: Path) -> None:
    path = office.convert(sample, tmp_path / "out", "xlsx")
    plan = ClosedFile.open(path)
    made = make_sheets(plan)
    plan.save(NOW)
    again = office.convert(path, tmp_path / "again", "xlsx")
    assert rep_sheets(ClosedFile.open(again)) == dict(made)
    charts = [part for name, part in parts(again).items() if "/charts/chart" in name]
    drawings = [html.unescape(part.decode()) for part in charts]
    for _, name in made:
        assert sum(f"'{name}'!" in part for part in drawings) == 1, name
