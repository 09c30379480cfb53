"""Rows below their column names, whatever stands above, below, between and across."""

import datetime as dt
from pathlib import Path

import pytest
import xlsxwriter

from xlgoals.domain.errors import FileError, InputError
from xlgoals.hosts.source_file import read_source
from xlgoals.intake.layouts import Layout, laid_out
from xlgoals.tables.language import Cell, Table
from xlgoals.tables.sheets import history, last_targets
from xlgoals.tables.source import Source, SourceSheet


def laid(
    rows: list[list[Cell]], table: Table = history.TABLE, told: dict[str, str] | None = None
) -> Layout:
    return laid_out(Source("crm.csv", (SourceSheet(rows),)), table, told or {})


def of_text(folder: Path, text: str, table: Table = history.TABLE, name: str = "crm.csv") -> Layout:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return laid_out(read_source(path), table, {})


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("Sales by rep\n\nMonth;Rep ID;Revenue\n2025-01;A;100\n", 3),
        ("Report,Sales\nRun by,R. Miller\n\nMonth,Rep ID,Revenue\n2025-01,A,100\n", 4),
        ('Month;Rep ID;"Revenue (net, no tax, EUR)"\n2025-01;A;100\n', 1),
        ("sep=;\nMonth;Rep ID;Revenue\n2025-01;A;100\n", 2),
        ("From,to,by,on,at\nMonth\tRep ID\tRevenue\n2025-01\tA\t100\n", 2),
    ],
)
def test_column_names_are_found_below_titles(tmp_path: Path, text: str, row: int) -> None:
    table = of_text(tmp_path, text).table
    assert table.headers[:2] == ("Month", "Rep ID")
    assert table.rows == [["2025-01", "A", "100"]]
    assert table.first_row == row + 1


@pytest.mark.parametrize(
    "word",
    [
        *(
            "Total",
            "Grand Total",
            "TOTALS",
            "Summe",
            "Gesamtergebnis",
            "Total général",
            "Tổng cộng",
        ),
        *("Total general", "Total geral", "Totale", "Eindtotaal", "A Total", "A Ergebnis"),
        *("Grand Totals (3 records)", "Total:", "Total A"),
    ],
)
def test_a_total_is_no_rep(word: str) -> None:
    rows: list[list[Cell]] = [["Month", "Rep ID", "Revenue"], ["2025-01", "A", "100"]]
    for total in ([None, word, "300"], ["2025-01", word, "300"]):
        found = laid([*rows, total])
        assert found.table.rows == [rows[1], [None] * 3]
        assert any("Set aside as a total: row 3" in line for line in found.sentences)


@pytest.mark.parametrize("name", ["Total Care", "Anna Total", "Totalen Energie", "Sumner"])
def test_a_name_with_such_a_word_in_it_stays(name: str) -> None:
    rows: list[list[Cell]] = [
        ["Month", "Rep ID", "Product", "Revenue"],
        ["2025-01", "A", name, "1"],
    ]
    assert laid(rows).table.rows == rows[1:]


def test_a_footer_and_repeated_headers_are_set_aside(tmp_path: Path) -> None:
    text = (
        "Month,Rep ID,Revenue\n2025-01,A,100\nMonth,Rep ID,Revenue\n2025-02,A,200\n"
        "Total,,300\n\nConfidential\n"
    )
    found = of_text(tmp_path, text)
    filled = [row for row in found.table.rows if any(row)]
    assert filled == [["2025-01", "A", "100"], ["2025-02", "A", "200"]]
    assert any("footer: row 7, “Confidential”" in line for line in found.sentences)
    assert any("names come again in 1 rows" in line for line in found.sentences)


def test_a_name_that_stands_once_a_group_is_filled_down() -> None:
    found = laid(
        [
            ["Territory", "Rep ID", "Month", "Revenue"],
            ["North", "A", "2025-01", "100"],
            [None, None, "2025-02", "110"],
            [None, "A Total", None, "210"],
            [None, "B", "2025-01", "200"],
            [None, None, "2025-02", "210"],
        ]
    )
    assert [row[:2] for row in found.table.rows if row[3]] == [
        ["North", "A"],
        ["North", "A"],
        ["North", "B"],
        ["North", "B"],
    ]
    assert any("Rep ID stands once a group: 2 blank cells" in line for line in found.sentences)


def test_a_blank_among_names_that_come_again_stays_blank() -> None:
    rows: list[list[Cell]] = [
        ["Month", "Rep ID", "Product", "Revenue"],
        ["2025-01", "A", "X", "1"],
        ["2025-02", "A", None, "2"],
        ["2025-03", "A", "X", "3"],
        ["2025-04", "A", None, "4"],
        ["2025-05", "A", None, "4"],
    ]
    assert laid(rows).table.rows == rows[1:]


def test_quarters_across_the_top_become_rows() -> None:
    found = laid(
        [
            ["Rep", "Q1 FY25", "Q2 FY25", "FY25 Total"],
            ["Maria", "$10", "$20", "$30"],
            ["Tom", "$5", None, "$5"],
        ],
        last_targets.TABLE,
    )
    assert found.table.headers == ("Rep", "Month", "Target")
    assert found.table.rows == [
        ["Maria", "Q1 FY25", "$10"],
        ["Maria", "Q2 FY25", "$20"],
        ["Tom", "Q1 FY25", "$5"],
    ]
    assert [found.table.numbered(row) for row in (1, 2, 3)] == [2, 2, 3]


def test_months_across_the_top_are_what_the_title_says_or_asked_about() -> None:
    rows: list[list[Cell]] = [["Rep ID", "Jan", "Feb"], ["A", "100", "200"]]
    titled = laid([["Revenue by rep, 2025", None, None], *rows])
    assert titled.table.rows == [["A", "Jan 2025", "100"], ["A", "Feb 2025", "200"]]
    assert titled.table.headers == ("Rep ID", "Month", "Revenue")
    assert "say which with --map" in laid(rows).questions[0]
    assert "has no year" in laid(rows, told={"Revenue": "months"}).questions[0]
    in_a_column = laid(
        [["Rep ID", "Year", "Jan", "Feb"], ["A", "2024", "1", "2"]], told={"Sales": "months"}
    )
    assert in_a_column.table.rows == [["A", "Jan 2024", "1"], ["A", "Feb 2024", "2"]]


def workbook(folder: Path) -> Path:
    path = folder / "crm.xlsx"
    book = xlsxwriter.Workbook(str(path))
    book.add_worksheet("Cover").write("A1", "Sales report")
    hidden = book.add_worksheet("Old")
    hidden.write_row("A1", ["Month", "Rep ID", "Revenue"])
    hidden.write_row("A2", ["2020-01", "Z", 1])
    hidden.hide()
    data = book.add_worksheet("Data")
    data.write_row("A7", ["Rep ID", "Month", "Revenue"])
    data.merge_range("A8:A9", "Ann")
    data.write_row("B8", ["2025-01", 100])
    data.write_row("B9", ["2025-02", 110])
    book.close()
    return path


def test_the_sheet_with_the_columns_is_read_and_hidden_ones_are_not(tmp_path: Path) -> None:
    found = laid_out(read_source(workbook(tmp_path)), history.TABLE, {})
    assert found.table.rows == [["Ann", "2025-01", 100.0], ["Ann", "2025-02", 110.0]]
    assert found.table.first_row == 8
    assert found.sentences[:2] == (
        "Column names: sheet “Data”, row 7.",
        "Other sheets, not read: Cover, Old.",
    )
    old = laid_out(read_source(workbook(tmp_path), "old"), history.TABLE, {})
    assert old.table.rows == [["2020-01", "Z", 1.0]]


def test_two_sheets_with_the_same_columns_are_asked_about(tmp_path: Path) -> None:
    path = tmp_path / "months.xlsx"
    book = xlsxwriter.Workbook(str(path))
    for month in ("Jan", "Feb"):
        sheet = book.add_worksheet(month)
        sheet.write_row("A1", ["Month", "Rep ID", "Revenue"])
        sheet.write_row("A2", ["2025-01", "A", 1])
    book.close()
    asked = laid_out(read_source(path), history.TABLE, {}).questions
    assert asked == ("Sheets “Jan”, “Feb” have these columns: say which with --sheet.",)


def test_a_formula_that_nobody_worked_out_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "formula.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    sheet.write_row("A1", ["Month", "Rep ID", "Revenue"])
    sheet.write_row("A2", ["2025-01", "A"])
    sheet.write_formula("C2", "=1+1", None, "")
    book.close()
    with pytest.raises(InputError, match="1 formulas without a value, such as C2"):
        laid_out(read_source(path), history.TABLE, {})


def test_a_page_and_a_text_that_are_called_xls(tmp_path: Path) -> None:
    page = (
        "<html><table><tr><th>Month<th>Rep ID<th>Revenue<tr><td>2025-01<td rowspan=2>A<td>1"
        "<tr><td>2025-02<td>2</table></html>"
    )
    found = of_text(tmp_path, page, name="crm.xls").table
    assert found.rows == [["2025-01", "A", "1"], ["2025-02", "A", "2"]]
    text = of_text(tmp_path, "Month\tRep ID\tRevenue\n2025-01\tA\t1\n", name="text.xls").table
    assert text.rows == [["2025-01", "A", "1"]]
    old = (
        '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
        'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="S"><Table>'
        '<Row><Cell><Data ss:Type="String">Month</Data></Cell><Cell><Data ss:Type="String">Rep ID'
        '</Data></Cell><Cell><Data ss:Type="String">Revenue</Data></Cell></Row><Row ss:Index="3">'
        '<Cell><Data ss:Type="DateTime">2025-01-31T00:00:00</Data></Cell><Cell ss:Index="2">'
        '<Data ss:Type="String">A</Data></Cell><Cell><Data ss:Type="Number">1.5</Data></Cell></Row>'
        "</Table></Worksheet></Workbook>"
    )
    rows = of_text(tmp_path, old, name="old.xls").table.rows
    assert rows == [[None] * 3, ["2025-01-31", "A", 1.5]]


def test_days_of_a_workbook_that_counts_from_1904(tmp_path: Path) -> None:
    path = tmp_path / "mac.xlsx"
    book = xlsxwriter.Workbook(str(path), {"date_1904": True})
    sheet = book.add_worksheet()
    sheet.write_row("A1", ["Month", "Rep ID", "Revenue"])
    sheet.write_datetime("A2", dt.datetime(2025, 3, 1), book.add_format({"num_format": "d.m.yy"}))
    sheet.write_row("B2", ["A", 1])
    book.close()
    table = laid_out(read_source(path), history.TABLE, {}).table
    assert table.date1904
    assert table.rows[0][0] == dt.date(2025, 3, 1)


def test_nothing_is_said_to_be_nothing(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="no rows below"):
        of_text(tmp_path, "Month,Rep ID\n")
    with pytest.raises(FileError, match="hidden sheets are Old"):
        laid_out(
            Source("c.xlsx", (SourceSheet([], "A"), SourceSheet([], "Old", hidden=True))),
            history.TABLE,
            {},
        )
