"""Steps of a negotiation as somebody orders them: propose, counter, agree, sign and the others."""

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from xlgoals.domain.errors import InputError
from xlgoals.domain.events import NOTHING, Wish, source_in
from xlgoals.domain.people import ALL
from xlgoals.negotiation.rules import DRAFT, MANAGER, RULES
from xlgoals.negotiation.session import Session, Taken, take
from xlgoals.tables.workbook import Workbook
from xlgoals.verbs.negotiate.read_session import read_session
from xlgoals.verbs.negotiate.rep_sheet_input import Typed, heard
from xlgoals.verbs.negotiate.rep_sheets import refresh_sheets
from xlgoals.verbs.negotiate.team import noted, refresh_team
from xlgoals.verbs.one_pass import one_pass


@dataclass(frozen=True)
class Order:
    """What somebody wants to do, in the words in which it is said."""

    action: str
    rep: str
    """ID or name; ``all`` for everybody."""
    line: str = ALL
    """Which goal; ``all`` for every one of them."""
    value: float = NOTHING
    """NaN lets the step decide: to propose is what is suggested, to agree what was offered last."""
    reason: str = ""
    name: str = ""
    valid_from: str = ""
    who: str = MANAGER
    source: str = "terminal"


@one_pass
def carry_out(workbook: Workbook, order: Order, now: dt.datetime) -> Taken:
    """Do what is ordered as far as the rules allow; the log, Team and the rep's sheet follow.

    Args:
        now: In UTC.

    Errors:
        InputError: a rep or a goal is unknown, or there is nothing to do.
    """
    start = read_session(workbook)
    typed = heard(workbook, start, now)
    session = typed.taken.session
    ordered = take(session, wishes_of(session, order), now, keep=False)
    if len(ordered.session.log) > len(start.log):
        settle(workbook, ordered.session, now, typed.left, since=len(start.log))
    return ordered.after(typed.taken)


@one_pass
def settle(
    workbook: Workbook,
    session: Session,
    now: dt.datetime,
    left: Mapping[str, Typed],
    since: int = 0,
) -> None:
    """Write what was taken into the plan, and what was typed into Team since.

    Args:
        left: By rep, what was typed into the sheets and could not be taken; it stays there.
        since: How many events the plan's sheets show already.
    """
    session = noted(workbook, session, now)
    refresh_team(workbook, session, now)
    fresh = {event.rep_id for event in session.log[since:]}
    refresh_sheets(workbook, session, left, reps=fresh)


def wishes_of(session: Session, order: Order) -> list[Wish]:
    """An order as wishes, one for each rep and goal; none where all of it stands there already.

    Errors:
        InputError: a rep or a goal is unknown, or there is nothing to do.
    """
    reps = session.reps_meant(order.rep)
    wishes = [wish for rep_id in reps for wish in _of_rep(session, order, rep_id)]
    if not wishes and not _stands_already(session, order.action, reps):
        whose = "anybody" if order.rep.strip().casefold() == ALL else session.name(reps[0])
        raise InputError(
            f"There is nothing to {order.action}: no goal of {whose} is where it would have to "
            "be. See xlgoals negotiate status."
        )
    return wishes


def _stands_already(session: Session, action: str, reps: Sequence[str]) -> bool:
    """Whether all goals that were ever offered are where an action brings them, and any is."""
    done = RULES[action].done
    states = {session.of(rep).line(goal).state for rep in reps for goal in session.lines[rep]}
    return bool(states & done) and states <= done | {DRAFT}


def _of_rep(session: Session, order: Order, rep_id: str) -> list[Wish]:
    """An order about one rep."""
    rule = RULES.get(order.action)
    unsaid = math.isnan(order.value)
    if order.line.strip().casefold() not in {ALL, ""}:
        goals = [session.line(rep_id, order.line)]
    elif not unsaid:
        raise InputError("One value cannot hold for every goal; say which goal it is for.")
    elif rule and rule.at_once:
        return [_wish(order, rep_id)]
    else:
        goals = session.meant_by_all(order.action, order.who, order.reason, rep_id)
    return [
        replace(
            _wish(order, rep_id),
            goal=goal,
            value=session.value_unsaid(order.action, order.who, rep_id, goal)
            if unsaid
            else order.value,
        )
        for goal in goals
    ]


def _wish(order: Order, rep_id: str) -> Wish:
    """An order as a wish about all of a rep's goals."""
    return Wish(
        order.who,
        order.action,
        rep_id,
        reason=order.reason,
        name=order.name,
        valid_from=order.valid_from,
        source=source_in(order.source),
    )
