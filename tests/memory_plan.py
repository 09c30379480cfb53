"""A plan that lives in memory: the tables of a workbook, and single cells."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from openpyxl.utils import get_column_letter, range_boundaries

from xlgoals.tables.language import HEADER_ROW, Cell, Table
from xlgoals.tables.raw_table import RawTable
from xlgoals.views import rep_sheet
from xlgoals.views.plan_sheets import SHEETS, find_sheet

FORMULAS = {label.at for label in rep_sheet.SHEET.labels if label.text.startswith("=")}
TEXTS = {
    label.at: label.text or None for label in rep_sheet.SHEET.labels if label.at not in FORMULAS
}
"""What stands in a rep's sheet when it is made."""


@dataclass
class MemoryPlan:
    """What every host can do, without a file."""

    rows: dict[str, list[list[Cell]]] = field(default_factory=dict)
    single: dict[tuple[str, str], Cell] = field(default_factory=dict)
    made: tuple[str, ...] = ()
    """Sheets made after another one."""

    def copied(self) -> "MemoryPlan":
        """The plan as somebody opens it; what is done to it is not saved."""
        # rows are replaced, never changed
        return MemoryPlan(dict(self.rows), dict(self.single), self.made)

    def read(self, table: Table) -> RawTable:
        rows = [list(row) for row in self.rows.get(table.name, ())]
        return RawTable(_sheet(table), table.headers, rows, HEADER_ROW + 1)

    def write(self, table: Table, rows: Sequence[Sequence[Cell]]) -> None:
        self.rows[table.name] = [list(row) for row in rows]

    def locate(self, table: Table, header: str) -> tuple[str, str, int]:
        assert header in table.headers
        return _sheet(table), "B", HEADER_ROW + 1

    def write_values(self, sheet: str, values: Mapping[str, tuple[str, Cell]]) -> None:
        self.single |= {(sheet, at): value for at, (_, value) in values.items()}

    def cells(self, sheet: str, addresses: Sequence[str]) -> list[Cell]:
        texts = TEXTS if sheet in (rep_sheet.SHEET.name, *self.made) else {}
        return [self.single.get((sheet, at), texts.get(at)) for at in addresses]

    def write_cells(self, sheet: str, values: Mapping[str, Cell]) -> None:
        taken = FORMULAS if sheet in self.made else set()
        self.single |= {(sheet, at): value for at, value in values.items() if at not in taken}

    def block(self, sheet: str, area: str) -> list[list[Cell]]:
        left, top, right, bottom = range_boundaries(area)
        letters = [get_column_letter(at) for at in range(left, right + 1)]
        return [
            self.cells(sheet, [f"{one}{row}" for one in letters]) for row in range(top, bottom + 1)
        ]

    def sheet_names(self) -> list[str]:
        return [*(sheet.name for sheet in SHEETS), *self.made]

    def add_sheet(self, name: str, like: str, after: str) -> None:
        assert like == rep_sheet.SHEET.name
        assert name not in self.sheet_names()
        assert after in self.sheet_names()
        self.made = (*self.made, name)

    def show_rows(self, sheet: str, rows: Mapping[int, bool]) -> None:
        assert sheet in self.made

    def show_columns(self, sheet: str, columns: Mapping[str, bool]) -> None:
        pass

    def show_sheet(self, sheet: str) -> None:
        pass

    def keeps(self, sheet: str) -> bool:
        return True


def _sheet(table: Table) -> str:
    """The name of the sheet that holds a table, also one that is cut to fewer columns."""
    found = find_sheet(table.name)
    assert found is not None
    return found.name
