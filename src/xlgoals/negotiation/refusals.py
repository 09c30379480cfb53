"""Why something is not allowed: a sentence with a way out for all that the table refuses."""

import math
import re

from xlgoals.negotiation.events import Event, digits
from xlgoals.negotiation.rules import (
    AGREED,
    BEFORE_PERIOD,
    BOTH,
    COUNTERED,
    DRAFT,
    FIRST_REOPEN,
    IN_PERIOD,
    KEPT,
    MANAGER,
    OPEN,
    PROPOSED,
    REP,
    RULES,
    SIGNED,
    Rule,
)
from xlgoals.negotiation.state import Negotiation

MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
Period = tuple[str, str]
"""First and last month, such as ``2027-01``."""
NO_PERIOD = ("", "")


def refusal(now: Negotiation, event: Event, period: Period = NO_PERIOD) -> str:
    """Why an event is not allowed, as a sentence with a way out; empty where it is allowed.

    Args:
        now: The rep's negotiation as it stands.
        event: What somebody wants to do; its number, round and seal do not matter.
        period: The months that are planned; the event's time says whether they have begun.
    """
    if event.action == KEPT:
        return ""
    rule = RULES.get(event.action)
    if rule is None:
        steps = ", ".join(name for name in RULES if name != KEPT)
        return f"“{event.action}” is no step of a negotiation; choose one of {steps}."
    return (
        _not_theirs(rule, event)
        or _missing(rule, event)
        or _not_now(rule, now, event)
        or _not_own(rule, now, event)
        or _not_offered(rule, now, event)
        or _not_in_time(rule, now, event, period)
    )


def _not_theirs(rule: Rule, event: Event) -> str:
    """Whether somebody else has to do it."""
    if event.who not in BOTH:
        return f"“{event.who}” takes no part in a negotiation; say manager or rep."
    if event.who in rule.who:
        return ""
    return f"A {event.who} cannot {event.action}; {rule.instead}."


def _missing(rule: Rule, event: Event) -> str:
    """What an event lacks."""
    if not event.line and rule.value:
        return f"Say which goal to {event.action}."
    what = f"To {event.action} {event.line or 'all goals'}"
    if rule.value and not math.isfinite(event.value):
        return f"{what}, say a value."
    if rule.value and event.value < 0:
        return f"{what}, say a value of zero or more; {shown(event.value)} was given."
    if rule.reason and not event.reason:
        return f"{what}, say why."
    if rule.name and not event.name:
        return f"{what}, say who signs."
    if rule.valid_from and not MONTH.fullmatch(event.valid_from):
        given = f"; “{event.valid_from}” was given" if event.valid_from else ""
        return f"{what}, say from which month it holds, such as 2027-06{given}."
    return ""


def _not_now(rule: Rule, now: Negotiation, event: Event) -> str:
    """Whether the state stands in the way."""
    if rule.whole:
        return _not_whole(rule, now, event)
    if not event.line and event.action == "reopen":
        held = [name for name, line in now.lines.items() if line.state in rule.states]
        return "" if held else "Nothing is agreed yet, so there is nothing to reopen."
    if not event.line:
        return f"Say which goal to {event.action}."
    state = now.line(event.line).state
    if state in rule.states:
        return ""
    return f"{event.line} is {state}: {rule.way_out}."


def _not_whole(rule: Rule, now: Negotiation, event: Event) -> str:
    """Whether something stands in the way of what is signed as a whole."""
    states = {name: line.state for name, line in now.lines.items() if line.state != DRAFT}
    if not states:
        return "There is nothing to sign yet: propose goals first."
    open_lines = [name for name, state in states.items() if state in OPEN]
    if open_lines:
        verb = "is" if len(open_lines) == 1 else "are"
        return f"{', '.join(open_lines)} {verb} not agreed: {rule.way_out}."
    if AGREED not in states.values():
        return f"All that is agreed is signed: to change something, {FIRST_REOPEN}."
    if event.who in now.signed and not now.done:
        return f"The {event.who} has signed already: the other side signs next."
    return ""


def _not_own(rule: Rule, now: Negotiation, event: Event) -> str:
    """Whether it is about an offer of the other side."""
    owner = {PROPOSED: MANAGER, COUNTERED: REP}.get(now.line(event.line).state)
    if not rule.own or owner == event.who:
        return ""
    return f"{event.line}: the last offer is the {owner}'s; answer it instead."


def _not_offered(rule: Rule, now: Negotiation, event: Event) -> str:
    """Whether somebody would agree with nobody but themselves."""
    theirs = now.line(event.line).offer_to(event.who)
    if not rule.accepts or digits(theirs) == digits(event.value):
        return ""
    if event.who == MANAGER:
        return (
            ""
            if event.reason
            else f"{event.line}: the rep has not offered {shown(event.value)}; say how it was "
            "settled, such as “said yes in our meeting”."
        )
    if math.isnan(theirs):
        return f"{event.line}: no offer of the manager is on the table; counter with a value."
    return (
        f"{event.line}: the manager offers {shown(theirs)}, not {shown(event.value)}; agree to "
        "that, or counter."
    )


def _not_in_time(rule: Rule, now: Negotiation, event: Event, period: Period) -> str:
    """Whether it is too early or too late."""
    first, last = period
    if not first:
        return ""
    begun = event.time[:7] >= first
    what = event.line or "the goals"
    if rule.when == IN_PERIOD and not begun:
        return f"The period begins in {first}; until then, reopen {what}, with a reason."
    if rule.valid_from and not first <= event.valid_from <= last:
        return (
            f"{what}: {event.valid_from} is not in the period; choose a month from {first} to "
            f"{last}."
        )
    if rule.when == BEFORE_PERIOD and begun and _signed(now, event.line):
        return f"The period has begun in {first} and {event.line or 'goals'} signed: amend instead."
    return ""


def _signed(now: Negotiation, line: str) -> bool:
    """Whether a goal, or any where none is named, is signed."""
    lines = [now.line(line)] if line else now.lines.values()
    return any(one.state == SIGNED for one in lines)


def shown(value: float) -> str:
    """A value in a sentence."""
    return f"{value:,.10g}"
