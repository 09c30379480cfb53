"""The negotiation log as a sheet: read, checked, and only ever added to."""

import math
from collections.abc import Sequence

from xlgoals.domain.events import Event, source_in
from xlgoals.domain.goal_ids import goal_id
from xlgoals.domain.people import REP_ID
from xlgoals.domain.problems import Problem
from xlgoals.negotiation.rules import BOTH, RULES
from xlgoals.negotiation.seal import broken, newest
from xlgoals.tables.language import Cell
from xlgoals.tables.sheets import balance
from xlgoals.tables.sheets import negotiation_log as sheet
from xlgoals.tables.typed_tables import typed_rows
from xlgoals.tables.workbook import Workbook


def read_log(workbook: Workbook) -> list[Event]:
    """All events, in the order of their numbers. A row that somebody typed into the log is none."""
    events = [event for _, event in _rows_of(workbook) if not _why_no_event(event)]
    return sorted(events, key=lambda event: event.number)


def _rows_of(workbook: Workbook) -> list[tuple[int, Event]]:
    """Every row of the sheet, with its sheet row, as it stands."""
    rows = typed_rows(workbook, sheet.TABLE)[1].to_dict("records")
    return [
        (
            int(row["row"]),
            Event(
                number=_whole(row["no"]),
                time=row["time"],
                rep_id=row[REP_ID],
                goal=goal_id(row["line"]) if row["line"] else None,
                round=_whole(row["round"]),
                who=row["who"],
                action=row["action"],
                value=float(row["value"]),
                reason=row["reason"],
                name=row["name"],
                valid_from=row["valid_from"],
                source=source_in(row["source"]),
                hash=row["hash"],
            ),
        )
        for row in rows
    ]


def _whole(value: float) -> int:
    """A number of an event; 0 where somebody made it unreadable."""
    return int(value) if math.isfinite(value) and 0 <= value == int(value) else 0


def _why_no_event(event: Event) -> str:
    """Why a row cannot have been written by xlgoals; empty where it can."""
    if event.number < 1:
        return "a row without a number of its own"
    if not event.hash:
        return f"a row without a seal, number {event.number}"
    if event.action not in RULES or event.who not in BOTH or not event.rep_id:
        return f"row {event.number} is no step of a rep or the manager"
    return ""


def write_log(workbook: Workbook, log: Sequence[Event]) -> None:
    """The log with what was added to it; every row that is there stays as it stands."""
    raw = workbook.read(sheet.TABLE)
    places = {header.strip().casefold(): at for at, header in enumerate(raw.headers)}
    order = [places[header.casefold()] for header in sheet.TABLE.headers]
    there = [[row[at] for at in order] for row in raw.rows]
    there = [row for row in there if any(cell is not None and cell != "" for cell in row)]
    last = max((event.number for event in read_log(workbook)), default=0)
    workbook.write(sheet.TABLE, [*there, *(_row(event) for event in log if event.number > last)])
    workbook.show_sheet(sheet.SHEET.name)
    end = newest(log)
    if end:
        workbook.write_cells(balance.SHEET.name, {balance.NEWEST: f"{end.number} · {end.hash}"})


def newest_noted(workbook: Workbook) -> tuple[int, str]:
    """Number and seal of the newest event, as sheet Balance has them; 0 where it has none."""
    number, mark, seal = str(workbook.cells(balance.SHEET.name, [balance.NEWEST])[0]).partition(
        " · "
    )
    return (int(number), seal.strip()) if mark and number.strip().isdecimal() else (0, "")


def _row(event: Event) -> list[Cell]:
    """An event as the cells of its row."""
    texts: list[Cell] = [event.reason, event.name, event.valid_from, str(event.source), event.hash]
    return [
        float(event.number),
        event.time,
        event.rep_id,
        event.label or None,
        float(event.round),
        event.who,
        event.action,
        None if math.isnan(event.value) else event.value,
        *(text or None for text in texts),
    ]


def log_problems(workbook: Workbook) -> list[Problem]:
    """Rows of the log that were typed, changed, moved or taken out since they were written."""
    rows = _rows_of(workbook)
    events = [(row, event) for row, event in rows if not _why_no_event(event)]
    known, seal = newest_noted(workbook)
    last = max((row for row, _ in rows), default=0)
    places = [*(row for row, _ in events), last + 1]
    return [
        *(_problem(row, why, TYPED) for row, event in rows if (why := _why_no_event(event))),
        *(
            _problem(places[place], what, WRITTEN)
            for place, what in broken([event for _, event in events], known, seal)
        ),
    ]


WRITTEN = "the log as it was written: take it from a backup, or from a copy of the plan"
TYPED = "only rows that xlgoals wrote; this one counts for nothing: negotiate, then delete it"


def _problem(row: int, what: str, wanted: str) -> Problem:
    """Something that is wrong with a row of the log."""
    return Problem(sheet.SHEET.name, row, "No.", what, wanted)
