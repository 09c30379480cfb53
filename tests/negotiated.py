"""Talks on paper: wishes drawn in a line each, for tests of the negotiation."""

from typing import Any

from xlgoals.domain.events import NOTHING, Event, Wish
from xlgoals.domain.goal_ids import WHOLE, goal_id
from xlgoals.domain.metrics import SALES
from xlgoals.negotiation.seal import recorded
from xlgoals.negotiation.state import Negotiation, after

DAY = "2026-11-03 09:30:00"
SALES_GOAL = goal_id(SALES.name)


def said(
    who: str,
    action: str,
    value: float = NOTHING,
    reason: str = "",
    line: str = WHOLE.label,
    rep_id: str = "R1",
    **more: Any,
) -> Wish:
    """What somebody wants about Ann's revenue, where nothing else is told."""
    goal = goal_id(line) if line else None
    return Wish(who, action, rep_id, goal, value, reason, **more)


def talked(*wishes: Wish, before: tuple[Event, ...] = (), known: int = 0) -> list[Event]:
    """A log of what was said, with rounds, numbers and seals."""
    stands: dict[str, Negotiation] = {}
    log: list[Event] = list(before)
    for wish in wishes:
        now = stands.get(wish.rep_id, Negotiation())
        log.append(recorded(now, wish, DAY, log, known))
        stands[wish.rep_id] = after(now, log[-1])
    return log


PROPOSED = said("manager", "propose", 100.0, "market grows")
COUNTERED = said("rep", "counter", 90.0, "one account left")
ACCEPTED = said("manager", "agree", 90.0)
ESCALATED = said("manager", "escalate", reason="we cannot settle it")
REOPENED = said("rep", "reopen", reason="the account is back")
MANAGER_SIGNS = said("manager", "sign", line="", name="Carla")
REP_SIGNS = said("rep", "sign", line="", name="Ann")

PATHS = {
    "draft": (),
    "proposed": (PROPOSED,),
    "countered": (PROPOSED, COUNTERED),
    "agreed": (PROPOSED, COUNTERED, ACCEPTED),
    "signed": (PROPOSED, COUNTERED, ACCEPTED, MANAGER_SIGNS, REP_SIGNS),
    "escalated": (PROPOSED, COUNTERED, ESCALATED),
    "reopened": (PROPOSED, COUNTERED, ACCEPTED, REOPENED),
}
"""The shortest talks that lead to each state."""

STATES = ("draft", "proposed", "countered", "escalated", "reopened", "agreed", "signed")
ALLOWED = """
manager propose   yes yes yes yes yes no  no
rep     propose   no  no  no  no  no  no  no
manager counter   no  no  no  no  no  no  no
rep     counter   no  yes yes yes yes no  no
manager agree     no  yes yes yes yes no  no
rep     agree     no  yes yes yes no  no  no
manager withdraw  no  yes no  no  no  no  no
rep     withdraw  no  no  yes no  no  no  no
manager escalate  no  yes yes no  no  no  no
rep     escalate  no  yes yes no  no  no  no
manager reopen    no  no  no  no  no  yes yes
rep     reopen    no  no  no  no  no  yes yes
manager sign      no  no  no  no  no  yes no
rep     sign      no  no  no  no  no  yes no
manager amend     no  no  no  no  no  no  yes
rep     amend     no  no  no  no  no  no  no
"""
"""Drawn by hand from the design, not from the code. A full event is tried: with value, reason, name
and month; the manager agrees to 90, with a reason; the rep to 100, which the manager offers."""
CELLS = [
    (who, action, state, answer == "yes")
    for who, action, *answers in (row.split() for row in ALLOWED.split("\n") if row)
    for state, answer in zip(STATES, answers, strict=True)
]
