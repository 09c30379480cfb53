"""What to make of a file that came back: whose it is, whether it holds, and what it says."""

import datetime as dt
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from xlgoals.domain.events import NOTHING, Event, Source, Wish
from xlgoals.domain.goal_ids import GoalId, goal_id
from xlgoals.domain.people import REP_ID
from xlgoals.domain.problems import Problem, quoted
from xlgoals.negotiation.log_text import LONGEST, LONGEST_NAME, digits, kept_text, plain
from xlgoals.negotiation.rules import COUNTERED, REP
from xlgoals.negotiation.session import Session, time_text
from xlgoals.negotiation.stamp import Stamp, genuine, offers, stamp_in, when_sent
from xlgoals.negotiation.state import Negotiation
from xlgoals.tables.cell_text import clean
from xlgoals.tables.cell_values import Habits, convert
from xlgoals.tables.language import Cell, CellError, Column, Kind
from xlgoals.tables.returned_file import Answer, Answers
from xlgoals.verbs.negotiate.send import Seal, left
from xlgoals.views.rep_file import HEADERS

NEAR = 30
"""Of two numbers that a text could be, one is meant that is no further from what is proposed."""
A_NUMBER = "a number, such as 12500, or 27 % for a share"
LONGEST_FILE = 80
"""Characters of a file's name that are kept."""


@dataclass(frozen=True)
class Verdict:
    """What to do with a file."""

    rep_id: str = ""
    """Empty where it is not known whose it is."""
    why: str = ""
    """Why nothing of it is taken, as the second half of a sentence; empty where it can be."""
    say: tuple[Wish, ...] = ()
    """What the rep says in it."""
    keep: tuple[tuple[Wish, str], ...] = ()
    """What the rep wrote and cannot be taken, each with the reason."""
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()
    echo: tuple[str, ...] = ()
    """What was written, where nothing of it goes into the log."""


@dataclass(frozen=True)
class Wrote:
    """One goal of the file in which something was typed."""

    answer: Answer
    goal: GoalId
    value: float | None
    """None where the cell holds no number; NaN where it is blank."""
    details: str


def verdict(session: Session, seal: Seal, file: Answers, now: dt.datetime) -> Verdict:
    """What to make of a file.

    Args:
        now: In UTC.
    """
    stamp = stamp_in(file.stamp)
    why = _not_ours(session, seal, stamp)
    if why or stamp is None:
        return Verdict(why=why or "its stamp cannot be read", echo=_echo(file.answers))
    own = session.events_of(stamp.rep_id)
    # No file is younger than now, whatever clock it was saved by.
    saved = min(file.saved, time_text(now))
    source = Source("file", kept_text(file.file)[:LONGEST_FILE], saved)
    then = when_sent(stamp, own)
    written = _written(then, file.answers)
    why = _not_sound(session, seal, stamp, file.answers, now)
    if not why and not written:
        return Verdict(stamp.rep_id)
    on = session.of(stamp.rep_id).round
    if not why and stamp.round < on:
        if all(_is_in_log(own, one, source) for one in written):
            return Verdict(stamp.rep_id)
        why = f"it is of round {stamp.round}, and round {on} is on"
    if why:
        fresh = [one for one in written if not _is_in_log(own, one, source)]
        wishes = [(_wish(stamp.rep_id, one, source), why) for one in fresh]
        return Verdict(stamp.rep_id, why, keep=tuple(wishes))
    return _each(session, stamp, then, written, file, source)


def _not_ours(session: Session, seal: Seal, stamp: Stamp | None) -> str:
    """Why a file says nothing to this plan."""
    if stamp is None:
        return "its stamp was changed, so nobody can tell whose it is"
    if not seal.plan or stamp.plan != seal.plan:
        return "it was sent from another plan"
    if stamp.rep_id not in set(session.reps[REP_ID]):
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
    answered = {plain(clean(one.goal)): one for one in answers}
    for goal, (value, reason) in offers(session.present(when_sent(stamp, own))).items():
        one = answered.get(goal)
        if one is None:
            return f"the row of {goal} is missing in it"
        number = _number(one.proposed)
        if ("" if number is None else digits(number)) != value:
            return (
                f"what is proposed for {goal} was changed in it, to {quoted(clean(one.proposed))}"
            )
        if plain(kept_text(clean(one.why))) != reason:
            return f"your reason for {goal} was changed in it"
    return ""


def _written(then: Negotiation, answers: Sequence[Answer]) -> list[Wrote]:
    """The goals in which something was typed since the file was made."""
    goals = {plain(goal.label): goal for goal in then.lines}
    written = []
    for answer in answers:
        label = plain(clean(answer.goal))[:LONGEST_NAME]
        goal = goals.get(label) or goal_id(label)
        line = then.line(goal)
        details = kept_text(clean(answer.details))
        value = _value(answer.counter, line.proposed)
        before = (digits(line.counter), line.details) if line.state == COUNTERED else ("", "")
        if value is None or (digits(value), details) != before:
            written.append(Wrote(answer, goal, value, details))
    return [one for one in written if one.value is None or one.details or one.value == one.value]


def _each(
    session: Session,
    stamp: Stamp,
    then: Negotiation,
    written: Sequence[Wrote],
    file: Answers,
    source: Source,
) -> Verdict:
    """What a file that holds says, goal by goal."""
    negotiation, own = session.of(stamp.rep_id), session.events_of(stamp.rep_id)
    times = Counter(one.goal for one in written)
    say: list[Wish] = []
    kept: list[tuple[Wish, str]] = []
    problems: list[Problem] = []
    notes: list[str] = []
    for one in written:
        wish = _wish(stamp.rep_id, one, source)
        flaw = _flaw(one, times[one.goal])
        if flaw:
            problems.append(Problem(file.file, one.answer.row, *flaw))
            kept.append((wish, f"found {flaw[1]}; wanted {flaw[2]}"))
            continue
        why = _not_this(negotiation, then, own, one, source)
        if why:
            kept.append((wish, why))
            notes.append(f"{one.goal.label}: {why}.")
        elif not _is_in_log(own, one, source):
            say.append(wish)
        length = len(clean(one.answer.details))
        if length > LONGEST:
            notes.append(
                f"{one.goal.label}: the first {LONGEST:,} of {length:,} characters of the details "
                "were kept; the rest is in the file."
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
        return HEADERS["goal"], quoted(one.goal.label), "each goal in one row"
    if one.value is None:
        return HEADERS["counter"], quoted(_shown(one.answer.counter)), A_NUMBER
    if math.isnan(one.value):
        return HEADERS["counter"], "a blank beside what was written", A_NUMBER
    return None


def _not_this(
    negotiation: Negotiation, then: Negotiation, own: Sequence[Event], one: Wrote, source: Source
) -> str:
    """Why one answer is not taken though its file holds."""
    goal = plain(one.goal.label)
    if goal not in offers(then):
        return "that is no goal of this file"
    if offers(negotiation).get(goal) != offers(then)[goal]:
        return "what you propose has changed since the file was sent"
    if _is_in_log(own, one, source):
        return ""
    answers = [event for event in own if event.action == "counter" and event.goal == one.goal]
    last = max((_saved(event) for event in answers), default="")
    return "an older copy; a later answer was taken" if source.saved < last else ""


def _is_in_log(own: Sequence[Event], one: Wrote, source: Source) -> bool:
    """Whether the log has just that answer already, from the same file."""
    value = NOTHING if one.value is None else one.value
    answer = (one.goal, digits(value), one.details, source.saved)
    return any(
        answer == (event.goal, digits(event.value), event.reason, _saved(event))
        for event in own
        if event.action == "counter"
    )


def _saved(event: Event) -> str:
    """When the file was saved from which an answer came; nothing for other answers."""
    return event.source.saved if event.source.kind == "file" else ""


def _wish(rep_id: str, one: Wrote, source: Source) -> Wish:
    """What a rep wrote, as what they want. What is no number stands in the words."""
    words = one.details
    if one.value is None:
        words = f"{quoted(_shown(one.answer.counter))} {words}".strip()
    value = NOTHING if one.value is None else one.value
    return Wish(REP, "counter", rep_id, one.goal, value, words, source=source)


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
        texts = [_shown(cell) for cell in (one.counter, one.details) if _shown(cell)]
        if texts:
            lines.append(f"{_shown(one.goal)}: {' – '.join(quoted(text) for text in texts)}")
    return tuple(lines)
