"""A plan that is open in a running Calc: worked on, recalculated, and taken back in one step."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from conformance.check import assert_same_books
from conftest import NOW
from goals_book import trends_in
from xlgoals.domain.errors import EditRefused, FileError
from xlgoals.hosts.calc import charts, open_book
from xlgoals.hosts.calc.finding import load_uno, struct
from xlgoals.hosts.closed import ClosedFile
from xlgoals.hosts.live import Live, transaction
from xlgoals.tables.language import Table
from xlgoals.tables.sheets import history, last_targets, metrics, proposals, reps, team
from xlgoals.tables.typed_tables import read_table, to_rows
from xlgoals.verbs.regenerate import regenerate
from xlgoals.views.plan_sheets import SHEETS

pytestmark = pytest.mark.libreoffice


LEAVER = "R12"
Values = dict[tuple[int, int], Any]


def with_rows(path: Path, table: Table, change: Callable[[pd.DataFrame], pd.DataFrame]) -> None:
    """The file with other rows in a table."""
    plan = ClosedFile.open(path)
    frame = read_table(table, plan.read(table))[0]
    plan.write(table, to_rows(table, change(frame)))
    plan.save(NOW)


def without_leaver(frame: pd.DataFrame) -> pd.DataFrame:
    return frame[frame["rep_id"] != LEAVER]


@pytest.fixture(params=["fewer", "more"])
def changed(request: pytest.FixtureRequest, sample: Path, tmp_path: Path) -> Path:
    """A plan whose tables will shrink, or grow, when it is regenerated."""
    fewer = Path(shutil.copy(sample, tmp_path / "fewer.xlsx"))
    for table in (reps.TABLE, history.TABLE, proposals.TABLE, last_targets.TABLE):
        with_rows(fewer, table, without_leaver)
    if request.param == "fewer":
        return fewer
    plan, whole = ClosedFile.open(fewer), ClosedFile.open(sample)
    regenerate(plan, NOW)
    for table in (reps.TABLE, history.TABLE, proposals.TABLE, last_targets.TABLE):
        plan.write(table, to_rows(table, read_table(table, whole.read(table))[0]))
    plan.save(NOW)
    return fewer


@pytest.fixture
def opened(calc: Any) -> Iterator[Callable[[Path], Live]]:
    """Plans open in Calc, closed after the test."""
    plans: list[Live] = []

    def open_(path: Path) -> Live:
        plans.append(Live(open_book(calc, path, hidden=True)))
        return plans[-1]

    yield open_
    for plan in plans:
        plan.book.close()


def shown(plan: Live) -> dict[str, Values]:
    """What every cell of every sheet shows."""
    return {sheet.name: shown_on(sheet) for sheet in plan.book.sheets}


def shown_on(sheet: Any) -> Values:
    used = sheet.impl.api.createCursor()
    used.gotoEndOfUsedArea(False)
    corner = used.RangeAddress.EndRow + 1, used.RangeAddress.EndColumn + 1
    rows = sheet.range((1, 1), corner).options(ndim=2, err_to_str=True).value
    return {
        (row, column): value
        for row, cells in enumerate(rows, 1)
        for column, value in enumerate(cells, 1)
        if value is not None
    }


def regenerated(plan: Live) -> Live:
    regenerate(plan, NOW)
    plan.apply("Regenerate")
    return plan


def drawn(plan: Live) -> dict[str, set[str]]:
    """The cells that the charts of each sheet draw."""
    found: dict[str, set[str]] = {}
    for _, part in charts._sequences(plan.book.api):
        text = charts._source(part)
        found.setdefault(text.partition(".")[0].strip("$'"), set()).add(text.partition(".")[2])
    return found


def test_regenerate_gives_what_the_terminal_gives(
    opened: Callable[[Path], Live], changed: Path, tmp_path: Path
) -> None:
    """Every cell of every sheet: what Calc works out, and what the terminal wrote into a file."""
    terminal = Path(shutil.copy(changed, tmp_path / "terminal.xlsx"))
    closed = ClosedFile.open(terminal)
    regenerate(closed, NOW)
    closed.save(NOW)
    here = regenerated(opened(changed))
    by_file, by_calc = shown(opened(terminal)), shown(here)
    assert_same_books(by_file, by_calc, loose=1e-9)
    assert sum(map(len, by_calc.values())) > 25_000
    sizes = [len(here.read(table).rows) for table in (team.TABLE, metrics.TABLE)]
    assert sizes in ([10, 12], [11, 13])


def test_one_undo_brings_everything_back(opened: Callable[[Path], Live], changed: Path) -> None:
    plan = opened(changed)
    before, charts_before = shown(plan), drawn(plan)
    sizes = {s.table.name: plan.locate(s.table, s.table.headers[0]) for s in SHEETS if s.table}
    ranges = [table.range.address for sheet in plan.book.sheets for table in sheet.tables]
    regenerated(plan)
    assert shown(plan) != before
    transaction = plan.book.api.getUndoManager()
    assert transaction.getAllUndoActionTitles() == ("Regenerate",)
    transaction.undo()
    assert_same_books(before, shown(plan), loose=1e-9)
    assert drawn(plan) == charts_before
    assert ranges == [t.range.address for sheet in plan.book.sheets for t in sheet.tables]
    assert sizes
    transaction.redo()
    assert shown(plan) != before


def test_charts_draw_all_rows_of_their_tables(
    opened: Callable[[Path], Live], changed: Path
) -> None:
    plan = regenerated(opened(changed))
    last = 6 + len(plan.read(team.TABLE).rows)
    assert drawn(plan)["Team"] == {f"${c}$7:${c}${last}" for c in "CEFMNRS"}


def test_no_small_chart_draws_another_reps_months(
    opened: Callable[[Path], Live], changed: Path, tmp_path: Path
) -> None:
    """Calc cannot be told to draw them: wrong ones are gone until the terminal draws them."""
    saved = tmp_path / "saved.xlsx"
    plan = opened(changed)
    kind = struct("beans.PropertyValue", Name="FilterName", Value="Calc MS Excel 2007 XML")
    plan.book.sheets["Settings"].range("C11").value = 9_000_000
    regenerated(plan).book.api.storeToURL(saved.as_uri(), (kind,))
    assert trends_in(saved) == {}
    plan.book.api.getUndoManager().undo()
    plan.book.api.storeToURL(saved.as_uri(), (kind,))
    assert trends_in(saved) == trends_in(changed) != {}


def test_small_charts_stay_where_no_row_moves(
    opened: Callable[[Path], Live], sample: Path, tmp_path: Path
) -> None:
    saved = tmp_path / "saved.xlsx"
    plan = opened(sample)
    kind = struct("beans.PropertyValue", Name="FilterName", Value="Calc MS Excel 2007 XML")
    plan.book.sheets["Settings"].range("C11").value = 9_000_000
    regenerated(plan).book.api.storeToURL(saved.as_uri(), (kind,))
    assert trends_in(saved) == trends_in(sample)


def test_what_the_user_looks_at_stays(opened: Callable[[Path], Live], sample: Path) -> None:
    """Sheet in front, selection, filter, hidden rows, frozen panes: all as before."""
    plan = opened(sample)
    document = plan.book.api
    view, sheet = document.getCurrentController(), document.Sheets.getByName("Team")
    filtered(sheet, document.DatabaseRanges.getByName("Team"), "North")
    sheet.getRows().getByIndex(9).IsVisible = False
    view.setActiveSheet(document.Sheets.getByName("Review"))
    view.select(view.getActiveSheet().getCellRangeByName("D8:E9"))
    before = looked_at(document)
    assert before[0] == "Review"
    assert len(before[2]) > 3
    plan.book.sheets["Settings"].range("C11").value = 9_000_000
    regenerated(plan)
    assert looked_at(document) == before
    assert not document.hasControllersLocked()
    assert document.isAutomaticCalculationEnabled()


def filtered(sheet: Any, table: Any, territory: str) -> None:
    """Let a table show one territory only."""
    table.AutoFilter = True
    rows = sheet.getCellRangeByName("B6:J17")
    rule = rows.createFilterDescriptor(True)
    rule.ContainsHeader = True
    equal = load_uno().Enum("com.sun.star.sheet.FilterOperator", "EQUAL")
    rule.setFilterFields(
        (struct("sheet.TableFilterField", Field=2, Operator=equal, StringValue=territory),)
    )
    rows.filter(rule)


def looked_at(document: Any) -> tuple[Any, ...]:
    view, rows = document.getCurrentController(), document.Sheets.getByName("Team").getRows()
    hidden = [at for at in range(30) if not rows.getByIndex(at).IsVisible]
    area = view.getSelection().getRangeAddress()
    corner = area.Sheet, area.StartRow, area.StartColumn, area.EndRow, area.EndColumn
    fixed = document.DatabaseRanges.getByName("Team").AutoFilter
    return view.getActiveSheet().getName(), corner, hidden, fixed, view.getFirstVisibleRow()


def test_a_failure_half_way_takes_back_what_was_written(
    opened: Callable[[Path], Live], sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = opened(sample)
    plan.book.sheets["Settings"].range("C11").value = 9_000_000
    before, transaction = shown(plan), plan.book.api.getUndoManager().getAllUndoActionTitles()
    assert len(transaction) == 1
    regenerate(plan, NOW)
    fails_at(plan, "Metrics", monkeypatch)
    with pytest.raises(FileError, match="nothing was changed"):
        plan.apply()
    assert_same_books(before, shown(plan), loose=1e-9)
    assert plan.book.api.getUndoManager().getAllUndoActionTitles() == transaction
    assert not plan.book.api.hasControllersLocked()


def test_a_failure_before_the_first_cell_leaves_the_users_last_step(
    opened: Callable[[Path], Live], sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = opened(sample)
    plan.book.sheets["Settings"].range("C11").value = 9_000_000
    regenerate(plan, NOW)
    fails_at(plan, next(iter(plan.edits)), monkeypatch)
    with pytest.raises(FileError):
        plan.apply()
    assert plan.book.sheets["Settings"].range("C11").value == 9_000_000


def fails_at(plan: Live, table: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the program refuse when it comes to a table."""
    real = transaction.carry_out

    def refusing(edit: Any) -> None:
        if edit.table.name == table:
            raise load_uno().getClass("com.sun.star.uno.RuntimeException")("refused")
        real(edit)

    monkeypatch.setattr(transaction, "carry_out", refusing)


def test_a_sheet_that_is_protected_is_told_before_anything_is_written(
    opened: Callable[[Path], Live], sample: Path
) -> None:
    plan = opened(sample)
    plan.book.api.Sheets.getByName("Review").protect("")
    with pytest.raises(FileError, match="Sheet Review is protected; unprotect it"):
        regenerate(plan, NOW)


def test_a_comment_on_a_row_keeps_the_rows_in_place(
    opened: Callable[[Path], Live], sample: Path
) -> None:
    plan = opened(sample)
    at = struct("table.CellAddress", Sheet=12, Row=8, Column=2)
    plan.book.api.Sheets.getByName("Team").getAnnotations().insertNew(at, "ask her")
    rows = plan.read(team.TABLE).rows
    plan.write(team.TABLE, rows)
    with pytest.raises(EditRefused, match="a comment beside rows that would move"):
        plan.write(team.TABLE, rows[::-1])


def test_new_rows_look_like_the_last_one(opened: Callable[[Path], Live], sample: Path) -> None:
    """Format, style, validation; and rows that are given up look blank again."""
    plan = opened(sample)
    sheet = plan.book.api.Sheets.getByName("Team")
    rows = plan.read(team.TABLE).rows
    plan.write(team.TABLE, [*rows, ["R98", *rows[-1][1:]], ["R99", *rows[-1][1:]]])
    plan.apply()
    assert [look(sheet, f"I{row}") for row in (18, 19)] == [look(sheet, "I17")] * 2
    assert look(sheet, "I19") != look(sheet, "I20")
    plan.write(team.TABLE, rows[:3])
    plan.apply()
    assert [look(sheet, f"I{row}") for row in (10, 19)] == [look(sheet, "I20")] * 2
    assert [row[0] for row in plan.read(team.TABLE).rows] == ["R01", "R02", "R03"]


def look(sheet: Any, address: str) -> tuple[Any, ...]:
    cell = sheet.getCellRangeByName(address)
    return cell.CellStyle, cell.NumberFormat, cell.CellBackColor, cell.BottomBorder.OuterLineWidth


def test_formulas_of_the_user_follow_what_is_written(
    opened: Callable[[Path], Live], sample: Path
) -> None:
    plan = opened(sample)
    mine = plan.book.sheets["Team"].range("N2")
    mine.formula = "=SUM(Team[Suggested])/1000"
    before = mine.value
    plan.book.sheets["Settings"].range("C11").value = 5_000_000
    regenerated(plan)
    total = sum(float(str(row[4])) for row in Live(plan.book).read(team.TABLE).rows)
    assert mine.value == pytest.approx(total / 1000)
    assert mine.value != before
    assert mine.formula == "=SUM(Team[Suggested])/1000"


def test_the_status_bar_says_what_is_done_and_is_given_back(calc: Any, sample: Path) -> None:
    book = open_book(calc, sample)
    book.app.status_bar = "Reading the plan"
    assert book.app.status_bar == "Reading the plan"
    assert book.app.impl.indicator is not None
    book.app.status_bar = False
    assert book.app.status_bar is False
    assert book.app.impl.indicator is None
    assert book.app.alert("Done.", title="xlgoals", mode="info") == "ok"
    book.close()
