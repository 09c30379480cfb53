"""Looking at negotiations: where each stands, and what was said."""

import datetime as dt
import math

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

Grid = tuple[list[str], list[list[str]]]
"""Headers and rows of texts."""


@one_pass
def negotiation_status(workbook: Workbook, rep: str, now: dt.datetime) -> Grid:
    """Where every negotiation stands, or every goal of one rep."""
    session = read_session(workbook)
    if rep.strip().casefold() != ALL:
        return _of_rep(session, session.rep(rep))
    rows = []
    for rep_id in session.reps[REP_ID]:
        one = session.of(rep_id)
        line = one.line(WHOLE)
        days = waiting_days(one.since, np.datetime64(now, "s"))
        offers = (line.proposed, line.counter, line.in_force)
        texts = [shown(value, REVENUE.unit.value) for value in offers]
        waiting = "" if math.isnan(days) else f"{days:.0f}"
        rows.append(
            [rep_id, session.name(rep_id), one.state, str(one.round), *texts, one.turn, waiting]
        )
    heads = ["Rep ID", "Rep", "Status", "Round", "Proposed", "Counter", "Agreed", "Turn", "Days"]
    return heads, rows


def _of_rep(session: Session, rep_id: str) -> Grid:
    """Every goal of one rep."""
    negotiation, rows = session.of(rep_id), []
    units, dropped = session.lines[rep_id], session.dropped(rep_id)
    for goal in {**units, **dropped}:
        line = dropped.get(goal) or negotiation.line(goal)
        unit = units.get(goal) or line.counted.partition(",")[0]
        if goal in dropped and goal.metric in session.metrics:
            unit = session.metrics[goal.metric].unit.value
        word = ", but its metric is gone or not negotiated any more" if goal in dropped else ""
        word = f", {OTHERWISE}" if line.outdated else word
        offers = (line.proposed, line.counter, line.agreed, line.amended)
        rows.append(
            [
                goal.label,
                f"{line.state}{word}",
                *(shown(v, unit) for v in offers),
                line.why,
                line.details,
            ]
        )
    heads = ["Goal", "Status", "Proposed", "Counter", "Agreed", "Amended", "Why", "Details"]
    return heads, rows


@one_pass
def negotiation_log(workbook: Workbook, rep: str) -> Grid:
    """Everything that was said, in order, by all or with one rep."""
    log = read_log(workbook)
    if rep.strip().casefold() != ALL:
        wanted = read_session(workbook).rep(rep)
        log = [event for event in log if event.rep_id == wanted]
    heads = ["No.", "Time", "Rep ID", "Goal", "Round", "Who", "Action", "Value", "Reason", "Source"]
    rows = [
        [
            str(e.number), e.time, e.rep_id, e.label, str(e.round), e.who, e.action,
            digits(e.value), e.reason or (e.name if RULES[e.action].name else ""), str(e.source),
        ]
        for e in log
    ]  # fmt: skip
    return heads, rows
