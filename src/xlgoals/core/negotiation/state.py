"""Where a negotiation stands: computed from its events, in their order."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

import pandas as pd

from xlgoals.core.negotiation.events import NOTHING, Event
from xlgoals.core.negotiation.rules import (
    AGREED,
    COUNTERED,
    DRAFT,
    ESCALATED,
    KEPT,
    MANAGER,
    PROPOSED,
    REOPENED,
    REP,
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
    """Why it was escalated, reopened or amended."""

    @property
    def in_force(self) -> float:
        """What holds: the amendment, or else what was agreed."""
        return self.amended if self.amended == self.amended else self.agreed


@dataclass(frozen=True)
class Negotiation:
    """All goals of one rep."""

    lines: Mapping[str, Line] = field(default_factory=dict)
    """Those about which something happened."""
    signed: Mapping[str, str] = field(default_factory=dict)
    """Who signed → name and day."""
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
    def state(self) -> str:
        """Where it stands as a whole: the least settled of its goals counts."""
        states = {line.state for line in self.lines.values()}
        order = (ESCALATED, REOPENED, COUNTERED, PROPOSED, AGREED, SIGNED)
        return next((state for state in order if state in states), DRAFT)

    @property
    def turn(self) -> str:
        """Whose turn it is; empty where nothing is open."""
        after = {PROPOSED: REP, SIGNED: "", AGREED: "both, to sign"}
        return after.get(self.state, MANAGER)


def replayed(log: Iterable[Event]) -> dict[str, Negotiation]:
    """Every rep's negotiation after all events."""
    found: dict[str, Negotiation] = {}
    for event in log:
        found[event.rep_id] = after(found.get(event.rep_id, Negotiation()), event)
    return found


def after(now: Negotiation, event: Event) -> Negotiation:
    """The negotiation after one more event, which the rules allow."""
    if event.action == KEPT:
        return now
    if event.action == "sign":
        return _signed(now, event)
    names = [event.line] if event.line else [n for n, x in now.lines.items() if _settled(x)]
    lines = {**now.lines, **{name: _moved(now.line(name), event) for name in names}}
    lines = {name: line for name, line in lines.items() if line != Line()}
    moves = event.who == MANAGER or event.action == "reopen"
    offered = event.number if moves else now.offered
    kept = now.signed if event.action == "amend" else {}
    return Negotiation(lines, kept, event.time, offered)


def _settled(line: Line) -> bool:
    """Whether a goal is agreed."""
    return line.state in {AGREED, SIGNED}


def _moved(line: Line, event: Event) -> Line:
    """A goal after something happened to it."""
    if event.action == "propose":
        answered = line.state in {COUNTERED, ESCALATED, REOPENED}
        number = line.round + 1 if answered or not line.round else line.round
        return replace(
            line, state=PROPOSED, round=number, proposed=event.value, why=event.reason,
            agreed=NOTHING, amended=NOTHING, valid_from="",
        )  # fmt: skip
    if event.action == "counter":
        return replace(line, state=COUNTERED, counter=event.value, details=event.reason)
    if event.action == "agree":
        note = event.reason or line.note
        return replace(line, state=AGREED, agreed=event.value, amended=NOTHING, note=note)
    if event.action == "withdraw" and line.state == COUNTERED:
        return replace(line, state=PROPOSED, counter=NOTHING, details="")
    if event.action == "withdraw":
        return Line(round=line.round)
    if event.action == "escalate":
        return replace(line, state=ESCALATED, note=event.reason)
    if event.action == "reopen":
        return replace(
            line, state=REOPENED, agreed=NOTHING, amended=NOTHING, valid_from="", note=event.reason
        )
    return replace(line, amended=event.value, valid_from=event.valid_from, note=event.reason)


def _signed(now: Negotiation, event: Event) -> Negotiation:
    """The negotiation with one more signature; signed by both, it is done."""
    names = {**now.signed, event.who: f"{event.name}, {event.time[:10]}"}
    done = set(names) == {MANAGER, REP}
    lines = {
        name: replace(line, state=SIGNED) if done else line for name, line in now.lines.items()
    }
    return replace(now, lines=lines, signed=names, since=event.time)


def replied(now: Negotiation, event: Event) -> Event:
    """An event with the round in which it happens."""
    return replace(event, round=after(now, event).round if event.action != KEPT else now.round)


def table_of(found: Mapping[str, Negotiation]) -> pd.DataFrame:
    """All goals that are talked about: rep_id, line, and what ``Line`` says of each."""
    rows = [
        {"rep_id": rep_id, "line": name, **vars(line)}
        for rep_id, one in found.items()
        for name, line in one.lines.items()
    ]
    return pd.DataFrame(rows, columns=["rep_id", "line", *Line.__dataclass_fields__])
