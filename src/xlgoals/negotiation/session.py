"""The goals that are talked about with everything said about them, and how a wish is taken."""

import datetime as dt
import math
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import pandas as pd

from xlgoals.domain.errors import InputError
from xlgoals.domain.events import NOTHING, Event, Wish, source_in
from xlgoals.domain.goal_ids import WHOLE, GoalId, goal_id
from xlgoals.domain.metrics import DEFAULT, Metrics, Unit
from xlgoals.domain.people import ALL, REP_ID, REP_NAME, find_rep
from xlgoals.negotiation.log_text import LONGEST_NAME, digits, kept_text, plain
from xlgoals.negotiation.refusals import NO_PERIOD, Period, refusal
from xlgoals.negotiation.rules import (
    AGREED,
    COUNTERED,
    DRAFT,
    KEPT,
    MANAGER,
    REOPENED,
    RULES,
    SIGNED,
    THEIR_OFFER,
    meant_by_all,
)
from xlgoals.negotiation.seal import newest, recorded
from xlgoals.negotiation.state import Line, Negotiation, after, replayed


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
    metrics: Metrics = DEFAULT

    @cached_property
    def _replayed(self) -> Mapping[str, Negotiation]:
        """Each rep's negotiation, with every goal that was ever talked about."""
        return replayed(self.log)

    @cached_property
    def state(self) -> Mapping[str, Negotiation]:
        """Each rep's negotiation; a rep with whom nobody spoke has none.

        Goals of metrics that are gone or not negotiated any more are left out: they hold nothing
        up. Those of metrics that are counted otherwise since have no values.
        """
        return {rep_id: self.seen(one) for rep_id, one in self._replayed.items()}

    @cached_property
    def counted(self) -> Mapping[str, str]:
        """How each metric that is negotiated is counted, as the log notes it."""
        return {x.name: kept_text(x.counted_as, LONGEST_NAME) for x in self.metrics.negotiated}

    def seen(self, one: Negotiation) -> Negotiation:
        """A negotiation as it holds for the metrics as they are now."""
        current = self.present(one)
        lines = {goal: x.under(self.counted[goal.metric]) for goal, x in current.lines.items()}
        return replace(one, lines=lines)

    def present(self, one: Negotiation) -> Negotiation:
        """A negotiation without the goals of metrics that are gone or not negotiated any more."""
        lines = {goal: line for goal, line in one.lines.items() if goal.metric in self.counted}
        return replace(one, lines=lines)

    def dropped(self, rep_id: str) -> Mapping[GoalId, Line]:
        """A rep's goals that were talked about, and whose metric is gone or not negotiated now."""
        return {
            goal: line
            for goal, line in self.ever(rep_id).lines.items()
            if goal.metric not in self.counted and line.state != DRAFT
        }

    def of(self, rep_id: str) -> Negotiation:
        """A rep's negotiation."""
        return self.state.get(rep_id, Negotiation())

    def ever(self, rep_id: str) -> Negotiation:
        """A rep's negotiation, with the goals of metrics that are not negotiated any more."""
        return self._replayed.get(rep_id, Negotiation())

    @cached_property
    def _events(self) -> Mapping[str, list[Event]]:
        """The events of each rep."""
        by_rep: dict[str, list[Event]] = {}
        for event in self.log:
            by_rep.setdefault(event.rep_id, []).append(event)
        return by_rep

    def events_of(self, rep_id: str) -> list[Event]:
        """What happened with one rep, in its order."""
        return self._events.get(rep_id, [])

    @cached_property
    def lines(self) -> Mapping[str, Mapping[GoalId, str]]:
        """Each rep's goals, with their units."""
        by_rep: dict[str, dict[GoalId, str]] = {rep_id: {} for rep_id in self.reps[REP_ID]}
        columns = (self.goals[name] for name in (REP_ID, "goal", "unit"))
        for rep_id, goal, unit in zip(*columns, strict=True):
            by_rep.setdefault(rep_id, {})[goal] = unit
        return by_rep

    @cached_property
    def names(self) -> Mapping[str, str]:
        """The reps' names by id."""
        return dict(zip(self.reps[REP_ID], self.reps[REP_NAME].astype(str), strict=True))

    def name(self, rep_id: str) -> str:
        """A rep's name; the ID where nobody has it."""
        return self.names.get(rep_id, rep_id)

    @cached_property
    def _suggested(self) -> Mapping[tuple[str, GoalId], Mapping[Hashable, Any]]:
        """The row of each rep's goal."""
        return {(str(row[REP_ID]), row["goal"]): row for row in self.goals.to_dict("records")}

    def goal(self, rep_id: str, goal: GoalId) -> Mapping[Hashable, Any]:
        """What is suggested for a goal, and its range; nothing where it is not suggested."""
        return self._suggested.get((rep_id, goal), {})

    def suggested(self, rep_id: str, goal: GoalId) -> float:
        """What is suggested for a goal; NaN where nothing is."""
        return float(self.goal(rep_id, goal).get("suggested", NOTHING))

    @property
    def whole(self) -> pd.DataFrame:
        """The revenue goals as a whole, by rep_id."""
        return self.goals[self.goals["goal"] == WHOLE].set_index(REP_ID)

    def rep(self, wanted: str) -> str:
        """The id of the rep that is meant. InputError where that is not clear."""
        return find_rep(zip(self.reps[REP_ID], self.reps[REP_NAME], strict=True), wanted)

    def reps_meant(self, wanted: str) -> list[str]:
        """The ids of the reps that are meant; all where everybody is. InputError as ``rep``."""
        everybody = wanted.strip().casefold() == ALL
        return [str(one) for one in self.reps[REP_ID]] if everybody else [self.rep(wanted)]

    def line(self, rep_id: str, wanted: str) -> GoalId:
        """The goal that is meant. InputError where a rep has none of that name."""
        own = self.lines.get(rep_id, {})
        text = plain(wanted).casefold()
        for goal in {**own, **self.of(rep_id).lines, **self.dropped(rep_id)}:
            part = goal.product or goal.territory
            if text and text in {goal.label.casefold(), part.casefold()}:
                return goal
        raise InputError(
            f"“{wanted}” is no goal of {self.name(rep_id)}; choose one of: "
            f"{', '.join(goal.label for goal in own)}."
        )

    def meant_by_all(self, action: str, who: str, reason: str, rep_id: str) -> list[GoalId]:
        """The goals of a rep that “all” means in an action. InputError where one must be named."""
        rule, negotiation = RULES.get(action), self.of(rep_id)
        if rule is None or not rule.every:
            raise InputError(f"Say which goal to {action}.")
        states = {goal: negotiation.line(goal).state for goal in self.lines[rep_id]}
        meant = meant_by_all(rule, who, reason, states.values())
        return [goal for goal, state in states.items() if state in meant]

    def value_unsaid(self, action: str, who: str, rep_id: str, goal: GoalId) -> float:
        """The value that is meant where none is said; NaN where an action has none at hand."""
        rule, line = RULES.get(action), self.of(rep_id).line(goal)
        if rule is None or not rule.unsaid:
            return NOTHING
        if rule.unsaid == THEIR_OFFER:
            return line.counter if who == MANAGER and line.state == COUNTERED else line.proposed
        # After an answer the suggestion lies behind: another offer has to be said.
        return NOTHING if line.state in {COUNTERED, AGREED} else self.suggested(rep_id, goal)


@dataclass(frozen=True)
class Taken:
    """What became of some wishes."""

    session: Session
    taken: tuple[Event, ...]
    refused: tuple[tuple[Wish, str], ...]
    """With the reason, a sentence each."""
    nothing_new: int

    def after(self, first: "Taken") -> "Taken":
        """What became of these wishes and of those that were taken first."""
        return Taken(
            self.session,
            (*first.taken, *self.taken),
            (*first.refused, *self.refused),
            first.nothing_new + self.nothing_new,
        )


def take(session: Session, wishes: Sequence[Wish], now: dt.datetime, *, keep: bool = True) -> Taken:
    """Take wishes one after the other, as far as the rules allow.

    Args:
        now: In UTC.
        keep: Whether what is refused is kept in the log, so that no word is lost.
    """
    time = time_text(now)
    state = dict(session.state)
    fresh: list[Event] = []
    before = [last] if (last := newest(session.log)) else []
    refused: list[tuple[Wish, str]] = []
    nothing_new = 0
    for given in wishes:
        wish = _tidy(given)
        negotiation = state.get(wish.rep_id, Negotiation())
        dropped = session.dropped(wish.rep_id)
        if wish.goal and wish.goal in dropped and _takes_back(wish):
            given_up = {wish.goal: dropped[wish.goal]}
            negotiation = replace(negotiation, lines={**negotiation.lines, **given_up})
        if _says_nothing_new(negotiation, wish):
            nothing_new += 1
            continue
        why = _why_not(session, negotiation, wish, time)
        if why:
            refused.append((wish, why))
            wish = _kept(wish, why)
            if not keep or _is_kept((*session.log, *fresh), wish):
                continue
        elif wish.goal and RULES[wish.action].value:
            wish = replace(wish, name=session.counted.get(wish.goal.metric, ""))
        event = recorded(negotiation, wish, time, [*before, *fresh[-1:]], session.newest)
        fresh.append(event)
        state[wish.rep_id] = session.seen(after(negotiation, event))
    taken = tuple(event for event in fresh if event.action != KEPT)
    return Taken(replace(session, log=(*session.log, *fresh)), taken, tuple(refused), nothing_new)


def keep(session: Session, refused: Sequence[tuple[Wish, str]], now: dt.datetime) -> Session:
    """The session with what could not be taken in its log, each with the reason; nothing twice."""
    in_log = {_mark(event) for event in session.log if event.action == KEPT}
    before = [last] if (last := newest(session.log)) else []
    fresh: list[Event] = []
    for given, why in refused:
        wish = _kept(_tidy(given), why)
        if _mark(wish) not in in_log:
            in_log.add(_mark(wish))
            negotiation = session.of(wish.rep_id)
            log = [*before, *fresh[-1:]]
            fresh.append(recorded(negotiation, wish, time_text(now), log, session.newest))
    return replace(session, log=(*session.log, *fresh)) if fresh else session


def time_text(now: dt.datetime) -> str:
    """A time as the log has it."""
    return f"{now:%Y-%m-%d %H:%M:%S}"


def _tidy(wish: Wish) -> Wish:
    """A wish as the log can hold it; what is about all goals names none."""
    rule = RULES.get(wish.action)
    label = "" if rule and rule.whole else kept_text(wish.label, LONGEST_NAME)
    return replace(
        wish,
        rep_id=kept_text(wish.rep_id, LONGEST_NAME),
        goal=goal_id(label) if label else None,
        reason=kept_text(wish.reason),
        name=kept_text(wish.name, LONGEST_NAME),
        valid_from=kept_text(wish.valid_from, LONGEST_NAME),
        source=source_in(kept_text(str(wish.source), LONGEST_NAME)),
    )


def _says_nothing_new(negotiation: Negotiation, wish: Wish) -> bool:
    """Whether what somebody says is what stands there already."""
    rule, line = RULES.get(wish.action), negotiation.line(wish.goal)
    if rule is None:
        return False
    if rule.whole:
        signature = negotiation.signed.get(wish.who)
        same = signature is not None and signature.name == wish.name
        return same and negotiation.state != AGREED
    return (
        bool(rule.value_in)
        and line.state == rule.becomes
        and digits(getattr(line, rule.value_in)) == digits(wish.value)
        and (not rule.reason_in or getattr(line, rule.reason_in) == wish.reason)
        and (not rule.valid_from or line.valid_from == wish.valid_from)
    )


def _takes_back(wish: Wish) -> bool:
    """Whether a wish is what can still be said of a goal whose metric is gone: to open it again."""
    rule = RULES.get(wish.action)
    return rule is not None and rule.becomes == REOPENED


def _why_not(session: Session, negotiation: Negotiation, wish: Wish, time: str) -> str:
    """Why a wish cannot be taken; empty where it can."""
    own = session.lines.get(wish.rep_id)
    if own is None:
        return f"Nobody on sheet Reps with a goal has the ID “{wish.rep_id}”."
    if wish.goal in session.dropped(wish.rep_id) and _takes_back(wish):
        # Nothing else can be said of it, so it is opened again wherever it stands.
        if wish.reason and negotiation.line(wish.goal).state not in {SIGNED, REOPENED}:
            return ""
    elif wish.goal and wish.goal not in own and wish.goal not in session.of(wish.rep_id).lines:
        return f"“{wish.label}” is no goal of {session.name(wish.rep_id)}."
    rule = RULES.get(wish.action)
    share = wish.goal is not None and own.get(wish.goal) == Unit.SHARE.value
    if rule and rule.value and share and wish.value > 1:
        return (
            f"{wish.label}: {wish.value:,.10g} was given; wanted a share between 0 and 1, such as "
            "0.27 or 27 %."
        )
    return refusal(negotiation, wish, time, session.period)


def _kept(wish: Wish, why: str) -> Wish:
    """A refused wish as the log keeps it."""
    words = f"{wish.action}: {wish.reason}" if wish.reason else wish.action
    value = wish.value if math.isfinite(wish.value) else NOTHING
    return replace(wish, action=KEPT, reason=kept_text(f"{words} – {why}"), value=value)


def _mark(wish: Wish) -> tuple[str, ...]:
    """What makes two kept wishes the same; a file may have another name meanwhile."""
    return (
        wish.rep_id,
        wish.label,
        wish.who,
        digits(wish.value),
        wish.reason,
        wish.source.saved or str(wish.source),
    )


def _is_kept(log: Sequence[Event], wish: Wish) -> bool:
    """Whether the log has kept just that already."""
    mark = (*_mark(wish), wish.source)
    return any(mark == (*_mark(one), one.source) for one in log if one.action == KEPT)
