"""Looking at negotiations: where each stands, and what was said."""

import datetime as dt
import math
from typing import NamedTuple

import numpy as np

from xlgoals.domain.goal_ids import WHOLE
from xlgoals.domain.metrics import REVENUE
from xlgoals.domain.people import ALL, REP_ID
from xlgoals.negotiation.goals import waiting_days
from xlgoals.negotiation.log_text import digits, shown
from xlgoals.negotiation.rules import RULES
from xlgoals.negotiation.session import Session
from xlgoals.negotiation.status_words import OTHERWISE
from xlgoals.tables.workbook import Workbook
from xlgoals.verbs.negotiate.log import read_log
from xlgoals.verbs.negotiate.read_session import read_session
from xlgoals.verbs.one_pass import one_pass

Value = str | float | None
"""What is listed; None where nothing is said or known."""


class Listing(NamedTuple):
    """What is listed, for reading and for a program."""

    heads: list[str]
    rows: list[list[str]]
    """As texts."""
    values: list[list[Value]]
    """The same, with numbers as they are."""


@one_pass
def negotiation_status(workbook: Workbook, rep: str, now: dt.datetime) -> Listing:
    """Where every negotiation stands, or every goal of one rep."""
    session = read_session(workbook)
    if rep.strip().casefold() != ALL:
        return _of_rep(session, session.rep(rep))
    rows: list[list[str | float]] = []
    for rep_id in session.reps[REP_ID]:
        one = session.of(rep_id)
        line = one.line(WHOLE)
        days = waiting_days(one.since, np.datetime64(now, "s"))
        offers = (line.proposed, line.counter, line.in_force)
        rows.append([rep_id, session.name(rep_id), one.state, one.round, *offers, one.turn, days])
    heads = ["Rep ID", "Rep", "Status", "Round", "Proposed", "Counter", "Agreed", "Turn", "Days"]
    texts = [[_text(value, REVENUE.unit.value) for value in row] for row in rows]
    return Listing(heads, texts, _values(rows))


def _of_rep(session: Session, rep_id: str) -> Listing:
    """Every goal of one rep."""
    negotiation = session.of(rep_id)
    rows: list[list[str | float]] = []
    texts: list[list[str]] = []
    units, dropped = session.lines[rep_id], session.dropped(rep_id)
    for goal in {**units, **dropped}:
        line = dropped.get(goal) or negotiation.line(goal)
        unit = units.get(goal) or line.counted.partition(",")[0]
        if goal in dropped and goal.metric in session.metrics:
            unit = session.metrics[goal.metric].unit.value
        word = ", but its metric is gone or not negotiated any more" if goal in dropped else ""
        word = f", {OTHERWISE}" if line.outdated else word
        offers = (line.proposed, line.counter, line.agreed, line.amended)
        rows.append([goal.label, f"{line.state}{word}", *offers, line.why, line.details])
        texts.append([_text(value, unit) for value in rows[-1]])
    heads = ["Goal", "Status", "Proposed", "Counter", "Agreed", "Amended", "Why", "Details"]
    return Listing(heads, texts, _values(rows))


@one_pass
def negotiation_log(workbook: Workbook, rep: str) -> Listing:
    """Everything that was said, in order, by all or with one rep."""
    log = read_log(workbook)
    if rep.strip().casefold() != ALL:
        wanted = read_session(workbook).rep(rep)
        log = [event for event in log if event.rep_id == wanted]
    heads = ["No.", "Time", "Rep ID", "Goal", "Round", "Who", "Action", "Value", "Reason", "Source"]
    rows: list[list[str | float]] = [
        [
            e.number, e.time, e.rep_id, e.label, e.round, e.who, e.action,
            e.value, e.reason or (e.name if RULES[e.action].name else ""), str(e.source),
        ]
        for e in log
    ]  # fmt: skip
    texts = [[value if isinstance(value, str) else digits(value) for value in row] for row in rows]
    return Listing(heads, texts, _values(rows))


def _text(value: str | float, unit: str) -> str:
    """A value as it is read; a count, such as a round, is never a share."""
    if isinstance(value, str):
        return value
    return shown(value, unit if isinstance(value, float) else "")


def _values(rows: list[list[str | float]]) -> list[list[Value]]:
    """Rows as a program reads them: blank and unknown are None."""
    return [
        [
            None if value == "" or (isinstance(value, float) and math.isnan(value)) else value
            for value in row
        ]
        for row in rows
    ]
