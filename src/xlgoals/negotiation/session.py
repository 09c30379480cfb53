"""The goals that are talked about with everything said about them, and how a word is taken."""

import datetime as dt
import math
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import pandas as pd

from xlgoals.domain.errors import InputError
from xlgoals.domain.people import REP_ID, REP_NAME, find_rep
from xlgoals.negotiation.events import NOTHING, Event, appended, digits, kept_text, newest, plain
from xlgoals.negotiation.refusals import NO_PERIOD, Period, refusal
from xlgoals.negotiation.rules import AGREED, COUNTERED, KEPT, PROPOSED, RULES
from xlgoals.negotiation.state import Negotiation, after, replayed, replied

NAME = 200
"""Characters of a name that are kept."""

SAVED = ", saved "
"""What stands in a source between a file's name and the time at which it was saved."""


@dataclass(frozen=True)
class Session:
    """The goals that are suggested, and everything that was said about them."""

    goals: pd.DataFrame
    """As ``goals_of`` gives them."""
    reps: pd.DataFrame
    """The Reps table, those with a goal or with whom somebody spoke."""
    log: tuple[Event, ...]
    newest: int = 0
    """Number of the newest event as it is noted outside of the log; 0 where it is not."""
    period: Period = NO_PERIOD

    @cached_property
    def state(self) -> Mapping[str, Negotiation]:
        """Each rep's negotiation; a rep with whom nobody spoke has none."""
        return replayed(self.log)

    def of(self, rep_id: str) -> Negotiation:
        """A rep's negotiation."""
        return self.state.get(rep_id, Negotiation())

    @cached_property
    def _events(self) -> Mapping[str, list[Event]]:
        """The events of each rep."""
        found: dict[str, list[Event]] = {}
        for event in self.log:
            found.setdefault(event.rep_id, []).append(event)
        return found

    def events_of(self, rep_id: str) -> list[Event]:
        """What happened with one rep, in its order."""
        return self._events.get(rep_id, [])

    @cached_property
    def lines(self) -> Mapping[str, Mapping[str, str]]:
        """Each rep's goals by name, with their units."""
        found: dict[str, dict[str, str]] = {rep_id: {} for rep_id in self.reps[REP_ID]}
        columns = (self.goals[name] for name in ("rep_id", "line", "unit"))
        for rep_id, line, unit in zip(*columns, strict=True):
            found.setdefault(rep_id, {})[line] = unit
        return found

    @cached_property
    def names(self) -> Mapping[str, str]:
        """The reps' names by id."""
        return dict(zip(self.reps[REP_ID], self.reps[REP_NAME].astype(str), strict=True))

    def name(self, rep_id: str) -> str:
        """A rep's name; the ID where nobody has it."""
        return self.names.get(rep_id, rep_id)

    @cached_property
    def _suggested(self) -> Mapping[tuple[str, str], Mapping[Hashable, Any]]:
        """The row of each rep's goal."""
        rows = self.goals.to_dict("records")
        return {(str(row["rep_id"]), str(row["line"])): row for row in rows}

    def goal(self, rep_id: str, line: str) -> Mapping[Hashable, Any]:
        """What is suggested for a goal, and its range; nothing where it is not suggested."""
        return self._suggested.get((rep_id, line), {})

    def rep(self, wanted: str) -> str:
        """The id of the rep that is meant. InputError where that is not clear."""
        return find_rep(zip(self.reps[REP_ID], self.reps[REP_NAME], strict=True), wanted)

    def line(self, rep_id: str, wanted: str) -> str:
        """The goal that is meant. InputError where a rep has none of that name."""
        names = {*self.lines.get(rep_id, {}), *self.of(rep_id).lines}
        text = plain(wanted).casefold()
        for name in names:
            if text in {name.casefold(), name.casefold().partition(": ")[2]} and text:
                return name
        raise InputError(
            f"“{wanted}” is no goal of {self.name(rep_id)}; choose one of: "
            f"{', '.join(self.lines.get(rep_id, {}))}."
        )


@dataclass(frozen=True)
class Taken:
    """What became of some events."""

    session: Session
    taken: tuple[Event, ...]
    refused: tuple[tuple[Event, str], ...]
    """With the reason, a sentence each."""
    nothing_new: int

    def after(self, first: "Taken") -> "Taken":
        """What became of these events and of those that were taken first."""
        return Taken(
            self.session,
            (*first.taken, *self.taken),
            (*first.refused, *self.refused),
            first.nothing_new + self.nothing_new,
        )


def take(
    session: Session, wanted: Sequence[Event], now: dt.datetime, *, keep: bool = True
) -> Taken:
    """Take events one after the other, as far as the rules allow.

    Args:
        wanted: What somebody wants to do; number, time, round and seal are given here.
        now: In UTC.
        keep: Whether what is refused is kept in the log, so that no word is lost.
    """
    time = f"{now:%Y-%m-%d %H:%M:%S}"
    state = dict(session.state)
    last = newest(session.log)
    fresh: list[Event] = [last] if last else []
    refused: list[tuple[Event, str]] = []
    same = 0
    for given in wanted:
        event = _tidy(given, time)
        here = state.get(event.rep_id, Negotiation())
        if _says_nothing_new(here, event):
            same += 1
            continue
        why = _why_not(session, here, event)
        if why:
            refused.append((event, why))
            event = _kept(event, why)
            if not keep or _is_kept((*session.log, *fresh), event):
                continue
        fresh += appended(fresh[-1:], [replied(here, event)], session.newest)[-1:]
        state[event.rep_id] = after(here, fresh[-1])
    fresh = fresh[1:] if last else fresh
    taken = tuple(event for event in fresh if event.action != KEPT)
    return Taken(replace(session, log=(*session.log, *fresh)), taken, tuple(refused), same)


def _tidy(event: Event, time: str) -> Event:
    """An event as the log can hold it, at its time; what is about all goals names none."""
    rule = RULES.get(event.action)
    return replace(
        event,
        time=time,
        rep_id=kept_text(event.rep_id, NAME),
        line="" if rule and rule.whole else kept_text(event.line, NAME),
        reason=kept_text(event.reason),
        name=kept_text(event.name, NAME),
        valid_from=kept_text(event.valid_from, NAME),
        source=kept_text(event.source, NAME),
    )


def _why_not(session: Session, now: Negotiation, event: Event) -> str:
    """Why an event cannot be taken; empty where it can."""
    return (
        _no_such_goal(session, event)
        or _no_such_value(session, event)
        or refusal(now, event, session.period)
    )


def keep(session: Session, refused: Sequence[tuple[Event, str]], now: dt.datetime) -> Session:
    """The session with what could not be taken in its log, each with the reason; nothing twice."""
    time = f"{now:%Y-%m-%d %H:%M:%S}"
    known = {_mark(event) for event in session.log if event.action == KEPT}
    fresh: list[Event] = []
    for given, why in refused:
        event = _kept(replace(given, time=time, reason=kept_text(given.reason)), why)
        if _mark(event) not in known:
            known.add(_mark(event))
            fresh.append(replied(session.of(event.rep_id), event))
    return replace(session, log=tuple(appended(session.log, fresh))) if fresh else session


def _mark(event: Event) -> tuple[str, ...]:
    """What makes two kept events the same; a file may have another name meanwhile."""
    saved = event.source.rpartition(SAVED)[2]
    return (event.rep_id, event.line, event.who, digits(event.value), event.reason, saved)


def _says_nothing_new(now: Negotiation, event: Event) -> bool:
    """Whether what somebody says is what stands there already."""
    line = now.line(event.line)
    said = (digits(event.value), event.reason)
    if event.action == "propose":
        return line.state == PROPOSED and said == (digits(line.proposed), line.why)
    if event.action == "counter":
        return line.state == COUNTERED and said == (digits(line.counter), line.details)
    if event.action == "agree":
        return line.state == AGREED and said[0] == digits(line.agreed)
    if event.action == "amend":
        return (*said, event.valid_from) == (digits(line.amended), line.note, line.valid_from)
    mine = now.signed.get(event.who, "").rpartition(", ")[0]
    return event.action == "sign" and bool(mine) and mine == event.name and now.state != AGREED


def _no_such_goal(session: Session, event: Event) -> str:
    """Why a rep or a goal does not exist."""
    if event.rep_id not in session.lines:
        return f"Nobody on sheet Reps with a goal has the ID “{event.rep_id}”."
    known = {*session.lines[event.rep_id], *session.of(event.rep_id).lines}
    if event.line and event.line not in known:
        return f"“{event.line}” is no goal of {session.name(event.rep_id)}."
    return ""


def _no_such_value(session: Session, event: Event) -> str:
    """Why a value cannot be meant."""
    share = session.lines.get(event.rep_id, {}).get(event.line) == "share"
    rule = RULES.get(event.action)
    if rule and rule.value and share and event.value > 1:
        return (
            f"{event.line}: {event.value:,.10g} was given; wanted a share between 0 and 1, such as "
            "0.27 or 27 %."
        )
    return ""


def _kept(event: Event, why: str) -> Event:
    """A refused event as the log keeps it."""
    said = f"{event.action}: {event.reason}" if event.reason else event.action
    value = event.value if math.isfinite(event.value) else NOTHING
    return replace(event, action=KEPT, reason=kept_text(f"{said} – {why}"), value=value)


def _is_kept(log: Sequence[Event], event: Event) -> bool:
    """Whether the log has kept just that already."""
    mark = (event.rep_id, event.line, event.who, digits(event.value), event.reason, event.source)
    return any(
        mark == (one.rep_id, one.line, one.who, digits(one.value), one.reason, one.source)
        for one in log
        if one.action == KEPT
    )
