"""Steps of a negotiation as somebody orders them: propose, counter, agree, sign and the others."""

import datetime as dt
import math
from collections.abc import Mapping
from dataclasses import dataclass

from xlgoals.domain.errors import InputError
from xlgoals.negotiation import MANAGER, Event
from xlgoals.negotiation.events import NOTHING
from xlgoals.negotiation.rules import AGREED, COUNTERED, DRAFT, PROPOSED
from xlgoals.negotiation.session import Session, Taken, take
from xlgoals.tables.workbook import Workbook
from xlgoals.verbs.negotiate.read_session import read_session
from xlgoals.verbs.negotiate.rep_sheet_input import Typed, heard
from xlgoals.verbs.negotiate.rep_sheets import refresh_sheets, write_team_so_far
from xlgoals.verbs.negotiate.team import noted, refresh_team
from xlgoals.verbs.one_pass import one_pass
from xlgoals.verbs.refresh_views import refresh_views

ALL = "all"


@dataclass(frozen=True)
class Order:
    """What somebody wants to do."""

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
    said = heard(workbook, start, now)
    session = said.found.session
    found = take(session, _events(session, order), now, keep=False)
    if len(found.session.log) > len(start.log):
        settle(workbook, found.session, now, said.left, since=len(start.log))
    return found.after(said.found)


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
    known = noted(workbook, session, now)
    everybody = refresh_team(workbook, known, now)
    write_team_so_far(workbook, everybody)
    refresh_views(workbook, {"Team": everybody})
    fresh = {event.rep_id for event in known.log[since:]}
    refresh_sheets(workbook, known, left, reps=fresh)


def _events(session: Session, order: Order) -> list[Event]:
    """An order as events, one for each rep and goal."""
    everybody = order.rep.strip().casefold() == ALL
    reps = session.reps["rep_id"].tolist() if everybody else [session.rep(order.rep)]
    events = [event for rep_id in reps for event in _of_rep(session, order, rep_id)]
    if not events:
        raise InputError(
            f"There is nothing to {order.action}: no goal of {order.rep} is where it would have to "
            "be. See xlgoals negotiate status."
        )
    return events


def _of_rep(session: Session, order: Order, rep_id: str) -> list[Event]:
    """An order about one rep."""
    whole = order.line.strip().casefold() in {ALL, ""}
    if whole and not math.isnan(order.value):
        raise InputError("One value cannot hold for every goal; say which goal it is for.")
    if whole and order.action in {"sign", "reopen"}:
        return [_event(order, rep_id, "", NOTHING)]
    lines = _meant(session, order, rep_id) if whole else [session.line(rep_id, order.line)]
    return [_event(order, rep_id, line, _value(session, order, rep_id, line)) for line in lines]


def _event(order: Order, rep_id: str, line: str, value: float) -> Event:
    """One event."""
    return Event(
        0, "", rep_id, line, 0, order.who, order.action, value, order.reason, order.name,
        order.valid_from, order.source,
    )  # fmt: skip


def _meant(session: Session, order: Order, rep_id: str) -> list[str]:
    """The goals that an order about all of them means: those it can be about."""
    now = session.of(rep_id)
    states = {now.line(line).state for line in session.lines[rep_id]}
    where = {
        "propose": {DRAFT},
        "agree": {COUNTERED} if _only_answers(order, states) else {PROPOSED, COUNTERED},
        "withdraw": {PROPOSED if order.who == MANAGER else COUNTERED},
        "escalate": {PROPOSED, COUNTERED},
    }.get(order.action)
    if where is None:
        raise InputError(f"Say which goal to {order.action}.")
    return [line for line in session.lines[rep_id] if now.line(line).state in where]


def _only_answers(order: Order, states: set[str]) -> bool:
    """Whether the manager means what the rep has answered, since nothing else can be agreed yet."""
    return order.who == MANAGER and not order.reason and COUNTERED in states


def _value(session: Session, order: Order, rep_id: str, line: str) -> float:
    """The value that is meant: the one that was said, or the one that lies at hand."""
    if not math.isnan(order.value) or order.action not in {"propose", "agree"}:
        return order.value
    now = session.of(rep_id).line(line)
    if order.action == "agree":
        answered = order.who == MANAGER and now.state == COUNTERED
        return now.counter if answered else now.proposed
    if now.state in {COUNTERED, AGREED}:
        return order.value
    own = session.goals[(session.goals["rep_id"] == rep_id) & (session.goals["line"] == line)]
    return float(own["suggested"].iloc[0]) if len(own) else NOTHING
