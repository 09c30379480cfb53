"""Talks on paper: events drawn in a line each, for tests of the negotiation."""

from xlgoals.core.negotiation import Event, Negotiation
from xlgoals.core.negotiation.events import NOTHING, appended
from xlgoals.core.negotiation.state import after, replied

DAY = "2026-11-03 09:30:00"


def said(who: str, action: str, value: float = NOTHING, reason: str = "", **more: str) -> Event:
    """What somebody does about Ann's revenue, where nothing else is told."""
    given = {"rep_id": "R1", "line": "Revenue", "time": DAY} | more
    return Event(0, round=0, who=who, action=action, value=value, reason=reason, **given)


def talked(*events: Event, before: tuple[Event, ...] = ()) -> list[Event]:
    """A log of what was said, with rounds, numbers and seals."""
    now = Negotiation()
    log: list[Event] = list(before)
    for event in events:
        log = appended(log, [replied(now, event)])
        now = after(now, log[-1])
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
