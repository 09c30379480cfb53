"""A workbook on disk: what is read, what an edit changes, and what it never touches."""

import datetime as dt
import math
import os
import re
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from typing import BinaryIO

import pytest
import xlsxwriter

from conformance.check import assert_conforms, calamine_values, openpyxl_values
from goals_book import NOW, ROWS, TABLE, made
from xlgoals.domain.errors import EditRefused, FileError, PlanError, XlgoalsError
from xlgoals.hosts.closed import ClosedFile, saving, table_edit
from xlgoals.hosts.closed.package import Package
from xlgoals.tables import sheet_limits
from xlgoals.tables.language import Cell, CellError, Column, Kind, Role, Sparkline, Table


def written(path: Path, rows: list[list[Cell]]) -> ClosedFile:
    plan = ClosedFile.open(path)
    plan.write(TABLE, rows)
    plan.save(NOW)
    return ClosedFile.open(path)


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as file:
        return {name: file.read(name) for name in file.namelist()}


def patched(path: Path, change: dict[str, object]) -> Path:
    """The file with parts replaced, added, or (None) left out."""
    now = parts(path) | change
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, part in now.items():
            if part is not None:
                file.writestr(name, part)  # type: ignore[arg-type]
    return path


# Reading


def test_a_table_is_read_as_it_stands(tmp_path: Path) -> None:
    raw = ClosedFile.open(made(tmp_path / "a.xlsx")).read(TABLE)
    assert raw.headers == TABLE.headers
    assert raw.first_row == 7
    assert raw.rows[0][:4] == ["Ann", 10, dt.date(2026, 1, 2), 20]
    assert raw.rows[1] == ["Bob", 20.5, None, 41, "late"]


def test_hidden_and_filtered_rows_are_read(tmp_path: Path) -> None:
    path = made(tmp_path / "a.xlsx")
    sheet = parts(path)["xl/worksheets/sheet1.xml"].replace(b'<row r="7"', b'<row r="7" hidden="1"')
    raw = ClosedFile.open(patched(path, {"xl/worksheets/sheet1.xml": sheet})).read(TABLE)
    assert [row[0] for row in raw.rows] == ["Ann", "Bob"]


def test_error_cells_are_errors_not_blanks(tmp_path: Path) -> None:
    path = made(tmp_path / "a.xlsx")
    sheet = re.sub(rb'<c r="C7"([^>]*)>.*?</c>', rb'<c r="C7"\1 t="e"><v>#DIV/0!</v></c>',
                   parts(path)["xl/worksheets/sheet1.xml"])  # fmt: skip
    raw = ClosedFile.open(patched(path, {"xl/worksheets/sheet1.xml": sheet})).read(TABLE)
    assert raw.rows[0][1] == CellError("#DIV/0!")


def test_merged_cells_over_the_rows_are_told(tmp_path: Path) -> None:
    path = made(tmp_path / "a.xlsx")
    sheet = parts(path)["xl/worksheets/sheet1.xml"].replace(
        b"<conditionalF",
        b'<mergeCells count="1"><mergeCell ref="B7:C7"/></mergeCells><conditionalF',
        1,
    )
    assert ClosedFile.open(patched(path, {"xl/worksheets/sheet1.xml": sheet})).read(
        TABLE
    ).blocked == ("B7:C7",)


def test_days_counted_from_1904_are_read_and_written_as_the_same_days(tmp_path: Path) -> None:
    path = made(tmp_path / "a.xlsx", date_1904=True)
    assert ClosedFile.open(path).read(TABLE).rows[0][2] == dt.date(2026, 1, 2)
    again = written(path, [["Ann", 1.0, dt.date(2027, 5, 6), 2.0, None]])
    assert again.read(TABLE).rows[0][2] == dt.date(2027, 5, 6)


def test_a_cell_in_the_last_corner_does_not_break_reading(tmp_path: Path) -> None:
    path = made(tmp_path / "a.xlsx")
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    sheet = parts(path)["xl/worksheets/sheet1.xml"].replace(b"</sheetData>", far)
    raw = ClosedFile.open(patched(path, {"xl/worksheets/sheet1.xml": sheet})).read(TABLE)
    assert [row[:2] for row in raw.rows] == [["Ann", 10], ["Bob", 20.5]]


def test_a_file_without_the_table_says_what_to_do(tmp_path: Path) -> None:
    path = made(tmp_path / "a.xlsx")
    with pytest.raises(PlanError, match=r"no Excel table “Nope”.*xlgoals new"):
        ClosedFile.open(path).read(Table("Nope", TABLE.columns))


# Writing


@pytest.mark.parametrize("count", [0, 1, 2, 3, 40])
def test_rows_are_replaced_and_the_table_follows(tmp_path: Path, count: int) -> None:
    path = made(tmp_path / "a.xlsx")
    rows: list[list[Cell]] = [
        [f"Rep {n}", n * 1.5, dt.date(2026, 1, 1), n * 3.0, "x"] for n in range(count)
    ]
    raw = written(path, rows).read(TABLE)
    assert raw.rows == (rows or [[None] * 5])
    assert_conforms(path)
    last = 6 + max(count, 1)
    assert f'ref="B6:F{last}"'.encode() in parts(path)["xl/tables/table1.xml"]
    sheet = parts(path)["xl/worksheets/sheet1.xml"]
    assert sheet.count(f'sqref="C7:C{last}"'.encode()) == 2


def test_everything_else_stays(tmp_path: Path) -> None:
    path = made(tmp_path / "a.xlsx")
    before = parts(path)
    written(path, [["Cy", 1.0, None, 2.0, None]] * 30)
    after = parts(path)
    changed = {name for name in before if before[name] != after[name]}
    assert changed <= {"xl/worksheets/sheet1.xml", "xl/tables/table1.xml", "xl/workbook.xml"}
    assert openpyxl_values(path)["Goals sheet"][7, 8] == "beside"
    assert openpyxl_values(path)["Mine & co"][2, 1] == 30.5


@pytest.mark.parametrize(
    "text",
    ["=1+1", '=HYPERLINK("http://x")', "+cmd|' /C calc'!A0", "_x0041_", "a\x07b", "<&>\"'", " lead",
     "🚀", "x" * 32_767, "Nguyễn Thị Hà", "line\nbreak"],
)  # fmt: skip
def test_text_is_only_ever_text_and_comes_back(tmp_path: Path, text: str) -> None:
    path = made(tmp_path / "a.xlsx")
    raw = written(path, [[text, 1.0, None, 2.0, None]]).read(TABLE)
    shown = str(raw.rows[0][0])
    assert shown == text or shown.replace("_x0007_", "\x07").replace("_x005F_", "_") == text
    assert b"<f>1" not in parts(path)["xl/worksheets/sheet1.xml"]


def test_unknown_is_not_available_and_infinity_is_refused(tmp_path: Path) -> None:
    path = made(tmp_path / "a.xlsx")
    raw = written(path, [["Ann", math.nan, None, math.nan, None]]).read(TABLE)
    assert raw.rows[0][1] == CellError("#N/A")
    with pytest.raises(EditRefused, match="without end"):
        ClosedFile.open(path).write(TABLE, [["Ann", math.inf, None, 1.0, None]])


def test_a_text_too_long_for_a_cell_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EditRefused, match="longer than"):
        ClosedFile.open(made(tmp_path / "a.xlsx")).write(
            TABLE, [["x" * 32_768, 1.0, None, 1.0, None]]
        )


def test_new_rows_look_like_the_first(tmp_path: Path) -> None:
    path = made(tmp_path / "a.xlsx")
    written(path, [[f"R{n}", 1.0, None, 2.0, None] for n in range(5)])
    sheet = parts(path)["xl/worksheets/sheet1.xml"]
    styles = re.findall(rb'<c r="C\d+" s="(\d+)"', sheet)
    assert len(styles) == 5
    assert len(set(styles)) == 1


def test_small_charts_follow_their_rows(tmp_path: Path) -> None:
    trend = Table("Goals", (*TABLE.columns[:4], Column("Note", Kind.TREND, "", Role.WRITTEN)))
    path = made(tmp_path / "a.xlsx")
    for count in (3, 1):
        plan = ClosedFile.open(path)
        lines = [Sparkline(f"'Mine & co'!A{n}:C{n}") for n in range(1, count + 1)]
        plan.write(trend, [["x", 1.0, None, 2.0, line] for line in lines])
        plan.save(NOW)
        assert parts(path)["xl/worksheets/sheet1.xml"].count(b"<x14:sparkline>") == count
        assert_conforms(path)


def test_saving_what_did_not_change_writes_nothing(tmp_path: Path) -> None:
    path = made(tmp_path / "a.xlsx")
    written(path, ROWS)
    stamp = path.stat().st_mtime_ns
    plan = ClosedFile.open(path)
    plan.write(TABLE, ROWS)
    assert plan.save(NOW) is None
    assert path.stat().st_mtime_ns == stamp


# What stands in the way


def put_below(path: Path) -> Path:
    sheet = parts(path)["xl/worksheets/sheet1.xml"].replace(
        b"</sheetData>", b'<row r="9"><c r="C9"><v>7</v></c></row></sheetData>'
    )
    return patched(path, {"xl/worksheets/sheet1.xml": sheet})


def put_merged(path: Path) -> Path:
    sheet = parts(path)["xl/worksheets/sheet1.xml"].replace(
        b"<conditionalF",
        b'<mergeCells count="1"><mergeCell ref="B9:C9"/></mergeCells><conditionalF',
        1,
    )
    return patched(path, {"xl/worksheets/sheet1.xml": sheet})


def put_totals(path: Path) -> Path:
    table = parts(path)["xl/tables/table1.xml"].replace(
        b'totalsRowShown="0"', b'totalsRowCount="1"'
    )
    return patched(path, {"xl/tables/table1.xml": table})


def put_array(path: Path) -> Path:
    sheet = re.sub(rb'<c r="C7"([^>]*)>.*?</c>',
                   rb'<c r="C7"\1><f t="array" ref="C7:C30">A1:A24</f><v>1</v></c>',
                   parts(path)["xl/worksheets/sheet1.xml"])  # fmt: skip
    return patched(path, {"xl/worksheets/sheet1.xml": sheet})


@pytest.mark.parametrize(
    ("put", "words"),
    [(put_below, "C9 is in the way"), (put_merged, "B9:C9 is merged"), (put_totals, "totals row"),
     (put_array, "C7 starts a formula")],
)  # fmt: skip
def test_what_is_in_the_way_is_named_and_nothing_is_written(
    tmp_path: Path, put: object, words: str
) -> None:
    path = put(made(tmp_path / "a.xlsx"))  # type: ignore[operator]
    before = path.read_bytes()
    with pytest.raises(EditRefused, match=words):
        written(path, [["x", 1.0, None, 2.0, None]] * 5)
    assert path.read_bytes() == before


def test_a_formula_of_the_users_in_an_input_cell_stays_while_its_value_does(tmp_path: Path) -> None:
    path = made(tmp_path / "a.xlsx")
    formula = rb'<c r="F8" t="str"><f>"la"&amp;"te"</f><v>late</v></c>'
    sheet = re.sub(rb'<c r="F8"([^>]*)>.*?</c>', formula, parts(path)["xl/worksheets/sheet1.xml"])  # fmt: skip
    patched(path, {"xl/worksheets/sheet1.xml": sheet})
    written(path, ROWS)
    assert b'"la"&amp;"te"' in parts(path)["xl/worksheets/sheet1.xml"]
    with pytest.raises(EditRefused, match="F8 holds a formula of yours"):
        written(path, [ROWS[0], [*ROWS[1][:4], "early"]])


def test_rows_do_not_move_away_from_a_comment(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Goals sheet")
    sheet.add_table("B6:F8", {"name": "Goals", "data": ROWS,
                              "columns": [{"header": h} for h in TABLE.headers]})  # fmt: skip
    sheet.write_comment("C7", "Ann asked for less")
    book.close()
    with pytest.raises(EditRefused, match="has a comment beside rows that would move"):
        written(path, ROWS[::-1])
    new: list[Cell] = ["Cy", 1.0, None, 2.0, None]
    assert len(written(path, [*ROWS, new]).read(TABLE).rows) == 3


# What the user added


def test_all_that_a_user_added_is_there_part_by_part(tmp_path: Path) -> None:
    path = made(tmp_path / "a.xlsx")
    rels = parts(path)["xl/_rels/workbook.xml.rels"]
    types = parts(path)["[Content_Types].xml"]
    kinds = {
        "xl/pivotTables/pivotTable1.xml": b"<pivotTableDefinition/>",
        "xl/pivotCache/pivotCacheDefinition1.xml": b"<pivotCacheDefinition/>",
        "xl/slicers/slicer1.xml": b"<slicers/>",
        "xl/threadedComments/threadedComment1.xml": b"<ThreadedComments/>",
        "xl/persons/person.xml": b"<personList/>",
        "customXml/item1.xml": b"<note>mine</note>",
        "customUI/customUI14.xml": b"<customUI/>",
        "xl/vbaProject.bin": os.urandom(3000),
        "xl/media/image9.png": os.urandom(5000),
        "xl/charts/chart9.xml": b"<c:chartSpace xmlns:c='urn:x'/>",
    }
    extra = types.replace(
        b"</Types>", b'<Default Extension="bin" ContentType="application/x"/></Types>'
    )
    patched(path, {**kinds, "[Content_Types].xml": extra, "xl/_rels/workbook.xml.rels": rels})
    before = parts(path)
    written(path, [["x", 1.0, None, 2.0, None]] * 12)
    after = parts(path)
    assert {name: after[name] == before[name] for name in kinds} == dict.fromkeys(kinds, True)
    assert list(after) == list(before)


def test_a_calculation_chain_is_dropped_cleanly(tmp_path: Path) -> None:
    path = made(tmp_path / "a.xlsx")
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/calcChain"
    mime = "application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"
    now = parts(path)
    patched(path, {
        "xl/calcChain.xml": f'<calcChain xmlns="{space}"><c r="E7" i="1"/></calcChain>'.encode(),
        "xl/_rels/workbook.xml.rels": now["xl/_rels/workbook.xml.rels"].replace(
            b"</Relationships>",
            f'<Relationship Id="rId99" Type="{kind}" Target="calcChain.xml"/></Relationships>'.encode()),
        "[Content_Types].xml": now["[Content_Types].xml"].replace(
            b"</Types>",
            f'<Override PartName="/xl/calcChain.xml" ContentType="{mime}"/></Types>'.encode()),
    })  # fmt: skip
    written(path, [ROWS[0]])
    assert "xl/calcChain.xml" not in parts(path)
    assert_conforms(path)


# The gate


def test_the_gate_stops_an_edit_that_touches_a_cell_of_the_users(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = made(tmp_path / "a.xlsx")
    before = path.read_bytes()
    clumsy = table_edit.replaced_rows

    def broken(edit: table_edit.Edit, part: bytes) -> bytes:
        return clumsy(edit, part).replace(b'<c r="H7"', b'<c r="I7"')

    monkeypatch.setattr("xlgoals.hosts.closed.closed_file.replaced_rows", broken)
    with pytest.raises(EditRefused, match="A cell of yours"):
        written(path, ROWS)
    assert path.read_bytes() == before
    assert list(tmp_path.glob(".*.new")) == []


def test_the_gate_stops_a_part_that_changed_by_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = made(tmp_path / "a.xlsx")
    plan = ClosedFile.open(path)
    plan.write(TABLE, [ROWS[0]])
    name = "xl/worksheets/sheet1.xml"
    plan.package.edited[name] = plan.package.edited[name].replace(
        b"<dataValidations", b"<dataXalidations"
    )
    with pytest.raises(EditRefused, match="A setting of"):
        plan.save(NOW)


@pytest.mark.parametrize(
    ("wanted", "instead"),
    [
        (b'min="6" max="6"', b'hidden="1" min="6" max="6"'),
        (b'width="', b'width="1'),
        (b'max="7"', b'max="8"'),
    ],
)
def test_the_gate_lets_only_the_columns_asked_for_be_hidden(
    wanted: bytes, instead: bytes, tmp_path: Path
) -> None:
    path = made(tmp_path / "a.xlsx", change=lambda sheet: sheet.set_column("C:G", 14))
    plan = ClosedFile.open(path)
    plan.show_columns("Goals sheet", {"E": False, "G": True})
    name = "xl/worksheets/sheet1.xml"
    part = plan.package.edited[name]
    assert wanted in part
    plan.package.edited[name] = part.replace(wanted, instead, 1)
    with pytest.raises(EditRefused, match="A setting of"):
        plan.save(NOW)


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/tables/table1.xml"])
def test_the_gate_refuses_rows_below_a_sheets_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    """Even where the editor did not look: Excel would mend such a file by throwing rows away."""
    monkeypatch.setattr(sheet_limits, "LAST_ROW", 10)
    monkeypatch.setattr(table_edit, "check_fits", lambda *_: None)
    path = made(tmp_path / "a.xlsx")
    before, plan = path.read_bytes(), ClosedFile.open(path)
    plan.write(TABLE, [["Ann", 1.0, None, 2.0, None]] * 5)
    for other in {"xl/worksheets/sheet1.xml", "xl/tables/table1.xml"} - {part}:
        plan.package.edited[other] = plan.package.zip.read(other)
    with pytest.raises(EditRefused, match="would have 11 rows, and a sheet has 10"):
        plan.save(NOW)
    assert path.read_bytes() == before


# Files that cannot be used


def refused(path: Path) -> str:
    with pytest.raises(FileError) as caught:
        ClosedFile.open(path)
    return str(caught.value)


def test_a_file_that_is_no_workbook_is_refused_in_one_sentence(tmp_path: Path) -> None:
    good = made(tmp_path / "good.xlsx")
    cases = {
        "missing.xlsx": (None, "no file"),
        "text.xlsx": (b"Month,Rep\n", "not a workbook"),
        "empty.xlsx": (b"", "is empty"),
        "cut.xlsx": (good.read_bytes()[:-200], "cut off"),
        "locked.xlsx": (b"\xd0\xcf\x11\xe0" + b"x" * 600, "password-protected"),
        "old.xls": (b"\xd0\xcf\x11\xe0" + b"x" * 600, "save it in Excel as .xlsx"),
        "sheet.ods": (b"PK", "save it in Excel as .xlsx"),
    }
    for name, (content, words) in cases.items():
        path = tmp_path / name
        if content is not None:
            path.write_bytes(content)
        message = refused(path)
        assert words in message, (name, message)
        assert "\n" not in message
    assert "is a folder" in refused(tmp_path)


def test_a_strict_workbook_says_how_to_save_it(tmp_path: Path) -> None:
    path = made(tmp_path / "a.xlsx")
    strict = parts(path)["xl/workbook.xml"].replace(
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        b"http://purl.oclc.org/ooxml/spreadsheetml/main",
    )
    assert "Strict Open XML" in refused(patched(path, {"xl/workbook.xml": strict}))


def test_a_doctype_is_refused(tmp_path: Path) -> None:
    path = made(tmp_path / "a.xlsx")
    evil = (
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]>' + parts(path)["xl/workbook.xml"][55:]
    )
    assert "DOCTYPE" in refused(patched(path, {"xl/workbook.xml": evil}))


def test_a_doctype_in_a_sheet_is_refused_when_it_is_read(tmp_path: Path) -> None:
    path = made(tmp_path / "a.xlsx")
    name = "xl/worksheets/sheet1.xml"
    evil = b'<?xml version="1.0"?><!DOCTYPE x>' + parts(path)[name][55:]
    with pytest.raises(FileError, match="DOCTYPE"):
        ClosedFile.open(patched(path, {name: evil})).read(TABLE)


def test_a_signed_workbook_is_refused(tmp_path: Path) -> None:
    path = patched(made(tmp_path / "a.xlsx"), {"_xmlsignatures/sig1.xml": b"<x/>"})
    assert "digitally signed" in refused(path)


def test_a_zip_bomb_is_refused_at_once(tmp_path: Path) -> None:
    path = made(tmp_path / "a.xlsx")
    with zipfile.ZipFile(path, "a", zipfile.ZIP_BZIP2) as file:
        file.writestr("xl/bomb.xml", b"0" * 40_000_000)
    start = time.perf_counter()
    assert "absurd size" in refused(path)
    assert time.perf_counter() - start < 1


def test_a_part_that_is_damaged_inside_is_a_sentence(tmp_path: Path) -> None:
    path = made(tmp_path / "a.xlsx")
    plan = ClosedFile.open(patched(path, {"xl/worksheets/sheet1.xml": b"<worksheet><sheetData>"}))
    with pytest.raises(XlgoalsError):
        plan.read(TABLE)


# Saving


@pytest.mark.parametrize(
    ("lock", "program"), [("~$a.xlsx", "Excel"), (".~lock.a.xlsx#", "LibreOffice")]
)
def test_a_file_that_is_open_elsewhere_is_not_written(
    tmp_path: Path, lock: str, program: str
) -> None:
    path = made(tmp_path / "a.xlsx")
    (tmp_path / lock).write_text("me", encoding="utf-8")
    with pytest.raises(FileError, match=f"is open in {program}; close it there"):
        written(path, [ROWS[0]])


def test_a_file_changed_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    path = made(tmp_path / "a.xlsx")
    plan = ClosedFile.open(path)
    plan.write(TABLE, [ROWS[0]])
    made(path, [ROWS[1]])
    theirs = path.read_bytes()
    with pytest.raises(FileError, match="changed by somebody else"):
        plan.save(NOW)
    assert path.read_bytes() == theirs


def test_a_change_while_the_new_version_is_written_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = made(tmp_path / "a.xlsx")
    plan = ClosedFile.open(path)
    plan.write(TABLE, [ROWS[0]])
    slow = saving.write_package

    def meanwhile(package: Package, file: BinaryIO) -> None:
        slow(package, file)
        made(path, [ROWS[1]])

    monkeypatch.setattr(saving, "write_package", meanwhile)
    with pytest.raises(FileError, match="changed by somebody else"):
        plan.save(NOW)
    assert ClosedFile.open(path).read(TABLE).rows == [ROWS[1]]


def test_a_read_only_file_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = made(tmp_path / "a.xlsx")
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(FileError, match="read-only"):
        written(path, [ROWS[0]])


def test_a_full_disk_leaves_the_old_file_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = made(tmp_path / "a.xlsx")
    before = path.read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(FileError, match=r"No space left.*old version is untouched"):
        written(path, [ROWS[0]])
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir() if p.name.endswith(".new")] == []


def test_the_old_version_is_kept_and_only_the_newest_few(tmp_path: Path) -> None:
    path = made(tmp_path / "a.xlsx")
    for minute in range(8):
        plan = ClosedFile.open(path)
        plan.write(TABLE, [[f"v{minute}", 1.0, None, 2.0, None]])
        backup = plan.save(NOW + dt.timedelta(minutes=minute))
    assert backup is not None
    assert calamine_values(backup)["Goals sheet"][7, 2] == "v6"
    assert len(list(tmp_path.glob("a.backup-*.xlsx"))) == 5


KILLED = """
import os, random, signal, sys, time, datetime as dt
sys.path.insert(0, {tests!r})
from pathlib import Path
from hosts.test_closed_file import TABLE
from xlgoals.hosts.closed import ClosedFile
path = Path({path!r})

def save_for_ever():
    at = os.getpid() * 1000
    while True:
        at += 1
        plan = ClosedFile.open(path)
        plan.write(TABLE, [[f"v{{at}}", float(at), None, 2.0 * at, None]] * 300)
        plan.save(dt.datetime(2026, 1, 1) + dt.timedelta(seconds=at % 1000))

draw = random.Random(1)
for kill in range(100):
    child = os.fork()
    if not child:
        save_for_ever()
    time.sleep(draw.uniform(0.02, 0.09))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    rows = ClosedFile.open(path).read(TABLE).rows
    print(len(rows), len({{(row[0], row[1]) for row in rows}}), len(list(path.parent.glob(".*.new"))))
    for left in path.parent.glob(".*.new"):
        left.unlink()
"""


@pytest.mark.skipif(os.name == "nt", reason="kills processes the POSIX way")
def test_a_hundred_kills_in_the_middle_of_saving_leave_a_whole_file(tmp_path: Path) -> None:
    """The file is always one version or the next: 300 rows that all have the same number."""
    path = written(made(tmp_path / "a.xlsx"), [["v0", 0.0, None, 0.0, None]] * 300).package.path
    program = KILLED.format(tests=str(Path(__file__).parent.parent), path=str(path))
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=300, check=True
    )
    seen = [line.split() for line in done.stdout.splitlines()]
    assert len(seen) == 100
    assert {(rows, versions) for rows, versions, _ in seen} == {("300", "1")}
    assert any(left != "0" for _, _, left in seen), "no kill hit the middle of a save"


def test_two_changes_within_a_second_keep_two_backups(tmp_path: Path) -> None:
    path = made(tmp_path / "a.xlsx")
    kept = []
    for value in ("one", "two"):
        plan = ClosedFile.open(path)
        plan.write(TABLE, [[value, 1.0, None, 2.0, None]])
        kept.append(plan.save(NOW))
    assert len(set(kept)) == 2
    assert calamine_values(kept[1])["Goals sheet"][7, 2] == "one"
