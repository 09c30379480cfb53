"""What was typed into the reps' sheets and is not in the log yet."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from xlgoals.domain.problems import Problem
from xlgoals.negotiation import MANAGER, REP, Event, Line, Negotiation
from xlgoals.negotiation.events import NOTHING, digits, kept_text
from xlgoals.negotiation.rules import DRAFT
from xlgoals.negotiation.session import Session, Taken, take
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
HEADERS = {field.name: field.header for field in FIELDS}
WHOLE = f"{sheet.MARK}:{AT['status']}150"
"""All of a sheet that is read, however it is laid out."""
WORDS = frozenset({"why", "details"})
OFFERS = {
    "propose": (MANAGER, "proposed", "why"),
    "counter": (REP, "counter", "details"),
    "agree": (MANAGER, "agreed", ""),
}
"""Who says it, and the fields that hold the value and the reason."""
IN_PERSON = "Settled in person."
"""Why something is agreed that was typed into the sheet."""
Typed = Mapping[tuple[str, str], Cell]
"""By goal and field; for signatures, by nothing and address."""


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

    found: Taken
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
    found = take(session, [event for one in sheets for event in events_of(one, session)], now)
    left = {one.rep_id: _left_over(one, found.session) for one in sheets}
    problems = tuple(problem for one in sheets for problem in one.problems)
    return Heard(found, left, problems, len(sheets))


def _left_over(one: RepSheet, session: Session) -> Typed:
    """What was typed and is not in the log now."""
    now = session.of(one.rep_id)
    return {
        (line, field): cell
        for (line, field), cell in one.typed.items()
        if (
            _is_new(now.line(line), field, cell)
            if line
            else _is_new_name(now, signatures(one.layout)[field], cell)
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
        for rep_id, (name, block) in _blocks(workbook, WHOLE).items()
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
    found = _blocks(workbook, WHOLE)
    return [_read(session, rep_id, name, block) for rep_id, (name, block) in found.items()]


def _read(session: Session, rep_id: str, name: str, block: list[list[Cell]]) -> RepSheet:
    """One sheet."""
    now, typed, problems = session.of(rep_id), {}, []
    layout = layout_of(name, block, LAID_OUT_BY)
    for at in layout.rows:
        row = block[at - 1]
        line = clean(row[PLACES["goal"]])
        if not line:
            continue
        for field in TYPED:
            cell = row[PLACES[field]]
            if not _is_new(now.line(line), field, cell):
                continue
            typed[line, field] = cell
            if field not in WORDS and value_of(cell) is None:
                wanted = "a number, such as 12500, or 27 % for a share"
                problems.append(Problem(name, at, HEADERS[field], f"“{clean(cell)}”", wanted))
    for address, who in signatures(layout).items():
        row_number, column = place_of(address)
        cell = block[row_number - 1][column - 1]
        if _is_new_name(now, who, cell):
            typed["", address] = cell
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


def _is_new_name(now: Negotiation, who: str, cell: Cell) -> bool:
    """Whether somebody typed a name where nobody of that name has signed."""
    signed = now.signed.get(who, "")
    return bool(clean(cell)) and not signed.startswith(f"{kept_text(clean(cell))}, ")


def value_of(cell: Cell) -> float | None:
    """The number that was typed; None where it is none."""
    series, flaws = convert(Column("Value", Kind.NUMBER, ""), [cell], Habits())
    return None if flaws else float(series.iloc[0])


def events_of(found: RepSheet, session: Session) -> list[Event]:
    """What was typed, as what somebody did."""
    now, source = session.of(found.rep_id), f"sheet {found.name}"
    lines = dict.fromkeys(line for line, _ in found.typed if line)
    events: list[Event] = []
    for line in lines:
        events += _of_line(found, line, now.line(line), source)
    for address, who in signatures(found.layout).items():
        if ("", address) in found.typed:
            name = kept_text(clean(found.typed["", address]))
            events.append(Event(0, "", found.rep_id, "", 0, who, "sign", name=name, source=source))
    return events


def _of_line(found: RepSheet, line: str, now: Line, source: str) -> Iterable[Event]:
    """What was typed about one goal. What is settled without an offer was offered in talking."""
    events = []
    for action, (who, value_field, reason_field) in OFFERS.items():
        new = [field for field in (value_field, reason_field) if (line, field) in found.typed]
        if not new or any(_unreadable(found, line, field) for field in new):
            continue
        value = _value(found, line, now, value_field)
        reason = _reason(found, line, now, reason_field) if reason_field else IN_PERSON
        events.append(
            Event(0, "", found.rep_id, line, 0, who, action, value, reason, source=source)
        )
    if [event.action for event in events] == ["agree"] and now.state == DRAFT:
        offered = Event(
            0, "", found.rep_id, line, 0, MANAGER, "propose", events[0].value, source=source
        )
        return [offered, *events]
    return events


def _unreadable(found: RepSheet, line: str, field: str) -> bool:
    """Whether a number was typed that is none."""
    return field not in WORDS and value_of(found.typed[line, field]) is None


def _value(found: RepSheet, line: str, now: Line, field: str) -> float:
    """The value that was typed, or the one that stands there."""
    if (line, field) in found.typed:
        value = value_of(found.typed[line, field])
        return NOTHING if value is None else value
    return float(getattr(now, field))


def _reason(found: RepSheet, line: str, now: Line, field: str) -> str:
    """The words that were typed, or those that stand there."""
    return kept_text(clean(found.typed.get((line, field), getattr(now, field))))
