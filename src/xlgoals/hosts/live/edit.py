"""New rows for a table: what is written where."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from xlgoals.domain.errors import PlanError
from xlgoals.hosts.live.cells import written
from xlgoals.hosts.live.tables import Found
from xlgoals.tables.language import Cell, Kind, Role, Table
from xlgoals.tables.sheet_limits import check_fits

Run = tuple[int, int]
"""First and last of sheet columns of ours that stand side by side."""


@dataclass(frozen=True)
class Edit:
    """New rows for a table that was found."""

    table: Table
    found: Found
    rows: Sequence[Sequence[Cell]]
    columns: dict[int, int]
    """Sheet column → place in a row of ours."""
    kept: dict[tuple[int, int], str] = field(default_factory=dict)
    """Row from the table's first, and sheet column → formula of the user's that stays."""

    @property
    def bottom(self) -> int:
        """The last data row as it will be; a table keeps one row even when it is empty."""
        return self.found.top + max(len(self.rows), 1) - 1

    @property
    def last(self) -> int:
        """The last row that changes."""
        return max(self.bottom, self.found.bottom)

    @property
    def runs(self) -> list[Run]:
        """Our columns that hold values, those side by side together."""
        columns = self.table.columns
        return _runs(at for at, place in self.columns.items() if columns[place].kind != Kind.TREND)

    @property
    def all_runs(self) -> list[Run]:
        """All our columns, those side by side together."""
        return _runs(self.columns)

    def matrix(self, run: Run) -> list[list[object]]:
        """What is written into a run of columns, row by row."""
        places = [(column, self.columns[column]) for column in range(run[0], run[1] + 1)]
        if not self.rows:
            return [[None] * len(places)]
        return [
            [self._one(at, column, place, row[place]) for column, place in places]
            for at, row in enumerate(self.rows)
        ]

    def _one(self, at: int, column: int, place: int, cell: Cell) -> object:
        """One cell as it is written: a formula column computes by itself."""
        declared = self.table.columns[place]
        if declared.role is Role.FORMULA and declared.formula:
            return f"={declared.formula}"
        return self.kept.get((at, column)) or written(cell)


def _runs(columns: Iterable[int]) -> list[Run]:
    """Columns, those side by side together."""
    runs: list[Run] = []
    for column in columns:
        if runs and runs[-1][1] == column - 1:
            runs[-1] = runs[-1][0], column
        else:
            runs.append((column, column))
    return runs


def plan_edit(table: Table, found: Found, rows: Sequence[Sequence[Cell]]) -> Edit:
    """An edit whose columns are matched by header.

    Errors:
        PlanError: a column is missing.
        EditRefused: the sheet has no room for the rows.
    """
    check_fits(found.sheet.name, found.top, len(rows))
    places = {header.casefold(): at for at, header in reversed([*enumerate(found.headers)])}
    for header in table.headers:
        if header.casefold() not in places:
            raise PlanError(
                f"{found.sheet.name} has no column “{header}”; add it with this header."
            )
    columns = {found.left + places[h.casefold()]: at for at, h in enumerate(table.headers)}
    return Edit(table, found, rows, dict(sorted(columns.items())))
