"""What a rep's sheet shows: the state of the log, and everything that speaks for a value."""

import textwrap
from collections.abc import Mapping
from dataclasses import dataclass

from xlgoals.domain.goal_ids import GoalId
from xlgoals.negotiation.rules import DRAFT, MANAGER, REP, TURNS
from xlgoals.negotiation.session import Session
from xlgoals.negotiation.state import Line, Negotiation
from xlgoals.negotiation.status_words import line_status
from xlgoals.tables.language import Cell
from xlgoals.verbs.negotiate.evidence import UNITS, Evidence
from xlgoals.views import rep_sheet as sheet
from xlgoals.views.cached_values import worked_out
from xlgoals.views.rep_sheet_goals import AT, BOTTOM, HEADER_ROW, SLOTS, TYPED, shown_as

NUMBERS = ("last_actual", "attainment", "suggested", "low", "middle", "high")
"""What of a goal is shown as it is."""
WIDE, NARROW = 190, 104
"""Characters of a line across the sheet, and across its right half."""


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


FORMULAS = {
    label.at: label.text for label in sheet.SHEET.labels if label.name and label.name != "team"
}
"""The formulas of the sheet, by address."""


def view(
    session: Session,
    rep_id: str,
    evidence: Evidence,
    typed: Mapping[tuple[GoalId | None, str], Cell] | None = None,
    reasons: bool = True,
) -> View:
    """The sheet of one rep.

    Args:
        reasons: Whether to say why this is suggested.
        typed: What somebody typed that is not in the log, by goal and field; it stays where it is.
    """
    now = session.of(rep_id)
    places = rows_of(session, rep_id)
    cells: dict[str, Cell] = {}
    for slot, row in zip(SLOTS, range(HEADER_ROW + 1, HEADER_ROW + 1 + len(SLOTS)), strict=True):
        line = next((goal for goal, at in places.items() if at == row), None)
        said = _said(session, rep_id, line, slot, evidence)
        if line:
            said |= {field: cell for (goal, field), cell in (typed or {}).items() if goal == line}
        cells |= {f"{AT[field]}{row}": cell for field, cell in said.items()}
    cells |= _head(session, rep_id, now, evidence) | _beside(rep_id, evidence, reasons)
    cells |= _signatures(now)
    cells |= {at: cell for (goal, at), cell in (typed or {}).items() if not goal}
    rows = dict.fromkeys(range(HEADER_ROW + 1, BOTTOM + 1), False)
    rows |= dict.fromkeys(places.values(), True)
    values = worked_out(cells)
    formulas = {at: (text, values.get(at)) for at, text in FORMULAS.items()}
    return View(cells, formulas, rows, places)


def rows_of(session: Session, rep_id: str) -> dict[GoalId, int]:
    """The row of each goal of a rep; more than there is room for are left out."""
    free = {slot: [at for at, one in enumerate(SLOTS) if one == slot] for slot in SLOTS}
    rows: dict[GoalId, int] = {}
    for goal in {**session.lines.get(rep_id, {}), **session.of(rep_id).lines}:
        slot = goal.part or goal.metric
        if free.get(slot):
            rows[goal] = HEADER_ROW + 1 + free[slot].pop(0)
    return rows


def _said(
    session: Session, rep_id: str, goal: GoalId | None, slot: str, evidence: Evidence
) -> dict[str, Cell]:
    """What stands in the row of a goal; blanks where the rep has no such goal."""
    blank: dict[str, Cell] = dict.fromkeys(("goal", *NUMBERS, *TYPED, "status", "unit"))
    if not goal:
        return blank
    known = session.goal(rep_id, goal)
    state = session.of(rep_id).line(goal)
    money = evidence.unit if slot == "Revenue" else max(evidence.unit / 10, 0.01)
    return {
        **blank,
        "goal": goal.label,
        **{name: number(known.get(name)) for name in NUMBERS},
        **{name: stands(state, name) for name in TYPED},
        "status": line_status(state),
        "unit": UNITS.get(shown_as(slot), money),
    }


def stands(line: Line, field: str) -> Cell:
    """What the log says of a goal in one of the fields that are typed."""
    value = getattr(line, field)
    return number(value) if isinstance(value, float) else value or None


def number(value: object) -> Cell:
    """A number, blank where it is unknown: on this sheet blank is “nobody has said yet”."""
    return float(value) if isinstance(value, float) and value == value else None  # noqa: PLR0124


def _head(session: Session, rep_id: str, now: Negotiation, evidence: Evidence) -> dict[str, Cell]:
    """What stands over the goals."""
    name = session.name(rep_id)
    begun = now.state != DRAFT
    return {
        sheet.MARK: f"{sheet.MARK_BEGINS}{rep_id}",
        sheet.TITLE: f"Goals of {name}",
        sheet.REP: f"{name} ({rep_id})",
        sheet.TERRITORY: evidence.territories.get(rep_id, ""),
        sheet.PERIOD: evidence.period,
        sheet.TURN: TURNS[now.turn].sheet if begun else "yours: propose",
        sheet.ROUND: float(now.round) if begun else None,
    }


def _beside(rep_id: str, evidence: Evidence, reasons: bool) -> dict[str, Cell]:
    """The months of the chart, the reasons, and last year."""
    names, figures = evidence.months(rep_id)
    columns: list[list[Cell]] = [[*names], *([number(x) for x in row] for row in figures)]
    cells: dict[str, Cell] = {}
    for letters, column in zip(sheet.MONTH_COLUMNS, columns, strict=True):
        padded = [*column, *[None] * 12][:12]
        cells |= {f"{letters}{sheet.MONTHS + at}": cell for at, cell in enumerate(padded)}
    why = evidence.sentences(rep_id) if reasons else ()
    said = wrapped(why, NARROW, len(sheet.SENTENCES))
    cells |= {f"I{row}": text for row, text in zip(sheet.SENTENCES, said, strict=True)}
    last = wrapped(evidence.reasons(rep_id), WIDE, len(sheet.REASONS))
    return cells | {f"B{row}": text for row, text in zip(sheet.REASONS, last, strict=True)}


def wrapped(sentences: tuple[str, ...], width: int, rows: int) -> list[Cell]:
    """Sentences over a number of rows: whole ones only, as many as there is room for."""
    found: list[Cell] = []
    for sentence in sentences:
        parts = textwrap.wrap(sentence, width, subsequent_indent="   ")
        if len(found) + len(parts) <= rows:
            found += parts
    return found + [None] * (rows - len(found))


def _signatures(now: Negotiation) -> dict[str, Cell]:
    """Who signed, and when."""
    cells: dict[str, Cell] = {}
    for who, name_at, day_at in (
        (MANAGER, sheet.MANAGER_NAME, sheet.MANAGER_DAY),
        (REP, sheet.REP_NAME, sheet.REP_DAY),
    ):
        signature = now.signed.get(who)
        cells |= {
            name_at: signature.name if signature else None,
            day_at: signature.day if signature else None,
        }
    return cells
