"""Rep sheets made with other rows than today's, and goals that a manager's own metrics stand for."""

import datetime as dt
import io
from dataclasses import replace
from pathlib import Path

import numpy as np
import office
import openpyxl
import pandas as pd
import pytest

from conftest import NOW
from xlgoals.domain.errors import PlanError
from xlgoals.domain.goal_ids import WHOLE, GoalId
from xlgoals.domain.metrics import (
    BUILT_IN,
    CLOSE_RATE,
    REVENUE,
    AddsUp,
    Direction,
    Metric,
    Metrics,
    Unit,
)
from xlgoals.hosts.closed import ClosedFile
from xlgoals.hosts.fresh import write_plan
from xlgoals.hosts.fresh.rep_file import rep_file_bytes
from xlgoals.negotiation.session import Session
from xlgoals.tables.rep_sheet_layout import CURRENT, FIRST, LAYOUT_AT
from xlgoals.tables.returned_file import RepFile
from xlgoals.verbs.negotiate.evidence import read_evidence
from xlgoals.verbs.negotiate.orders import Order, carry_out
from xlgoals.verbs.negotiate.read_session import read_session
from xlgoals.verbs.negotiate.rep_file_contents import rep_view
from xlgoals.verbs.negotiate.rep_sheet_actions import make_sheets, record
from xlgoals.verbs.negotiate.rep_sheet_contents import view
from xlgoals.verbs.negotiate.rep_sheet_input import rep_sheets
from xlgoals.verbs.new_plan import new_plan
from xlgoals.verbs.regenerate import regenerate
from xlgoals.views import rep_sheet
from xlgoals.views.plan_sheets import SHEETS
from xlgoals.views.rep_sheet_goals import AT, FIELDS

ANNA = "R01"
WON_BACK = Metric("Won back", Unit.COUNT, AddsUp.SUM, built_in=False)
COMPLAINTS = Metric(
    "Complaint rate", Unit.SHARE, AddsUp.RATIO, digits=3, good=Direction.LOWER, built_in=False
)
OWN = {WON_BACK: 12.0, COMPLAINTS: 0.04}


def first_version() -> tuple[object, ...]:
    """The sheets of a plan whose reps' sheets have the rows of the first version."""
    old = rep_sheet.sheet_of(FIRST)
    silent = tuple(label for label in old.labels if label.at != LAYOUT_AT)
    old = replace(old, labels=silent)
    return tuple(old if sheet is rep_sheet.SHEET else sheet for sheet in SHEETS)


@pytest.fixture(scope="module")
def older_made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A negotiated plan of the first version, with a sheet for Anna."""
    path = tmp_path_factory.mktemp("older") / "plan.xlsx"
    made = new_plan(dt.date(2027, 1, 1), sample=True)
    sheets = first_version()
    write_plan(path, made.rows, created=NOW, name=made.name, sheets=sheets)  # type: ignore[arg-type]
    for step in (
        lambda plan: regenerate(plan, NOW),
        lambda plan: carry_out(plan, Order("propose", "all"), NOW),
        lambda plan: make_sheets(plan, ANNA),
    ):
        plan = ClosedFile.open(path)
        step(plan)
        plan.save(NOW)
    return path


def test_a_sheet_of_the_first_version_is_written_and_read_in_its_own_rows(older_made: Path) -> None:
    """The rows for products begin six rows higher there: none is taken for another goal."""
    plan = ClosedFile.open(older_made)
    name = rep_sheets(plan)[ANNA]
    session = read_session(plan)
    shown = view(session, ANNA, read_evidence(plan), layout=FIRST)
    for goal, row in shown.lines.items():
        label, proposed = plan.cells(name, [f"{AT['goal']}{row}", f"{AT['proposed']}{row}"])
        assert (label, proposed) == (goal.label, session.of(ANNA).line(goal).proposed)
    product, row = next(pair for pair in shown.lines.items() if pair[0].product)
    assert FIRST.slots[row] == "product"
    plan.write_cells(name, {f"{AT['counter']}{row}": 1234.0, FIRST.manager_name: "Maria Vance"})
    assert plan.cells(name, [f"{AT['status']}{FIRST.signed}"]) == [None]
    heard = record(_saved(plan), NOW)
    assert heard.problems == ()
    assert [(event.goal, event.value) for event in heard.taken.taken] == [(product, 1234.0)]
    assert [event.action for event, _ in heard.taken.refused] == ["sign"]


@pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")
def test_what_a_sheet_of_the_first_version_gives_is_what_its_formulas_say(older_made: Path) -> None:
    plan = ClosedFile.open(older_made)
    name = rep_sheets(plan)[ANNA]
    formulas = openpyxl.load_workbook(older_made)[name]
    values = openpyxl.load_workbook(older_made, data_only=True)[name]
    shown = view(read_session(plan), ANNA, read_evidence(plan), layout=FIRST).formulas
    in_a_row = sum(field.python is not None for field in FIELDS)
    assert len(shown) == in_a_row * len(FIRST.rows) + 3 * len(rep_sheet.checks(FIRST))
    for at, (formula, value) in shown.items():
        assert formulas[at].value == formula, at
        if isinstance(value, float):
            assert values[at].value == pytest.approx(value, rel=1e-9), at
        else:
            assert (values[at].value or "") == value, at


def test_a_sheet_into_which_a_row_was_put_is_refused_and_nothing_is_taken(older_made: Path) -> None:
    plan = ClosedFile.open(older_made)
    name = rep_sheets(plan)[ANNA]
    block = plan.block(name, f"A1:Q{FIRST.signed}")
    moved = {f"B{row + 1}": block[row - 1][1] for row in range(FIRST.bottom, FIRST.fit + 1)}
    plan.write_cells(name, moved)
    with pytest.raises(PlanError, match="If rows or columns were put in"):
        record(_saved(plan), NOW)


def _saved(plan: ClosedFile) -> ClosedFile:
    """The plan opened again, as it would be saved, beside the one it was made from."""
    copy = plan.package.path.with_name("copy.xlsx")
    copy.write_bytes(plan.package.path.read_bytes())
    again = ClosedFile.open(copy)
    for part, content in plan.package.edited.items():
        again.package.edited[part] = content
    again.save(NOW)
    return ClosedFile.open(copy)


# ── Metrics of the manager's own ───────────────────────────────────────────────────────────────


def with_own(path: Path) -> tuple[Session, object]:
    """A plan in which two metrics of the manager's own are suggested to Anna, and proposed."""
    plan = ClosedFile.open(path)
    session, evidence = read_session(plan), read_evidence(plan)
    rows = [
        {
            "rep_id": ANNA, "goal": GoalId(metric.name), "unit": metric.unit.value,
            "last_actual": value, "attainment": np.nan, "suggested": value, "low": value / 2,
            "middle": value, "high": 2 * value, "chance": 0.5,
        }
        for metric, value in OWN.items()
    ]  # fmt: skip
    goals = pd.concat([session.goals, pd.DataFrame(rows)], ignore_index=True)
    metrics = Metrics((*BUILT_IN, *OWN))
    return replace(session, goals=goals), replace(evidence, metrics=metrics)


def test_own_metrics_stand_on_the_sheet_with_their_unit_and_what_is_better(sample: Path) -> None:
    session, evidence = with_own(sample)
    typed = {(GoalId(COMPLAINTS.name), "proposed"): 0.03}
    shown = view(session, ANNA, evidence, typed)  # type: ignore[arg-type]
    for metric, (kind, better, unit) in {
        WON_BACK: ("count", None, 1.0),
        COMPLAINTS: ("share", "lower", 0.001),
    }.items():
        row = shown.lines[GoalId(metric.name)]
        cells = {name: shown.cells[f"{AT[name]}{row}"] for name in ("kind", "better", "unit")}
        assert cells == {"kind": kind, "better": better, "unit": unit}
        assert CURRENT.slots[row] == "own"
        assert shown.rows[row]
    row = shown.lines[GoalId(COMPLAINTS.name)]
    _, chance = shown.formulas[f"{AT['chance_proposed']}{row}"]
    assert isinstance(chance, float)
    assert chance < 0.5, "fewer complaints than expected are less likely"


def test_a_sheet_without_room_says_which_goals_are_not_on_it(sample: Path) -> None:
    session, evidence = with_own(sample)
    shown = view(session, ANNA, evidence, layout=FIRST)  # type: ignore[arg-type]
    assert GoalId(WON_BACK.name) not in shown.lines
    told = str(shown.cells[f"B{FIRST.no_room}"])
    assert told.startswith(f"! Not shown, for want of room: {WON_BACK.name}, {COMPLAINTS.name}.")
    whole = view(session, ANNA, evidence)  # type: ignore[arg-type]
    assert whole.cells[f"B{CURRENT.no_room}"] is None


def file_with_own(sample: Path) -> RepFile:
    """Anna's file, with goals for two metrics of the manager's own."""
    plan = ClosedFile.open(sample)
    carry_out(plan, Order("propose", "all"), NOW)
    plan.save(NOW)
    session, evidence = with_own(sample)
    state = session.of(ANNA)
    revenue = state.line(WHOLE)
    lines = {GoalId(m.name): replace(revenue, proposed=0.8 * value) for m, value in OWN.items()}
    changed = replace(state, lines={**state.lines, **lines})
    session.__dict__["state"] = {**session.state, ANNA: changed}
    shown = rep_view(session, ANNA, evidence)  # type: ignore[arg-type]
    return RepFile(ANNA, "Anna", "Anna", "Plan", "2027", 1, "", "stamp", **vars(shown))


@pytest.mark.libreoffice
def test_the_chances_of_own_metrics_are_what_calc_works_out(sample: Path, tmp_path: Path) -> None:
    file = file_with_own(sample)
    path = tmp_path / "anna.xlsx"
    path.write_bytes(rep_file_bytes(file, NOW))
    again = office.convert(path, tmp_path / "calc", "xlsx", recalculate=True)
    theirs = openpyxl.load_workbook(again, data_only=True)["Your goals"]
    rows = {theirs[f"{AT['goal']}{row}"].value: row for row in CURRENT.rows}
    for metric in OWN:
        at = f"{AT['chance_proposed']}{rows[metric.name]}"
        assert theirs[at].value == pytest.approx(file.values[at], rel=1e-9)
        assert (theirs[at].value > 0.5) == (metric is WON_BACK)


def test_a_reps_file_shows_own_metrics_as_what_they_are(sample: Path) -> None:
    """A share as a percentage, also where a program knows no formats that depend on a cell."""
    file = file_with_own(sample)
    sheet = openpyxl.load_workbook(io.BytesIO(rep_file_bytes(file, NOW)))["Your goals"]
    rows = {sheet[f"{AT['goal']}{row}"].value: row for row in CURRENT.rows}
    for metric, written in ((WON_BACK, "#,##0"), (COMPLAINTS, "0.0%"), (CLOSE_RATE, "0.0%")):
        cell = sheet[f"{AT['proposed']}{rows[metric.name]}"]
        assert cell.number_format == written, metric.name
        assert not sheet[f"{AT['counter']}{rows[metric.name]}"].protection.locked
    assert rows[REVENUE.name] == CURRENT.row(REVENUE)
    limits = {
        str(each.sqref): each.formula2
        for each in sheet.data_validations.dataValidation
        if f"{AT['counter']}{rows[COMPLAINTS.name]}" in each.sqref
    }
    assert [float(high) for high in limits.values()] == [1.0]
