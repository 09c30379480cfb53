"""Who may do what in which state, what it needs, and what it means: one table.

Whatever orders, refuses, reads or tells a step asks this table. A new action is a row here, and
what it does to a goal in ``state.MOVES``.
"""

from collections.abc import Iterable
from dataclasses import dataclass

MANAGER, REP = "manager", "rep"
BOTH = frozenset({MANAGER, REP})

DRAFT, PROPOSED, COUNTERED, AGREED = "draft", "proposed", "countered", "agreed"
SIGNED, ESCALATED, REOPENED = "signed", "escalated", "reopened"

OPEN = frozenset({PROPOSED, COUNTERED, ESCALATED, REOPENED})
SETTLED = frozenset({AGREED, SIGNED})
LEAST_SETTLED_FIRST = (ESCALATED, REOPENED, COUNTERED, PROPOSED, AGREED, SIGNED, DRAFT)
OWNER = {PROPOSED: MANAGER, COUNTERED: REP}
"""Whose the last offer is."""
MARKS = {DRAFT: "–", AGREED: "✓", SIGNED: "✓", ESCALATED: "!"}
"""How a state is marked in a list; the others with a dot."""

ANY_TIME, IN_PERIOD, BEFORE_PERIOD = "", "in the period", "before the period, once signed"
SUGGESTED, THEIR_OFFER = "what is suggested", "what the other side offers"

KEPT = "not taken"
"""The action that keeps what somebody wrote and could not be taken; nothing changes."""


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
    every: frozenset[str] = frozenset()
    """States of the goals that “all” means, one by one; none: a goal has to be named."""
    done: frozenset[str] = frozenset()
    """States of the goals for which “all” means nothing new."""
    at_once: bool = False
    """Whether “all” is one step about all of a rep's goals, which names none."""
    whole: bool = False
    """Whether it is never about a single goal."""
    own: bool = False
    """Whether the last offer must be one's own."""
    accepts: bool = False
    """Whether the value must be one that the other side offers. The manager may note another one
    that both settled in person; then it needs a reason."""
    unsaid: str = ""
    """The value that is meant where none is said: what is suggested, or the other side's offer."""
    value_in: str = ""
    """The field of ``state.Line`` that holds the value; saying the same again is nothing new."""
    reason_in: str = ""
    """The field that holds the reason."""
    typed: bool = False
    """Whether it is typed into the rep's sheet, in the columns of those two names."""
    when: str = ANY_TIME
    """Whether it is allowed only once the period has begun, or, for what is signed, only before."""
    way_out: str = ""
    """What to do where the state does not allow it."""
    instead: str = ""
    """What the side that may not take it does instead."""


FIRST_REOPEN = "reopen it first, with a reason"
FIRST_PROPOSE = "a proposal comes first; what is agreed must be reopened, with a reason"

RULES = {
    "propose": Rule(
        frozenset({MANAGER}),
        OPEN | {DRAFT},
        PROPOSED,
        value=True,
        every=frozenset({DRAFT}),
        done=OPEN | SETTLED,
        unsaid=SUGGESTED,
        value_in="proposed",
        reason_in="why",
        typed=True,
        way_out=FIRST_REOPEN,
        instead="counter with a value",
    ),
    "counter": Rule(
        frozenset({REP}),
        OPEN,
        COUNTERED,
        value=True,
        value_in="counter",
        reason_in="details",
        typed=True,
        way_out=FIRST_PROPOSE,
        instead="propose another value",
    ),
    "agree": Rule(
        BOTH,
        OPEN,
        AGREED,
        value=True,
        every=frozenset({PROPOSED, COUNTERED}),
        done=SETTLED,
        accepts=True,
        unsaid=THEIR_OFFER,
        value_in="agreed",
        typed=True,
        way_out=FIRST_PROPOSE,
    ),
    "withdraw": Rule(
        BOTH,
        frozenset({PROPOSED, COUNTERED}),
        DRAFT,
        every=frozenset({PROPOSED, COUNTERED}),
        done=frozenset({DRAFT}),
        own=True,
        way_out="only an offer that is on the table can be withdrawn",
    ),
    "escalate": Rule(
        BOTH,
        frozenset({PROPOSED, COUNTERED}),
        ESCALATED,
        reason=True,
        every=frozenset({PROPOSED, COUNTERED}),
        done=frozenset({ESCALATED}),
        way_out="only what is being talked about can be escalated",
    ),
    "reopen": Rule(
        BOTH,
        SETTLED,
        REOPENED,
        reason=True,
        at_once=True,
        when=BEFORE_PERIOD,
        way_out="it is not agreed yet, so there is nothing to reopen; propose or counter",
    ),
    "sign": Rule(
        BOTH,
        frozenset({AGREED}),
        SIGNED,
        name=True,
        at_once=True,
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
        value_in="amended",
        reason_in="note",
        when=IN_PERIOD,
        way_out="only signed goals are amended; before that, propose another value",
        instead="ask the manager for an amendment",
    ),
    KEPT: Rule(BOTH, frozenset(), DRAFT),
}
"""Every action."""


def meant_by_all(rule: Rule, who: str, reason: str, states: Iterable[str]) -> frozenset[str]:
    """The states of the goals that “all” means.

    What is one's own leaves out the offers of the other side. A manager who agrees without a
    reason means what the rep has answered, where anything is: nothing else can be agreed yet.

    Args:
        states: Of all of the rep's goals.
    """
    if rule.own:
        return frozenset(state for state in rule.every if OWNER.get(state) == who)
    if rule.accepts and who == MANAGER and not reason and COUNTERED in set(states):
        return frozenset({COUNTERED})
    return rule.every


@dataclass(frozen=True)
class Turn:
    """Whose turn it is, in the words of each place that says so."""

    team: str
    """On sheet Team, to the manager."""
    sheet: str
    """On the rep's sheet, to the manager."""
    file: str
    """In the rep's file, to the rep."""
    next: str
    """After a step, at the terminal or in a message."""


def _signs(who: str, next_step: str) -> dict[str, Turn]:
    """The turn of those who sign next; it is said alike everywhere but after a step."""
    words = f"{who}{TO_SIGN}"
    return {words: Turn(words, words, words, next_step)}


TO_SIGN = ", to sign"
TURNS = {
    MANAGER: Turn("your turn", "yours", "your manager's", "the manager"),
    REP: Turn("the rep's turn", "the rep's", "yours: answer", "the rep answers"),
    **_signs("both", "both sign"),
    **_signs(MANAGER, "the manager signs"),
    **_signs(REP, "the rep signs"),
    "": Turn("", "done", "done", ""),
}
"""By what ``Negotiation.turn`` says."""
