"""Deals of a CRM export: which rows count for a table, and what became of each."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from xlgoals.domain.problems import Problem
from xlgoals.intake.column_mapping import Match
from xlgoals.intake.date_habits import date_order
from xlgoals.intake.row_conditions import Condition
from xlgoals.intake.stages import StageColumn, stage_column, stage_of
from xlgoals.intake.which_rows import Which, for_history, for_proposals
from xlgoals.tables.cell_values import Habits, convert
from xlgoals.tables.language import Cell, Table
from xlgoals.tables.raw_table import RawTable
from xlgoals.tables.sheets import history, proposals


@dataclass(frozen=True)
class Deals:
    """The rows that count, and what is known of the others."""

    source: RawTable
    """With blank rows in the place of those that are set aside on purpose."""
    match: Match
    sentences: tuple[str, ...] = ()
    unclear: frozenset[int] = frozenset()
    """Rows of the source that nobody could place."""
    problems: tuple[Problem, ...] = ()
    """Why not, one for each of them."""


def deal_rows(
    table: Table, source: RawTable, match: Match, wanted: Sequence[Condition], dates: str = ""
) -> Deals:
    """Which rows of a file make rows of the table.

    History takes what was won, Proposals all deals with what became of them, other tables the rows
    that the user asks for.

    Args:
        table: What is to be filled.
        source: The file.
        match: Which column means what.
        wanted: What the user asks of rows.
        dates: The order of dates that the user says the file has.

    Errors:
        InputError: the user's conditions leave no row.
    """
    alive = [at for at, row in enumerate(source.rows) if any(cell is not None for cell in row)]
    rows = [source.rows[at] for at in alive]
    stage = _stage(table, source.headers, rows, match)
    if table.name == proposals.TABLE.name:
        which = _of_proposals(source, alive, match, stage, wanted, dates)
    else:
        which = for_history(stage if table.name == history.TABLE.name else None, wanted, rows)
    problems = [
        Problem(source.sheet, source.first_row + alive[at], "", reason, "a row that can be placed")
        for at, reason in which.left_out.items()
    ]
    made = list(source.rows)
    closed = match.columns.get("Closed")
    for at, (place, counts) in enumerate(zip(alive, which.counts.tolist(), strict=True)):
        if counts and which.outcomes and stage is not None:
            made[place] = list(made[place])
            made[place][stage.at] = which.outcomes[at]
            if closed and which.still_open[at]:
                made[place][source.headers.index(closed)] = None
        elif not counts and at not in which.left_out:
            made[place] = [None] * len(source.headers)
    return Deals(
        replace(source, rows=made),
        _with_outcome(match, stage) if which.outcomes and stage is not None else match,
        which.sentences,
        frozenset(problem.row for problem in problems),
        tuple(problems),
    )


def _stage(
    table: Table, headers: Sequence[str], rows: Sequence[Sequence[Cell]], match: Match
) -> StageColumn | None:
    """The column that says what became of each row, unless it means something else."""
    told = match.columns.get("Outcome", "")
    if table.name == proposals.TABLE.name and match.reasons.get("Outcome") == "as you say":
        return stage_of(told, headers.index(told), rows, "as you say")
    others = {name for header, name in match.columns.items() if header != "Outcome"}
    free = [at for at, header in enumerate(headers) if header not in others]
    stage = stage_column([headers[at] for at in free], [[row[at] for at in free] for row in rows])
    return None if stage is None else replace(stage, at=free[stage.at])


def _of_proposals(
    source: RawTable,
    alive: Sequence[int],
    match: Match,
    stage: StageColumn | None,
    wanted: Sequence[Condition],
    dates: str,
) -> Which:
    """The rows that make Proposals; their close dates are read to know which deals are open."""
    header = match.columns.get("Closed", "")
    closed: Sequence[object] = ()
    if header:
        column = source.headers.index(header)
        cells: list[Cell] = [source.rows[at][column] for at in alive]
        order = date_order(header, cells, [source.first_row + at for at in alive], dates).order
        habits = Habits("", source.date1904, order)
        closed = convert(proposals.TABLE.column("Closed"), cells, habits)[0].tolist()
    rows = [source.rows[at] for at in alive]
    return for_proposals(stage, wanted, rows, closed, header or "Closed")


def _with_outcome(match: Match, stage: StageColumn) -> Match:
    """The mapping, with the stage as the outcome."""
    return replace(
        match,
        columns={**match.columns, "Outcome": stage.header},
        unused=tuple(header for header in match.unused if header != stage.header),
        reasons={"Outcome": "it says what became of each row", **match.reasons},
    )
