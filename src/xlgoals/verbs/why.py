"""Why: what the formulas of the sheet give for the rep whose year is picked there."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from xlgoals.tables.sheets import causes
from xlgoals.tables.sheets import why as sheet
from xlgoals.tables.typed_tables import to_rows
from xlgoals.tables.workbook import Workbook


def write_why(workbook: Workbook, rows: pd.DataFrame, changes: Sequence[str]) -> None:
    """The three views of one year, for the rep that is picked; the team where that is nobody.

    Args:
        rows: The Causes table, the team first.
        changes: What changed, in the order of the table's columns.
    """
    if not len(rows):
        workbook.write(sheet.TABLE, [])
        return
    picked = str(workbook.cells(sheet.SHEET.name, [sheet.WHO])[0] or "").strip().casefold()
    named = rows[rows["rep"].str.casefold() == picked]
    if not len(named):
        workbook.write_cells(sheet.SHEET.name, {sheet.WHO: sheet.TEAM})
    one = named.iloc[0] if len(named) else rows.iloc[0]
    workbook.write(sheet.TABLE, to_rows(sheet.TABLE, why_rows(one, changes)))
    workbook.show_sheet(sheet.SHEET.name)


def why_rows(row: pd.Series, changes: Sequence[str]) -> pd.DataFrame:
    """A rep's year as the sheet's formulas work it out; changes that do not exist have no row."""
    labels = dict(zip(causes.CHANGES, changes, strict=False))
    unused = {*causes.CHANGES} - set(labels)
    unused |= {causes.OTHER} if len(changes) <= causes.SLOTS else set()
    meaning = {**sheet.ENDS, **causes.PARTS}
    parts = [
        (view, header)
        for view, headers in sheet.VIEWS.items()
        for header in headers
        if header not in unused
    ]
    table = pd.DataFrame(parts, columns=["view", "column"])
    adds = np.array([row[causes.TABLE.column(h).name] for h in table["column"]], np.float64)
    end = (table["column"] == causes.ACTUAL).to_numpy()
    makes = table.assign(adds=adds).groupby("view", sort=False)["adds"].cumsum().to_numpy()
    makes = np.where(end, adds, makes)
    whole = end | (table["column"] == causes.START).to_numpy()
    return table.assign(
        step=[labels.get(header, header) for header in table["column"]],
        adds=adds,
        makes=makes,
        what_it_is=[meaning[header] for header in table["column"]],
        below=np.where(whole, 0.0, np.minimum(makes, makes - adds)),
        whole=np.where(whole, makes, 0.0),
        more=np.where(whole, 0.0, np.maximum(adds, 0.0)),
        less=np.where(whole, 0.0, np.maximum(-adds, 0.0)),
    )
