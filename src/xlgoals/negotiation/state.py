"""Where a negotiation stands: computed from its events, in their order."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

import pandas as pd

from xlgoals.negotiation.events import NOTHING, Event
from xlgoals.negotiation.rules import (
    AGREED,
    BOTH,
    COUNTERED,
    DRAFT,
    ESCALATED,
    KEPT,
    MANAGER,
    PROPOSED,
    REOPENED,
    REP,
    RULES,
    SIGNED,
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


@dataclass(frozen=True)
class Negotiation:
    """All goals of one rep."""

    lines: Mapping[str, Line] = field(default_factory=dict)
    """Those about which something happened."""
    signed: Mapping[str, str] = field(default_factory=dict)
    """Who signed → name and day. Both stay as long as something that they signed holds."""
    since: str = ""
    """When the last thing happened."""
    offered: int = 0
    """Number of the last event by which the manager changed what is on the table."""

    def line(self, name: str) -> Line:
        """A goal; a draft where nothing happened yet."""
        return self.lines.get(name, Line())

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
        states = {line.state for line in self.lines.values()}
        order = (ESCALATED, REOPENED, COUNTERED, PROPOSED, AGREED, SIGNED)
        return next((state for state in order if state in states), DRAFT)

    @property
    def turn(self) -> str:
        """Whose turn it is; empty where nothing is open."""
        if self.state == AGREED and len(self.signed) == 1:
            (other,) = BOTH - set(self.signed)
            return f"{other}, to sign"
        after = {PROPOSED: REP, SIGNED: "", AGREED: "both, to sign"}
        return after.get(self.state, MANAGER)


def replayed(log: Iterable[Event]) -> dict[str, Negotiation]:
    """Every rep's negotiation after all events."""
    found: dict[str, Negotiation] = {}
    for event in log:
        found[event.rep_id] = after(found.get(event.rep_id, Negotiation()), event)
    return found


def after(now: Negotiation, event: Event) -> Negotiation:
    """The negotiation after one more event, which the rules allow.

    What is no step of a negotiation changes nothing: a log may hold what somebody typed into it.
    """
    if event.action not in RULES or event.action == KEPT:
        return now
    if event.action == "sign":
        return _signed(now, event)
    names = [event.line] if event.line else [n for n, x in now.lines.items() if _settled(x)]
    lines = {**now.lines, **{name: MOVES[event.action](now.line(name), event) for name in names}}
    moves = event.who == MANAGER or event.action == "reopen"
    offered = event.number if moves else now.offered
    holds = now.done and any(line.state == SIGNED for line in lines.values())
    return Negotiation(lines, now.signed if holds else {}, event.time, offered)


def _settled(line: Line) -> bool:
    """Whether a goal is agreed."""
    return line.state in {AGREED, SIGNED}


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


def _signed(now: Negotiation, event: Event) -> Negotiation:
    """The negotiation with one more signature; signed by both, it is done."""
    before = {} if now.done else now.signed
    names = {**before, event.who: f"{event.name}, {event.time[:10]}"}
    fresh = replace(now, signed=names, since=event.time)
    if not fresh.done:
        return fresh
    lines = {
        name: replace(line, state=SIGNED) if line.state == AGREED else line
        for name, line in now.lines.items()
    }
    return replace(fresh, lines=lines)


def replied(now: Negotiation, event: Event) -> Event:
    """An event with the round in which it happens."""
    return replace(event, round=after(now, event).round)


def table_of(found: Mapping[str, Negotiation]) -> pd.DataFrame:
    """All goals that are talked about: rep_id, line, and what ``Line`` says of each."""
    rows = [
        {"rep_id": rep_id, "line": name, **vars(line)}
        for rep_id, one in found.items()
        for name, line in one.lines.items()
    ]
    return pd.DataFrame(rows, columns=["rep_id", "line", *Line.__dataclass_fields__])
