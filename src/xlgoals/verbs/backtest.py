"""Backtest: how good such suggestions would have been over the plan's own past."""

from dataclasses import dataclass

import pandas as pd

from xlgoals.domain.errors import InputError
from xlgoals.domain.problems import Problem
from xlgoals.sums.forecast import backtest as core
from xlgoals.sums.suggest.assumption_effects import staffing
from xlgoals.tables.language import Cell
from xlgoals.tables.sheets import backtest as sheet
from xlgoals.tables.typed_tables import to_rows
from xlgoals.tables.workbook import Workbook
from xlgoals.verbs.one_pass import one_pass
from xlgoals.verbs.outcome import Outcome
from xlgoals.verbs.plan import read_plan, tidy

TOLD = (0.2, 0.4, 0.6, 0.8)
"""The stated chances that are told in sentences; the sheet has all."""


@dataclass(frozen=True)
class Backtested:
    """What a backtest found."""

    sheet: str
    sentences: tuple[str, ...]
    problems: tuple[Problem, ...]

    def outcome(self) -> Outcome:
        """What a backtest found, told."""
        return Outcome(
            self.sentences[0],
            (*self.sentences[1:], f"Written to sheet {self.sheet}."),
            problems=self.problems,
            data={"sentences": self.sentences},
        )


@one_pass
def backtest(workbook: Workbook) -> Backtested:
    """Try the baseline on the plan's own past, and write what came of it.

    Errors:
        InputError: the history is too short.
    """
    plan = read_plan(workbook)
    numbers = plan.settings
    people = staffing(plan.assumptions, plan.reps, numbers.calendar, numbers.ramp)
    cases = core.trials(tidy(plan), people)
    if not len(cases):
        raise InputError(
            f"A backtest needs {core.FIRST + core.LEAST_AHEAD} months of history with somebody who "
            "sold in all of the last eighteen; bring in older months."
        )
    table = core.table(cases)
    workbook.write(sheet.TABLE, _rows(table))
    workbook.show_sheet(sheet.SHEET.name)
    return Backtested(sheet.SHEET.name, _sentences(table, cases), plan.problems)


def _rows(table: pd.DataFrame) -> list[list[Cell]]:
    """The table's cells; what does not apply is blank, not unknown."""
    rows = to_rows(sheet.TABLE, table)
    return [[None if cell != cell else cell for cell in row] for row in rows]  # noqa: PLR0124


def _sentences(table: pd.DataFrame, cases: pd.DataFrame) -> tuple[str, ...]:
    """What it means, in plain words."""
    whole = table[table["from"].isna()].set_index("method")
    ours = whole.loc[core.OURS]
    months = cases["origin"].nunique()
    error = whole["error"].to_dict()
    others = [f"{name} {error[name]:.1%}" for name in core.METHODS[1:]]
    lean = "too much" if ours["bias"] > 0 else "too little"
    reached = [
        f"Goals shown with {row['stated']:.0%} were reached {row['reached'] * row['cases']:.0f} "
        f"times of {row['cases']:.0f}."
        for row in whole[whole["stated"].isin(TOLD)].to_dict("records")
    ]
    return (
        f"{len(cases)} cases: {cases['rep'].nunique()} reps, told from {months} past months.",
        f"The baseline was off by {ours['error']:.1%} of revenue; {', '.join(others)}.",
        f"One rep's total was off by {ours['annual']:.1%} on average; a month {ours['mase']:.2f} "
        "times as far as months used to lie from the year before.",
        f"Over all it asked for {abs(ours['bias']):.1%} {lean}.",
        *reached,
    )
