"""Files to import from, as people have them."""

import datetime as dt
from pathlib import Path

import pandas as pd
import pytest
import xlsxwriter

from xlgoals.domain.errors import FileError
from xlgoals.hosts.source_file import read_source
from xlgoals.intake.layouts import laid_out
from xlgoals.tables.language import Column, Kind, Table
from xlgoals.tables.raw_table import RawTable

PLAIN = Table(
    "Any", (Column("Rep", Kind.TEXT, ""), Column("Revenue", Kind.MONEY, "")), key=("Rep",)
)


def table_of(path: Path, sheet: str = "") -> RawTable:
    return laid_out(read_source(path, sheet), PLAIN, {}).table


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_any_delimiter_is_understood(tmp_path: Path, sign: str) -> None:
    path = tmp_path / "crm.csv"
    path.write_text(
        sign.join(["Rep", "Note"]) + "\n" + sign.join(["Ann", '"a, b; c"']) + "\n", encoding="utf-8"
    )
    source = table_of(path)
    assert source.headers == ("Rep", "Note")
    assert source.rows == [["Ann", "a, b; c"]]
    assert (source.sheet, source.first_row) == ("crm.csv", 2)


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_any_usual_encoding_is_understood(tmp_path: Path, coding: str) -> None:
    path = tmp_path / "crm.csv"
    path.write_bytes("Rep,City\nZoë,Köln\n".encode(coding))
    assert table_of(path).rows == [["Zoë", "Köln"]]


def test_short_rows_are_filled_up_and_blank_ones_keep_their_place(tmp_path: Path) -> None:
    path = tmp_path / "crm.csv"
    path.write_text("a,b,c\n1\n\n5,6,7\n8,9,,,\n", encoding="utf-8")
    source = table_of(path)
    assert source.rows == [["1", None, None], [None] * 3, ["5", "6", "7"], ["8", "9", None]]
    assert source.problems == ()


def test_a_row_with_too_many_cells_is_a_problem_and_no_value(tmp_path: Path) -> None:
    """An unquoted 1,234 would else give a revenue of 1."""
    path = tmp_path / "crm.csv"
    path.write_text(
        "Month,Rep ID,Revenue\n2026-01,R1,500\n2026-02,R1,1,234\n2026-03,R1,700\n", encoding="utf-8"
    )
    source = table_of(path)
    assert source.rows == [["2026-01", "R1", "500"], [None] * 3, ["2026-03", "R1", "700"]]
    (problem,) = source.problems
    assert (problem.row, problem.found) == (3, "4 cells")
    assert "must stand in quotation marks" in problem.wanted


def test_a_quotation_mark_that_is_not_closed_names_its_row(tmp_path: Path) -> None:
    path = tmp_path / "crm.csv"
    path.write_text('Rep,Note\nAnn,fine\nBob,"open\nCid,x\n', encoding="utf-8")
    with pytest.raises(FileError, match=r"crm\.csv, row 3: a quotation mark"):
        table_of(path)


def test_a_text_that_swallowed_rows_is_a_problem(tmp_path: Path) -> None:
    path = tmp_path / "crm.csv"
    path.write_text(
        'Rep,Town,Revenue\nAnn,"Oslo,1\nBob,Rome,2\nCid,Bonn",3\nDan,Paris,4\n', encoding="utf-8"
    )
    source = table_of(path)
    assert source.rows[-1] == ["Dan", "Paris", "4"]
    assert "holds other rows" in source.problems[0].found


def test_a_text_over_several_lines_is_fine(tmp_path: Path) -> None:
    path = tmp_path / "crm.csv"
    path.write_text('Rep,Note,Town\nAnn,"one, two\nthree",Oslo\n', encoding="utf-8")
    source = table_of(path)
    assert source.rows == [["Ann", "one, two\nthree", "Oslo"]]
    assert source.problems == ()


def test_a_workbook_is_read_from_its_first_row_of_names(tmp_path: Path) -> None:
    path = tmp_path / "crm.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Export")
    sheet.write_row("A3", ["Month", "Rep", "Revenue"])
    sheet.write_datetime("A4", dt.datetime(2026, 1, 1), book.add_format({"num_format": "yyyy-mm"}))
    sheet.write_row("B4", ["Ann", 12.5])
    book.add_worksheet("Other").write("A1", "x")
    book.close()
    source = table_of(path)
    assert source.headers == ("Month", "Rep", "Revenue")
    assert source.rows == [[dt.date(2026, 1, 1), "Ann", 12.5]]
    assert source.first_row == 4
    with pytest.raises(FileError, match="no sheet “Nope”; it has Export, Other"):
        read_source(path, "Nope")


def test_parquet_is_read_with_its_types(tmp_path: Path) -> None:
    path = tmp_path / "crm.parquet"
    pd.DataFrame({"Rep": ["Ann"], "Day": [dt.date(2026, 1, 2)], "Revenue": [1.5]}).to_parquet(path)
    assert table_of(path).rows == [["Ann", dt.date(2026, 1, 2), 1.5]]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.csv", b"", "is empty"),
        ("a.csv", b"Rep,Revenue\n", "no rows below"),
        ("a.csv", b"R\0ep,Rev\n1,2\n", "not a text file"),
        ("a.docx", b"x", "not a kind of file"),
        ("a.xlsx", b"x", "not a workbook"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0rest", "password-protected"),
        ("a.xls", b"nothing of the kind", "damaged"),
        ("a.parquet", b"PAR1", "cannot be read as .parquet"),
    ],
)
def test_what_cannot_be_imported_is_a_sentence(
    tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(FileError) as caught:
        table_of(path)
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="no file"):
        read_source(tmp_path / "x.csv")
    with pytest.raises(FileError, match="is a folder"):
        read_source(tmp_path)
