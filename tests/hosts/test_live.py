"""What every host does with a table, asked of a file, of an Excel in memory and of a real Calc."""

import datetime as dt
import math
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from lxml import etree

import memory_excel
from goals_book import NOW, ROWS, TABLE, made
from xlgoals.domain.errors import EditRefused, FileError, PlanError
from xlgoals.hosts.calc import open_book
from xlgoals.hosts.closed import ClosedFile
from xlgoals.hosts.live import Live
from xlgoals.tables import sheet_limits
from xlgoals.tables.language import Cell, CellError, Column, Kind, Table
from xlgoals.tables.raw_table import RawTable

Plan = Any


@dataclass(frozen=True)
class Host:
    """How a host opens a workbook, puts edits into place, and looks at it anew."""

    name: str
    open: Callable[[Path], Plan]
    put: Callable[[Plan], object]

    def written(self, path: Path, rows: list[list[Cell]]) -> RawTable:
        """The table after its rows were replaced."""
        plan = self.open(path)
        plan.write(TABLE, rows)
        self.put(plan)
        return self.again(plan, path)

    def again(self, plan: Plan, path: Path) -> RawTable:
        """The table as it is now."""
        now = Live(plan.book) if isinstance(plan, Live) else ClosedFile.open(path)
        return now.read(TABLE)

    def anew(self, plan: Plan, path: Path) -> Plan:
        """The workbook as it is now."""
        return Live(plan.book) if isinstance(plan, Live) else ClosedFile.open(path)

    def hidden_rows(self, plan: Plan, path: Path) -> set[int]:
        """The rows of the table's sheet that do not show."""
        if self.name == "memory":
            return set(plan.book.sheets[0].impl.rows_hidden)
        if self.name == "calc":
            rows = plan.book.sheets[0].impl.api.getRows()
            return {at + 1 for at in range(30) if not rows.getByIndex(at).IsVisible}
        sheet = openpyxl.load_workbook(path)["Goals sheet"]
        return {at for at, row in sheet.row_dimensions.items() if row.hidden}

    def hidden_columns(self, plan: Plan, path: Path) -> set[int]:
        """The columns of the table's sheet that do not show."""
        if self.name == "memory":
            return set(plan.book.sheets[0].impl.columns_hidden)
        if self.name == "calc":
            columns = plan.book.sheets[0].impl.api.getColumns()
            return {at + 1 for at in range(30) if not columns.getByIndex(at).IsVisible}
        with zipfile.ZipFile(path) as file:
            part = etree.fromstring(file.read("xl/worksheets/sheet1.xml"))
        hidden = part.iterfind(".//{*}col[@hidden='1']")
        return {at for c in hidden for at in range(int(c.get("min")), int(c.get("max")) + 1)}

    def formula(self, plan: Plan, path: Path, address: str) -> str:
        """How a cell of the table's sheet computes now; nothing where it is blank."""
        if isinstance(plan, Live):
            return str(plan.book.sheets[0][address].formula)
        return str(openpyxl_value(path, "Goals sheet", address, shown=False) or "")

    def cell(self, plan: Plan, path: Path, sheet: str, address: str) -> object:
        """What any cell shows now."""
        if isinstance(plan, Live):
            return plan.book.sheets[sheet][address].value
        return openpyxl_value(path, sheet, address)


def openpyxl_value(path: Path, sheet: str, address: str, *, shown: bool = True) -> object:
    return openpyxl.load_workbook(path, data_only=shown)[sheet][address].value


@pytest.fixture(params=["closed", "memory", pytest.param("calc", marks=pytest.mark.libreoffice)])
def host(request: pytest.FixtureRequest) -> Iterator[Host]:
    if request.param == "closed":
        yield Host("closed", ClosedFile.open, lambda plan: plan.save(NOW))
    elif request.param == "memory":
        yield Host("memory", lambda path: Live(memory_excel.opened(path)), Live.apply)
    else:
        context = request.getfixturevalue("calc")
        opened: list[Live] = []

        def open_(path: Path) -> Live:
            opened.append(Live(open_book(context, path, hidden=True)))
            return opened[-1]

        yield Host("calc", open_, Live.apply)
        for plan in opened:
            plan.book.close()


def rows_of(count: int) -> list[list[Cell]]:
    return [[f"Rep {n}", n * 1.5, dt.date(2026, 1, 1), n * 3.0, "x"] for n in range(count)]


# Reading


def test_a_table_that_does_not_fit_its_sheet_is_refused_and_says_what_to_do(
    host: Host, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheet_limits, "LAST_ROW", 46)
    path = made(tmp_path / "a.xlsx")
    before, plan = path.read_bytes(), host.open(path)
    with pytest.raises(EditRefused, match=r"41 rows, and a sheet has room for 40.*--where"):
        plan.write(TABLE, rows_of(41))
    assert path.read_bytes() == before
    assert len(host.written(path, rows_of(40)).rows) == 40


def test_a_table_is_read_as_it_stands(host: Host, tmp_path: Path) -> None:
    raw = host.open(made(tmp_path / "a.xlsx")).read(TABLE)
    assert (raw.sheet, raw.headers, raw.first_row) == ("Goals sheet", TABLE.headers, 7)
    assert raw.rows == ROWS
    assert raw.blocked == ()


def test_a_cell_that_computes_an_error_is_an_error(host: Host, tmp_path: Path) -> None:
    def change(sheet: Any) -> None:
        sheet.write_formula("C7", "=1/0", None, "#DIV/0!")
        sheet.write_formula("C8", "=NA()", None, "#N/A")

    raw = host.open(made(tmp_path / "a.xlsx", change=change)).read(TABLE)
    assert [row[1] for row in raw.rows] == [CellError("#DIV/0!"), CellError("#N/A")]


def test_merged_cells_over_the_rows_are_told_and_refused(host: Host, tmp_path: Path) -> None:
    def change(sheet: Any) -> None:
        sheet.merge_range("E9:F9", "")

    plan = host.open(made(tmp_path / "a.xlsx", change=change))
    assert plan.read(TABLE).blocked == ()
    with pytest.raises(EditRefused, match=r"E9:F9 is merged.*unmerge"):
        plan.write(TABLE, rows_of(3))


def test_a_table_or_column_that_is_missing_says_what_to_do(host: Host, tmp_path: Path) -> None:
    plan = host.open(made(tmp_path / "a.xlsx"))
    with pytest.raises(PlanError, match=r"no .*table “Nope”.*Ctrl.T"):
        plan.read(Table("Nope", TABLE.columns))
    more = Table("Goals", (*TABLE.columns, Column("More", Kind.TEXT, "")))
    with pytest.raises(PlanError, match="no column “More”; add it"):
        plan.write(more, [])
    with pytest.raises(PlanError, match="no column “More”; add it"):
        plan.locate(TABLE, "More")
    assert plan.locate(TABLE, "since") == ("Goals sheet", "D", 7)


def test_days_counted_from_1904_are_the_same_days(host: Host, tmp_path: Path) -> None:
    path = made(tmp_path / "a.xlsx", date_1904=True)
    raw = host.written(path, [["Ann", 1.0, dt.date(2027, 5, 6), 2.0, None]])
    assert raw.date1904
    assert raw.rows[0][2] == dt.date(2027, 5, 6)


# Writing


@pytest.mark.parametrize("count", [0, 1, 2, 3, 40])
def test_rows_are_replaced_and_the_table_follows(host: Host, tmp_path: Path, count: int) -> None:
    raw = host.written(made(tmp_path / "a.xlsx"), rows_of(count))
    assert raw.rows == (rows_of(count) or [[None] * 5])


def test_nothing_is_written_before_it_is_put_into_place(host: Host, tmp_path: Path) -> None:
    path = made(tmp_path / "a.xlsx")
    plan = host.open(path)
    plan.write(TABLE, rows_of(3))
    assert host.again(plan, path).rows == ROWS


def test_cells_around_the_table_and_other_sheets_stay(host: Host, tmp_path: Path) -> None:
    path = made(tmp_path / "a.xlsx", change=lambda sheet: sheet.write("B30", "far below"))
    plan = host.open(path)
    plan.write(TABLE, rows_of(9))
    host.put(plan)
    shown = [host.cell(plan, path, "Goals sheet", at) for at in ("H7", "B30", "B5")]
    assert shown == ["beside", "far below", None]
    assert host.cell(plan, path, "Mine & co", "A1") == "mine"


@pytest.mark.parametrize(
    "text",
    ["=1+1", '=HYPERLINK("http://x")', "+cmd|' /C calc'!A0", "@SUM(A1)", "-5", "+5", "'quoted",
     "007", "TRUE", "1-2", "1e5", "3/4", "50%", "<&>\"'", " lead", "🚀", "x" * 32_767,
     "Nguyễn Thị Hà", "line\nbreak"],
)  # fmt: skip
def test_text_is_only_ever_text_and_comes_back(host: Host, tmp_path: Path, text: str) -> None:
    raw = host.written(made(tmp_path / "a.xlsx"), [[text, 1.0, None, 2.0, text]])
    assert raw.rows == [[text, 1.0, None, 2.0, text]]


def test_unknown_is_not_available_and_blank_is_blank(host: Host, tmp_path: Path) -> None:
    raw = host.written(made(tmp_path / "a.xlsx"), [["Ann", math.nan, None, math.nan, ""]])
    missing = CellError("#N/A")
    assert raw.rows == [["Ann", missing, None, missing, None]]


def test_an_error_stays_the_error_it_was(host: Host, tmp_path: Path) -> None:
    path = made(tmp_path / "a.xlsx")
    raw = host.written(path, [["Ann", CellError("#DIV/0!"), None, CellError("#DIV/0!"), None]])
    assert raw.rows[0][1] == CellError("#DIV/0!")


def test_what_no_cell_can_hold_is_refused(host: Host, tmp_path: Path) -> None:
    plan = host.open(made(tmp_path / "a.xlsx"))
    with pytest.raises(EditRefused, match="without end"):
        plan.write(TABLE, [["Ann", math.inf, None, 1.0, None]])
    with pytest.raises(EditRefused, match="32,767"):
        plan.write(TABLE, [["x" * 32_768, 1.0, None, 1.0, None]])


def test_a_table_never_grows_over_what_stands_below(host: Host, tmp_path: Path) -> None:
    path = made(tmp_path / "a.xlsx", change=lambda sheet: sheet.write("C10", "mine"))
    assert len(host.written(path, rows_of(3)).rows) == 3
    plan = host.open(path) if host.name == "closed" else host.open(made(
        tmp_path / "b.xlsx", change=lambda sheet: sheet.write("C10", "mine")))  # fmt: skip
    with pytest.raises(EditRefused, match=r"C10 is in the way.*move what stands below"):
        plan.write(TABLE, rows_of(4))


def test_a_column_of_the_users_keeps_its_rows(host: Host, tmp_path: Path) -> None:
    path = made(tmp_path / "a.xlsx", own=("first", "second"))
    added: list[list[Cell]] = [*ROWS, ["Cy", 1.0, None, 2.0, None]]
    raw = host.written(path, added)
    assert [row[5] for row in raw.rows] == ["first", "second", None]
    assert [row[:5] for row in raw.rows] == added
    plan = host.open(made(tmp_path / "b.xlsx", own=("first", "second")))
    if host.name == "closed":
        plan.write(TABLE, ROWS[::-1])
        host.put(plan)
        again = host.again(plan, tmp_path / "b.xlsx")
        assert [row[5] for row in again.rows] == ["second", "first"]
        return
    with pytest.raises(EditRefused, match="a column of yours beside rows that would move"):
        plan.write(TABLE, ROWS[::-1])


def test_a_formula_that_the_user_typed_stays_where_its_value_does(
    host: Host, tmp_path: Path
) -> None:
    def change(sheet: Any) -> None:
        sheet.write_formula("F8", "=C8", None, 20.5)

    path = made(tmp_path / "a.xlsx", change=change)
    plan = host.open(path)
    plan.write(TABLE, [[*ROWS[0][:4], "new"], [*ROWS[1][:4], 20.5]])
    host.put(plan)
    assert host.formula(plan, path, "F8") == "=C8"
    assert host.again(plan, path).rows[0][4] == "new"
    with pytest.raises(EditRefused, match=r"F8 holds a formula of yours.*into a value"):
        host.open(made(tmp_path / "b.xlsx", change=change)).write(TABLE, ROWS)


@pytest.mark.parametrize("count", [1, 2, 5])
def test_a_formula_column_computes_in_every_row(host: Host, tmp_path: Path, count: int) -> None:
    path = made(tmp_path / "a.xlsx")
    plan = host.open(path)
    plan.write(TABLE, rows_of(count))
    host.put(plan)
    formulas = [host.formula(plan, path, f"E{row}") for row in range(7, 8 + count)]
    assert formulas == [f"={TABLE.columns[3].formula}"] * count + [""]


def test_a_totals_row_is_refused(host: Host, tmp_path: Path) -> None:
    path = made(tmp_path / "a.xlsx", total_row=True)
    with pytest.raises(EditRefused, match=r"has a totals row; .*switch the totals row off"):
        host.open(path).write(TABLE, ROWS)


# What only an open workbook has


# Sheets made after another one, and cells outside of tables

OWN, NEW = "Mine & co", "N · D'Arcy <&> Ünal"


def test_a_sheet_made_after_another_one_has_its_cells_and_formulas(
    host: Host, tmp_path: Path
) -> None:
    path = made(tmp_path / "a.xlsx")
    plan = host.open(path)
    plan.add_sheet(NEW, OWN, OWN)
    assert NEW in plan.sheet_names()
    plan.write_cells(NEW, {"A1": "theirs", "A2": "not over a formula"})
    host.put(plan)
    assert host.cell(plan, path, NEW, "A1") == "theirs"
    assert host.cell(plan, path, NEW, "A2") == 30.5
    assert host.cell(plan, path, OWN, "A1") == "mine"
    names = host.anew(plan, path).sheet_names()
    assert names.index(NEW) == names.index(OWN) + 1


def test_sheets_stand_in_the_order_in_which_they_were_made(host: Host, tmp_path: Path) -> None:
    path = made(tmp_path / "a.xlsx")
    plan = host.open(path)
    plan.add_sheet("One", OWN, "Goals sheet")
    plan.add_sheet("Two", OWN, "One")
    host.put(plan)
    assert host.anew(plan, path).sheet_names() == ["Goals sheet", "One", "Two", OWN]
    assert host.again(plan, path).rows[0][0] == "Ann"


def test_a_sheet_to_make_others_after_that_is_missing_is_told(host: Host, tmp_path: Path) -> None:
    plan = host.open(made(tmp_path / "a.xlsx"))
    with pytest.raises(EditRefused, match="no sheet “Model”"):
        plan.add_sheet("New", "Model", OWN)


def test_blocks_are_read_and_single_cells_are_written_side_by_side(
    host: Host, tmp_path: Path
) -> None:
    path = made(tmp_path / "a.xlsx", change=lambda sheet: [
        sheet.write(f"{letter}{row}", "old") for row in (21, 22, 23) for letter in "BCD"
    ])  # fmt: skip
    plan = host.open(path)
    cells = {f"{letter}{row}": float(row) for row in (21, 22, 23) for letter in "BC"}
    plan.write_cells("Goals sheet", {**cells, "D21": None, "D22": "=1+1", "D23": "", "B22": None})
    host.put(plan)
    now = host.anew(plan, path)
    assert now.block("Goals sheet", "B21:D23") == [
        [21.0, 21.0, None],
        [None, 22.0, "=1+1"],
        [23.0, 23.0, None],
    ]
    assert now.block("No such sheet", "A1:B2") == [[None, None], [None, None]]


def test_rows_are_hidden_and_shown_again(host: Host, tmp_path: Path) -> None:
    path = made(tmp_path / "a.xlsx")
    plan = host.open(path)
    plan.show_rows("Goals sheet", {6: True, 7: False, 8: False})
    host.put(plan)
    assert host.hidden_rows(plan, path) == {7, 8}
    plan = host.anew(plan, path)
    plan.show_rows("Goals sheet", {7: True, 8: False})
    host.put(plan)
    assert host.hidden_rows(plan, path) == {8}


def test_columns_are_hidden_and_shown_again(host: Host, tmp_path: Path) -> None:
    """Columns C to G stand together in the file; two of them are told apart, and back."""
    path = made(tmp_path / "a.xlsx", change=lambda sheet: sheet.set_column("C:G", 14))
    plan = host.open(path)
    plan.show_columns("Goals sheet", {"C": True, "E": False, "G": False})
    plan.show_columns("No such sheet", {"E": False})
    host.put(plan)
    assert host.hidden_columns(plan, path) == {5, 7}
    plan = host.anew(plan, path)
    plan.show_columns("Goals sheet", {"E": True, "F": False})
    host.put(plan)
    assert host.hidden_columns(plan, path) == {6, 7}
    assert host.again(plan, path).headers == TABLE.headers


@pytest.fixture
def excel(tmp_path: Path) -> Live:
    return Live(memory_excel.opened(made(tmp_path / "a.xlsx")))


def app_of(plan: Live) -> memory_excel.App:
    return plan.book.app.impl


def test_the_screen_rests_while_cells_are_written_and_all_is_put_back(excel: Live) -> None:
    app = app_of(excel)
    excel.write(TABLE, rows_of(5))
    excel.apply()
    assert app.seen == {(False, False, "manual")}
    assert (app.screen_updating, app.enable_events, app.calculation) == (True, True, "automatic")


@pytest.mark.parametrize("after", [0, 1])
def test_a_failure_half_way_changes_nothing(excel: Live, after: int) -> None:
    app = app_of(excel)
    app.calculation, app.fails_after = "semiautomatic", after
    more = Table("Goals", TABLE.columns[:2], TABLE.key)
    excel.write(TABLE, rows_of(5))
    excel.edits["again"] = excel.edits["Goals"]
    assert more.name in excel.edits
    with pytest.raises(FileError, match="nothing was changed"):
        excel.apply()
    raw = Live(excel.book).read(TABLE)
    assert raw.rows == ROWS
    assert excel.book.sheets[0].range("E7").formula == f"={TABLE.columns[3].formula}"
    assert (app.screen_updating, app.calculation) == (True, "semiautomatic")


@pytest.mark.parametrize("after", [0, 1, 2])
def test_a_failure_leaves_no_sheet_behind(excel: Live, after: int) -> None:
    """One sheet is made and one cell written; then Excel refuses."""
    before = [*excel.book.sheet_names]
    excel.add_sheet("New", OWN, OWN)
    excel.write_cells("New", {"A1": "theirs", "C1": "far"})
    app_of(excel).fails_after = after
    with pytest.raises(FileError):
        excel.apply()
    assert [*excel.book.sheet_names] == before


def test_a_filter_is_lifted_while_rows_are_written_and_put_back(excel: Live) -> None:
    table = excel.book.sheets[0].tables["Goals"]
    table.autofilter.apply_values(1, ["Bob"])
    assert excel.book.sheets[0].impl.hidden == {7}
    excel.write(TABLE, [[*ROWS[0][:4], "new"], ROWS[1], ["Cy", 1.0, None, 2.0, None]])
    excel.apply()
    raw = Live(excel.book).read(TABLE)
    assert [row[0] for row in raw.rows] == ["Ann", "Bob", "Cy"]
    assert raw.rows[0][4] == "new"
    assert excel.book.sheets[0].impl.hidden == {7, 9}
    assert table.autofilter.criteria[0].values == ["Bob"]


def test_a_filter_that_cannot_be_put_back_is_refused(excel: Live) -> None:
    excel.book.sheets[0].impl.tables(1).strange = "unknown"
    with pytest.raises(EditRefused, match="filter that could not be put back; clear it"):
        excel.write(TABLE, ROWS)


def test_a_filter_beside_the_table_is_refused_before_a_cell_is_written(excel: Live) -> None:
    excel.book.sheets[0].impl.filtered = True
    excel.write(TABLE, rows_of(3))
    with pytest.raises(EditRefused, match="A filter hides rows"):
        excel.apply()
    assert excel.read(TABLE).rows == ROWS


def test_a_protected_sheet_and_a_read_only_workbook_are_refused(excel: Live) -> None:
    excel.book.sheets[0].impl.protected = True
    with pytest.raises(FileError, match="Goals sheet is protected; unprotect it"):
        excel.write(TABLE, ROWS)
    excel.book.impl.read_only = True
    with pytest.raises(FileError, match="reading only; save a copy"):
        excel.write(TABLE, ROWS)


def test_a_cell_that_is_being_typed_in_is_told_apart(excel: Live) -> None:
    def busy(_: object) -> None:
        raise memory_excel.ComError(-2147418111, "Call was rejected by callee.", None, None)

    excel.write(TABLE, ROWS)
    excel.book.impl.one_step = busy
    with pytest.raises(FileError, match="finish typing in the cell"):
        excel.apply()


def test_an_error_of_ours_is_not_taken_for_one_of_the_program(excel: Live) -> None:
    with pytest.raises(TypeError):
        excel.write(TABLE, [[object()] * 5])  # type: ignore[list-item]


def test_rows_with_a_comment_do_not_move(excel: Live) -> None:
    excel.book.sheets[0].impl.note_rows = [8]
    excel.write(TABLE, [*ROWS, ["Cy", 1.0, None, 2.0, None]])
    with pytest.raises(EditRefused, match="a comment beside rows that would move"):
        excel.write(TABLE, ROWS[::-1])


def test_new_rows_look_like_the_last_one_and_a_print_area_follows(excel: Live) -> None:
    sheet = excel.book.sheets[0]
    sheet.impl.looks[8, 3] = "0.00"
    sheet.page_setup.print_area = "$B$6:$F$8"
    excel.write(TABLE, rows_of(4))
    excel.apply()
    assert [sheet.impl.looks.get((row, 3)) for row in (9, 10)] == ["0.00", "0.00"]
    assert sheet.page_setup.print_area == "$B$6:$F$10"


def test_money_and_new_kinds_of_errors_are_read(excel: Live) -> None:
    cells = excel.book.sheets[0].impl.cells_
    cells[7, 3], cells[8, 3] = Decimal("12.50"), -2146826243
    assert [row[1] for row in excel.read(TABLE).rows] == [12.5, CellError("#VALUE!")]
