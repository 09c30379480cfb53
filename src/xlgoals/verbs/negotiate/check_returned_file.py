"""What to make of a file that came back: whose it is, whether it holds, and what it says."""

import datetime as dt
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from xlgoals.domain.problems import Problem, quoted
from xlgoals.negotiation import REP, Event, Negotiation
from xlgoals.negotiation.events import LONGEST, NOTHING, digits, kept_text, plain
from xlgoals.negotiation.rules import COUNTERED
from xlgoals.negotiation.session import SAVED, Session
from xlgoals.negotiation.stamp import Stamp, genuine, offers, stamp_in, when_sent
from xlgoals.tables.cell_text import clean
from xlgoals.tables.cell_values import Habits, convert
from xlgoals.tables.language import Cell, CellError, Column, Kind
from xlgoals.tables.returned_file import Answer, Answers
from xlgoals.verbs.negotiate.send import Seal, left
from xlgoals.views.rep_file import HEADERS

NEAR = 30
"""Of two numbers that a text could be, one is meant that is no further from what is proposed."""
A_NUMBER = "a number, such as 12500, or 27 % for a share"


@dataclass(frozen=True)
class Verdict:
    """What to do with a file."""

    rep_id: str = ""
    """Empty where it is not known whose it is."""
    why: str = ""
    """Why nothing of it is taken, as the second half of a sentence; empty where it can be."""
    say: tuple[Event, ...] = ()
    """What the rep says in it."""
    keep: tuple[tuple[Event, str], ...] = ()
    """What the rep wrote and cannot be taken, each with the reason."""
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()
    echo: tuple[str, ...] = ()
    """What was written, where nothing of it goes into the log."""


@dataclass(frozen=True)
class Wrote:
    """One goal of the file in which something was typed."""

    answer: Answer
    line: str
    value: float | None
    """None where the cell holds no number; NaN where it is blank."""
    details: str


def verdict(session: Session, seal: Seal, found: Answers, now: dt.datetime) -> Verdict:
    """What to make of a file.

    Args:
        now: In UTC.
    """
    stamp = stamp_in(found.stamp)
    why = _not_ours(session, seal, stamp)
    if why or stamp is None:
        return Verdict(why=why or "its stamp cannot be read", echo=_echo(found.answers))
    own, source = session.events_of(stamp.rep_id), _source(found, now)
    then = when_sent(stamp, own)
    written = _written(then, found.answers)
    why = _not_sound(session, seal, stamp, found.answers, now)
    if not why and not written:
        return Verdict(stamp.rep_id)
    if not why and stamp.round < session.of(stamp.rep_id).round:
        if all(_known(own, one, source) for one in written):
            return Verdict(stamp.rep_id)
        why = f"it is of round {stamp.round}, and round {session.of(stamp.rep_id).round} is on"
    if why:
        fresh = [one for one in written if not _known(own, one, source)]
        events = [(_event(stamp.rep_id, one, source), why) for one in fresh]
        return Verdict(stamp.rep_id, why, keep=tuple(events))
    return _each(session, stamp, then, written, replace(found, saved=source))


def _source(found: Answers, now: dt.datetime) -> str:
    """Where an answer comes from, as the log has it. No file is younger than now."""
    saved = min(found.saved, f"{now:%Y-%m-%d %H:%M:%S}")
    return f"file {kept_text(found.file)[:80]}{SAVED}{saved}"


def _not_ours(session: Session, seal: Seal, stamp: Stamp | None) -> str:
    """Why a file says nothing to this plan."""
    if stamp is None:
        return "its stamp was changed, so nobody can tell whose it is"
    if not seal.plan or stamp.plan != seal.plan:
        return "it was sent from another plan"
    if stamp.rep_id not in set(session.reps["rep_id"]):
        return f"nobody on sheet Reps with a goal has the ID {quoted(stamp.rep_id)}"
    return ""


def _not_sound(
    session: Session, seal: Seal, stamp: Stamp, answers: Sequence[Answer], now: dt.datetime
) -> str:
    """Why a file of one of the plan's reps cannot be relied on."""
    day = left(session, stamp.rep_id, now)
    if day:
        return f"{session.name(stamp.rep_id)} left on {day}"
    own = session.events_of(stamp.rep_id)
    if not genuine(seal.secret, stamp, own):
        return "its stamp was changed, or it was sent from a copy of the plan that went another way"
    told = {plain(clean(one.goal)): one for one in answers}
    for goal, (value, reason) in offers(when_sent(stamp, own)).items():
        one = told.get(goal)
        if one is None:
            return f"the row of {goal} is missing in it"
        number = _number(one.proposed)
        there = "" if number is None else digits(number)
        if there != value:
            return (
                f"what is proposed for {goal} was changed in it, to {quoted(clean(one.proposed))}"
            )
        if plain(kept_text(clean(one.why))) != reason:
            return f"your reason for {goal} was changed in it"
    return ""


def _written(then: Negotiation, answers: Sequence[Answer]) -> list[Wrote]:
    """The goals in which something was typed since the file was made."""
    names = {plain(name): name for name in then.lines}
    found = []
    for answer in answers:
        goal = plain(clean(answer.goal))
        line = then.line(names.get(goal, goal))
        details = kept_text(clean(answer.details))
        value = _value(answer.counter, line.proposed)
        before = (digits(line.counter), line.details) if line.state == COUNTERED else ("", "")
        if value is None or (digits(value), details) != before:
            found.append(Wrote(answer, names.get(goal, goal), value, details))
    return [one for one in found if one.value is None or one.details or one.value == one.value]


def _each(
    session: Session, stamp: Stamp, then: Negotiation, written: Sequence[Wrote], found: Answers
) -> Verdict:
    """What a file that holds says, goal by goal. ``found.saved`` is the source."""
    now, own, source = session.of(stamp.rep_id), session.events_of(stamp.rep_id), found.saved
    times = Counter(one.line for one in written)
    say: list[Event] = []
    kept: list[tuple[Event, str]] = []
    problems: list[Problem] = []
    notes: list[str] = []
    for one in written:
        event = _event(stamp.rep_id, one, source)
        flaw = _flaw(one, times[one.line])
        if flaw:
            problems.append(Problem(found.file, one.answer.row, *flaw))
            kept.append((event, f"found {flaw[1]}; wanted {flaw[2]}"))
            continue
        why = _not_this(now, then, own, one, source)
        if why:
            kept.append((event, why))
            notes.append(f"{one.line}: {why}.")
        elif not _known(own, one, source):
            say.append(event)
        if len(clean(one.answer.details)) > LONGEST:
            notes.append(
                f"{one.line}: the first {LONGEST:,} of {len(clean(one.answer.details)):,} "
                "characters of the details were kept; the rest is in the file."
            )
    return Verdict(
        stamp.rep_id,
        say=tuple(say),
        keep=tuple(kept),
        problems=tuple(problems),
        notes=tuple(notes),
    )


def _flaw(one: Wrote, times: int) -> tuple[str, str, str] | None:
    """Header, what is found and what is wanted, where an answer cannot be read."""
    if times > 1:
        return HEADERS["goal"], quoted(one.line), "each goal in one row"
    if one.value is None:
        return HEADERS["counter"], quoted(_shown(one.answer.counter)), A_NUMBER
    if math.isnan(one.value):
        return HEADERS["counter"], "a blank beside what was written", A_NUMBER
    return None


def _not_this(
    now: Negotiation, then: Negotiation, own: Sequence[Event], one: Wrote, source: str
) -> str:
    """Why one answer is not taken though its file holds."""
    goal = plain(one.line)
    if goal not in offers(then):
        return "that is no goal of this file"
    if offers(now).get(goal) != offers(then)[goal]:
        return "what you propose has changed since the file was sent"
    if _known(own, one, source):
        return ""
    last = max((_saved(e) for e in own if e.action == "counter" and e.line == one.line), default="")
    return "an older copy; a later answer was taken" if _time(source) < last else ""


def _known(own: Sequence[Event], one: Wrote, source: str) -> bool:
    """Whether the log has just that answer already, from the same file."""
    value = NOTHING if one.value is None else one.value
    said = (one.line, digits(value), one.details, _time(source))
    return any(
        said == (event.line, digits(event.value), event.reason, _saved(event))
        for event in own
        if event.action == "counter"
    )


def _saved(event: Event) -> str:
    """When the file was saved from which an answer came; nothing for other answers."""
    return _time(event.source) if event.source.startswith("file ") else ""


def _time(source: str) -> str:
    """The time in a source."""
    return source.rpartition(SAVED)[2]


def _event(rep_id: str, one: Wrote, source: str) -> Event:
    """What a rep wrote, as what they did. What is no number stands in the words."""
    words = one.details
    if one.value is None:
        words = f"{quoted(_shown(one.answer.counter))} {words}".strip()
    value = NOTHING if one.value is None else one.value
    return Event(0, "", rep_id, one.line[:200], 0, REP, "counter", value, words, source=source)


def _value(cell: Cell, proposed: float) -> float | None:
    """The number that was typed; NaN for a blank, None where it is none.

    A text such as ``430.000`` could be two numbers: the one near to what is proposed is meant.
    """
    if not _shown(cell):
        return NOTHING
    value = _number(cell)
    if value is not None or not isinstance(cell, str):
        return value
    both = (_number(cell, sign) for sign in ".,")
    near = [v for v in both if v is not None and proposed > 0 and v > 0]
    near = [v for v in near if proposed / NEAR <= v <= proposed * NEAR]
    return near[0] if len(near) == 1 else None


def _number(cell: Cell, decimal: str = "") -> float | None:
    """A cell's number; None where it holds none."""
    if cell is None or isinstance(cell, bool | CellError):
        return None
    if isinstance(cell, str):
        cell = clean(cell)
    series, flaws = convert(Column("Value", Kind.NUMBER, ""), [cell], Habits(decimal))
    value = NOTHING if flaws else float(series.iloc[0])
    return value if math.isfinite(value) else None


def _shown(cell: Cell) -> str:
    """A cell as a message shows it."""
    return cell.code if isinstance(cell, CellError) else clean(cell)


def _echo(answers: Sequence[Answer]) -> tuple[str, ...]:
    """What was written in a file of which nothing can be kept, a line each."""
    lines = []
    for one in answers:
        said = [_shown(cell) for cell in (one.counter, one.details) if _shown(cell)]
        if said:
            lines.append(f"{_shown(one.goal)}: {' – '.join(quoted(text) for text in said)}")
    return tuple(lines)
