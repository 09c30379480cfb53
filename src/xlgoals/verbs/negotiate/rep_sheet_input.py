"""What was typed into the reps' sheets and is not in the log yet."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from xlgoals.domain.events import NOTHING, Source, Wish
from xlgoals.domain.goal_ids import GoalId, goal_id
from xlgoals.domain.problems import Problem
from xlgoals.negotiation.log_text import LONGEST_NAME, digits, kept_text
from xlgoals.negotiation.rules import DRAFT, MANAGER, REP, RULES
from xlgoals.negotiation.session import Session, Taken, take
from xlgoals.negotiation.state import Line, Negotiation
from xlgoals.tables.addresses import column_number, place_of
from xlgoals.tables.cell_text import clean
from xlgoals.tables.cell_values import Habits, convert
from xlgoals.tables.language import Cell, Column, Kind
from xlgoals.tables.rep_sheet_layout import Layout, layout_of
from xlgoals.tables.workbook import Workbook
from xlgoals.verbs.negotiate.rep_sheet_contents import stands
from xlgoals.views import rep_sheet as sheet
from xlgoals.views.plan_sheets import SHEETS
from xlgoals.views.rep_sheet_goals import AT, FIELDS, LAID_OUT_BY, TYPED

PLACES = {name: column_number(AT[name]) - 1 for name in ("goal", *TYPED)}
"""Where a row holds what, from 0."""
HEADERS = {field.name: field.header for field in FIELDS}
ALL_OF_A_SHEET = f"{sheet.MARK}:{AT['status']}150"
"""All of a sheet that is read, however it is laid out."""
OFFERS = {action: rule for action, rule in RULES.items() if rule.typed}
WORDS = frozenset(rule.reason_in for rule in OFFERS.values()) - {""}
"""Fields that hold a reason; the others hold numbers."""
A_NUMBER = "a number, such as 12500, or 27 % for a share"
IN_PERSON = "Settled in person."
"""Why something is agreed that was typed into the sheet."""
Typed = Mapping[tuple[GoalId | None, str], Cell]
"""By goal and field; for signatures, by None and address."""


@dataclass(frozen=True)
class RepSheet:
    """A rep's sheet as it stands."""

    rep_id: str
    name: str
    layout: Layout
    typed: Typed
    """What differs from the log."""
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class Heard:
    """What came of all that was typed into the sheets of the reps."""

    taken: Taken
    left: Mapping[str, Typed]
    """By rep, what could not be taken and stays where it was typed."""
    problems: tuple[Problem, ...]
    """Cells that cannot be read."""
    sheets: int
    """How many sheets of reps there are."""


def heard(workbook: Workbook, session: Session, now: dt.datetime) -> Heard:
    """Everything typed, taken as far as the rules allow; what they refuse is kept in the log.

    Args:
        session: As it was when the sheets were written.
        now: In UTC.
    """
    sheets = read_sheets(workbook, session)
    taken = take(session, [wish for one in sheets for wish in wishes_of(one, session)], now)
    left = {one.rep_id: _left_over(one, taken.session) for one in sheets}
    problems = tuple(problem for one in sheets for problem in one.problems)
    return Heard(taken, left, problems, len(sheets))


def _left_over(one: RepSheet, session: Session) -> Typed:
    """What was typed and is not in the log now."""
    negotiation = session.ever(one.rep_id)
    return {
        (goal, field): cell
        for (goal, field), cell in one.typed.items()
        if (
            _is_new(negotiation.line(goal), field, cell)
            if goal
            else _is_new_name(negotiation, signatures(one.layout)[field], cell)
        )
    }


def rep_sheets(workbook: Workbook) -> dict[str, str]:
    """The sheets of the reps: id → name. A second sheet for the same rep does not count."""
    marks = _blocks(workbook, f"{sheet.MARK}:{sheet.MARK}")
    return {rep_id: name for rep_id, (name, _) in marks.items()}


def layouts(workbook: Workbook) -> dict[str, tuple[str, Layout]]:
    """The sheets of the reps: id → name, and how it is laid out.

    Errors:
        PlanError: the cells of a sheet were moved, or another version laid it out.
    """
    return {
        rep_id: (name, layout_of(name, block, LAID_OUT_BY))
        for rep_id, (name, block) in _blocks(workbook, ALL_OF_A_SHEET).items()
    }


def _blocks(workbook: Workbook, area: str) -> dict[str, tuple[str, list[list[Cell]]]]:
    """By rep, the name of the sheet and its cells in an area that begins with the first."""
    known = {one.name for one in SHEETS}
    found: dict[str, tuple[str, list[list[Cell]]]] = {}
    for name in workbook.sheet_names():
        if name in known:
            continue
        block = workbook.block(name, area)
        mark = str(block[0][0] or "")
        rep_id = mark.removeprefix(sheet.MARK_BEGINS)
        if mark.startswith(sheet.MARK_BEGINS) and rep_id:
            found.setdefault(rep_id, (name, block))
    return found


def read_sheets(workbook: Workbook, session: Session) -> list[RepSheet]:
    """All sheets of reps, with what was typed into them."""
    found = _blocks(workbook, ALL_OF_A_SHEET)
    return [_read(session, rep_id, name, block) for rep_id, (name, block) in found.items()]


def _read(session: Session, rep_id: str, name: str, block: list[list[Cell]]) -> RepSheet:
    """One sheet."""
    negotiation, problems = session.ever(rep_id), []
    typed: dict[tuple[GoalId | None, str], Cell] = {}
    layout = layout_of(name, block, LAID_OUT_BY)
    for at in layout.rows:
        row = block[at - 1]
        label = clean(row[PLACES["goal"]])
        if not label:
            continue
        goal = goal_id(label)
        for field in TYPED:
            cell = row[PLACES[field]]
            if not _is_new(negotiation.line(goal), field, cell):
                continue
            typed[goal, field] = cell
            if field not in WORDS and value_of(cell) is None:
                problems.append(Problem(name, at, HEADERS[field], f"“{clean(cell)}”", A_NUMBER))
    for address, who in signatures(layout).items():
        row_number, column = place_of(address)
        cell = block[row_number - 1][column - 1]
        if _is_new_name(negotiation, who, cell):
            typed[None, address] = cell
    return RepSheet(rep_id, name, layout, typed, tuple(problems))


def signatures(layout: Layout) -> dict[str, str]:
    """Where each side signs."""
    return {layout.manager_name: MANAGER, layout.rep_name: REP}


def _is_new(line: Line, field: str, cell: Cell) -> bool:
    """Whether a cell says something that the log does not say. A cell that was emptied does not."""
    if not clean(cell):
        return False
    there = stands(line, field)
    if cell == there:
        return False
    if field in WORDS:
        return kept_text(clean(cell)) != (there or "")
    value = value_of(cell)
    return value is None or not isinstance(there, float) or digits(value) != digits(there)


def _is_new_name(negotiation: Negotiation, who: str, cell: Cell) -> bool:
    """Whether somebody typed a name where nobody of that name has signed."""
    signature = negotiation.signed.get(who)
    name = kept_text(clean(cell), LONGEST_NAME)
    return bool(name) and (signature is None or signature.name != name)


def value_of(cell: Cell) -> float | None:
    """The number that was typed; None where it is none."""
    series, flaws = convert(Column("Value", Kind.NUMBER, ""), [cell], Habits())
    return None if flaws else float(series.iloc[0])


def wishes_of(one: RepSheet, session: Session) -> list[Wish]:
    """What was typed, as what somebody wants."""
    negotiation, source = session.of(one.rep_id), Source("sheet", one.name)
    goals = dict.fromkeys(goal for goal, _ in one.typed if goal)
    wishes = [
        wish for goal in goals for wish in _of_goal(one, goal, negotiation.line(goal), source)
    ]
    for address, who in signatures(one.layout).items():
        if (None, address) in one.typed:
            name = kept_text(clean(one.typed[None, address]))
            wishes.append(Wish(who, "sign", one.rep_id, name=name, source=source))
    return wishes


def _of_goal(one: RepSheet, goal: GoalId, line: Line, source: Source) -> list[Wish]:
    """What was typed about one goal. What is settled without an offer was offered in talking."""
    wishes = []
    for action, rule in OFFERS.items():
        fields = [name for name in (rule.value_in, rule.reason_in) if (goal, name) in one.typed]
        if not fields or any(_unreadable(one, goal, field) for field in fields):
            continue
        who = MANAGER if MANAGER in rule.who else REP
        value = _value(one, goal, line, rule.value_in)
        reason = IN_PERSON
        if rule.reason_in:
            words = one.typed.get((goal, rule.reason_in), getattr(line, rule.reason_in))
            reason = kept_text(clean(words))
        wishes.append(Wish(who, action, one.rep_id, goal, value, reason, source=source))
    if [wish.action for wish in wishes] == ["agree"] and line.state == DRAFT:
        offer = Wish(MANAGER, "propose", one.rep_id, goal, wishes[0].value, source=source)
        return [offer, *wishes]
    return wishes


def _unreadable(one: RepSheet, goal: GoalId, field: str) -> bool:
    """Whether a number was typed that is none."""
    return field not in WORDS and value_of(one.typed[goal, field]) is None


def _value(one: RepSheet, goal: GoalId, line: Line, field: str) -> float:
    """The value that was typed, or the one that stands there."""
    if (goal, field) in one.typed:
        value = value_of(one.typed[goal, field])
        return NOTHING if value is None else value
    return float(getattr(line, field))
