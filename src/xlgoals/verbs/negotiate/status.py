"""Looking at negotiations: where each stands, and what was said."""

import datetime as dt
import math

import numpy as np

from xlgoals.negotiation.events import digits
from xlgoals.negotiation.goals import REVENUE, waiting_days
from xlgoals.negotiation.session import Session
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
    if rep.strip().casefold() != "all":
        return _of_rep(session, session.rep(rep))
    rows = []
    for rep_id in session.reps["rep_id"]:
        one = session.of(rep_id)
        line = one.line(REVENUE)
        days = waiting_days(one.since, np.datetime64(now, "s"))
        offers = (line.proposed, line.counter, line.in_force)
        shown = [shown_value(value, "money") for value in offers]
        waiting = "" if math.isnan(days) else f"{days:.0f}"
        rows.append(
            [rep_id, session.name(rep_id), one.state, str(one.round), *shown, one.turn, waiting]
        )
    heads = ["Rep ID", "Rep", "Status", "Round", "Proposed", "Counter", "Agreed", "Turn", "Days"]
    return heads, rows


def _of_rep(session: Session, rep_id: str) -> Grid:
    """Every goal of one rep."""
    now, rows = session.of(rep_id), []
    for name, unit in session.lines[rep_id].items():
        line = now.line(name)
        offers = (line.proposed, line.counter, line.agreed, line.amended)
        rows.append(
            [name, line.state, *(shown_value(v, unit) for v in offers), line.why, line.details]
        )
    heads = ["Goal", "Status", "Proposed", "Counter", "Agreed", "Amended", "Why", "Details"]
    return heads, rows


@one_pass
def negotiation_log(workbook: Workbook, rep: str) -> Grid:
    """Everything that was said, in order, by all or with one rep."""
    log = read_log(workbook)
    if rep.strip().casefold() != "all":
        wanted = read_session(workbook).rep(rep)
        log = [event for event in log if event.rep_id == wanted]
    heads = ["No.", "Time", "Rep ID", "Goal", "Round", "Who", "Action", "Value", "Reason", "Source"]
    rows = [
        [
            str(e.number), e.time, e.rep_id, e.line, str(e.round), e.who, e.action,
            digits(e.value), e.reason or e.name, e.source,
        ]
        for e in log
    ]  # fmt: skip
    return heads, rows


def shown_value(value: float, unit: str) -> str:
    """A value in its unit; nothing where there is none."""
    if math.isnan(value):
        return ""
    return f"{value:.1%}" if unit == "share" else f"{value:,.10g}"
