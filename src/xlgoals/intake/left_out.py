"""Rows of a file that stay out of the plan: which, why, and how many that is."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from xlgoals.domain.problems import Problem
from xlgoals.tables.language import Cell
from xlgoals.tables.raw_table import RawTable

MOST_REASONS = 3
TOO_MANY = 1 / 20
"""Where more of a file stays out, nothing is written until its user agrees."""


@dataclass(frozen=True)
class LeftOut:
    """A row of a file that stays out."""

    row: int
    """Its row in the file."""
    cells: tuple[Cell, ...]
    """As they stand there, in the order of the file's headers."""
    reason: str


@dataclass(frozen=True)
class Taken:
    """How much of a file goes into the plan."""

    rows: int
    """All rows of the file that say something."""
    left_out: tuple[LeftOut, ...]

    @property
    def too_few(self) -> bool:
        """Whether so many rows stay out that somebody has to agree."""
        return len(self.left_out) > self.rows * TOO_MANY

    def told(self) -> str:
        """``6,311 of 9,994 rows taken, 3,683 left out: 3,683 × Month is no date.``"""
        out = len(self.left_out)
        if not out:
            return f"All {self.rows:,} rows taken." if self.rows != 1 else "The only row was taken."
        times = Counter(one.reason for one in self.left_out).most_common()
        kinds = [f"{count:,} × {reason}" for reason, count in times[:MOST_REASONS]]
        rest = len(times) - MOST_REASONS
        others = [f"{rest:,} more reasons"] if rest > 0 else []
        return (
            f"{self.rows - out:,} of {self.rows:,} rows taken, {out:,} left out: "
            f"{'; '.join([*kinds, *others])}."
        )


def rows_taken(source: RawTable, kept: set[int], problems: Sequence[Problem]) -> Taken:
    """How much of a file goes in: its rows that say something, and why the others do not.

    Args:
        source: The file; rows that could not be read at all are among its problems.
        kept: Row numbers of those that go in.
        problems: What was wrong in the others.
    """
    reasons: dict[int, str] = {}
    for problem in (*source.problems, *problems):
        reasons.setdefault(problem.row, kind_of(problem))
    cells = {
        number: tuple(row)
        for number, row in enumerate(source.rows, source.first_row)
        if any(cell is not None for cell in row)
    }
    cells |= {problem.row: () for problem in source.problems if problem.row not in cells}
    return Taken(
        len(cells),
        tuple(
            LeftOut(
                source.numbered(number), cells[number], reasons.get(number, "it could not be read")
            )
            for number in sorted(set(cells) - kept)
        ),
    )


def kind_of(problem: Problem) -> str:
    """What is wrong, the same for all cells with the same fault."""
    wanted = problem.wanted.partition(";")[0].partition(", such as")[0]
    if not problem.header:
        return f"{problem.found}, not {wanted}"
    return (
        f"{problem.header} has nothing"
        if problem.found == "nothing"
        else (f"{problem.header} is not {wanted}")
    )
