"""Where a negotiation stands: computed from its events, in their order."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

from xlgoals.domain.events import NOTHING, Event, Signature
from xlgoals.domain.goal_ids import GoalId
from xlgoals.domain.metrics import column_name
from xlgoals.negotiation.rules import (
    AGREED,
    BOTH,
    COUNTERED,
    DRAFT,
    ESCALATED,
    KEPT,
    LEAST_SETTLED_FIRST,
    MANAGER,
    PROPOSED,
    REOPENED,
    REP,
    RULES,
    SETTLED,
    SIGNED,
    TO_SIGN,
)


@dataclass(frozen=True)
class Line:
    """One goal of one rep."""

    state: str = DRAFT
    round: int = 0
    proposed: float = NOTHING
    why: str = ""
    counter: float = NOTHING
    details: str = ""
    agreed: float = NOTHING
    """What both accepted first; an amendment leaves it as it is."""
    amended: float = NOTHING
    valid_from: str = ""
    note: str = ""
    """Why it was escalated, settled in person, reopened or amended."""
    table: frozenset[str] = frozenset()
    """Whose last offer is on the table. Reopening takes both off it."""
    by: str = ""
    """Who made the last offer."""
    ground: str = DRAFT
    """Where it stands when no offer is on the table: a draft, or reopened."""
    counted: str = ""
    """How its metric was counted when a value was said last; empty where nobody noted it."""
    outdated: bool = False
    """Whether the metric is counted otherwise now, so that no value of it means anything."""

    @property
    def in_force(self) -> float:
        """What holds: the amendment, or else what was agreed."""
        return self.amended if self.amended == self.amended else self.agreed

    @property
    def last_offer(self) -> float:
        """What was offered last, by either side."""
        return {MANAGER: self.proposed, REP: self.counter}.get(self.by, NOTHING)

    def offer_to(self, who: str) -> float:
        """What the other side offers; NaN where it has no offer on the table."""
        other, value = (REP, self.counter) if who == MANAGER else (MANAGER, self.proposed)
        return value if other in self.table else NOTHING

    def under(self, counted: str) -> "Line":
        """The goal where its metric is counted so: without the values that meant another thing."""
        if not counted:
            return self
        if not self.counted or column_name(self.counted) == column_name(counted):
            return replace(self, counted=counted, outdated=False)
        return replace(
            self, proposed=NOTHING, why="", counter=NOTHING, details="", agreed=NOTHING,
            amended=NOTHING, valid_from="", table=frozenset(), by="", outdated=True,
        )  # fmt: skip


UNTOUCHED = Line()
"""A goal about which nothing happened yet."""


@dataclass(frozen=True)
class Negotiation:
    """All goals of one rep."""

    lines: Mapping[GoalId, Line] = field(default_factory=dict)
    """Those about which something happened."""
    signed: Mapping[str, Signature] = field(default_factory=dict)
    """By who signed. Both stay as long as something that they signed holds."""
    since: str = ""
    """When the last thing happened."""
    offered: int = 0
    """Number of the last event by which the manager changed what is on the table."""

    def line(self, goal: GoalId | None) -> Line:
        """A goal; a draft where nothing happened yet."""
        return self.lines.get(goal, UNTOUCHED) if goal else UNTOUCHED

    def in_states(self, states: Collection[str]) -> list[GoalId]:
        """The goals that are in one of some states."""
        return [goal for goal, line in self.lines.items() if line.state in states]

    @property
    def round(self) -> int:
        """The round that is on."""
        return max((line.round for line in self.lines.values()), default=0)

    @property
    def done(self) -> bool:
        """Whether both have signed."""
        return set(self.signed) == BOTH

    @property
    def state(self) -> str:
        """Where it stands as a whole: the least settled of its goals counts."""
        states = {
            REOPENED if line.outdated and line.state in SETTLED else line.state
            for line in self.lines.values()
        }
        return next((state for state in LEAST_SETTLED_FIRST if state in states), DRAFT)

    @property
    def turn(self) -> str:
        """Whose turn it is; empty where nothing is open."""
        if self.state == AGREED and len(self.signed) == 1:
            (other,) = BOTH - set(self.signed)
            return f"{other}{TO_SIGN}"
        turns = {PROPOSED: REP, SIGNED: "", AGREED: f"both{TO_SIGN}"}
        return turns.get(self.state, MANAGER)


def replayed(log: Iterable[Event]) -> dict[str, Negotiation]:
    """Every rep's negotiation after all events."""
    by_rep: dict[str, Negotiation] = {}
    for event in log:
        by_rep[event.rep_id] = after(by_rep.get(event.rep_id, Negotiation()), event)
    return by_rep


def after(before: Negotiation, event: Event) -> Negotiation:
    """The negotiation after one more event, which the rules allow.

    What is no step of a negotiation changes nothing: a log may hold what somebody typed into it.
    """
    rule = RULES.get(event.action)
    if rule is None or event.action == KEPT:
        return before
    if rule.whole:
        return _signed(before, event)
    goals = [event.goal] if event.goal else before.in_states(rule.states)
    move = MOVES[event.action]
    counted = event.name if rule.value else ""
    lines = {
        **before.lines,
        **{goal: move(_said_of(before.line(goal), counted), event) for goal in goals},
    }
    offers = event.who == MANAGER or rule.becomes == REOPENED
    holds = before.done and any(line.state == SIGNED for line in lines.values())
    return Negotiation(
        lines,
        before.signed if holds else {},
        event.time,
        event.number if offers else before.offered,
    )


def _said_of(line: Line, counted: str) -> Line:
    """A goal about which a value is said while its metric is counted so."""
    return replace(line.under(counted), counted=counted, outdated=False) if counted else line


def _proposed(line: Line, event: Event) -> Line:
    """With an offer of the manager; one that does not merely mend the last begins a round."""
    number = line.round if line.state == PROPOSED else line.round + 1
    return replace(
        line, state=PROPOSED, round=number, proposed=event.value, why=event.reason,
        table=line.table | {MANAGER}, by=MANAGER,
    )  # fmt: skip


def _countered(line: Line, event: Event) -> Line:
    """With an answer of the rep."""
    return replace(
        line, state=COUNTERED, counter=event.value, details=event.reason,
        table=line.table | {REP}, by=REP,
    )  # fmt: skip


def _agreed(line: Line, event: Event) -> Line:
    """With what both accept."""
    return replace(line, state=AGREED, agreed=event.value, note=event.reason or line.note)


def _withdrawn(line: Line, event: Event) -> Line:
    """Without one side's offer; what the other side offered stays on the table."""
    table = line.table - {event.who}
    left = {MANAGER: PROPOSED, REP: COUNTERED}
    other = next(iter(table), "")
    left_over = replace(line, state=left.get(other, line.ground), table=table, by=other)
    if event.who == MANAGER:
        return replace(left_over, proposed=NOTHING, why="")
    return replace(left_over, counter=NOTHING, details="")


def _escalated(line: Line, event: Event) -> Line:
    """For others to settle."""
    return replace(line, state=ESCALATED, note=event.reason)


def _reopened(line: Line, event: Event) -> Line:
    """Talked about anew; the last offers are seen, but no longer on the table."""
    return replace(
        line, state=REOPENED, agreed=NOTHING, amended=NOTHING, valid_from="", note=event.reason,
        table=frozenset(), ground=REOPENED,
    )  # fmt: skip


def _amended(line: Line, event: Event) -> Line:
    """With another value from a month on."""
    return replace(line, amended=event.value, valid_from=event.valid_from, note=event.reason)


MOVES: Mapping[str, Callable[[Line, Event], Line]] = {
    "propose": _proposed,
    "counter": _countered,
    "agree": _agreed,
    "withdraw": _withdrawn,
    "escalate": _escalated,
    "reopen": _reopened,
    "amend": _amended,
}
"""What each step does to a goal."""


def _signed(before: Negotiation, event: Event) -> Negotiation:
    """The negotiation with one more signature; signed by both, it is done."""
    earlier = {} if before.done else before.signed
    signed = {**earlier, event.who: Signature(event.name, event.time[:10])}
    fresh = replace(before, signed=signed, since=event.time)
    if not fresh.done:
        return fresh
    lines = {
        goal: replace(line, state=SIGNED) if line.state == AGREED else line
        for goal, line in before.lines.items()
    }
    return replace(fresh, lines=lines)
