"""The buttons: what they do in an open workbook, and what they say."""

import datetime as dt
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
import xlwings as xw

import memory_excel
import played_period as played
from conftest import NOW
from goals_book import made, trends_in
from sent_files import ANNA, order, typed
from xlgoals import __version__
from xlgoals.domain import problems
from xlgoals.hosts.closed import ClosedFile
from xlgoals.hosts.live import Live
from xlgoals.ribbon import macros, messages
from xlgoals.tables.language import Role
from xlgoals.tables.sheets import history, negotiation_log
from xlgoals.verbs import VERBS
from xlgoals.verbs import regenerate as regenerating
from xlgoals.verbs.check import check as check_plan
from xlgoals.verbs.import_rows import input_table
from xlgoals.verbs.regenerate import regenerate
from xlgoals.views.plan_sheets import SHEETS


@pytest.fixture
def book(sample: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[xw.Book]:
    """The sample plan, open, its button just pressed."""
    monkeypatch.setattr(messages, "LOG", sample.with_name("xlgoals.log"))
    opened = memory_excel.opened(sample)
    opened.set_mock_caller()
    yield opened
    del xw.Book._mock_caller


def said(book: xw.Book) -> str:
    """The one message that was shown; the status bar is given back."""
    (text,) = book.app.impl.alerts
    assert book.app.status_bar is False
    return str(text)


def test_regenerate_writes_what_the_terminal_writes(book: xw.Book, sample: Path) -> None:
    book.sheets["Settings"].range("C11").value = 9_000_000
    before = ClosedFile.open(sample)
    rows = before.read(input_table("Reps")).rows
    macros.regenerate()
    assert "goals for 11 reps" in said(book)
    assert "company goal of 9,000,000" in said(book)
    plan = ClosedFile.open(sample)
    settings = next(s.table for s in SHEETS if s.name == "Settings" and s.table)
    changed = [
        [*row[:1], 9_000_000.0, *row[2:]] if row[0] == "Company goal" else row
        for row in plan.read(settings).rows
    ]
    plan.write(settings, changed)
    plan.save(NOW)
    plan = ClosedFile.open(sample)
    regenerate(plan, NOW)
    plan.save(NOW)
    there, here = ClosedFile.open(sample), Live(book)
    assert len(rows) == 12
    for table in [sheet.table for sheet in SHEETS if sheet.table]:
        wanted = [at for at, c in enumerate(table.columns) if c.role is not Role.FORMULA]
        one, two = there.read(table), here.read(table)
        if table.name == "LastRun":
            wanted = wanted[1:]
        assert [[row[at] for at in wanted] for row in one.rows] == [
            [row[at] for at in wanted] for row in two.rows
        ], table.name


def test_regenerate_draws_each_rep_a_trend_of_its_own(book: xw.Book, sample: Path) -> None:
    macros.regenerate()
    drawn = book.sheets["Metrics"].impl.trends
    assert drawn.pop((1, 1)) == "mine"
    assert {f"E{row}": source for (row, _), source in drawn.items()} == trends_in(sample)


def test_scenarios_regenerates_and_brings_the_comparison_to_the_front(book: xw.Book) -> None:
    book.sheets["Scenarios"].visible = False
    book.sheets["Assumptions"].range("K14").value = "'Boom"
    macros.scenarios()
    text = said(book)
    assert "As assumed (in force)" in text
    assert "Boom: " in text
    sheet = book.sheets["Scenarios"]
    assert sheet.impl.visible
    assert sheet.impl.front == "Scenarios"
    assert sheet.range("D6:H6").value == [
        "● As assumed", "Boom", "Rival grows", "Subsidy comes", None,
    ]  # fmt: skip


def test_last_year_brings_the_findings_to_the_front(book: xw.Book) -> None:
    book.sheets["Findings"].visible = False
    book.sheets["Findings"].range("D7").value = "'old"
    macros.last_year()
    text = said(book)
    finding, where = (book.sheets["Findings"].range(cell).value for cell in ("D7", "F7"))
    assert text.startswith(f"{finding} ({where})")
    assert "big misses have no reason yet" in text
    assert book.sheets["Findings"].impl.visible
    assert book.sheets["Findings"].impl.front == "Findings"


def test_check_names_the_problems(book: xw.Book) -> None:
    book.sheets["History"].range("C7").value = "'Nobody"
    macros.check()
    first, blank, problem = said(book).split("\n")
    assert (first, blank) == ("1 problem in plan.xlsx; everything else can be used.", "")
    assert problem.startswith("History!Rep ID, row 7: “Nobody”")


def test_check_of_a_sound_plan_says_so(book: xw.Book) -> None:
    macros.check()
    assert said(book) == "No problems."


def test_many_problems_are_cut_to_the_first(book: xw.Book) -> None:
    book.sheets["History"].range("C7:C30").value = "'Nobody"
    macros.check()
    assert len(said(book).split("\n")) == 2 + problems.FEW + 1
    assert said(book).endswith("… and 16 more.")


def test_import_fills_the_table_of_the_sheet_in_front(book: xw.Book, tmp_path: Path) -> None:
    source = tmp_path / "more.csv"
    source.write_text("Month,Rep ID,Product,Revenue\n2026-12,R99,Alpha,1200\n", encoding="utf-8")
    in_front(book, "History")
    book.app.impl.picked = str(source)
    macros.import_()
    assert "History: 1 rows added" in said(book)
    assert "New on sheet Reps: R99" in said(book)
    rows = Live(book).read(history.TABLE).rows
    assert rows[-1][1] == "R99"


def in_front(book: xw.Book, name: str) -> None:
    sheets = book.sheets.impl
    sheets.items.sort(key=lambda sheet: sheet.name != name)


def test_import_on_another_sheet_says_where_to_go(book: xw.Book) -> None:
    macros.import_()
    assert said(book).startswith("“Start” cannot be imported into; choose one of")


def test_a_question_that_is_cancelled_does_nothing(book: xw.Book) -> None:
    in_front(book, "History")
    macros.import_()
    macros.new_plan()
    assert book.app.impl.alerts == []


def test_a_new_plan_is_made_and_opened(book: xw.Book, tmp_path: Path) -> None:
    book.app.impl.picked = str(tmp_path / "mine")
    macros.new_plan()
    assert said(book) == "mine.xlsx is ready. Begin on sheet Start."
    assert [other.fullname for other in book.app.books] == [str(tmp_path / "mine.xlsx")]
    assert check_plan(ClosedFile.open(tmp_path / "mine.xlsx"))


def test_a_workbook_that_is_no_plan_gets_a_sentence(tmp_path: Path) -> None:
    book = memory_excel.opened(made(tmp_path / "a.xlsx"))
    macros.regenerate(book)
    assert said(book).startswith("a.xlsx has no table “Settings”; use a plan made by xlgoals")


def test_an_error_nobody_foresaw_is_logged_and_told(
    book: xw.Book, sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("of ours")

    monkeypatch.setattr(regenerating, "regenerate", broken)
    macros.regenerate()
    assert "nothing was changed" in said(book)
    assert str(messages.LOG) in said(book)
    assert "ZeroDivisionError: of ours" in messages.LOG.read_text("utf-8")
    assert messages.LOG.parent == sample.parent


def test_the_module_loads_nothing_before_a_button_is_pressed() -> None:
    code = "import sys, xlgoals.macros; print(*sorted(sys.modules))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(run.stdout.split())
    assert "xlgoals.macros" in loaded
    assert not loaded & {"pandas", "numpy", "xlwings", "xlgoals.tables", "xlgoals.hosts.live"}


def test_every_button_has_a_command_of_the_same_name() -> None:
    for verb in VERBS:
        if verb.button:
            assert getattr(macros, verb.name).__doc__ == verb.what


def test_help_names_the_next_step_and_the_version(book: xw.Book) -> None:
    macros.help_()
    text = said(book)
    assert __version__ in text
    assert "Next: 5 Agree with each rep" in text or "Next: 2 Look back" in text
    assert str(messages.LOG) in text


@pytest.fixture(scope="module")
def played_sample(sample_made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample four months into its period; not to be changed."""
    path = Path(shutil.copy(sample_made, tmp_path_factory.mktemp("under_way")))
    played.agreed(path)
    played.bring_in(path)
    return path


@pytest.fixture
def under_way(
    played_sample: Path, sample: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[xw.Book]:
    """The sample four months into its period, open, a button just pressed on the fourth of May."""
    shutil.copy(played_sample, sample)
    monkeypatch.setattr(messages, "LOG", sample.with_name("xlgoals.log"))
    monkeypatch.setattr(macros, "dt", SimpleNamespace(datetime=FourthOfMay))
    opened = memory_excel.opened(sample)
    opened.set_mock_caller()
    yield opened
    del xw.Book._mock_caller


class FourthOfMay(dt.datetime):
    @classmethod
    def now(cls, tz: dt.tzinfo | None = None) -> "FourthOfMay":
        return cls(2027, 5, 4, 12)


def test_track_writes_its_sheets_and_brings_one_to_the_front(under_way: xw.Book) -> None:
    macros.track()
    assert said(under_way).startswith("Up to Apr 2027")
    assert under_way.sheets["Tracking"].impl.front == "Tracking"
    assert under_way.sheets["Tracking"].range("C7").value == "Team"
    assert under_way.sheets["Leading signs"].impl.visible


def test_my_goals_names_who_waits(under_way: xw.Book) -> None:
    macros.my_goals()
    assert said(under_way).startswith("Not coached for a month: ")
    assert under_way.sheets["My progress"].impl.visible


def test_log_notes_an_hour_with_the_rep_in_whose_row_one_is(
    under_way: xw.Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(under_way.impl), "picked_place", lambda _: ("Team", 8), raising=False)
    macros.log()
    assert "2027-05-04, Coaching with José Almeida, 1 hour" in said(under_way)
    assert under_way.sheets["My log"].range("C7:E7").value == ["Coaching", "R02", 1]


def test_log_says_what_to_do_where_there_is_no_rep(under_way: xw.Book) -> None:
    macros.log()
    assert "Select a cell in a rep's row first" in said(under_way)


CALENDAR = """BEGIN:VCALENDAR
BEGIN:VEVENT
UID:u1
DTSTART:20270302T100000
DTEND:20270302T113000
SUMMARY:Coaching Anna
END:VEVENT
END:VCALENDAR
"""


@pytest.mark.parametrize(("answer", "hours"), [("yes", 1.5), ("no", None)])
def test_calendar_asks_before_it_takes(
    under_way: xw.Book, monkeypatch: pytest.MonkeyPatch, answer: str, hours: float | None
) -> None:
    app = under_way.app.impl
    picked = Path(under_way.fullname).with_name("c.ics")
    picked.write_text(CALENDAR, encoding="utf-8")
    app.picked = str(picked)

    def alert(prompt: str, *args: object) -> str:
        app.alerts.append(prompt)
        return answer

    monkeypatch.setattr(app, "alert", alert)
    macros.calendar()
    assert "2027-03-02 Coaching with Anna Lindqvist, 1.5 hours: Coaching Anna" in app.alerts[0]
    assert under_way.sheets["My log"].range("E7").value == hours
    assert under_way.app.status_bar is False


def test_report_lets_excel_print_a_report_that_is_closed_again(
    under_way: xw.Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    app, printed = under_way.app.impl, []
    pdf = Path(under_way.fullname).with_name("Our goals.pdf")
    app.picked = str(pdf)
    monkeypatch.setattr(
        xw.Book, "to_pdf", lambda book, path: printed.append((path, book.sheet_names))
    )
    monkeypatch.setattr(
        memory_excel.Book, "close", lambda book: printed.append("closed"), raising=False
    )
    macros.report()
    assert said(under_way) == "Our goals.pdf is ready: 17 parts."
    assert printed[0][0] == str(pdf)
    assert "José Almeida" in printed[0][1]
    assert printed[1] == "closed"


def test_a_report_that_cannot_be_printed_leaves_a_sentence(
    under_way: xw.Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(book: xw.Book, path: str) -> None:
        raise memory_excel.ComError("locked")

    under_way.app.impl.picked = str(Path(under_way.fullname).with_name("out.pdf"))
    monkeypatch.setattr(xw.Book, "to_pdf", refuse)
    macros.report()
    assert "could not be printed" in said(under_way)


def test_rep_files_are_sent_and_collected_by_button(book: xw.Book, sample: Path) -> None:
    order(sample, "propose", "all")
    opened = memory_excel.opened(sample)
    opened.app.impl.picked = str(sample.parent / "out")
    macros.send_rep_files(opened)
    (text,) = opened.app.impl.alerts
    assert text.startswith("11 files in")
    assert "Save the plan" in text
    names = {path.suffix for path in (sample.parent / "out").iterdir()}
    assert names == {".xlsx", ".eml"}
    answered = typed(
        sample.parent / "out" / ANNA,
        {"H10": 800_000, "I10": "=1+1"},
        also=lambda book: setattr(book["Your goals"]["I10"], "data_type", "s"),
    )
    opened.app.impl.picked_files = [str(answered)]
    macros.collect_rep_files(opened)
    assert "taken – Revenue 800,000" in opened.app.impl.alerts[-1]
    rows = Live(opened).read(negotiation_log.TABLE).rows
    assert rows[-1][6:9] == ["counter", 800_000.0, "=1+1"]
    macros.collect_rep_files(opened)
    assert "nothing new" in opened.app.impl.alerts[-1]
    assert Live(opened).read(negotiation_log.TABLE).rows == rows


def test_nothing_is_sent_or_collected_where_nothing_was_picked(book: xw.Book) -> None:
    macros.collect_rep_files()
    assert book.app.impl.alerts == []
