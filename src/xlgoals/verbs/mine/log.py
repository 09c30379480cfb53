"""Noting an event in the log, and rows put into a table that is typed by hand."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from xlgoals.domain import own_goal_kinds
from xlgoals.domain.errors import InputError
from xlgoals.domain.months import month_label
from xlgoals.domain.people import REP_ID, REP_NAME, find_rep
from xlgoals.tables.cell_text import clean
from xlgoals.tables.dates import parse_date
from xlgoals.tables.language import Cell, Table
from xlgoals.tables.raw_table import RawTable
from xlgoals.tables.sheets import my_log
from xlgoals.tables.workbook import Readable, Workbook
from xlgoals.verbs.mine.own import Own, read_own
from xlgoals.verbs.one_pass import one_pass
from xlgoals.verbs.outcome import Outcome
from xlgoals.views.plan_sheets import find_sheet

MOST_HOURS = 24.0


@dataclass(frozen=True)
class Note:
    """One event as the manager tells it."""

    kind: str
    rep: str = ""
    """ID or name; blank for nobody."""
    hours: float = float("nan")
    day: dt.date | None = None
    """Today by default."""
    customers: float = float("nan")
    note: str = ""


@one_pass
def note_event(workbook: Workbook, note: Note, today: dt.date) -> str:
    """Put an event into the log; returns what was noted, in a sentence.

    Errors:
        InputError: the kind or the rep is unknown, or the day lies outside of the period.
    """
    own = read_own(workbook, today)
    day = note.day or today
    _check(own, note, day)
    kind = kind_of(own, note.kind)
    names = dict(zip(own.plan.reps[REP_ID], own.plan.reps[REP_NAME], strict=True))
    rep_id = find_rep(names.items(), note.rep) if note.rep.strip() else ""
    row: dict[str, Cell] = {
        "Date": day,
        "Kind": kind,
        "Rep ID": rep_id or None,
        "Hours": None if np.isnan(note.hours) else note.hours,
        "Customers": None if np.isnan(note.customers) else note.customers,
        "Note": clean(note.note) or None,
    }
    workbook.write(my_log.TABLE, with_rows(my_log.TABLE, workbook.read(my_log.TABLE), [row]))
    who = f" with {names[rep_id]}" if rep_id else ""
    word = "hour" if note.hours == 1 else "hours"
    long = "" if np.isnan(note.hours) else f", {note.hours:g} {word}"
    return f"Noted: {day}, {kind}{who}{long}."


def log_event(workbook: Workbook, today: dt.date, kind: str, **typed: Any) -> Outcome:
    """What was done, noted as it was typed: rep, hours, date, customers, note."""
    date, customers = typed.get("date", ""), typed.get("customers", 0)
    try:
        day = parse_date(date) if date else None
    except ValueError:
        raise InputError(f"“{date}” is no day; write it like 2027-03-04.") from None
    met = float(customers) if customers else np.nan
    about = {name: typed[name] for name in ("rep", "hours", "note") if name in typed}
    said = note_event(workbook, Note(kind, day=day, customers=met, **about), today)
    last = "It is the last row of sheet My log: change there what is different."
    return Outcome(said, next_step=last)


def rep_in_row(workbook: Readable, sheet: str, row: int) -> str:
    """The rep whose row somebody is in, on any sheet with a column Rep ID.

    Errors:
        InputError: there is no rep in that row.
    """
    found = find_sheet(sheet)
    table = found.table if found else None
    if table is not None and "Rep ID" in table.headers and row:
        raw = workbook.read(table)
        place = [header.casefold() for header in raw.headers].index("rep id")
        at = row - raw.first_row
        rep_id = clean(raw.rows[at][place]) if 0 <= at < len(raw.rows) else ""
        if rep_id:
            return rep_id
    raise InputError(
        "Select a cell in a rep's row first, on Team, Tracking or My progress, then press Log."
    )


def _check(own: Own, note: Note, day: dt.date) -> None:
    """What cannot be meant."""
    number, when = (day - dt.date(1970, 1, 1)).days, own.when
    if not when.first <= number < when.end:
        first, last = month_label(when.start), month_label(when.start + when.months - 1)
        raise InputError(f"{day} lies outside of the period, {first} to {last}; say another day.")
    if not (np.isnan(note.hours) or 0 <= note.hours <= MOST_HOURS):
        raise InputError(f"{note.hours:g} hours on one day cannot be; wanted 0 to 24.")
    if note.customers < 0:
        raise InputError(f"{note.customers:g} customers cannot be; wanted 0 or more.")


def kind_of(own: Own, wanted: str) -> str:
    """The kind that is meant: one of the list or of My goals, or the beginning of just one."""
    text = clean(wanted).casefold()
    known = list(dict.fromkeys([*own_goal_kinds.NAMES, *own.goals["goal"]]))
    same = [kind for kind in known if kind.casefold() == text]
    begun = [kind for kind in known if text and kind.casefold().startswith(text)]
    found = same or begun
    if len(found) != 1:
        raise InputError(f"“{wanted}” is not one of: {', '.join(known)}.")
    return str(found[0])


def with_rows(
    table: Table,
    raw: RawTable,
    fresh: Sequence[Mapping[str, Cell]],
    changed: Mapping[int, Mapping[str, Cell]] | None = None,
) -> list[list[Cell]]:
    """The rows of a table as they stand, some cells changed, with fresh rows below the last.

    Args:
        table: Whose rows.
        raw: As they stand; nothing of them is lost, whatever they hold.
        fresh: New rows by header.
        changed: By position of the row: new cells by header.
    """
    names = [header.strip().casefold() for header in raw.headers]
    places = [names.index(header.casefold()) for header in table.headers]
    rows = [[row[place] for place in places] for row in raw.rows]
    while rows and not any(cell is not None and str(cell).strip() for cell in rows[-1]):
        rows.pop()
    for at, cells in (changed or {}).items():
        for header, cell in cells.items():
            rows[at][table.headers.index(header)] = cell
    return [*rows, *([row.get(header) for header in table.headers] for row in fresh)]
