"""No verb forgets a cell that follows from what it wrote."""

import datetime as dt
import math
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from test_one_pass import do

from xlgoals.hosts.closed import ClosedFile
from xlgoals.hosts.fresh import write_plan
from xlgoals.tables.language import Cell
from xlgoals.tables.raw_table import RawTable
from xlgoals.tables.typed_tables import typed_rows
from xlgoals.verbs import VERBS, formulas
from xlgoals.verbs.import_rows import import_rows
from xlgoals.verbs.mine import suggest_hours, take_hours
from xlgoals.verbs.negotiate.orders import Order, carry_out
from xlgoals.verbs.negotiate.rep_sheet_actions import make_sheets
from xlgoals.verbs.negotiate.rep_sheet_input import rep_sheets
from xlgoals.verbs.new_plan import new_plan
from xlgoals.verbs.regenerate import regenerate
from xlgoals.verbs.scenarios import use_scenario
from xlgoals.verbs.track import track
from xlgoals.verbs.verb import Verb
from xlgoals.views import rep_sheet, start
from xlgoals.views.computed import computed_cells, looking_at
from xlgoals.views.plan_sheets import SHEETS

NOW = dt.datetime(2027, 2, 2, 9, 0)
JANUARY = RawTable(
    "january.csv",
    ("Month", "Rep ID", "Territory", "Product", "Revenue", "Sales", "Presentations"),
    [["2027-01", "R01", "North", "Dairy", 90_000.0, 9.0, 30.0]],
    2,
)
DECIDED = RawTable(
    "crm.csv",
    ("Proposal ID", "Rep ID", "Opened", "Closed", "Value", "Outcome"),
    [["Z1", "R01", "2026-03-01", "2026-04-01", 9_000.0, "Won"]],
    2,
)
IN_TURN: dict[str, Callable[[ClosedFile], object]] = {
    "regenerate": lambda plan: regenerate(plan, NOW),
    "propose": lambda plan: carry_out(plan, Order("propose", "all"), NOW),
    "sheets": lambda plan: make_sheets(plan, "R01"),
    "agree": lambda plan: carry_out(plan, Order("agree", "R01", reason="Settled."), NOW),
    "hours": lambda plan: take_hours(plan, suggest_hours(plan, NOW.date())),
    "import history": lambda plan: import_rows(plan, "History", JANUARY),
    "import proposals": lambda plan: import_rows(plan, "Proposals", DECIDED),
    "use a scenario": lambda plan: use_scenario(plan, "Rival grows"),
    "track": track,
}


def test_after_every_verb_the_file_shows_what_the_formulas_give(tmp_path: Path) -> None:
    """Start, the totals of Team and sheet Formulas, from the tables as they then stand."""
    path = tmp_path / "plan.xlsm"
    write_sample(path)
    for name, verb in IN_TURN.items():
        plan = ClosedFile.open(path)
        verb(plan)
        plan.save(NOW)
        assert not stale(ClosedFile.open(path)), name


def write_sample(path: Path) -> None:
    """The sample's plan as a new file."""
    made = new_plan(dt.date(2027, 1, 1), sample=True, macros=True)
    write_plan(path, made.rows, created=NOW, name=made.name, values=made.values, more=made.sheets)


@pytest.fixture(scope="module")
def talks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan with a proposal to everybody, and the sheet of a rep."""
    path = tmp_path_factory.mktemp("talks") / "plan.xlsm"
    write_sample(path)
    for name in ("regenerate", "propose", "sheets"):
        plan = ClosedFile.open(path)
        IN_TURN[name](plan)
        plan.save(NOW)
    return path


@pytest.mark.parametrize(
    "verb", [verb for verb in VERBS if verb.does and verb.undo], ids=lambda verb: verb.name
)
def test_no_declared_verb_leaves_a_view_behind(verb: Verb, talks: Path, tmp_path: Path) -> None:
    """Not one of them refreshes a view itself, nor the sheets of the reps."""
    path = Path(shutil.copy(talks, tmp_path))
    plan = ClosedFile.open(path)
    do(verb, plan)
    plan.save(NOW)
    assert not stale(ClosedFile.open(path))


def stale(plan: ClosedFile) -> list[str]:
    """Cells of views that show something else than their tables give."""
    tables = {s.table.name: typed_rows(plan, s.table)[1] for s in SHEETS if s.table}
    wrong = []
    for sheet in (*SHEETS, formulas.SHEET):
        looking = {label.at for label in looking_at(sheet, tables.keys())}
        values = {at: v for at, (_, v) in computed_cells(sheet, tables).items() if at in looking}
        copies = rep_sheets(plan).values() if sheet is rep_sheet.SHEET else ()
        wrong += [
            f"{name}!{at} shows {cell!r}, not {value!r}"
            for name in (sheet.name, *copies)
            for (at, value), cell in zip(values.items(), plan.cells(name, [*values]), strict=True)
            if not same(value, cell)
        ]
    return wrong


def same(value: Cell, cell: Cell) -> bool:
    """Whether a cell shows a value."""
    if isinstance(value, float) and isinstance(cell, float):
        return math.isclose(value, cell, rel_tol=1e-9, abs_tol=1e-9)
    return value == cell


def test_a_cell_follows_the_tables_behind_the_cells_it_looks_at() -> None:
    """The last month is worked out from the first, which follows History."""
    looking = {label.at for label in looking_at(start.SHEET, {"History"})}
    last = next(label for label in start.TILES if "EDATE(" in label.text and "Months" in label.text)
    assert {start.FIRST_MONTH, last.at} <= looking
    assert last.at not in {label.at for label in looking_at(start.SHEET, {"Tracking"})}
