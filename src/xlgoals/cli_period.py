"""What the terminal calls to follow a period and to print a report."""

import datetime as dt
import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from xlgoals.terminal import out, problem_lines

if TYPE_CHECKING:
    from xlgoals.workbook.problems import Problem

PlanPath = Annotated[Path, typer.Argument(metavar="PLAN", help="The plan, an .xlsx or .xlsm file.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for a program to read.")]
PROBLEMS_FOUND = 1
SHOWN_PROBLEMS = 20


def track(
    path: PlanPath,
    through: Annotated[
        str, typer.Option(help="Last month that counts, such as 2027-04; the last imported one.")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Hold the period against what was agreed: pace by season, projected end, leading signs."""
    from xlgoals import actions
    from xlgoals.hosts.closed_file import ClosedFile
    from xlgoals.terminal_table import grid, json_rows
    from xlgoals.workbook.sheets import tracking

    plan = ClosedFile.open(path, ahead=("History",))
    found = actions.track(plan, through)
    backup = plan.save(dt.datetime.now())
    if as_json:
        table = found.table.assign(note="")
        rows = {"through": found.through, "goals": json_rows(tracking.TABLE, table)}
        out.print_json(json.dumps({**rows, "sentences": found.sentences}))
    else:
        out.print(grid(tracking.TABLE, found.table.assign(note="")))
        for sentence in found.sentences:
            out.print(escape(sentence))
        kept = f" The version before is {backup.name}." if backup else ""
        out.print(f"Written to sheet Tracking of {path}.{kept}")
    _leave(found.problems, path.name, silent=as_json)


def report(path: PlanPath) -> None:
    """Print the plan."""


def _leave(problems: "tuple[Problem, ...]", name: str, *, silent: bool) -> None:
    """List problems and leave with exit code 1; nothing where there is none."""
    if not problems:
        return
    if not silent:
        problem_lines(problems, name, SHOWN_PROBLEMS)
    raise typer.Exit(PROBLEMS_FOUND)
