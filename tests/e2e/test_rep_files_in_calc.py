"""A rep's file through LibreOffice: opened, typed into, saved, collected; and the buttons there."""

import shutil
from pathlib import Path
from typing import Any

import office
import openpyxl
import pytest

from sent_files import (
    ANNA,
    DETAILS,
    NUMBER,
    RATE,
    SENT,
    collect,
    order,
    place,
    said,
    send,
    typed,
)
from xlgoals.domain.metrics import REVENUE
from xlgoals.hosts.calc import dialogs, open_book
from xlgoals.hosts.calc.finding import options
from xlgoals.hosts.live import Live
from xlgoals.ribbon import macros
from xlgoals.tables.sheets import negotiation_log
from xlgoals.views.rep_file import TRIED

pytestmark = pytest.mark.libreoffice


@pytest.fixture
def sent(sample: Path, tmp_path: Path) -> Path:
    order(sample, "propose", "all")
    send(sample, tmp_path / "files", "R01")
    return tmp_path


def opened(calc: Any, path: Path) -> Any:
    """A file, open in Calc."""
    desktop = calc.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", calc)
    return desktop.loadComponentFromURL(path.as_uri(), "_blank", 0, options(Hidden=True))


def saved(document: Any, path: Path, kind: str = "Calc MS Excel 2007 XML") -> Path:
    """The file, as Calc saves it."""
    document.storeToURL(path.as_uri(), options(FilterName=kind))
    document.close(True)
    return path


def test_an_answer_typed_in_calc_is_collected(calc: Any, sent: Path) -> None:
    document = opened(calc, sent / "files" / ANNA)
    goals = document.Sheets.getByName("Your goals")
    assert goals.isProtected()
    goals.getCellRangeByName(NUMBER).Value = 800_000.5
    goals.getCellRangeByName(DETAILS).String = '=HYPERLINK("http://evil.example")'
    goals.getCellRangeByName(RATE).Value = 0.3
    assert (
        goals.getCellRangeByName(place("chance_counter", REVENUE)).Value
        > goals.getCellRangeByName(place("chance_proposed", REVENUE)).Value
    )
    back = saved(document, sent / "Antwort von Anna.xlsx")
    found = collect(sent / "plan.xlsx", back, when=SENT.replace(year=2099))
    assert [one.outcome for one in found.reports] == ["taken"], found.reports
    assert [one[:3] for one in said(sent / "plan.xlsx")] == [
        ("Revenue", "counter", 800_000.5),
        ("Close rate", "counter", 0.3),
    ]
    assert not collect(sent / "plan.xlsx", back, when=SENT.replace(year=2099)).changed


def test_what_if_works_itself_out_in_calc(calc: Any, sent: Path) -> None:
    document = opened(calc, sent / "files" / ANNA)
    tries = document.Sheets.getByName("What if")
    document.calculateAll()
    assert tries.getCellRangeByName(f"D{TRIED + 5}").Value == pytest.approx(
        tries.getCellRangeByName(f"C{TRIED + 5}").Value
    )
    before = tries.getCellRangeByName(f"D{TRIED + 6}").Value
    tries.getCellRangeByName(f"D{TRIED + 1}").Value *= 2
    assert tries.getCellRangeByName(f"D{TRIED + 5}").Value == pytest.approx(
        2 * tries.getCellRangeByName(f"C{TRIED + 5}").Value
    )
    assert tries.getCellRangeByName(f"D{TRIED + 6}").Value < before
    document.close(True)


def test_every_value_is_what_calc_works_out(sent: Path) -> None:
    path = sent / "files" / ANNA
    again = office.convert(path, sent / "calc", "xlsx", recalculate=True)
    ours, theirs = (openpyxl.load_workbook(one, data_only=True) for one in (path, again))
    for name in ("Your goals", "What if"):
        for row in ours[name].iter_rows():
            for cell in row:
                there = theirs[name][cell.coordinate].value
                if isinstance(cell.value, float | int):
                    assert there == pytest.approx(cell.value), f"{name}!{cell.coordinate}"
                else:
                    assert (there or "") == (cell.value or ""), f"{name}!{cell.coordinate}"


def test_a_file_saved_as_ods_is_told(sent: Path) -> None:
    other = office.convert(sent / "files" / ANNA, sent / "calc", "ods")
    found = collect(sent / "plan.xlsx", Path(shutil.move(other, sent / "Anna.ods")))
    assert (
        found.reports[0].sentence
        == "Anna.ods is of another format; save it in Excel as .xlsx first."
    )


def test_the_buttons_send_and_collect_in_an_open_plan(
    calc: Any, sent: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = open_book(calc, sent / "plan.xlsx")
    try:
        monkeypatch.setattr(dialogs, "pick_folder", lambda *asked: str(sent / "out"))
        said_in_calc: list[str] = []
        monkeypatch.setattr(dialogs, "message", lambda app, text, *more: said_in_calc.append(text))
        macros.send_rep_files(book)
        assert said_in_calc[-1].startswith("11 files in"), said_in_calc
        answer = typed(sent / "out" / ANNA, {NUMBER: 800_000, DETAILS: "Two left."}, saved=SENT)
        monkeypatch.setattr(dialogs, "pick_files", lambda *asked: [str(answer)])
        macros.collect_rep_files(book)
        assert "taken – Revenue 800,000" in said_in_calc[-1]
        rows = Live(book).read(negotiation_log.TABLE).rows
        assert rows[-1][6:9] == ["counter", 800_000.0, "Two left."]
        macros.collect_rep_files(book)
        assert "nothing new" in said_in_calc[-1]
    finally:
        book.impl.api.close(True)
