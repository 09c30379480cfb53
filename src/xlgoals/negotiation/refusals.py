"""Why something is not allowed: a sentence with a way out for all that the table refuses."""

import math
import re
from dataclasses import dataclass

from xlgoals.domain.events import Wish
from xlgoals.negotiation.log_text import digits, shown
from xlgoals.negotiation.rules import (
    AGREED,
    BEFORE_PERIOD,
    BOTH,
    DRAFT,
    FIRST_REOPEN,
    IN_PERIOD,
    KEPT,
    MANAGER,
    OPEN,
    OWNER,
    RULES,
    SIGNED,
    Rule,
)
from xlgoals.negotiation.state import Negotiation

MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")


@dataclass(frozen=True)
class Period:
    """The months that are planned; both empty where they are not known."""

    first: str = ""
    """Such as ``2027-01``."""
    last: str = ""


NO_PERIOD = Period()


def refusal(
    negotiation: Negotiation, wish: Wish, time: str = "", period: Period = NO_PERIOD
) -> str:
    """Why a wish is not allowed, as a sentence with a way out; empty where it is allowed.

    Args:
        negotiation: The rep's, as it stands.
        wish: What somebody wants to do.
        time: When, such as ``2026-11-03 09:30:00``; says whether the period has begun.
        period: The months that are planned.
    """
    if wish.action == KEPT:
        return ""
    rule = RULES.get(wish.action)
    if rule is None:
        steps = ", ".join(name for name in RULES if name != KEPT)
        return f"“{wish.action}” is no step of a negotiation; choose one of {steps}."
    return (
        _not_theirs(rule, wish)
        or _missing(rule, wish)
        or _outdated(rule, negotiation, wish)
        or _not_now(rule, negotiation, wish)
        or _not_own(rule, negotiation, wish)
        or _not_offered(rule, negotiation, wish)
        or _not_in_time(rule, negotiation, wish, time, period)
    )


def _not_theirs(rule: Rule, wish: Wish) -> str:
    """Whether somebody else has to do it."""
    if wish.who not in BOTH:
        return f"“{wish.who}” takes no part in a negotiation; say manager or rep."
    if wish.who in rule.who:
        return ""
    return f"A {wish.who} cannot {wish.action}; {rule.instead}."


def _missing(rule: Rule, wish: Wish) -> str:
    """What a wish lacks."""
    if not wish.goal and rule.value:
        return f"Say which goal to {wish.action}."
    what = f"To {wish.action} {wish.label or 'all goals'}"
    if rule.value and not math.isfinite(wish.value):
        return f"{what}, say a value."
    if rule.value and wish.value < 0:
        return f"{what}, say a value of zero or more; {shown(wish.value)} was given."
    if rule.reason and not wish.reason:
        return f"{what}, say why."
    if rule.name and not wish.name:
        return f"{what}, say who signs."
    if rule.valid_from and not MONTH.fullmatch(wish.valid_from):
        given = f"; “{wish.valid_from}” was given" if wish.valid_from else ""
        return f"{what}, say from which month it holds, such as 2027-06{given}."
    return ""


def _outdated(rule: Rule, negotiation: Negotiation, wish: Wish) -> str:
    """Whether a goal's metric is counted otherwise since: then the manager says a new value."""
    goals = negotiation.in_states({AGREED}) if rule.whole else [wish.goal] if wish.goal else []
    if not rule.whole and wish.action not in {"counter", "agree"}:
        return ""
    named = [goal.label for goal in goals if negotiation.line(goal).outdated]
    if not named:
        return ""
    return (
        f"{', '.join(named)}: counted otherwise since it was talked about; {FIRST_REOPEN} where it "
        "is agreed, and propose it anew, or put the definition back on sheet Metrics chosen."
    )


def _not_now(rule: Rule, negotiation: Negotiation, wish: Wish) -> str:
    """Whether the state stands in the way."""
    if rule.whole:
        return _not_whole(rule, negotiation, wish)
    if wish.goal:
        state = negotiation.line(wish.goal).state
        return "" if state in rule.states else f"{wish.label} is {state}: {rule.way_out}."
    if not rule.at_once:
        return f"Say which goal to {wish.action}."
    if negotiation.in_states(rule.states):
        return ""
    return f"Nothing is agreed yet, so there is nothing to {wish.action}."


def _not_whole(rule: Rule, negotiation: Negotiation, wish: Wish) -> str:
    """Whether something stands in the way of what is signed as a whole."""
    states = {line.state for line in negotiation.lines.values()} - {DRAFT}
    if not states:
        return "There is nothing to sign yet: propose goals first."
    still_open = [goal.label for goal in negotiation.in_states(OPEN)]
    if still_open:
        verb = "is" if len(still_open) == 1 else "are"
        return f"{', '.join(still_open)} {verb} not agreed: {rule.way_out}."
    if AGREED not in states:
        return f"All that is agreed is signed: to change something, {FIRST_REOPEN}."
    if wish.who in negotiation.signed and not negotiation.done:
        return f"The {wish.who} has signed already: the other side signs next."
    return ""


def _not_own(rule: Rule, negotiation: Negotiation, wish: Wish) -> str:
    """Whether it is about an offer of the other side."""
    owner = OWNER.get(negotiation.line(wish.goal).state)
    if not rule.own or owner == wish.who:
        return ""
    return f"{wish.label}: the last offer is the {owner}'s; answer it instead."


def _not_offered(rule: Rule, negotiation: Negotiation, wish: Wish) -> str:
    """Whether somebody would agree with nobody but themselves."""
    theirs = negotiation.line(wish.goal).offer_to(wish.who)
    if not rule.accepts or digits(theirs) == digits(wish.value):
        return ""
    if wish.who == MANAGER:
        return (
            ""
            if wish.reason
            else f"{wish.label}: the rep has not offered {shown(wish.value)}; say how it was "
            "settled, such as “said yes in our meeting”."
        )
    if math.isnan(theirs):
        return f"{wish.label}: no offer of the manager is on the table; counter with a value."
    return (
        f"{wish.label}: the manager offers {shown(theirs)}, not {shown(wish.value)}; agree to "
        "that, or counter."
    )


def _not_in_time(
    rule: Rule, negotiation: Negotiation, wish: Wish, time: str, period: Period
) -> str:
    """Whether it is too early or too late."""
    first, last = period.first, period.last
    if not first:
        return ""
    begun = time[:7] >= first
    what = wish.label or "the goals"
    if rule.when == IN_PERIOD and not begun:
        return f"The period begins in {first}; until then, reopen {what}, with a reason."
    if rule.valid_from and not first <= wish.valid_from <= last:
        return (
            f"{what}: {wish.valid_from} is not in the period; choose a month from {first} to "
            f"{last}."
        )
    lines = [negotiation.line(wish.goal)] if wish.goal else negotiation.lines.values()
    if rule.when == BEFORE_PERIOD and begun and any(line.state == SIGNED for line in lines):
        return f"The period has begun in {first} and {wish.label or 'goals'} signed: amend instead."
    return ""
