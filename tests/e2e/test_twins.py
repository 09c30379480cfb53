"""Formulas and their Python twins: LibreOffice, recalculating all, finds what Python found."""

import datetime as dt
import math
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import office
import pandas as pd
import pytest

import played_period as played
import sent_files
from calc_addin_here import opened, unpacked
from conftest import answer
from xlgoals.hosts.closed import ClosedFile
from xlgoals.hosts.fresh.plan import write_plan
from xlgoals.ribbon import calc_addin
from xlgoals.tables.addresses import column_letters, place_of
from xlgoals.tables.computed import with_formulas
from xlgoals.tables.dates import serial_number
from xlgoals.tables.language import Cell, CellError, Seen, Sheet
from xlgoals.tables.rep_sheet_layout import CURRENT
from xlgoals.tables.sheets import assumptions, goal_steps, proposals, tracking_curve, why
from xlgoals.tables.typed_tables import to_rows, typed_rows
from xlgoals.verbs import formulas, mine
from xlgoals.verbs.negotiate.rep_sheet_actions import make_sheets
from xlgoals.verbs.new_plan import new_plan
from xlgoals.verbs.refresh_views import refresh_views
from xlgoals.verbs.regenerate import regenerate
from xlgoals.verbs.track import track
from xlgoals.views import rep_file, rep_sheet
from xlgoals.views.computed import computed_cells, computed_labels
from xlgoals.views.plan_sheets import SHEETS

WIDTH, HEIGHT = 60, 200
"""So much of a view is read: more than any has."""
PICKED = {goal_steps.SHEET.name: "Anna Becker", why.SHEET.name: "", tracking_curve.SHEET.name: ""}


@dataclass(frozen=True)
class Recalculated:
    """A plan after a hard recalculation, beside what its twins give."""

    shown: dict[str, tuple[tuple[Any, ...], ...]]
    """Values of the cells from A1 on, by sheet; None is an error."""
    cached: dict[str, list[list[Cell]]]
    """What the file showed before."""
    twins: dict[str, dict[str, Cell]]
    """What the Python twins give, by sheet and address."""
    views: dict[str, Sheet]
    """The declarations."""


def played_plan(path: Path) -> None:
    """A plan that was regenerated, negotiated, followed, and has scenarios and own goals."""
    made = new_plan(dt.date(2027, 1, 1), sample=True, macros=path.suffix == ".xlsm")
    write_plan(
        path, made.rows, created=played.NOW, name=made.name, values=made.values, more=made.sheets
    )
    plan = ClosedFile.open(path)
    rows = typed_rows(plan, assumptions.TABLE)[1]
    another = rows[:1].assign(scenario="Gloomy", next_period=-0.1)
    plan.write(assumptions.TABLE, to_rows(assumptions.TABLE, pd.concat([rows, another])))
    regenerate(plan, played.NOW)
    plan.save(played.NOW)
    played.bring_in(path)
    played.ordered(path, "propose")
    for rep in ("R01", "R02"):
        played.ordered(path, "agree", rep, reason="Settled in our meeting.")
    played.ordered(path, "counter", "R03", line="Revenue", value=700_000.0, reason="One left.")
    verbs_in_turn = (
        make_sheets,
        lambda plan: refresh_views(plan, {"Proposals": typed_rows(plan, proposals.TABLE)[1]}),
        track,
        lambda plan: mine.note_event(
            plan, mine.Note("Coaching", "R01", 2.0, dt.date(2027, 2, 12)), played.NOW.date()
        ),
        lambda plan: mine.refresh_mine(plan, played.NOW.date()),
    )
    for step in verbs_in_turn:
        plan = ClosedFile.open(path)
        step(plan)
        plan.save(played.NOW)


@pytest.fixture(scope="module", params=["xlsx", "xlsm"])
def plan(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Recalculated:
    """The plan, loaded and recalculated once for all tests."""
    folder = tmp_path_factory.mktemp("twins")
    path = folder / f"plan.{request.param}"
    played_plan(path)
    sent_files.send(path, folder, "R03", "R04", when=dt.datetime(2026, 12, 2))
    found = Recalculated({}, {}, {}, {})
    with office.listening(unpacked(tmp_path_factory.mktemp("addin"), calc_addin.home())) as place:
        for book in (path, *folder.glob("*round*.xlsx")):
            _read(answer(place), book, found)
    return found


def _read(context: Any, path: Path, found: Recalculated) -> None:
    """A file's cells, as it shows them and as Calc finds them."""
    file = ClosedFile.open(path)
    views = sheets_in(file)
    document = opened(context, Path(shutil.copy(path, path.with_stem(f"copy {path.stem}"))))
    document.calculateAll()
    tables = {s.table.name: typed_rows(file, s.table)[1] for s in views.values() if s.table}
    blocks = {name: file.block(name, f"A1:{column_letters(WIDTH)}{HEIGHT}") for name in views}
    beside = {f"'{n}'!{fixed(at)}": cell for n in views for at, cell in typed(blocks[n]).items()}
    for name, sheet in views.items():
        key = name if sheet.name in {s.name for s in SHEETS} else f"{path.stem}: {name}"
        found.shown[key] = _block(document.Sheets.getByName(name))
        found.cached[key] = [["" if cell is None else cell for cell in row] for row in blocks[name]]
        seen = Seen(tables=tables, cells=beside | typed(blocks[name]))
        worked_out = computed_cells(sheet, tables, seen.cells)
        found.twins[key] = columns(file, sheet, seen) | {at: v for at, (_, v) in worked_out.items()}
        found.views[key] = sheet
    document.close(True)


def sheets_in(file: ClosedFile) -> dict[str, Sheet]:
    """The declaration of every sheet that the plan has, by the sheet's name."""
    declared = {sheet.name: sheet for sheet in VIEWS}
    names = file.sheet_names()
    own = {n: rep_sheet.SHEET for n in names if n.startswith(rep_sheet.PREFIX)}
    return {name: declared[name] for name in names if name in declared} | own


def _block(sheet: Any) -> tuple[tuple[Any, ...], ...]:
    """Values of a sheet's cells, errors as None."""
    used = sheet.createCursor()
    used.gotoEndOfUsedArea(False)
    end = used.RangeAddress
    area = sheet.getCellRangeByPosition(0, 0, max(end.EndColumn, WIDTH), max(end.EndRow, HEIGHT))
    found: tuple[tuple[Any, ...], ...] = area.getDataArray()
    return found


def typed(block: list[list[Cell]]) -> dict[str, Cell]:
    """Cells by address."""
    return {
        f"{column_letters(c)}{r}": cell
        for r, row in enumerate(block, 1)
        for c, cell in enumerate(row, 1)
        if cell is not None
    }


def fixed(at: str) -> str:
    """An address that does not move, such as ``$B$7``."""
    row, column = place_of(at)
    return f"${column_letters(column)}${row}"


def columns(file: ClosedFile, sheet: Sheet, seen: Seen) -> dict[str, Cell]:
    """What the twins of a table's formula columns give, by address."""
    table = sheet.table
    if table is None:
        return {}
    rows = with_formulas(table, seen.tables[table.name], seen)
    given = {}
    for column in table.columns:
        if column.python is not None:
            letters = file.locate(table, column.header)[1]
            values = rows[column.name].tolist()
            given |= {f"{letters}{r}": v for r, v in zip(rows["row"], values, strict=True)}
    return given


REP_FILE = (rep_file.goals_sheet(CURRENT), rep_file.what_if_sheet(CURRENT))
VIEWS = (*SHEETS, formulas.SHEET, *REP_FILE)
WITH_FORMULAS = [
    sheet
    for sheet in VIEWS
    if computed_labels(sheet) or (sheet.table and any(c.formula for c in sheet.table.columns))
]


@pytest.mark.libreoffice
@pytest.mark.parametrize("sheet", WITH_FORMULAS, ids=lambda sheet: sheet.name)
def test_calc_and_the_file_show_what_the_twins_give(plan: Recalculated, sheet: Sheet) -> None:
    """Each cell of each formula, to nine digits, texts exactly; and in every formula something."""
    names = [name for name, view in plan.views.items() if view is sheet]
    if sheet is formulas.SHEET and not names:
        pytest.skip("only plans with macros have it")
    assert names
    for name in names:
        assert plan.twins[name], name
        wrong = [
            f"{name}!{at}: {given!r}, Calc {calc!r}, file {cached!r}"
            for at, given in plan.twins[name].items()
            for calc, cached in [(at_of(plan.shown[name], at), at_of(plan.cached[name], at))]
            if not same(given, calc) or not same(given, cached)
        ]
        assert not wrong, "\n".join(wrong[:10])
    told = [v for name in names for v in plan.twins[name].values() if not unknown(v) and v != ""]
    assert told, "every value is unknown: the plan of this test must fill the sheet"


def at_of(block: Any, at: str) -> Any:
    """A cell of a block that begins in A1."""
    row, column = place_of(at)
    return block[row - 1][column - 1]


def unknown(value: Cell) -> bool:
    """Whether a value is #N/A or another error, in Python, in Calc or in the file."""
    return value is None or isinstance(value, CellError) or value != value  # noqa: PLR0124


def same(given: Cell, shown: Cell) -> bool:
    """Whether two values are the same cell."""
    if isinstance(given, dt.date):
        given = serial_number(given)
    if isinstance(shown, dt.date):
        shown = serial_number(shown)
    if unknown(given) or unknown(shown):
        return unknown(given) and unknown(shown)
    if isinstance(given, str) or isinstance(shown, str):
        return given == shown
    return math.isclose(float(given), float(shown), rel_tol=1e-9, abs_tol=1e-9)


def test_every_formula_on_a_sheet_has_a_twin() -> None:
    """A label that begins with an equals sign is a Computed, whose twin cannot be left out."""
    bare = [
        f"{sheet.name}!{label.at}"
        for sheet in VIEWS
        for label in sheet.labels
        if label.text.startswith("=")
        and not label.literal
        and label.at not in computed_labels(sheet)
    ]
    assert not bare
