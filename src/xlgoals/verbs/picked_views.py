"""What a sheet shows of one rep, or of the team: of whoever is picked in its yellow cell."""

from collections.abc import Sequence

import pandas as pd

from xlgoals.domain.people import REP_ID
from xlgoals.tables.computed import with_formulas
from xlgoals.tables.language import Seen, Sheet
from xlgoals.tables.sheets import causes, goal_steps, tracking_curve, why
from xlgoals.tables.typed_tables import to_rows
from xlgoals.tables.waterfall import TEAM, WHO
from xlgoals.tables.workbook import Workbook


def write_goal_steps(workbook: Workbook, lines: pd.DataFrame) -> None:
    """The steps of a goal, from the Targets table."""
    steps = pd.DataFrame({"step": list(goal_steps.ROWS), "what_it_is": goal_steps.ROWS.values()})
    _write(workbook, goal_steps.SHEET, steps if len(lines) else steps[:0], "Targets", lines)


def write_why(workbook: Workbook, rows: pd.DataFrame, changes: Sequence[str]) -> None:
    """The three views of a year, from the Causes table.

    Args:
        changes: What changed, in the order of the table's columns.
    """
    parts = why_parts(changes)
    _write(workbook, why.SHEET, parts if len(rows) else parts[:0], "Causes", rows)


def write_curve(workbook: Workbook, months: pd.DataFrame) -> None:
    """A goal's course over the period, from the table Tracking by month."""
    period = months.loc[months[REP_ID] == "", ["month"]]
    _write(workbook, tracking_curve.SHEET, period, "TrackingByMonth", months)


def _write(
    workbook: Workbook, sheet: Sheet, frame: pd.DataFrame, table: str, rows: pd.DataFrame
) -> None:
    """The sheet's table, whose formulas look for who is picked; the team where that is nobody."""
    assert sheet.table is not None
    picked = str(workbook.cells(sheet.name, [WHO])[0] or "").strip()
    if len(frame) and picked.casefold() not in set(rows["rep"].str.casefold()):
        workbook.write_cells(sheet.name, {WHO: TEAM})
        picked = TEAM
    seen = Seen(tables={table: rows}, cells={WHO: picked})
    workbook.write(sheet.table, to_rows(sheet.table, frame, seen))
    if len(frame):
        workbook.show_sheet(sheet.name)


def why_parts(changes: Sequence[str]) -> pd.DataFrame:
    """The rows of sheet Why; changes that do not exist have none."""
    labels = dict(zip(causes.CHANGES, changes, strict=False))
    unused = {*causes.CHANGES} - set(labels)
    unused |= {causes.OTHER} if len(changes) <= causes.SLOTS else set()
    meaning = {**why.ENDS, **causes.PARTS}
    rows = [
        (view, header, labels.get(header, header), meaning[header])
        for view, headers in why.VIEWS.items()
        for header in headers
        if header not in unused
    ]
    return pd.DataFrame(rows, columns=["view", "column", "step", "what_it_is"])


def why_rows(row: pd.Series, changes: Sequence[str]) -> pd.DataFrame:
    """A rep's year as sheet Why shows it where the rep is picked: view, step, adds, makes …"""
    seen = Seen(tables={"Causes": row.to_frame().T}, cells={WHO: row["rep"]})
    return with_formulas(why.TABLE, why_parts(changes), seen)
