"""The buttons of the add-in in a running Calc, pressed as the menu presses them."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import office
import pytest

from build.libreoffice_menu import SERVICE
from build.templates import MADE
from calc_addin_here import opened, unpacked
from conftest import answer
from xlgoals.hosts.calc import book_of
from xlgoals.hosts.calc.finding import options
from xlgoals.hosts.closed import ClosedFile
from xlgoals.hosts.live import Live
from xlgoals.ribbon import calc_addin
from xlgoals.tables.sheets import assumptions, targets, targets_by_month, team
from xlgoals.tables.typed_tables import read_table, to_rows
from xlgoals.verbs import VERBS
from xlgoals.verbs.regenerate import regenerate

pytestmark = pytest.mark.libreoffice
EXAMPLE = Path(__file__).parents[2] / "workbook_templates" / "sales_goals_example.xlsm"


@pytest.fixture(scope="module")
def calc_with_buttons(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    folder = unpacked(tmp_path_factory.mktemp("addin"), calc_addin.home())
    with office.listening(folder) as place:
        yield answer(place)


@pytest.fixture
def document(calc_with_buttons: Any, tmp_path: Path) -> Iterator[Any]:
    """The example with macros, open in Calc."""
    made = opened(calc_with_buttons, Path(shutil.copy(EXAMPLE, tmp_path / "plan.xlsm")))
    yield made
    made.close(True)


def press(context: Any, document: Any, macro: str) -> None:
    """What a click in the menu or on the toolbar does."""
    manager = context.ServiceManager
    helper = manager.createInstanceWithContext("com.sun.star.frame.DispatchHelper", context)
    frame = document.CurrentController.Frame
    frame.activate()
    helper.executeDispatch(frame, SERVICE + macro, "_self", 0, options())


def test_a_changed_assumption_and_the_button_give_what_the_terminal_gives(
    calc_with_buttons: Any, document: Any, tmp_path: Path
) -> None:
    live = Live(book_of(calc_with_buttons, document))
    raw = live.read(assumptions.TABLE)
    place = raw.headers.index("Next period")
    row = next(at for at, cells in enumerate(raw.rows) if "growth" in str(cells[1]).lower())
    sheet, letters, top = live.locate(assumptions.TABLE, "Next period")
    before = live.read(team.TABLE).rows
    document.Sheets.getByName(sheet).getCellRangeByName(f"{letters}{top + row}").Value = 0.11
    press(calc_with_buttons, document, "regenerate")
    after = live.read(team.TABLE).rows
    assert after != before

    copy = Path(shutil.copy(EXAMPLE, tmp_path / "copy.xlsm"))
    file = ClosedFile.open(copy)
    rows = [list(cells) for cells in file.read(assumptions.TABLE).rows]
    rows[row][place] = 0.11
    frame = read_table(assumptions.TABLE, file.read(assumptions.TABLE))[0]
    file.write(
        assumptions.TABLE, rows if len(rows) == len(frame) else to_rows(assumptions.TABLE, frame)
    )
    file.save(MADE)
    file = ClosedFile.open(copy)
    regenerate(file, MADE)
    file.save(MADE)
    file = ClosedFile.open(copy)
    for table in (team.TABLE, targets.TABLE, targets_by_month.TABLE):
        here = [[_plain(cell) for cell in cells] for cells in live.read(table).rows]
        there = [[_plain(cell) for cell in cells] for cells in file.read(table).rows]
        assert here == there, table.name


def _plain(cell: object) -> object:
    return float(f"{cell:.12g}") if isinstance(cell, float) else str(cell)


def test_scenarios_shows_its_sheet_with_the_names_over_the_goals(
    calc_with_buttons: Any, document: Any
) -> None:
    sheet = document.Sheets.getByName("Scenarios")
    sheet.IsVisible = False
    rows = document.Sheets.getByName("Assumptions")
    assert rows.getCellRangeByName("K14").String == "Rival grows"
    rows.getCellRangeByName("K14").String = "Boom"
    press(calc_with_buttons, document, "scenarios")
    assert sheet.IsVisible
    names = [sheet.getCellRangeByName(f"{letters}6").String for letters in "DEFGH"]
    assert names == ["● As assumed", "Boom", "Rival grows", "Subsidy comes", ""]
    columns = sheet.getColumns()
    assert [x for x in "CDEFGHIJ" if columns.getByName(x).IsVisible] == list("CDEFGJ")
    assert sheet.getCellRangeByName("E8").Value < sheet.getCellRangeByName("D8").Value
    assert document.CurrentController.ActiveSheet.Name == "Scenarios"


def test_last_year_shows_the_findings_and_the_waterfalls_follow(
    calc_with_buttons: Any, document: Any
) -> None:
    why = document.Sheets.getByName("Why")
    why.getCellRangeByName("C5").String = "Leila Haddad"
    press(calc_with_buttons, document, "last_year")
    assert document.CurrentController.ActiveSheet.Name == "Findings"
    assert why.getCellRangeByName("D8").Value == 506_000
    assert [why.Charts.getByIndex(at).Name for at in range(why.Charts.Count)]


def test_one_undo_takes_a_button_back(calc_with_buttons: Any, document: Any) -> None:
    live = Live(book_of(calc_with_buttons, document))
    sheet, letters, top = live.locate(team.TABLE, "Suggested")
    cell = document.Sheets.getByName(sheet).getCellRangeByName(f"{letters}{top}")
    cell.Value = 1.0
    steps = len(document.UndoManager.getAllUndoActionTitles())
    press(calc_with_buttons, document, "regenerate")
    assert cell.Value > 1_000
    assert len(document.UndoManager.getAllUndoActionTitles()) == steps + 1
    document.UndoManager.undo()
    assert cell.Value == 1.0


def test_menu_and_toolbar_name_every_button(calc_with_buttons: Any, document: Any) -> None:
    manager = calc_with_buttons.ServiceManager
    provider = manager.createInstanceWithContext(
        "com.sun.star.configuration.ConfigurationProvider", calc_with_buttons
    )
    place = "/org.openoffice.Office.Addons/AddonUI/OfficeMenuBar/org.xlgoals.menu/Submenu"
    view = provider.createInstanceWithArguments(
        "com.sun.star.configuration.ConfigurationAccess", options(nodepath=place)
    )
    urls = [view.getByName(name).URL for name in view.getElementNames()]
    assert sorted(url for url in urls if url != "private:separator") == sorted(
        SERVICE + verb.name for verb in VERBS if verb.button
    )


def test_a_failing_button_changes_nothing(calc_with_buttons: Any, document: Any) -> None:
    """A column that is needed has been renamed: the button says so and writes nothing."""
    live = Live(book_of(calc_with_buttons, document))
    before = live.read(team.TABLE).rows
    history = document.Sheets.getByName("History")
    for column in range(1, 13):
        cell = history.getCellByPosition(column, 5)
        if cell.String == "Revenue":
            cell.String = "Turnover"
    press(calc_with_buttons, document, "regenerate")
    assert live.read(team.TABLE).rows == before
