"""Who may do what in which state: one table."""

from dataclasses import dataclass

MANAGER, REP = "manager", "rep"
BOTH = frozenset({MANAGER, REP})

DRAFT, PROPOSED, COUNTERED, AGREED = "draft", "proposed", "countered", "agreed"
SIGNED, ESCALATED, REOPENED = "signed", "escalated", "reopened"

ANY_TIME, IN_PERIOD, BEFORE_PERIOD = "", "in the period", "before the period, once signed"


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
    own: bool = False
    """Whether the last offer must be one's own."""
    accepts: bool = False
    """Whether the value must be one that the other side offers. The manager may note another one
    that both settled in person; then it needs a reason."""
    when: str = ANY_TIME
    """Whether it is allowed only once the period has begun, or, for what is signed, only before."""
    way_out: str = ""
    """What to do where the state does not allow it."""
    instead: str = ""
    """What the side that may not take it does instead."""


OPEN = frozenset({PROPOSED, COUNTERED, ESCALATED, REOPENED})
FIRST_REOPEN = "reopen it first, with a reason"
FIRST_PROPOSE = "a proposal comes first; what is agreed must be reopened, with a reason"

RULES = {
    "propose": Rule(
        frozenset({MANAGER}),
        OPEN | {DRAFT},
        PROPOSED,
        value=True,
        way_out=FIRST_REOPEN,
        instead="counter with a value",
    ),
    "counter": Rule(
        frozenset({REP}),
        OPEN,
        COUNTERED,
        value=True,
        way_out=FIRST_PROPOSE,
        instead="propose another value",
    ),
    "agree": Rule(BOTH, OPEN, AGREED, value=True, accepts=True, way_out=FIRST_PROPOSE),
    "withdraw": Rule(
        BOTH,
        frozenset({PROPOSED, COUNTERED}),
        DRAFT,
        own=True,
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
        when=BEFORE_PERIOD,
        way_out="it is not agreed yet, so there is nothing to reopen; propose or counter",
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
        when=IN_PERIOD,
        way_out="only signed goals are amended; before that, propose another value",
        instead="ask the manager for an amendment",
    ),
    "not taken": Rule(BOTH, frozenset(), DRAFT),
}
"""Every action. “not taken” keeps what somebody wrote and could not be taken; nothing changes."""

KEPT = "not taken"
