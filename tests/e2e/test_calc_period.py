"""The period in LibreOffice: what the sheets say is what their formulas give, and buttons work."""

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import office
import pytest
from test_calc_buttons import press

import played_period as played
from calc_addin_here import opened, unpacked
from conformance.recalculation import assert_shows_what_it_gives
from conftest import answer
from xlgoals.hosts.calc import book_of
from xlgoals.hosts.calc.app import App
from xlgoals.hosts.closed import ClosedFile
from xlgoals.hosts.fresh import write_report
from xlgoals.hosts.live import Live, picked_place
from xlgoals.ribbon import calc_addin
from xlgoals.tables.sheets import leading_signs, tracking, tracking_by_month
from xlgoals.verbs import mine, report
from xlgoals.verbs.regenerate import regenerate
from xlgoals.verbs.track import track

pytestmark = pytest.mark.libreoffice


@pytest.fixture(scope="module")
def under_way(sample_made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = Path(shutil.copy(sample_made, tmp_path_factory.mktemp("period") / "plan.xlsx"))
    played.agreed(path)
    played.bring_in(path, own={"R03": 0.8})
    plan = ClosedFile.open(path)
    regenerate(plan, played.NOW)
    plan.save(played.NOW)
    return path


@pytest.fixture(scope="module")
def calc_with_buttons(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    folder = unpacked(tmp_path_factory.mktemp("addin"), calc_addin.home())
    with office.listening(folder) as place:
        yield answer(place)


@pytest.fixture
def document(calc_with_buttons: Any, under_way: Path, tmp_path: Path) -> Iterator[Any]:
    made = opened(calc_with_buttons, Path(shutil.copy(under_way, tmp_path / "plan.xlsx")))
    yield made
    made.close(True)


def test_every_formula_of_the_period_gives_the_value_the_file_shows(
    under_way: Path, tmp_path: Path
) -> None:
    path = Path(shutil.copy(under_way, tmp_path / "plan.xlsx"))
    plan = ClosedFile.open(path)
    one = mine.Note("Coaching", "Anna", 2.0, dt.date(2027, 3, 1))
    mine.note_event(plan, one, dt.date(2027, 5, 4))
    plan.save(played.NOW)
    plan = ClosedFile.open(path)
    track(plan)
    mine.refresh_mine(plan, dt.date(2027, 5, 4))
    plan.save(played.NOW)
    assert_shows_what_it_gives(path)


def test_the_button_track_writes_what_the_terminal_writes(
    calc_with_buttons: Any, document: Any, under_way: Path, tmp_path: Path
) -> None:
    press(calc_with_buttons, document, "track")
    live = Live(book_of(calc_with_buttons, document))
    file = ClosedFile.open(Path(shutil.copy(under_way, tmp_path / "copy.xlsx")))
    track(file)
    file.save(played.NOW)
    file = ClosedFile.open(tmp_path / "copy.xlsx")
    for table in (tracking.TABLE, tracking_by_month.TABLE, leading_signs.TABLE):
        here, there = (
            [[_plain(cell) for cell in cells] for cells in host.read(table).rows]
            for host in (live, file)
        )
        assert here == there, table.name
    assert document.CurrentController.ActiveSheet.Name == "Tracking"
    assert document.Sheets.getByName("Leading signs").IsVisible


def _plain(cell: object) -> object:
    return float(f"{cell:.12g}") if isinstance(cell, float) else str(cell)


def test_picking_another_rep_draws_that_reps_curve(calc_with_buttons: Any, document: Any) -> None:
    press(calc_with_buttons, document, "track")
    sheet = document.Sheets.getByName("Tracking curve")
    sheet.getCellRangeByName("C5").String = "José Almeida"
    live = Live(book_of(calc_with_buttons, document))
    months = live.read(tracking_by_month.TABLE)
    own = [row for row in months.rows if row[1] == "José Almeida"]
    place = months.headers.index("Plan so far")
    shown = [sheet.getCellByPosition(3, 7 + at).Value for at in range(12)]
    assert shown == pytest.approx([row[place] for row in own])


def test_calc_says_in_which_row_one_is(calc_with_buttons: Any, document: Any) -> None:
    sheet = document.Sheets.getByName("Team")
    document.CurrentController.setActiveSheet(sheet)
    document.CurrentController.select(sheet.getCellRangeByName("D8"))
    assert picked_place(book_of(calc_with_buttons, document)) == ("Team", 8)


def test_calc_prints_the_report_itself(
    calc_with_buttons: Any, under_way: Path, tmp_path: Path
) -> None:
    book, pdf = tmp_path / "r.xlsx", tmp_path / "out.pdf"
    write_report(book, report.report(ClosedFile.open(under_way)), created=played.NOW)
    App(calc_with_buttons).print_pdf(book, pdf)
    assert pdf.read_bytes().startswith(b"%PDF")
