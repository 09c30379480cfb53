"""After tables were written: every cell of a view that looks at one of them shows what it gives."""

from collections import UserDict
from collections.abc import Mapping
from contextlib import suppress

import pandas as pd

from xlgoals.domain.errors import PlanError
from xlgoals.tables.language import Cell, Table
from xlgoals.tables.raw_table import RawTable
from xlgoals.tables.typed_tables import read_table, typed_rows
from xlgoals.tables.workbook import Workbook
from xlgoals.verbs import formulas
from xlgoals.verbs.negotiate.rep_sheet_input import rep_sheets
from xlgoals.views import rep_sheet
from xlgoals.views.computed import Cells, headers_looked_at, looking_at
from xlgoals.views.plan_sheets import SHEETS, find_sheet

VIEWS = (*SHEETS, formulas.SHEET)


def refresh_views(workbook: Workbook, written: Mapping[str, pd.DataFrame | RawTable]) -> None:
    """What the formulas of all views give now, where a file does not recalculate itself.

    Args:
        written: The tables that were written, by name: their typed rows, or the cells. What else
            a formula looks at is read then.
    """
    tables = _Tables(workbook, written)
    for sheet in VIEWS:
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
        if not values:
            continue
        # The sheets of the reps are copies of one that is declared.
        copies = rep_sheets(workbook).values() if sheet is rep_sheet.SHEET else ()
        for name in (sheet.name, *copies):
            for some in filter(None, (values, before)):
                workbook.write_values(name, some)


class _Tables(UserDict[str, pd.DataFrame]):
    """The tables that were written; the others are read once, when they are asked for."""

    def __init__(self, workbook: Workbook, written: Mapping[str, pd.DataFrame | RawTable]) -> None:
        """Tables of a workbook, of which some are known."""
        typed = {name: rows for name, rows in written.items() if isinstance(rows, pd.DataFrame)}
        super().__init__(typed)
        self.workbook = workbook
        self.raw = {name: rows for name, rows in written.items() if isinstance(rows, RawTable)}

    def __missing__(self, name: str) -> pd.DataFrame:
        """A table as it stands in the workbook."""
        sheet = find_sheet(name)
        if sheet is None or sheet.table is None:
            raise KeyError(name)
        if name in self.raw:
            # Converting all cells of a long table again would take as long as importing it.
            columns = tuple(map(sheet.table.column, headers_looked_at(VIEWS, name)))
            self.data[name] = read_table(Table(name, columns), self.raw[name])[0]
        else:
            self.data[name] = typed_rows(self.workbook, sheet.table)[1]
        return self.data[name]
