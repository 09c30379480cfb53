"""The reps' sheets: made, brought up to date, and read."""

from collections.abc import Collection, Iterable, Mapping

from xlgoals.domain.people import REP_ID
from xlgoals.negotiation.session import Session
from xlgoals.tables.rep_sheet_layout import layout_of
from xlgoals.tables.safe_names import sheet_name
from xlgoals.tables.workbook import Progress, Workbook
from xlgoals.verbs.negotiate.evidence import Evidence, read_evidence
from xlgoals.verbs.negotiate.rep_sheet_contents import View, view
from xlgoals.verbs.negotiate.rep_sheet_input import (
    ALL_OF_A_SHEET,
    Typed,
    layouts,
    read_sheets,
    rep_sheets,
)
from xlgoals.views import rep_sheet as sheet
from xlgoals.views.rep_sheet_goals import LAID_OUT_BY

NOTHING_TYPED: Mapping[str, Typed] = {}


def write_sheets(
    workbook: Workbook,
    session: Session,
    reps: Iterable[str],
    evidence: Evidence,
    typed: Mapping[str, Typed] = NOTHING_TYPED,
    progress: Progress | None = None,
) -> list[str]:
    """The sheets of some reps, those that are missing made anew; returns their names.

    Args:
        reps: Their ids.
        typed: By rep, what was typed and is not in the log; it stays where it is.
    """
    there = layouts(workbook)
    names = workbook.sheet_names()
    after = next((name for name, _ in reversed(there.values())), sheet.SHEET.name)
    written, wanted = [], list(reps)
    if not there.keys() >= set(wanted):
        model = sheet.SHEET.name
        fresh = layout_of(model, workbook.block(model, ALL_OF_A_SHEET), LAID_OUT_BY)
    for at, rep_id in enumerate(wanted):
        if progress:
            progress(f"Writing the sheet of {session.name(rep_id)}", at / len(wanted))
        if rep_id not in there:
            name = sheet_name(sheet.PREFIX + session.name(rep_id), names)
            workbook.add_sheet(name, sheet.SHEET.name, after)
            there[rep_id], after = (name, fresh), name
            names.append(name)
        name, layout = there[rep_id]
        _write(workbook, name, view(session, rep_id, evidence, typed.get(rep_id), layout=layout))
        written.append(name)
    return written


def _write(workbook: Workbook, name: str, shown: View) -> None:
    """One sheet."""
    workbook.write_cells(name, shown.cells)
    workbook.write_values(name, shown.formulas)
    workbook.show_rows(name, shown.rows)


def refresh_sheets(
    workbook: Workbook,
    session: Session,
    left: Mapping[str, Typed],
    evidence: Evidence | None = None,
    reps: Collection[str] | None = None,
) -> None:
    """The sheets that are there, as the log and the suggestions say.

    Args:
        left: By rep, what was typed and is not in the log; it stays where it is.
        reps: Ids of those about whom something is new; all by default.
    """
    wanted = set(session.reps[REP_ID]) & set(session.names if reps is None else reps)
    there = [rep_id for rep_id in rep_sheets(workbook) if rep_id in wanted]
    if there:
        write_sheets(workbook, session, there, evidence or read_evidence(workbook), left)


def typed_so_far(workbook: Workbook, session: Session) -> dict[str, Typed]:
    """By rep, what was typed and nobody has recorded yet."""
    return {one.rep_id: one.typed for one in read_sheets(workbook, session)}
