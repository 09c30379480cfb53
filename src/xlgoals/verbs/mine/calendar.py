"""Events of a calendar that belong in the log: shown before they are taken."""

import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field

from xlgoals.domain.calendar_events import Event, Read, Wanted
from xlgoals.domain.own_goal_kinds import MEETING
from xlgoals.domain.people import REP_ID
from xlgoals.sums.coach import event_match
from xlgoals.tables.cell_text import clean
from xlgoals.tables.dates import month_start
from xlgoals.tables.language import Cell
from xlgoals.tables.sheets import my_log
from xlgoals.tables.workbook import Readable, Workbook
from xlgoals.verbs.mine.log import with_rows
from xlgoals.verbs.mine.own import Own, read_own
from xlgoals.verbs.one_pass import one_pass

LONGEST_NOTE = 250
MARK = "calendar"
"""Stands at the beginning of Source."""


@dataclass(frozen=True)
class Row:
    """A row of the log that an event becomes."""

    day: dt.date
    kind: str
    rep_id: str
    rep: str
    hours: float
    note: str
    source: str

    def cells(self) -> dict[str, Cell]:
        """By header of My log."""
        return {
            "Date": self.day,
            "Kind": self.kind,
            "Rep ID": self.rep_id or None,
            "Hours": self.hours,
            "Note": self.note or None,
            "Source": self.source,
        }


@dataclass(frozen=True)
class Found:
    """What a calendar holds for the log."""

    fresh: tuple[Row, ...]
    moved: tuple[tuple[int, Row], ...]
    """Rows of the log, by position, whose event has moved since; nobody changed them by hand."""
    there: int
    """Events that the log has already."""
    left_out: tuple[str, ...]
    """Events that could be meant, and why they are not taken, a sentence each."""
    outside: int
    seen: int
    flaws: tuple[str, ...] = field(default=())
    called_off: int = 0


@one_pass
def wanted_events(workbook: Readable, today: dt.date) -> Wanted:
    """Which events of a calendar could belong in the log."""
    own = read_own(workbook, today)
    first = month_start(own.when.start)
    last = month_start(own.when.start + own.when.months) - dt.timedelta(days=1)
    words = event_match.words_of(*_people(own), own.goals["goal"].tolist())
    return Wanted(first, last, tuple(sorted(words)))


def _people(own: Own) -> tuple[dict[str, str], dict[str, str]]:
    """Names and addresses of the reps, by id."""
    reps = own.plan.reps
    return (
        dict(zip(reps[REP_ID], reps["rep"], strict=True)),
        dict(zip(reps[REP_ID], reps["e_mail"], strict=True)),
    )


@one_pass
def found_in(workbook: Readable, read: Read, today: dt.date) -> Found:
    """What would be taken of a calendar, and what would not, and why."""
    own = read_own(workbook, today)
    raw = workbook.read(my_log.TABLE)
    there = {
        _key(source): int(row) - raw.first_row
        for source, row in zip(own.log["source"], own.log["row"], strict=True)
        if source
    }
    fresh, moved, left_out, known = [], [], [], 0
    for event in read.events:
        row, why = _row(own, event)
        if row is None:
            left_out += [why] if why else []
        elif _key(row.source) not in there:
            fresh.append(row)
        elif _may_move(own, there[_key(row.source)] + raw.first_row, row):
            moved.append((there[_key(row.source)], row))
        else:
            known += 1
    return Found(
        tuple(fresh),
        tuple(moved),
        known,
        tuple(dict.fromkeys(left_out)),
        read.outside,
        read.seen,
        read.flaws,
        read.called_off,
    )


@one_pass
def take_events(workbook: Workbook, found: Found) -> int:
    """Write what was found into the log; returns how many rows were added or moved."""
    if not found.fresh and not found.moved:
        return 0
    changed: dict[int, dict[str, Cell]] = {
        at: {"Date": row.day, "Hours": row.hours, "Source": row.source} for at, row in found.moved
    }
    raw = workbook.read(my_log.TABLE)
    rows = with_rows(my_log.TABLE, raw, [row.cells() for row in found.fresh], changed)
    workbook.write(my_log.TABLE, rows)
    return len(found.fresh) + len(found.moved)


def _row(own: Own, event: Event) -> tuple[Row | None, str]:
    """An event as a row, or why it is none; no reason where it was never meant."""
    names, addresses = _people(own)
    goals = own.goals["goal"].tolist()
    kind = event_match.kind_of(event.title, goals)
    reps = event_match.reps_in(event.title, names, addresses)
    invited = event_match.reps_in(event.people, names, addresses)
    reps = reps or (invited if len(invited) == 1 or kind in event_match.WITH_REP else [])
    kind = kind or (MEETING.name if len(reps) == 1 else "")
    if not kind or (kind == MEETING.name and not reps):
        return None, ""
    about = f"{event.day}, “{event.title[:60]}”"
    if kind in event_match.WITH_REP and len(reps) != 1:
        who = " and ".join(names[rep_id] for rep_id in reps)
        why = f"names {who}: note it once for each" if reps else "names nobody of sheet Reps"
        return None, f"{about} {why}."
    rep_id = reps[0] if len(reps) == 1 else ""
    note = clean(event.title)[:LONGEST_NOTE]
    name = names.get(rep_id, "")
    return Row(event.day, kind, rep_id, name, event.hours, note, _source(event)), ""


def _source(event: Event) -> str:
    """What an event is known by in the log, with the day and hours as they were taken."""
    mark = hashlib.sha256(event.source.encode()).hexdigest()[:12]
    return f"{MARK} {event.day} {event.hours:g} {mark}"


def _key(source: str) -> str:
    """The part of a source that stays when the event moves."""
    return source.rsplit(" ", 1)[-1]


def _may_move(own: Own, row: int, new: Row) -> bool:
    """Whether an event has moved and its row is as it was taken: what was typed since stays."""
    old = own.log[own.log["row"] == row].iloc[0]
    taken = f"{MARK} {old['date']:%Y-%m-%d} {old['hours']:g} {_key(old['source'])}"
    return bool(old["source"] == taken and new.source != taken)


def told_rows(found: Found) -> Iterable[str]:
    """What would be taken, a line for each row."""
    for row in (*found.fresh, *(row for _, row in found.moved)):
        who = f" with {row.rep}" if row.rep else ""
        yield f"{row.day} {row.kind}{who}, {row.hours:g} hours: {row.note}"


def told(found: Found) -> Iterable[str]:
    """What would happen, a sentence each."""
    yield (
        f"{len(found.fresh)} new, {len(found.moved)} moved, {found.there} there already; "
        f"{found.outside} outside of the period, of {found.seen:,} events in the file."
    )
    if found.called_off:
        yield (
            f"{found.called_off} left out: called off, by status or title (such as “Canceled: …”)."
        )
    yield from found.left_out
    yield from found.flaws
