"""What the buttons of a negotiation do: sheets made, words recorded, goals proposed and fitted."""

import datetime as dt

import numpy as np

from xlgoals.domain.errors import InputError
from xlgoals.domain.events import Source, Wish
from xlgoals.domain.goal_ids import WHOLE
from xlgoals.domain.people import ALL
from xlgoals.negotiation.fit import fitted
from xlgoals.negotiation.rules import MANAGER, SETTLED
from xlgoals.negotiation.session import Taken, take
from xlgoals.negotiation.state import Line
from xlgoals.tables.workbook import Progress, Workbook
from xlgoals.verbs.negotiate.evidence import read_evidence
from xlgoals.verbs.negotiate.orders import settle
from xlgoals.verbs.negotiate.read_session import read_session
from xlgoals.verbs.negotiate.rep_sheet_input import Heard, heard
from xlgoals.verbs.negotiate.rep_sheets import typed_so_far, write_sheets
from xlgoals.verbs.one_pass import one_pass


@one_pass
def record(workbook: Workbook, now: dt.datetime) -> Heard:
    """Take everything that was typed into the reps' sheets into the log.

    Args:
        now: In UTC.

    Errors:
        InputError: there are no goals yet, or no sheets of reps.
    """
    session = read_session(workbook)
    typed = heard(workbook, session, now)
    if not typed.sheets:
        raise InputError("There are no sheets of reps yet; press Rep sheets first.")
    if len(typed.taken.session.log) > len(session.log):
        settle(workbook, typed.taken.session, now, typed.left, since=len(session.log))
    return typed


@one_pass
def make_sheets(
    workbook: Workbook, rep: str = ALL, progress: Progress | None = None
) -> list[tuple[str, str]]:
    """A sheet for a rep, or for everybody with a goal; those that are there are brought up to date.

    Returns:
        Rep id and name of the sheet, of each.

    Errors:
        InputError: there are no goals yet, or the rep is unknown.
    """
    session = read_session(workbook)
    reps = session.reps_meant(rep)
    typed = typed_so_far(workbook, session)
    names = write_sheets(workbook, session, reps, read_evidence(workbook), typed, progress)
    return list(zip(reps, names, strict=True))


@one_pass
def fit(workbook: Workbook, rep: str, now: dt.datetime) -> Taken:
    """Propose activities, products and territories that fit the rep's revenue goal.

    Args:
        now: In UTC.

    Errors:
        InputError: the rep is unknown, there is no revenue goal, or what is agreed leaves no way.
    """
    start = read_session(workbook)
    typed = heard(workbook, start, now)
    session, rep_id = typed.taken.session, start.rep(rep)
    lines = {goal: session.of(rep_id).line(goal) for goal in session.lines[rep_id]}
    suggested = {goal: session.suggested(rep_id, goal) for goal in lines}
    stands = {goal: _stands(line, suggested[goal]) for goal, line in lines.items()}
    settled = [goal for goal, line in lines.items() if line.state in SETTLED]
    unit = max(read_evidence(workbook).unit / 10, 0.01)
    new = fitted(stands, suggested, settled, unit, session.metrics)
    why = f"Fits the revenue of {stands[WHOLE]:,.0f}."
    wishes = [
        Wish(MANAGER, "propose", rep_id, goal, value, why, source=Source("fit"))
        for goal, value in new.items()
    ]
    fits = take(session, wishes, now, keep=False)
    if len(fits.session.log) > len(start.log):
        settle(workbook, fits.session, now, typed.left, since=len(start.log))
    return fits.after(typed.taken)


def _stands(line: Line, suggested: float) -> float:
    """A goal as it stands: agreed, or else answered, proposed or suggested."""
    said = (value for value in (line.in_force, line.counter, line.proposed) if not np.isnan(value))
    return next(said, suggested)
