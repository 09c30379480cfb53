"""Import: the rows of a file into a table of the plan."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from xlgoals.domain.errors import InputError
from xlgoals.domain.people import REP_ID
from xlgoals.domain.problems import Problem, named
from xlgoals.intake import column_mapping, merge_rows
from xlgoals.tables.chosen_metrics import fitting, read_metrics
from xlgoals.tables.language import Table
from xlgoals.tables.raw_table import RawTable
from xlgoals.tables.sheets import INPUT_TABLES, history, reps, settings
from xlgoals.tables.typed_tables import read_table
from xlgoals.tables.workbook import Workbook
from xlgoals.verbs.one_pass import one_pass
from xlgoals.verbs.outcome import Outcome
from xlgoals.views.plan_sheets import find_sheet


@dataclass(frozen=True)
class Imported:
    """What an import did."""

    sheet: str
    match: column_mapping.Match
    added: int
    replaced: int
    unchanged: int
    new_reps: tuple[str, ...]
    notes: tuple[str, ...]
    problems: tuple[Problem, ...]

    def outcome(self) -> Outcome:
        """What an import did, and how it understood the columns."""
        match, new = self.match, self.new_reps
        constants = [f"{header}: always “{value}”" for header, value in match.constants.items()]
        unused = [f"Not used: {', '.join(match.unused)}."] if match.unused else []
        unknown = [f"New on sheet Reps: {named(new)}. Add their names."] if new else []
        return Outcome(
            f"{self.sheet}: {self.added:,} rows added, {self.replaced:,} replaced, "
            f"{self.unchanged:,} unchanged.",
            (
                *(f"{header}: from {name}" for header, name in match.columns.items()),
                *constants,
                *unused,
                *self.notes,
                *unknown,
            ),
            problems=self.problems,
            data=vars(self),
        )


@one_pass
def import_rows(
    workbook: Workbook,
    name: str,
    source: RawTable,
    told: Mapping[str, str] | None = None,
    constants: Mapping[str, str] | None = None,
    decimal: str = "",
) -> Imported:
    """Bring the rows of a file into a table of the plan.

    Errors:
        InputError: there is no such table, or the file lacks a column it needs.
    """
    metrics, _ = read_metrics(workbook)
    declared = input_table(name)
    raw = workbook.read(declared)
    table, lacking = fitting(declared, raw, metrics)
    match = column_mapping.match(table, source.headers, told, constants)
    if match.missing:
        raise InputError(
            f"{source.sheet} has no column for {', '.join(match.missing)}; rename it there, or in "
            f'the terminal say which it is with --map "{match.missing[0]}=column", or a value for '
            f'all rows with --constant "{match.missing[0]}=value". '
            f"It has {', '.join(source.headers)}."
        )
    new = merge_rows.incoming(table, source, match, decimal, metrics)
    existing, _ = read_table(table, raw)
    merged = merge_rows.merge(table, raw, existing, new)
    if merged.added or merged.replaced:
        workbook.write(table, merged.rows)
    fresh = _add_reps(workbook, new.frame) if declared is history.TABLE else ()
    return Imported(
        raw.sheet,
        match,
        merged.added,
        merged.replaced,
        merged.unchanged,
        fresh,
        new.notes,
        (*lacking, *new.problems),
    )


def input_table(name: str) -> Table:
    """A table that can be imported into, by its name or its sheet's. InputError for others."""
    sheet = find_sheet(name)
    if sheet is None or sheet.table not in INPUT_TABLES or sheet.table is settings.TABLE:
        names = [s.name for t in INPUT_TABLES[1:] if (s := find_sheet(t.name))]
        raise InputError(f"“{name}” cannot be imported into; choose one of {', '.join(names)}.")
    return sheet.table


def _add_reps(workbook: Workbook, incoming: pd.DataFrame) -> tuple[str, ...]:
    """Reps of the history whom sheet Reps does not know yet, added with their id as name."""
    raw = workbook.read(reps.TABLE)
    known, _ = read_table(reps.TABLE, raw)
    seen = incoming[~incoming[REP_ID].isin(known[REP_ID])]
    if not len(seen):
        return ()
    territory = seen["territory"] if "territory" in seen else pd.Series("", index=seen.index)
    first = pd.DataFrame({REP_ID: seen[REP_ID], "territory": territory})
    first = first.drop_duplicates(REP_ID).sort_values(REP_ID, ignore_index=True)
    frame = first.assign(rep=first[REP_ID], row=np.arange(len(first)))
    new = merge_rows.Incoming(frame, [], (REP_ID, "rep", "territory"))
    workbook.write(reps.TABLE, merge_rows.merge(reps.TABLE, raw, known, new).rows)
    return tuple(frame[REP_ID])
