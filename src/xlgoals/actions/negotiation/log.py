"""The negotiation log as a sheet: read, checked, and only ever added to."""

import math
from collections.abc import Sequence

from xlgoals.core.negotiation import Event, broken
from xlgoals.core.negotiation.events import plain
from xlgoals.hosts.base import Readable, Workbook
from xlgoals.plan import typed_rows
from xlgoals.workbook.language import Cell
from xlgoals.workbook.problems import Problem
from xlgoals.workbook.sheets import negotiation_log as sheet
from xlgoals.workbook.text import clean

LONGEST = 8_000
"""Characters of a reason that are kept."""


def read_log(workbook: Readable) -> list[Event]:
    """All events, in the order of their rows."""
    rows = typed_rows(workbook, sheet.TABLE)[1].to_dict("records")
    return [
        Event(
            number=_whole(row["no"]),
            time=str(row["time"]),
            rep_id=str(row["rep_id"]),
            line=str(row["line"]),
            round=_whole(row["round"]),
            who=str(row["who"]),
            action=str(row["action"]),
            value=float(row["value"]),
            reason=str(row["reason"]),
            name=str(row["name"]),
            valid_from=str(row["valid_from"]),
            source=str(row["source"]),
            hash=str(row["hash"]),
        )
        for row in rows
    ]


def _whole(value: float) -> int:
    """A number of an event; 0 where somebody made it unreadable."""
    return int(value) if math.isfinite(value) else 0


def write_log(workbook: Workbook, log: Sequence[Event]) -> None:
    """The log with what was added to it."""
    workbook.write(sheet.TABLE, [_row(event) for event in log])
    workbook.show_sheet(sheet.SHEET.name)


def _row(event: Event) -> list[Cell]:
    """An event as the cells of its row."""
    texts: list[Cell] = [event.reason, event.name, event.valid_from, event.source, event.hash]
    return [
        float(event.number),
        event.time,
        event.rep_id,
        event.line or None,
        float(event.round),
        event.who,
        event.action,
        None if math.isnan(event.value) else event.value,
        *(text or None for text in texts),
    ]


def log_problems(workbook: Readable) -> list[Problem]:
    """Rows of the log that were changed, moved or taken out since they were written."""
    rows = typed_rows(workbook, sheet.TABLE)[1]["row"].tolist()
    wanted = "the log as it was written: take it from a backup, or from a copy of the plan"
    return [
        Problem(sheet.SHEET.name, int(rows[place]), "Hash", what, wanted)
        for place, what in broken(read_log(workbook))
    ]


def kept_text(text: Cell) -> str:
    """A text as the log keeps it: one line, without control characters, of a sensible length."""
    return plain(clean(text))[:LONGEST]
