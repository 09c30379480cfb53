"""A plan that lives in memory: the tables of a workbook, and single cells."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from xlgoals.workbook.language import HEADER_ROW, Cell, Table
from xlgoals.workbook.raw import RawTable
from xlgoals.workbook.sheets import sheet_of


@dataclass
class MemoryPlan:
    """What every host can do, without a file."""

    rows: dict[str, list[list[Cell]]] = field(default_factory=dict)
    single: dict[tuple[str, str], Cell] = field(default_factory=dict)

    def copied(self) -> "MemoryPlan":
        """The plan as somebody opens it; what is done to it is not saved."""
        return MemoryPlan(dict(self.rows), dict(self.single))  # rows are replaced, never changed

    def read(self, table: Table) -> RawTable:
        rows = [list(row) for row in self.rows.get(table.name, ())]
        return RawTable(sheet_of(table).name, table.headers, rows, HEADER_ROW + 1)

    def write(self, table: Table, rows: Sequence[Sequence[Cell]]) -> None:
        self.rows[table.name] = [list(row) for row in rows]

    def locate(self, table: Table, header: str) -> tuple[str, str, int]:
        assert header in table.headers
        return sheet_of(table).name, "B", HEADER_ROW + 1

    def write_values(self, sheet: str, values: Mapping[str, tuple[str, Cell]]) -> None:
        self.single |= {(sheet, at): value for at, (_, value) in values.items()}

    def cells(self, sheet: str, addresses: Sequence[str]) -> list[Cell]:
        return [self.single.get((sheet, at)) for at in addresses]

    def write_cells(self, sheet: str, values: Mapping[str, Cell]) -> None:
        self.single |= {(sheet, at): value for at, value in values.items()}

    def show_sheet(self, sheet: str) -> None:
        pass

    def keeps(self, sheet: str) -> bool:
        return False
