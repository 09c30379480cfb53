"""The sheets of the reps: made, typed into, and recorded, in a file on disk."""

import datetime as dt
import math
from pathlib import Path

import office
import pytest

from conformance.check import assert_conforms
from conftest import NOW
from pdf import pdf_pages
from sent_files import rezipped
from xlgoals.domain.errors import InputError
from xlgoals.domain.events import Signature
from xlgoals.domain.goal_ids import WHOLE
from xlgoals.domain.metrics import REVENUE, SALES
from xlgoals.hosts.closed import ClosedFile
from xlgoals.negotiation.session import Taken
from xlgoals.tables.language import Cell
from xlgoals.tables.rep_sheet_layout import CURRENT
from xlgoals.verbs.negotiate.orders import Order, carry_out
from xlgoals.verbs.negotiate.read_session import read_session
from xlgoals.verbs.negotiate.rep_sheet_actions import fit, make_sheets, record
from xlgoals.verbs.negotiate.rep_sheet_input import rep_sheets
from xlgoals.verbs.regenerate import regenerate
from xlgoals.views import rep_sheet as sheet
from xlgoals.views.rep_sheet_goals import AT

ROW, SALES_ROW = CURRENT.row(REVENUE), CURRENT.row(SALES)
LAST = CURRENT.bottom
FITS_REVENUE = [row for text, row in sheet.checks(CURRENT).items() if "against the revenue" in text]
ANNA, JOSE = "R01", "R02"


def done(path: Path, step: object, *arguments: object) -> object:
    """A step on the plan, saved."""
    plan = ClosedFile.open(path)
    result = step(plan, *arguments)  # type: ignore[operator]
    plan.save(NOW)
    return result


def ordered(path: Path, *words: object, **more: object) -> Taken:
    return done(path, carry_out, Order(*words, **more), NOW)  # type: ignore


def sheets(path: Path) -> dict[str, str]:
    return rep_sheets(ClosedFile.open(path))


def typed(path: Path, rep_id: str, cells: dict[str, Cell]) -> None:
    """As if the user had typed and saved."""
    plan = ClosedFile.open(path)
    plan.write_cells(rep_sheets(plan)[rep_id], cells)
    plan.save(NOW)


def cell(path: Path, rep_id: str, at: str) -> Cell:
    plan = ClosedFile.open(path)
    return plan.cells(rep_sheets(plan)[rep_id], [at])[0]


@pytest.fixture
def plan(sample: Path) -> Path:
    done(sample, make_sheets)
    return sample


def test_every_rep_with_a_goal_gets_a_sheet_and_the_file_stays_sound(plan: Path) -> None:
    session = read_session(ClosedFile.open(plan))
    found = sheets(plan)
    assert set(found) == set(session.reps["rep_id"])
    assert found[ANNA] == "N · Anna Lindqvist"
    assert_conforms(plan)


def test_making_them_again_changes_nothing(plan: Path) -> None:
    before = sheets(plan)
    file = ClosedFile.open(plan)
    make_sheets(file)
    assert sheets(plan) == before
    changed = {
        name for name, part in file.package.edited.items() if part != file.package.zip.read(name)
    }
    assert changed == set()


def test_a_sheet_shows_the_suggestion_and_only_the_reps_own_goals(plan: Path) -> None:
    session = read_session(ClosedFile.open(plan))
    own = session.goals[session.goals["rep_id"] == ANNA]
    rows = ClosedFile.open(plan).block(sheets(plan)[ANNA], f"B{ROW}:E{LAST}")
    shown = {row[0]: row[3] for row in rows if row[0]}
    assert shown == {
        goal.label: value if not math.isnan(value) else None
        for goal, value in zip(own["goal"], own["suggested"], strict=True)
    }


def test_what_is_typed_becomes_an_event_with_its_reason(plan: Path) -> None:
    typed(
        plan, ANNA, {f"{AT['proposed']}{ROW}": 900_000.0, f"{AT['why']}{ROW}": "Two new accounts"}
    )
    found = done(plan, record, NOW).taken  # type: ignore[attr-defined]
    event = found.taken[0]
    assert (event.action, event.label, event.value) == ("propose", "Revenue", 900_000.0)
    assert (event.reason, event.who) == ("Two new accounts", "manager")
    assert str(event.source) == "sheet N · Anna Lindqvist"
    assert cell(plan, ANNA, f"{AT['status']}{ROW}") == "● proposed"


def test_recording_twice_takes_nothing_new(plan: Path) -> None:
    typed(plan, ANNA, {f"{AT['proposed']}{ROW}": 900_000.0})
    done(plan, record, NOW)
    again = done(plan, record, NOW)
    assert (again.taken.taken, again.taken.refused) == ((), ())  # type: ignore[attr-defined]


def test_what_is_refused_stays_where_it_was_typed_and_in_the_log(plan: Path) -> None:
    """A counter to nothing is refused: a proposal comes first."""
    at = f"{AT['counter']}{ROW}"
    typed(plan, ANNA, {at: 700_000.0, f"{AT['details']}{ROW}": "Lost the ferry account"})
    found = done(plan, record, NOW).taken  # type: ignore[attr-defined]
    assert "proposal comes first" in found.refused[0][1]
    assert cell(plan, ANNA, at) == 700_000.0
    log = read_session(ClosedFile.open(plan)).log
    assert [event.action for event in log] == ["not taken"]
    assert "Lost the ferry account" in log[0].reason
    done(plan, record, NOW)
    assert len(read_session(ClosedFile.open(plan)).log) == 1
    ordered(plan, "propose", ANNA, "Revenue")
    done(plan, record, NOW)
    assert read_session(ClosedFile.open(plan)).of(ANNA).line(WHOLE).counter == 700_000.0


def test_a_number_that_is_none_is_a_problem_with_its_place_and_stays(plan: Path) -> None:
    at = f"{AT['proposed']}{ROW}"
    typed(plan, ANNA, {at: "about 900", f"{AT['proposed']}{SALES_ROW}": 25.0})
    result = done(plan, record, NOW)
    (problem,) = result.problems  # type: ignore[attr-defined]
    assert (problem.sheet, problem.row, problem.header) == ("N · Anna Lindqvist", ROW, "Proposed")
    assert [event.label for event in result.taken.taken] == ["Sales"]  # type: ignore[attr-defined]
    assert cell(plan, ANNA, at) == "about 900"


def test_a_regenerate_keeps_what_was_typed_and_not_recorded(plan: Path) -> None:
    at = f"{AT['why']}{ROW}"
    typed(plan, ANNA, {at: "Because of the fair"})
    done(plan, regenerate, NOW)
    assert cell(plan, ANNA, at) == "Because of the fair"


def test_a_cell_that_was_emptied_by_mistake_comes_back(plan: Path) -> None:
    ordered(plan, "propose", ANNA)
    at = f"{AT['proposed']}{ROW}"
    before = cell(plan, ANNA, at)
    typed(plan, ANNA, {at: None})
    result = done(plan, record, NOW)
    assert result.taken.taken == ()  # type: ignore[attr-defined]
    done(plan, make_sheets)
    assert cell(plan, ANNA, at) == before


def test_a_sheet_that_was_renamed_or_deleted_is_no_loss(plan: Path) -> None:
    ordered(plan, "propose", ANNA)
    old, new = "N · Anna Lindqvist".encode(), b"Anna"
    rezipped(plan, {"xl/workbook.xml": lambda part: part.replace(old, new)})
    assert sheets(plan)[ANNA] == "Anna"
    ordered(plan, "counter", ANNA, "Revenue", 800_000.0, "No fair", who="rep")
    assert cell(plan, ANNA, f"{AT['counter']}{ROW}") == 800_000.0


def test_agreed_and_signed_by_typing(plan: Path) -> None:
    ordered(plan, "propose", ANNA)
    rows = ClosedFile.open(plan).block(sheets(plan)[ANNA], f"B{ROW}:F{LAST}")
    agreed = {
        f"{AT['agreed']}{at}": row[4] for at, row in enumerate(rows, ROW) if row[0] and row[4]
    }
    typed(plan, ANNA, {**agreed, CURRENT.manager_name: "Maria Vance", CURRENT.rep_name: "Anna L."})
    done(plan, record, NOW)
    now = read_session(ClosedFile.open(plan)).of(ANNA)
    assert now.state == "signed"
    day = "2026-11-02"
    assert now.signed == {
        "manager": Signature("Maria Vance", day),
        "rep": Signature("Anna L.", day),
    }
    assert cell(plan, ANNA, CURRENT.rep_day) == "2026-11-02"


def test_what_is_agreed_without_an_offer_was_offered_in_talking(plan: Path) -> None:
    typed(plan, ANNA, {f"{AT['agreed']}{ROW}": 850_000.0})
    found = done(plan, record, NOW).taken  # type: ignore[attr-defined]
    assert [event.action for event in found.taken] == ["propose", "agree"]


def test_fitting_lets_the_parts_add_up_to_the_revenue(plan: Path) -> None:
    ordered(plan, "propose", ANNA)
    ordered(plan, "propose", ANNA, "Revenue", 700_000.0)
    ordered(plan, "agree", ANNA, "Product: Software", 150_000.0, "Settled in person.")
    done(plan, fit, ANNA, NOW)
    now = read_session(ClosedFile.open(plan)).of(ANNA)
    parts = {goal.product: line for goal, line in now.lines.items() if goal.product}
    assert parts["Software"].agreed == 150_000.0
    values = [x.agreed if x.agreed == x.agreed else x.proposed for x in parts.values()]
    assert sum(values) == pytest.approx(700_000.0)
    activities, products, _ = FITS_REVENUE
    assert cell(plan, ANNA, f"H{products}") == sheet.FITS
    assert cell(plan, ANNA, f"H{activities}") == sheet.FITS


def test_fitting_refuses_with_numbers_where_what_is_agreed_is_too_much(plan: Path) -> None:
    ordered(plan, "propose", ANNA)
    ordered(plan, "propose", ANNA, "Revenue", 100_000.0)
    ordered(plan, "agree", ANNA, "Product: Software", 150_000.0, "Settled in person.")
    with pytest.raises(InputError, match="150,000 is agreed, and the revenue is 100,000"):
        done(plan, fit, ANNA, NOW)


def test_without_sheets_recording_says_what_to_do(sample: Path) -> None:
    with pytest.raises(InputError, match="Rep sheets"):
        done(sample, record, dt.datetime(2026, 11, 2))


def test_two_hundred_reps_of_the_same_name_have_sheets_of_their_own() -> None:
    from xlgoals.tables.safe_names import sheet_name  # noqa: PLC0415

    taken: list[str] = []
    for _ in range(200):
        taken.append(sheet_name("N · Nguyễn Thị Minh Khai von und zu Hohenlohe", taken))
    assert len({name.casefold() for name in taken}) == 200
    assert all(len(name.encode("utf-16-le")) <= 62 for name in taken)


@pytest.mark.libreoffice
@pytest.mark.parametrize("full", [False, True], ids=["as it is", "with every row"])
def test_a_sheet_prints_on_one_page_upright(plan: Path, tmp_path: Path, full: bool) -> None:
    file = ClosedFile.open(plan)
    name = rep_sheets(file)[ANNA]
    if full:
        file.show_rows(name, dict.fromkeys(CURRENT.rows, True))
        file.save(NOW)
    pdf = office.to_pdf(plan, tmp_path / "out", one_page_a_sheet=False)
    pages = pdf_pages(pdf)
    mine = [page for page in pages if "Goals of Anna Lindqvist" in page.text]
    assert len(mine) == 1
    assert mine[0].height > mine[0].width
    assert "Agreed and signed" in mine[0].text
    assert "What did each month bring" in mine[0].text
    assert "###" not in mine[0].text
    after = pages[pages.index(mine[0]) + 1]
    assert "Goals of José Almeida" in after.text
