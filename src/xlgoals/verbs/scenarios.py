"""Scenarios: every set of assumptions side by side, and which of them is in force."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from xlgoals.domain.errors import InputError
from xlgoals.domain.people import REP_ID
from xlgoals.sums.history.monthly_history import History
from xlgoals.sums.suggest import scenarios
from xlgoals.tables.language import Cell
from xlgoals.tables.raw_table import RawTable
from xlgoals.tables.sheets import assumptions, settings
from xlgoals.tables.sheets import scenarios as sheet
from xlgoals.tables.typed_tables import to_rows, typed_rows
from xlgoals.tables.workbook import Workbook
from xlgoals.verbs.one_pass import one_pass
from xlgoals.verbs.outcome import Outcome, TextRows
from xlgoals.verbs.plan import Plan

IN_FORCE = "● "
"""Stands before the scenario in force."""
LEAST = 2
"""Scenarios whose columns show, at least; those beyond the last scenario are hidden."""
SETTING = "Scenario"
UNNAMED = "As assumed"
"""What the scenario without a name is called on the sheet."""


@dataclass(frozen=True)
class Compared:
    """The scenarios of a plan as its sheet shows them."""

    names: tuple[str, ...]
    in_force: str
    table: pd.DataFrame
    """rep_id, rep, and one column for each name (money)."""

    def outcome(self) -> Outcome:
        """The scenarios side by side, told."""
        heads = ["Rep", *((IN_FORCE if n == self.in_force else "") + n for n in self.names)]
        records = self.table.to_dict("records")
        rows = [[row["rep"], *(f"{row[n]:,.0f}" for n in self.names)] for row in records]
        lines = compared_lines(self)
        return Outcome(
            lines[0],
            tuple(lines[1:]),
            tables=(TextRows(heads, rows, numbers=True),),
            changed=False,
            data={"in_force": self.in_force, "goals": records},
        )


def write_scenarios(workbook: Workbook, plan: Plan, past: History) -> None:
    """The sheet Scenarios, written where an assumption has a scenario."""
    known = scenarios.names(plan.all_assumptions)[: scenarios.MOST]
    several = len(known) > 1
    table = pd.DataFrame(columns=[REP_ID, "rep"])
    if several:
        table = scenarios.compared(
            past, plan.reps, plan.settings, plan.all_assumptions, plan.changes
        )
        workbook.show_sheet(sheet.SHEET.name)
    workbook.write(sheet.TABLE, _rows(table, known))
    heads = [_head(name, plan.scenario) for name in known] if several else []
    heads += [""] * (sheet.SLOTS - len(heads))
    workbook.write_cells(sheet.SHEET.name, dict(zip(sheet.NAMES, heads, strict=True)))
    used = {letters: at < max(len(known), LEAST) for at, letters in enumerate(sheet.LETTERS)}
    workbook.show_columns(sheet.SHEET.name, used)


def _head(name: str, in_force: str) -> str:
    """What stands over a scenario's goals."""
    return (IN_FORCE if name == in_force else "") + (name or UNNAMED)


def _rows(table: pd.DataFrame, known: tuple[str, ...]) -> list[list[Cell]]:
    """The table's cells; goals without a scenario are blank, not unknown."""
    named = dict(zip(sheet.HEADERS, known if len(table) else (), strict=False))
    goals = {
        sheet.TABLE.column(header).name: table[named[header]] if header in named else np.nan
        for header in sheet.HEADERS
    }
    return to_rows(sheet.TABLE, table[[REP_ID, "rep"]].assign(**goals))


@one_pass
def compare(workbook: Workbook) -> Compared:
    """The scenarios as the sheet shows them since the last regenerate.

    Errors:
        InputError: there is none yet.
    """
    table = typed_rows(workbook, sheet.TABLE)[1]
    heads = [str(cell or "") for cell in workbook.cells(sheet.SHEET.name, sheet.NAMES)]
    if not len(table):
        raise InputError(
            "There are no scenarios yet: write a name into column Scenario of sheet Assumptions, "
            "beside what differs there, and regenerate."
        )
    named = [head.removeprefix(IN_FORCE) for head in heads if head]
    current = next((head for head in heads if head.startswith(IN_FORCE)), "")
    columns = {
        sheet.TABLE.column(header).name: name
        for header, name in zip(sheet.HEADERS, named, strict=False)
    }
    goals = table[[REP_ID, "rep", *columns]].rename(columns=columns)
    return Compared(tuple(named), current.removeprefix(IN_FORCE), goals)


def compared_lines(found: Compared) -> list[str]:
    """What each scenario suggests for the team, a line each."""
    team = found.table.iloc[0]
    base = float(team[found.names[0]])
    lines = []
    for name in found.names:
        goal = float(team[name])
        against = (
            f", {goal - base:+,.0f} against {found.names[0]}" if name != found.names[0] else ""
        )
        force = " (in force)" if name == found.in_force else ""
        lines.append(f"{name}{force}: {goal:,.0f}{against}.")
    return lines


@one_pass
def use_scenario(workbook: Workbook, name: str) -> str:
    """Put a scenario in force, for the next regenerate; returns its name as it is written.

    Errors:
        InputError: there is no such scenario.
    """
    known = typed_rows(workbook, assumptions.TABLE)[1]
    bare = "" if name.strip().casefold() == UNNAMED.casefold() else name
    found = scenarios.find(known, bare)
    if found is None:
        named = ", ".join((UNNAMED, *scenarios.names(known)[1:]))
        raise InputError(f"“{name}” is no scenario of Assumptions; choose one of: {named}.")
    workbook.write(settings.TABLE, _with_setting(workbook.read(settings.TABLE), found))
    return found or UNNAMED


def _with_setting(raw: RawTable, value: str) -> list[list[Cell]]:
    """The rows of Settings with this scenario; a plan that has no such row gets one."""
    places = [raw.headers.index(header) for header in settings.TABLE.headers]
    rows = [[row[place] for place in places] for row in raw.rows]
    for row in rows:
        if str(row[0] or "").strip() == SETTING:
            row[1] = value or None
            return rows
    return [*rows, [SETTING, value or None, None, None]]
