"""A plan that is open in a running Calc: worked on, recalculated, and taken back in one step."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from conformance.check import assert_same_books
from conftest import NOW
from xlgoals import actions
from xlgoals.hosts.closed_file import ClosedFile
from xlgoals.hosts.libreoffice import charts, open_book
from xlgoals.hosts.live import Live
from xlgoals.workbook.language import Table
from xlgoals.workbook.sheets import (
    SHEETS,
    history,
    last_targets,
    metrics,
    proposals,
    reps,
    team,
)
from xlgoals.workbook.tables import read_table, to_rows

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
    actions.regenerate(plan, NOW)
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
    actions.regenerate(plan, NOW)
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
    actions.regenerate(closed, NOW)
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
    steps = plan.book.api.getUndoManager()
    assert steps.getAllUndoActionTitles() == ("Regenerate",)
    steps.undo()
    assert_same_books(before, shown(plan), loose=1e-9)
    assert drawn(plan) == charts_before
    assert ranges == [t.range.address for sheet in plan.book.sheets for t in sheet.tables]
    assert sizes
    steps.redo()
    assert shown(plan) != before


def test_charts_draw_all_rows_of_their_tables(
    opened: Callable[[Path], Live], changed: Path
) -> None:
    plan = regenerated(opened(changed))
    last = 6 + len(plan.read(team.TABLE).rows)
    assert drawn(plan)["Team"] == {f"${c}$7:${c}${last}" for c in "CEF"}
