"""Talks on paper: events drawn in a line each, for tests of the negotiation."""

from xlgoals.negotiation import Event, Negotiation
from xlgoals.negotiation.events import NOTHING, appended
from xlgoals.negotiation.state import after, replied

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
