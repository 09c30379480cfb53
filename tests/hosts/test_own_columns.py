"""Columns of the user's inside the tables of a plan: carried along by the rows' keys."""

import datetime as dt
import random
import re
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from conformance.check import assert_conforms
from goals_book import NOW, TABLE
from xlgoals.domain.errors import EditRefused
from xlgoals.hosts.closed import ClosedFile
from xlgoals.tables.addresses import column_letters
from xlgoals.tables.language import DATED, FIRST_COLUMN, HEADER_ROW, NUMERIC, Cell, Table
from xlgoals.views.plan_sheets import SHEETS

KEYED = [sheet.table for sheet in SHEETS if sheet.table and sheet.table.key]
TOP = HEADER_ROW + 1
OWN = ("Mine", "Same row", "By name", "Every row")


def value(table: Table, header: str, number: int) -> Cell:
    """A value of a column that no other number has."""
    column = table.column(header)
    if column.kind in DATED:
        return dt.date(2026, 1, 1) + dt.timedelta(days=31 * number)
    return float(number) if column.kind in NUMERIC else f"{header} {number}"


def rows_of(table: Table, numbers: list[int]) -> list[list[Cell]]:
    return [
        [value(table, header, number) if header in table.key else None for header in table.headers]
        for number in numbers
    ]


def made(path: Path, table: Table, numbers: list[int], own: dict[int, str]) -> Path:
    """A workbook with the table and four columns of the user's to its right; dates are days."""
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Sheet of it")
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    left, width = FIRST_COLUMN - 1, len(table.headers)
    key = column_letters(FIRST_COLUMN + table.headers.index(table.key[0]))
    by_name = f"{table.name}[[#This Row],[{table.key[0]}]]"
    columns: list[dict[str, Any]] = [{"header": header} for header in (*table.headers, *OWN)]
    columns[-1]["formula"] = f"={by_name}"
    sheet.add_table(HEADER_ROW - 1, left, HEADER_ROW - 1 + len(numbers), left + width + 3,
                    {"name": table.name, "columns": columns})  # fmt: skip
    for at, (number, row) in enumerate(zip(numbers, rows_of(table, numbers), strict=True), TOP - 1):
        for column, cell in enumerate(row, left):
            if isinstance(cell, dt.date):
                sheet.write_datetime(at, column, cell, day)
            elif cell is not None:
                sheet.write(at, column, cell)
        if number in own:
            sheet.write(at, left + width, own[number])
            sheet.write_formula(at, left + width + 1, f"={key}{at + 1}&$A$1", None, number)
            sheet.write_formula(at, left + width + 2, f"={by_name}", None, number)
    book.close()
    return path


def written(path: Path, table: Table, rows: list[list[Cell]]) -> list[list[object]]:
    """The user's columns after the table's rows were replaced."""
    return written_by(ClosedFile.open(path), path, table, rows)


def written_by(
    plan: ClosedFile, path: Path, table: Table, rows: list[list[Cell]]
) -> list[list[object]]:
    """The same by a plan that is open."""
    plan.write(table, rows)
    plan.save(NOW)
    left = FIRST_COLUMN + len(table.headers)
    sheet = openpyxl.load_workbook(path)["Sheet of it"]
    return [[sheet.cell(TOP + at, left + one).value for one in range(4)] for at in range(len(rows))]


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("table", KEYED, ids=lambda table: table.name)
def test_every_cell_goes_where_its_key_goes(table: Table, seed: int, tmp_path: Path) -> None:
    chance = random.Random(f"{table.name} {seed}")
    numbers = chance.sample(range(1, 40), 12)
    own = {number: f"of {number}" for number in numbers[:8]}
    path = made(tmp_path / "a.xlsx", table, numbers, own)
    after = [*own, *(number for number in numbers[8:] if chance.random() < 0.5)]
    after += range(40, 40 + chance.randrange(8))
    chance.shuffle(after)
    key = column_letters(FIRST_COLUMN + table.headers.index(table.key[0]))
    by_name = f"={table.name}[[#This Row],[{table.key[0]}]]"
    assert written(path, table, rows_of(table, after)) == [
        [own[number], f"={key}{at}&$A$1", by_name, by_name]
        if number in own
        else [None, None, None, by_name]
        for at, number in enumerate(after, TOP)
    ]
    if not seed:
        assert_conforms(path)


@pytest.mark.parametrize("table", KEYED, ids=lambda table: table.name)
def test_a_row_that_goes_and_holds_something_is_named(table: Table, tmp_path: Path) -> None:
    path = made(tmp_path / "a.xlsx", table, [1, 2, 3], {2: "mine"})
    before = path.read_bytes()
    name = re.escape(str(value(table, table.key[0], 2)).removesuffix(".0"))
    with pytest.raises(EditRefused, match=rf"\(Mine\) holds something of yours.*{name}.* to go"):
        written(path, table, rows_of(table, [3, 1]))
    assert path.read_bytes() == before


@pytest.mark.parametrize("alike", [([1, 1, 2], [2, 1]), ([1, 2], [2, 1, 1])])
def test_two_rows_with_one_key_are_refused_where_they_hold_something(
    alike: tuple[list[int], list[int]], tmp_path: Path
) -> None:
    before, after = alike
    path = made(tmp_path / "a.xlsx", TABLE, before, {1: "mine"})
    with pytest.raises(EditRefused, match="two rows “Rep 1”"):
        written(path, TABLE, rows_of(TABLE, after))
    path = made(tmp_path / "b.xlsx", TABLE, before, {2: "mine"})
    kept = written(path, TABLE, rows_of(TABLE, after))
    assert [row[0] for row in kept] == ["mine" if number == 2 else None for number in after]


def changed(path: Path, old: bytes, new: bytes) -> Path:
    """The file with a text of its sheet replaced."""
    with zipfile.ZipFile(path) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    assert old in parts[sheet]
    parts[sheet] = parts[sheet].replace(old, new)
    with zipfile.ZipFile(path, "w") as file:
        for name, part in parts.items():
            file.writestr(name, part)
    return path


@pytest.mark.parametrize(
    "formula",
    ["B7", "SUM(B7:B9)", "B$8", "SUM($C$7:C8)", "A8", "OFFSET(B8,-1,0)", "Mine!B8", "8:8",
     "Reps[[#This Row],[Name]]"],
)  # fmt: skip
def test_a_formula_that_may_name_other_rows_is_refused_where_rows_move(
    formula: str, tmp_path: Path
) -> None:
    path = made(tmp_path / "a.xlsx", TABLE, [1, 2, 3], {2: "mine"})
    changed(path, b"<f>B8&amp;$A$1</f>", f"<f>{formula}</f>".encode())
    with pytest.raises(EditRefused, match=r"H8 \(Same row\).*names other rows than its own"):
        written(path, TABLE, rows_of(TABLE, [2, 3, 1]))
    kept = written(path, TABLE, rows_of(TABLE, [1, 2, 3, 4]))
    assert [row[1] for row in kept] == [None, f"={formula}", None, None]


@pytest.mark.parametrize(
    ("formula", "after"),
    [("SUM(B8:C8)", "SUM(B7:C7)"), ("$B8*B$2+Mine!B7", "$B7*B$2+Mine!B7"), ("SUM(C:C)", "SUM(C:C)"),
     ('"B8"&amp;C8', '"B8"&C7'), ("SUM(Goals[Goal])+Total", "SUM(Goals[Goal])+Total"),
     ("'Sheet of it'!B8", "'Sheet of it'!B7")],
)  # fmt: skip
def test_a_formula_follows_its_row_and_nothing_else(
    formula: str, after: str, tmp_path: Path
) -> None:
    path = made(tmp_path / "a.xlsx", TABLE, [1, 2, 3], {2: "mine"})
    changed(path, b"<f>B8&amp;$A$1</f>", f"<f>{formula}</f>".encode())
    assert written(path, TABLE, rows_of(TABLE, [2, 3, 1]))[0][1] == f"={after}"


def test_shared_formulas_are_written_out(tmp_path: Path) -> None:
    path = made(tmp_path / "a.xlsx", TABLE, [1, 2, 3], dict.fromkeys([1, 2, 3], "mine"))
    changed(path, b"<f>B7&amp;$A$1</f>", b'<f t="shared" ref="H7:H9" si="0">B7&amp;$A$1</f>')
    for row in (b"B8", b"B9"):
        changed(path, b"<f>%b&amp;$A$1</f>" % row, b'<f t="shared" si="0"/>')
    kept = written(path, TABLE, rows_of(TABLE, [3, 4, 1, 2]))
    assert [row[1] for row in kept] == ["=B7&$A$1", None, "=B9&$A$1", "=B10&$A$1"]


DATED_KEYS = [table for table in KEYED if any(table.column(h).kind in DATED for h in table.key)]


@pytest.mark.parametrize("table", [TABLE, DATED_KEYS[0]], ids=lambda table: table.name)
def test_a_table_written_twice_carries_along_twice(table: Table, tmp_path: Path) -> None:
    path = made(tmp_path / "a.xlsx", table, [1, 2, 3], {2: "mine"})
    plan = ClosedFile.open(path)
    plan.write(table, rows_of(table, [2, 3, 1]))
    after = rows_of(table, [4, 1, 3, 2])
    assert [row[0] for row in written_by(plan, path, table, after)] == [*[None] * 3, "mine"]


def test_a_link_in_an_own_column_does_not_come_to_another_row(tmp_path: Path) -> None:
    path = made(tmp_path / "a.xlsx", TABLE, [1, 2], {2: "https://example.com"})
    with pytest.raises(EditRefused, match="a link or small chart of yours beside rows"):
        written(path, TABLE, rows_of(TABLE, [2, 1]))


def test_the_gate_stops_a_cell_of_the_users_that_is_lost_on_its_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = made(tmp_path / "a.xlsx", TABLE, [1, 2], {2: "mine"})
    lost = "xlgoals.hosts.closed.own_columns.OwnColumns._moved"
    monkeypatch.setattr(lost, lambda *_: b"")
    with pytest.raises(EditRefused, match="A cell of yours"):
        written(path, TABLE, rows_of(TABLE, [2, 1]))
