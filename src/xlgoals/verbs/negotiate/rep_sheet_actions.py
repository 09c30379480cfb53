"""What the buttons of a negotiation do: sheets made, words recorded, goals proposed and fitted."""

import datetime as dt

import numpy as np

from xlgoals.domain.errors import InputError
from xlgoals.negotiation import MANAGER, Event
from xlgoals.negotiation.fit import fitted
from xlgoals.negotiation.rules import AGREED, SIGNED
from xlgoals.negotiation.session import Session, Taken, take
from xlgoals.tables.workbook import Progress, Workbook
from xlgoals.verbs.negotiate.evidence import read_evidence
from xlgoals.verbs.negotiate.orders import ALL, settle
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
    said = heard(workbook, session, now)
    if not said.sheets:
        raise InputError("There are no sheets of reps yet; press Rep sheets first.")
    if len(said.found.session.log) > len(session.log):
        settle(workbook, said.found.session, now, said.left, since=len(session.log))
    return said


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
    everybody = rep.strip().casefold() == ALL
    wanted = session.reps["rep_id"].tolist() if everybody else [session.rep(rep)]
    typed = typed_so_far(workbook, session)
    names = write_sheets(workbook, session, wanted, read_evidence(workbook), typed, progress)
    return list(zip(wanted, names, strict=True))


@one_pass
def fit(workbook: Workbook, rep: str, now: dt.datetime) -> Taken:
    """Propose activities, products and territories that fit the rep's revenue goal.

    Args:
        now: In UTC.

    Errors:
        InputError: the rep is unknown, there is no revenue goal, or what is agreed leaves no way.
    """
    start = read_session(workbook)
    said = heard(workbook, start, now)
    session, rep_id = said.found.session, start.rep(rep)
    own = session.goals[session.goals["rep_id"] == rep_id]
    suggested = {str(n): float(v) for n, v in zip(own["line"], own["suggested"], strict=True)}
    line = session.of(rep_id).line
    stands = {name: _stands(session, rep_id, name, value) for name, value in suggested.items()}
    settled = {name for name in stands if line(name).state in {AGREED, SIGNED}}
    unit = max(read_evidence(workbook).unit / 10, 0.01)
    new = fitted(stands, suggested, settled, unit)
    why = f"Fits the revenue of {stands['Revenue']:,.0f}."
    events = [
        Event(0, "", rep_id, name, 0, MANAGER, "propose", value, why, source="fit")
        for name, value in new.items()
    ]
    fits = take(session, events, now, keep=False)
    if len(fits.session.log) > len(start.log):
        settle(workbook, fits.session, now, said.left, since=len(start.log))
    return fits.after(said.found)


def _stands(session: Session, rep_id: str, line: str, suggested: float) -> float:
    """A goal as it stands: agreed, or else answered, proposed or suggested."""
    now = session.of(rep_id).line(line)
    known = [x for x in (now.in_force, now.counter, now.proposed) if not np.isnan(x)]
    return known[0] if known else suggested
