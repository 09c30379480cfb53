"""Looking at a plan: its problems, and its tables."""

import pandas as pd

from xlgoals.domain.errors import InputError
from xlgoals.domain.problems import Problem
from xlgoals.tables.language import Table
from xlgoals.tables.typed_tables import typed_rows
from xlgoals.tables.workbook import Workbook
from xlgoals.verbs.negotiate.changed_metrics import metric_problems
from xlgoals.verbs.negotiate.log import log_problems
from xlgoals.verbs.one_pass import one_pass
from xlgoals.verbs.outcome import Outcome, TableRows, TextRows, json_rows
from xlgoals.verbs.plan import read_plan
from xlgoals.views.plan_sheets import SHEETS, find_sheet


@one_pass
def check(workbook: Workbook) -> tuple[Problem, ...]:
    """Every problem of a plan, in the order of sheets and rows."""
    plan = read_plan(workbook)
    talks = (*log_problems(workbook), *metric_problems(workbook, plan.metrics))
    return tuple(sorted({*plan.problems, *talks}))


def check_plan(workbook: Workbook) -> Outcome:
    """Every problem of a plan, told."""
    problems = check(workbook)
    return Outcome(
        "" if problems else "No problems.",
        problems=problems,
        every_problem=True,
        changed=False,
        data=problems,
    )


def show_table(workbook: Workbook, table: str) -> Outcome:
    """A table of the plan, or what all its sheets are for."""
    if not table:
        sheets = [[sheet.name, sheet.purpose] for sheet in SHEETS]
        return Outcome("", tables=(TextRows(["Sheet", "What it is for"], sheets),), changed=False)
    rows = TableRows(*show(workbook, table))
    return Outcome("", tables=(rows,), changed=False, data=json_rows(rows.table, rows.frame))


def show(workbook: Workbook, name: str) -> tuple[Table, pd.DataFrame]:
    """A table of the plan with its typed rows. InputError where there is none of that name."""
    sheet = find_sheet(name)
    if sheet is None or sheet.table is None:
        raise InputError(
            f"The plan has no table “{name}”; run xlgoals show without a name to see all."
        )
    return sheet.table, typed_rows(workbook, sheet.table)[1]
