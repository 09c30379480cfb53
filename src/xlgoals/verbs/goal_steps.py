"""Goal steps: what the formulas of the sheet give for the goal that is picked there."""

import numpy as np
import pandas as pd

from xlgoals.tables.sheets import goal_steps as sheet
from xlgoals.tables.sheets import targets
from xlgoals.tables.typed_tables import to_rows
from xlgoals.tables.workbook import Workbook


def write_goal_steps(workbook: Workbook, lines: pd.DataFrame) -> None:
    """The table of steps, for the rep that is picked on the sheet; the team where that is nobody.

    Args:
        lines: The Targets table; the first row of a name is the whole of its revenue.
    """
    if not len(lines):
        workbook.write(sheet.TABLE, [])
        return
    picked = str(workbook.cells(sheet.SHEET.name, [sheet.WHO])[0] or "")
    named = lines[lines["rep"].str.casefold() == picked.strip().casefold()]
    whole = (named if len(named) else lines[lines["rep"] == sheet.TEAM]).iloc[0]
    if not len(named):
        workbook.write_cells(sheet.SHEET.name, {sheet.WHO: sheet.TEAM})
    workbook.write(sheet.TABLE, to_rows(sheet.TABLE, steps(whole)))
    workbook.show_sheet(sheet.SHEET.name)


def steps(whole: pd.Series) -> pd.DataFrame:
    """A goal's steps as the sheet's formulas work them out."""
    names = list(sheet.ROWS)
    adds = np.array([whole[targets.TABLE.column(name).name] for name in names], float)
    makes = np.append(np.cumsum(adds[:-1]), adds[-1])
    drawn = np.sign(adds) * np.floor(np.abs(adds) + 0.5)  # as a sheet rounds
    bar = np.isin(names, (sheet.FIRST, sheet.LAST))
    return pd.DataFrame(
        {
            "step": names,
            "adds": adds,
            "makes": makes,
            "below": np.where(bar, 0.0, np.minimum(makes, makes - adds)),
            "goal": np.where(bar, makes, 0.0),
            "more": np.where(bar, 0.0, np.maximum(drawn, 0.0)),
            "less": np.where(bar, 0.0, np.maximum(-drawn, 0.0)),
            "what_it_is": list(sheet.ROWS.values()),
        }
    )
