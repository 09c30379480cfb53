"""What a rep's sheet shows: the state of the log, and everything that speaks for a value."""

import itertools
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from xlgoals.domain.goal_ids import GoalId, goal_id
from xlgoals.domain.metrics import REVENUE, Direction, Metric, Unit
from xlgoals.negotiation import MANAGER, REP, Line, Negotiation
from xlgoals.negotiation.rules import AGREED, DRAFT, ESCALATED, SIGNED
from xlgoals.negotiation.session import Session
from xlgoals.tables.language import Cell
from xlgoals.tables.rep_sheet_layout import CURRENT, Layout
from xlgoals.verbs.negotiate.evidence import Evidence
from xlgoals.views import rep_sheet as sheet
from xlgoals.views.computed import computed_cells
from xlgoals.views.rep_sheet_goals import AT, FIELDS, MONTH_COLUMNS, TYPED, shown_as, turns

NUMBERS = ("last_actual", "attainment", "suggested", "low", "middle", "high")
"""What of a goal is shown as it is."""
WRITTEN = tuple(field.name for field in FIELDS if field.python is None)
"""What of a goal is no formula."""
MARKS = {DRAFT: "–", AGREED: "✓", SIGNED: "✓", ESCALATED: "!"}
TURNS = {MANAGER: "yours", REP: "the rep's", "": "done"}
WIDE, NARROW = 190, 104
"""Characters of a line across the sheet, and across its right half."""
TO_MAKE_ROOM = (
    "Where this sheet is older than the plan: record what was typed, delete the sheet, and press "
    "Rep sheets; the log keeps every goal."
)


@dataclass(frozen=True)
class View:
    """A rep's sheet: what stands in it, and which of its rows show."""

    cells: Mapping[str, Cell]
    """Everything but formulas."""
    formulas: Mapping[str, tuple[str, Cell]]
    """Formula and what it gives."""
    rows: Mapping[int, bool]
    lines: Mapping[str, int]
    """The row of each goal."""


def view(
    session: Session,
    rep_id: str,
    evidence: Evidence,
    typed: Mapping[tuple[str, str], Cell] | None = None,
    *,
    reasons: bool = True,
    layout: Layout = CURRENT,
) -> View:
    """The sheet of one rep.

    Args:
        reasons: Whether to say why this is suggested.
        typed: What somebody typed that is not in the log, by goal and field; it stays where it is.
        layout: The rows that the sheet has.
    """
    state, lines = session.of(rep_id), rows_of(session, rep_id, layout)
    line_in = {row: line for line, row in lines.items()}
    cells: dict[str, Cell] = {}
    for row, slot in layout.slots.items():
        line = line_in.get(row, "")
        goal = _goal(session, rep_id, line, evidence) if line else dict.fromkeys(WRITTEN)
        if line:
            goal |= {field: cell for (name, field), cell in (typed or {}).items() if name == line}
        hidden = () if turns(slot) else ("kind", "better")
        cells |= {f"{AT[field]}{row}": cell for field, cell in goal.items() if field not in hidden}
    cells |= _head(session, rep_id, state, evidence) | _beside(rep_id, evidence, layout, reasons)
    cells |= _signatures(state, layout) | _left_out(session, rep_id, lines, layout)
    cells |= {at: cell for (name, at), cell in (typed or {}).items() if not name}
    shown = dict.fromkeys(layout.rows, False) | dict.fromkeys(lines.values(), True)
    return View(cells, computed_cells(sheet.sheet_of(layout), {}, cells), shown, lines)


def goals_of_rep(session: Session, rep_id: str) -> dict[GoalId, str]:
    """The goals that are suggested to a rep, or were talked about, and what each is called."""
    lines = {**session.lines.get(rep_id, {}), **session.of(rep_id).lines}
    return {goal_id(line): line for line in lines}


def rows_of(session: Session, rep_id: str, layout: Layout = CURRENT) -> dict[str, int]:
    """The row of each goal of a rep, by what it is called; none where there is no room for it."""
    goals = goals_of_rep(session, rep_id)
    return {goals[goal]: row for goal, row in layout.rows_of(goals).items()}


def _left_out(
    session: Session, rep_id: str, lines: Mapping[str, int], layout: Layout
) -> dict[str, Cell]:
    """The sentence that names the goals for which a sheet has no room."""
    missing = [line for line in goals_of_rep(session, rep_id).values() if line not in lines]
    told = f"! Not shown, for want of room: {', '.join(missing)}. {TO_MAKE_ROOM}"
    return {f"B{layout.no_room}": told if missing else None}


def _goal(session: Session, rep_id: str, line: str, evidence: Evidence) -> dict[str, Cell]:
    """What stands in the row of a goal."""
    goal, state, suggested = (
        goal_id(line),
        session.of(rep_id).line(line),
        session.goal(rep_id, line),
    )
    metric = evidence.metric(goal.metric)
    return {
        **dict.fromkeys(WRITTEN),
        "goal": line,
        **{name: number(suggested.get(name)) for name in NUMBERS},
        **{name: stands(state, name) for name in TYPED},
        "status": status(state),
        "unit": _rounded_to(goal, metric, evidence),
        "kind": shown_as(metric),
        "better": metric.good.value if metric.good is Direction.LOWER else None,
    }


def _rounded_to(goal: GoalId, metric: Metric, evidence: Evidence) -> float:
    """What a compromise about a goal is a multiple of."""
    if metric.unit is not Unit.MONEY:
        return float(f"1e-{metric.digits}")
    whole = metric.name == REVENUE.name and not goal.part
    return evidence.unit if whole else max(evidence.unit / 10, 0.01)


def stands(line: Line, field: str) -> Cell:
    """What the log says of a goal in one of the fields that are typed."""
    value = getattr(line, field)
    return number(value) if isinstance(value, float) else value or None


def number(value: object) -> Cell:
    """A number, blank where it is unknown: on this sheet blank is “nobody has said yet”."""
    return float(value) if isinstance(value, float) and value == value else None  # noqa: PLR0124


def status(line: Line) -> str:
    """Where a goal stands, in a mark and a word."""
    if not np.isnan(line.amended):
        return f"✓ amended to {line.amended:,.10g} from {line.valid_from}"
    return f"{MARKS.get(line.state, '●')} {line.state}"


def _head(session: Session, rep_id: str, state: Negotiation, evidence: Evidence) -> dict[str, Cell]:
    """What stands over the goals."""
    name = session.name(rep_id)
    begun = state.state != DRAFT
    return {
        sheet.MARK: f"{sheet.MARK_BEGINS}{rep_id}",
        sheet.TITLE: f"Goals of {name}",
        sheet.REP: f"{name} ({rep_id})",
        sheet.TERRITORY: evidence.territories.get(rep_id, ""),
        sheet.PERIOD: evidence.period,
        sheet.TURN: TURNS.get(state.turn, state.turn) if begun else "yours: propose",
        sheet.ROUND: float(state.round) if begun else None,
    }


def _beside(rep_id: str, evidence: Evidence, layout: Layout, reasons: bool) -> dict[str, Cell]:
    """The months of the chart, the reasons, and last year."""
    names, figures = evidence.months(rep_id)
    columns: list[list[Cell]] = [[*names], *([number(x) for x in row] for row in figures)]
    cells: dict[str, Cell] = {}
    for letters, column in zip(MONTH_COLUMNS, columns, strict=True):
        for row, cell in itertools.zip_longest(layout.months, column[: len(layout.months)]):
            cells[f"{letters}{row}"] = cell
    why = evidence.sentences(rep_id) if reasons else ()
    said = wrapped(why, NARROW, len(layout.sentences))
    cells |= {f"I{row}": text for row, text in zip(layout.sentences, said, strict=True)}
    last = wrapped(evidence.reasons(rep_id), WIDE, len(layout.reasons))
    return cells | {f"B{row}": text for row, text in zip(layout.reasons, last, strict=True)}


def wrapped(sentences: tuple[str, ...], width: int, rows: int) -> list[Cell]:
    """Sentences over a number of rows: whole ones only, as many as there is room for."""
    lines: list[Cell] = []
    for sentence in sentences:
        parts = textwrap.wrap(sentence, width, subsequent_indent="   ")
        if len(lines) + len(parts) <= rows:
            lines += parts
    return lines + [None] * (rows - len(lines))


def _signatures(state: Negotiation, layout: Layout) -> dict[str, Cell]:
    """Who signed, and when."""
    cells: dict[str, Cell] = {}
    for who, name_at, day_at in (
        (MANAGER, layout.manager_name, layout.manager_day),
        (REP, layout.rep_name, layout.rep_day),
    ):
        name, _, day = state.signed.get(who, "").rpartition(", ")
        cells |= {name_at: name or None, day_at: day or None}
    return cells
