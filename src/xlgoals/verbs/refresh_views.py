"""After tables were written: every cell of a view that looks at one of them shows what it gives."""

from collections import UserDict
from contextlib import suppress

import pandas as pd

from xlgoals.domain.errors import PlanError
from xlgoals.tables.computed import Tables
from xlgoals.tables.language import Cell
from xlgoals.tables.typed_tables import typed_rows
from xlgoals.tables.workbook import Workbook
from xlgoals.verbs import formulas
from xlgoals.views.computed import Cells, looking_at
from xlgoals.views.plan_sheets import SHEETS, find_sheet


def refresh_views(workbook: Workbook, written: Tables) -> None:
    """What the formulas of all views give now, where a file does not recalculate itself.

    Args:
        written: The tables that were written, by name, as they were written; a formula's other
            tables are read when it looks at them.
    """
    tables = _Tables(workbook, written)
    for sheet in (*SHEETS, formulas.SHEET):
        if not workbook.keeps(sheet.name):
            continue
        cells = Cells(sheet, tables, {})
        values: dict[str, tuple[str, Cell]] = {}
        before: dict[str, tuple[str, Cell]] = {}
        for label in looking_at(sheet, written.keys()):
            with suppress(PlanError):  # a plan made before lacks the table, and so the formula
                values[label.at] = label.text, cells[label.at]
                if label.formerly:
                    before[label.at] = label.formerly, cells[label.at]
        for some in (values, before):
            if some:
                workbook.write_values(sheet.name, some)


class _Tables(UserDict[str, pd.DataFrame]):
    """The tables that were written; the others are read once, when they are asked for."""

    def __init__(self, workbook: Workbook, written: Tables) -> None:
        """Tables of a workbook, of which some are known."""
        super().__init__(written)
        self.workbook = workbook

    def __missing__(self, name: str) -> pd.DataFrame:
        """A table as it stands in the workbook."""
        sheet = find_sheet(name)
        if sheet is None or sheet.table is None:
            raise KeyError(name)
        self.data[name] = typed_rows(self.workbook, sheet.table)[1]
        return self.data[name]
