"""A negotiation in a running Calc: sheets made, words recorded, goals agreed and signed by buttons."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import office
import pytest
from test_calc_buttons import EXAMPLE, press

from calc_addin_here import opened, unpacked
from conftest import answer
from xlgoals.domain.goal_ids import WHOLE
from xlgoals.domain.metrics import CLOSE_RATE, REVENUE
from xlgoals.hosts.calc import book_of, charts, dialogs
from xlgoals.hosts.calc.finding import options
from xlgoals.hosts.live import Live
from xlgoals.negotiation.session import Session
from xlgoals.negotiation.state import Negotiation
from xlgoals.ribbon import calc_addin, macros
from xlgoals.tables.rep_sheet_layout import CURRENT
from xlgoals.verbs.negotiate.read_session import read_session
from xlgoals.verbs.negotiate.rep_sheet_input import rep_sheets
from xlgoals.views import rep_sheet as sheet
from xlgoals.views.plan_sheets import SHEETS
from xlgoals.views.rep_sheet_goals import AT

pytestmark = pytest.mark.libreoffice
ANNA = "R01"
NAME = "N · Anna Lindqvist"
ROW, RATE_ROW = CURRENT.row(REVENUE), CURRENT.row(CLOSE_RATE)


@pytest.fixture(scope="module")
def office_with_buttons(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    folder = unpacked(tmp_path_factory.mktemp("addin"), calc_addin.home())
    with office.listening(folder) as place:
        yield answer(place)


class Calc:
    """The example with macros, open in Calc."""

    def __init__(self, context: Any, path: Path) -> None:
        self.context, self.path = context, path
        self.document = opened(context, path)

    def press(self, macro: str, front: str = "") -> None:
        if front:
            sheets = self.document.Sheets
            self.document.CurrentController.setActiveSheet(sheets.getByName(front))
        press(self.context, self.document, macro)

    def cell(self, at: str, name: str = NAME) -> Any:
        return self.document.Sheets.getByName(name).getCellRangeByName(at)

    def type(self, at: str, value: float | str, name: str = NAME) -> None:
        cell = self.cell(at, name)
        if isinstance(value, str):
            cell.String = value
        else:
            cell.Value = value

    def session(self) -> Session:
        return read_session(Live(book_of(self.context, self.document)))

    def anna(self) -> Negotiation:
        return self.session().of(ANNA)


@pytest.fixture
def calc(office_with_buttons: Any, tmp_path: Path) -> Iterator[Calc]:
    made = Calc(office_with_buttons, Path(shutil.copy(EXAMPLE, tmp_path / "plan.xlsm")))
    yield made
    made.document.close(True)


def test_rep_sheets_draw_their_own_cells_and_one_undo_takes_them_back(calc: Calc) -> None:
    before = list(calc.document.Sheets.ElementNames)
    calc.press("rep_sheets")
    names = list(calc.document.Sheets.ElementNames)
    made = [name for name in names if name not in before]
    assert len(made) == len(calc.session().reps)
    assert calc.document.CurrentController.ActiveSheet.Name == made[0] == NAME
    drawn = {
        charts._source(part) for _, part in charts._of_sheet(calc.document.Sheets.getByName(NAME))
    }
    assert drawn
    assert all(source.startswith(f"$'{NAME}'.") for source in drawn)
    calc.document.UndoManager.undo()
    assert list(calc.document.Sheets.ElementNames) == before


def test_the_sheets_formulas_give_what_the_file_would_show(calc: Calc) -> None:
    """What Calc works out is what Python wrote into files as the formulas' values."""
    calc.press("rep_sheets")
    calc.type(f"{AT['proposed']}{ROW}", 930_000.0)
    calc.type(f"{AT['counter']}{ROW}", 700_000.0)
    calc.type(f"{AT['proposed']}{RATE_ROW}", 0.4)
    calc.type(f"{AT['counter']}{RATE_ROW}", 0.3)
    calc.press("record")
    calc.document.calculateAll()
    live = Live(book_of(calc.context, calc.document))
    from xlgoals.verbs.negotiate.evidence import read_evidence  # noqa: PLC0415
    from xlgoals.verbs.negotiate.rep_sheet_contents import view  # noqa: PLC0415

    wanted = view(read_session(live), ANNA, read_evidence(live)).formulas
    found = {at: live.cells(NAME, [at])[0] for at in wanted}
    for at, (_, value) in wanted.items():
        if isinstance(value, float):
            assert found[at] == pytest.approx(value, rel=1e-9), at
        else:
            assert (found[at] or "") == (value or ""), at


def test_from_proposal_to_signature_by_buttons(calc: Calc) -> None:
    calc.press("rep_sheets")
    calc.press("propose", NAME)
    assert calc.anna().state == "proposed"
    assert calc.anna().line(WHOLE).proposed == calc.cell(f"{AT['suggested']}{ROW}").Value
    assert calc.session().of("R02").state == "draft", "only the rep in front"
    for row, (value, why) in enumerate([(800_000.0, "The ferry account is lost"), (20.0, "")], ROW):
        calc.type(f"{AT['counter']}{row}", value)
        calc.type(f"{AT['details']}{row}", why)
    calc.press("record")
    line = calc.anna().line(WHOLE)
    assert (line.state, line.counter, line.details) == (
        "countered", 800_000.0, "The ferry account is lost",
    )  # fmt: skip
    assert calc.cell(f"{AT['status']}{ROW}").String == "● countered"
    calc.press("agree", NAME)
    assert calc.anna().line(WHOLE).agreed == 800_000.0
    settled = {goal.label for goal, line in calc.anna().lines.items() if line.state == "agreed"}
    for row in CURRENT.rows:
        line = calc.cell(f"{AT['goal']}{row}").String
        if line and line not in settled:
            calc.type(f"{AT['agreed']}{row}", calc.cell(f"{AT['proposed']}{row}").Value)
    calc.type(CURRENT.manager_name, "Maria Vance")
    calc.type(CURRENT.rep_name, "Anna Lindqvist")
    calc.press("record")
    assert calc.anna().state == "signed"
    assert calc.cell(f"{AT['status']}{ROW}").String == "✓ signed"
    team = calc.document.Sheets.getByName("Team")
    assert team.getCellRangeByName("L7").Value == 800_000.0


def test_fit_lets_products_add_up(calc: Calc) -> None:
    calc.press("rep_sheets")
    calc.press("propose", NAME)
    calc.type(f"{AT['proposed']}{ROW}", 600_000.0)
    calc.press("fit", NAME)
    for text, row in sheet.checks(CURRENT).items():
        if "territories" not in text and "the revenue" in text:
            assert calc.cell(f"H{row}").String == sheet.FITS, text


def test_a_formula_that_a_rep_wrote_is_text_in_log_and_sheet(calc: Calc) -> None:
    calc.press("rep_sheets")
    calc.press("propose", NAME)
    calc.type(f"{AT['counter']}{ROW}", 700_000.0)
    calc.type(f"{AT['details']}{ROW}", '=HYPERLINK("http://example.com","click")')
    calc.press("record")
    details = calc.cell(f"{AT['details']}{ROW}")
    assert details.Formula.startswith("'=HYPERLINK") or details.String.startswith("=HYPERLINK")
    assert details.Type.value == "TEXT"


def test_sheets_that_every_plan_has_are_still_in_their_order(calc: Calc) -> None:
    calc.press("rep_sheets")
    names = [one.name for one in SHEETS]
    found = [name for name in calc.document.Sheets.ElementNames if name in names]
    assert found == names
    assert rep_sheets(Live(book_of(calc.context, calc.document)))[ANNA] == NAME


def test_the_whole_way_from_proposal_to_signature_with_a_rep_file(
    calc: Calc, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Proposed by button, sent, answered in Calc, collected, agreed and signed."""
    book = book_of(calc.context, calc.document)
    monkeypatch.setattr(dialogs, "message", lambda *said: "ok")
    monkeypatch.setattr(dialogs, "pick_folder", lambda *asked: str(tmp_path / "out"))
    calc.press("rep_sheets")
    calc.press("propose", NAME)
    macros.send_rep_files(book)
    (file,) = (tmp_path / "out").glob("*.xlsx")
    document = opened(calc.context, file)
    goals = document.Sheets.getByName("Your goals")
    goals.getCellRangeByName(f"{AT['counter']}{ROW}").Value = 820_000.0
    goals.getCellRangeByName(f"{AT['details']}{ROW}").String = "=1+1 is what is left"
    back = tmp_path / "von Anna.xlsx"
    kind = options(FilterName="Calc MS Excel 2007 XML")
    document.storeToURL(back.as_uri(), kind)
    document.close(True)
    monkeypatch.setattr(dialogs, "pick_files", lambda *asked: [str(back)])
    macros.collect_rep_files(book)
    assert calc.cell(f"{AT['counter']}{ROW}").Value == 820_000.0
    assert calc.cell(f"{AT['details']}{ROW}").String == "=1+1 is what is left"
    calc.press("agree", NAME)
    assert calc.anna().line(WHOLE).agreed == 820_000.0
    for row in CURRENT.rows[1:]:
        if calc.cell(f"{AT['goal']}{row}").String:
            calc.type(f"{AT['agreed']}{row}", calc.cell(f"{AT['proposed']}{row}").Value)
    calc.type(CURRENT.manager_name, "Maria Vance")
    calc.type(CURRENT.rep_name, "Anna Lindqvist")
    calc.press("record")
    assert calc.anna().state == "signed"
    assert calc.anna().turn == ""
    actions_taken = [event.action for event in calc.session().log]
    assert "not taken" not in actions_taken
