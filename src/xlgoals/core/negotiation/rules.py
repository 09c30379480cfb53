"""Who may do what in which state: one table, and a sentence for everything it refuses."""

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xlgoals.core.negotiation.events import Event
    from xlgoals.core.negotiation.state import Negotiation

MANAGER, REP = "manager", "rep"
BOTH = frozenset({MANAGER, REP})

DRAFT, PROPOSED, COUNTERED, AGREED = "draft", "proposed", "countered", "agreed"
SIGNED, ESCALATED, REOPENED = "signed", "escalated", "reopened"


@dataclass(frozen=True)
class Rule:
    """One action: who may take it, from where, with what, and where it leads."""

    who: frozenset[str]
    states: frozenset[str]
    """States of the goal in which it is allowed."""
    becomes: str
    value: bool = False
    """Whether it needs a value."""
    reason: bool = False
    name: bool = False
    valid_from: bool = False
    whole: bool = False
    """Whether it is about all of a rep's goals at once."""
    way_out: str = ""
    """What to do where the state does not allow it."""


OPEN = frozenset({PROPOSED, COUNTERED, ESCALATED, REOPENED})
FIRST_REOPEN = "reopen it first, with a reason"

RULES = {
    "propose": Rule(
        frozenset({MANAGER}), OPEN | {DRAFT}, PROPOSED, value=True, way_out=FIRST_REOPEN
    ),
    "counter": Rule(
        frozenset({REP}),
        OPEN,
        COUNTERED,
        value=True,
        way_out="a proposal comes first; what is agreed must be reopened, with a reason",
    ),
    "agree": Rule(
        BOTH,
        OPEN,
        AGREED,
        value=True,
        way_out="a proposal comes first; what is agreed must be reopened, with a reason",
    ),
    "withdraw": Rule(
        BOTH,
        frozenset({PROPOSED, COUNTERED}),
        DRAFT,
        way_out="only an offer that is on the table can be withdrawn",
    ),
    "escalate": Rule(
        BOTH,
        frozenset({PROPOSED, COUNTERED}),
        ESCALATED,
        reason=True,
        way_out="only what is being talked about can be escalated",
    ),
    "reopen": Rule(
        BOTH,
        frozenset({AGREED, SIGNED}),
        REOPENED,
        reason=True,
        way_out="it is not agreed yet, so there is nothing to reopen",
    ),
    "sign": Rule(
        BOTH,
        frozenset({AGREED}),
        SIGNED,
        name=True,
        whole=True,
        way_out="agree on every goal first",
    ),
    "amend": Rule(
        frozenset({MANAGER}),
        frozenset({SIGNED}),
        SIGNED,
        value=True,
        reason=True,
        valid_from=True,
        way_out="only signed goals are amended; before that, propose another value",
    ),
    "not taken": Rule(BOTH, frozenset(), DRAFT),
}
"""Every action. “not taken” keeps what somebody wrote and could not be taken; nothing changes."""

KEPT = "not taken"


def refusal(now: "Negotiation", event: "Event") -> str:
    """Why an event is not allowed, as a sentence; empty where it is.

    Args:
        now: The rep's negotiation as it stands.
        event: What somebody wants to do; its number, round and seal do not matter.
    """
    if event.action == KEPT:
        return ""
    rule = RULES.get(event.action)
    if rule is None:
        return f"“{event.action}” is no step of a negotiation; choose one of {', '.join(RULES)}."
    return _missing(rule, event) or _not_theirs(rule, now, event) or _not_now(rule, now, event)


def _missing(rule: Rule, event: "Event") -> str:
    """What an event lacks."""
    what = f"To {event.action} {event.line or 'all goals'}"
    if rule.value and not math.isfinite(event.value):
        return f"{what}, say a value."
    if rule.value and event.value < 0:
        return f"{what}, say a value of zero or more; {event.value:,.10g} was given."
    if rule.reason and not event.reason:
        return f"{what}, say why."
    if rule.name and not event.name:
        return f"{what}, say who signs."
    if rule.valid_from and not event.valid_from:
        return f"{what}, say from which month it holds."
    return ""


def _not_theirs(rule: Rule, now: "Negotiation", event: "Event") -> str:
    """Whether somebody else has to do it."""
    if event.who not in rule.who:
        (other,) = rule.who
        return f"The {other} does that: a {event.who} cannot {event.action}."
    if event.action != "withdraw":
        return ""
    line = now.line(event.line)
    owner = {PROPOSED: MANAGER, COUNTERED: REP}.get(line.state, event.who)
    if owner != event.who:
        return f"{event.line}: the last offer is the {owner}'s; only the {owner} can withdraw it."
    return ""


def _not_now(rule: Rule, now: "Negotiation", event: "Event") -> str:
    """Whether the state stands in the way."""
    if rule.whole:
        return _not_whole(rule, now, event)
    if not event.line and event.action == "reopen":
        held = [name for name, line in now.lines.items() if line.state in rule.states]
        return "" if held else f"Nothing of it is agreed yet: {rule.way_out}."
    if not event.line:
        return f"Say which goal to {event.action}."
    state = now.line(event.line).state
    if state in rule.states:
        return ""
    return f"{event.line} is {state}: {rule.way_out}."


def _not_whole(rule: Rule, now: "Negotiation", event: "Event") -> str:
    """Whether something is open of what is signed as a whole."""
    if now.signed.get(event.who):
        return f"The {event.who} has signed already."
    if all(line.state == DRAFT for line in now.lines.values()):
        return "There is nothing to sign yet: propose goals first."
    allowed = rule.states | {DRAFT}
    open_lines = [name for name, line in now.lines.items() if line.state not in allowed]
    if open_lines:
        verb = "is" if len(open_lines) == 1 else "are"
        return f"{', '.join(open_lines)} {verb} not agreed: {rule.way_out}."
    return ""
