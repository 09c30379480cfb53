"""What a rep's sheet shows: the state of the log, and everything that speaks for a value."""

import itertools
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass

from xlgoals.domain.goal_ids import GoalId
from xlgoals.domain.metrics import REVENUE, Direction, Metric, Unit
from xlgoals.negotiation.rules import DRAFT, MANAGER, REP, TURNS
from xlgoals.negotiation.session import Session
from xlgoals.negotiation.state import Line, Negotiation
from xlgoals.negotiation.status_words import line_status
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
    lines: Mapping[GoalId, int]
    """The row of each goal."""


def view(
    session: Session,
    rep_id: str,
    evidence: Evidence,
    typed: Mapping[tuple[GoalId | None, str], Cell] | None = None,
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
    goal_in = {row: goal for goal, row in lines.items()}
    cells: dict[str, Cell] = {}
    for row, slot in layout.slots.items():
        goal = goal_in.get(row)
        fields: dict[str, Cell] = dict.fromkeys(WRITTEN)
        if goal:
            fields = _goal(session, rep_id, goal, evidence)
            fields |= {field: cell for (one, field), cell in (typed or {}).items() if one == goal}
        hidden = () if turns(slot) else ("kind", "better")
        cells |= {
            f"{AT[field]}{row}": cell for field, cell in fields.items() if field not in hidden
        }
    cells |= _head(session, rep_id, state, evidence) | _beside(rep_id, evidence, layout, reasons)
    cells |= _signatures(state, layout) | _left_out(session, rep_id, lines, layout)
    cells |= {at: cell for (goal, at), cell in (typed or {}).items() if not goal}
    shown = dict.fromkeys(layout.rows, False) | dict.fromkeys(lines.values(), True)
    return View(cells, computed_cells(sheet.sheet_of(layout), {}, cells), shown, lines)


def goals_of_rep(session: Session, rep_id: str) -> list[GoalId]:
    """The goals that are suggested to a rep, or were talked about."""
    return list({**session.lines.get(rep_id, {}), **session.of(rep_id).lines})


def rows_of(session: Session, rep_id: str, layout: Layout = CURRENT) -> dict[GoalId, int]:
    """The row of each goal of a rep; none where there is no room for it."""
    return layout.rows_of(goals_of_rep(session, rep_id))


def _left_out(
    session: Session, rep_id: str, lines: Mapping[GoalId, int], layout: Layout
) -> dict[str, Cell]:
    """The sentence that names the goals for which a sheet has no room."""
    missing = [goal.label for goal in goals_of_rep(session, rep_id) if goal not in lines]
    told = f"! Not shown, for want of room: {', '.join(missing)}. {TO_MAKE_ROOM}"
    return {f"B{layout.no_room}": told if missing else None}


def _goal(session: Session, rep_id: str, goal: GoalId, evidence: Evidence) -> dict[str, Cell]:
    """What stands in the row of a goal."""
    state, suggested = session.of(rep_id).line(goal), session.goal(rep_id, goal)
    metric = evidence.metric(goal.metric)
    return {
        **dict.fromkeys(WRITTEN),
        "goal": goal.label,
        **{name: number(suggested.get(name)) for name in NUMBERS},
        **{name: stands(state, name) for name in TYPED},
        "status": line_status(state),
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
        sheet.TURN: TURNS[state.turn].sheet if begun else "yours: propose",
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
        signature = state.signed.get(who)
        cells |= {
            name_at: signature.name if signature else None,
            day_at: signature.day if signature else None,
        }
    return cells
