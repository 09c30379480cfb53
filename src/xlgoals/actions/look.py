"""Looking at a plan: its problems, and its tables."""

import pandas as pd

from xlgoals.actions.negotiation.log import log_problems
from xlgoals.errors import InputError
from xlgoals.hosts.base import Workbook
from xlgoals.plan import read_plan, typed_rows
from xlgoals.workbook.language import Table
from xlgoals.workbook.problems import Problem
from xlgoals.workbook.sheets import (
    find_sheet,
)


def check(workbook: Workbook) -> tuple[Problem, ...]:
    """Every problem of a plan, in the order of sheets and rows."""
    return tuple(sorted({*read_plan(workbook).problems, *log_problems(workbook)}))


def show(workbook: Workbook, name: str) -> tuple[Table, pd.DataFrame]:
    """A table of the plan with its typed rows. InputError where there is none of that name."""
    sheet = find_sheet(name)
    if sheet is None or sheet.table is None:
        raise InputError(
            f"The plan has no table “{name}”; run xlgoals show without a name to see all."
        )
    return sheet.table, typed_rows(workbook, sheet.table)[1]
