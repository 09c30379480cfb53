"""What the terminal calls to follow a period and to print a report."""

import datetime as dt
import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from xlgoals.domain.errors import InputError
from xlgoals.terminal.cli_opening import open_plan
from xlgoals.terminal.output import out, problem_lines

if TYPE_CHECKING:
    from xlgoals.domain.problems import Problem

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
    from xlgoals import verbs
    from xlgoals.tables.sheets import tracking
    from xlgoals.terminal.grids import grid, json_rows

    plan = open_plan(path, ("History",))
    found = verbs.track(plan, through)
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


def report(
    path: PlanPath,
    pdf: Annotated[Path | None, typer.Option(help="The PDF; LibreOffice prints it.")] = None,
    xlsx: Annotated[
        Path | None, typer.Option(help="Keep the report as a workbook, to print it yourself.")
    ] = None,
    rep: Annotated[
        str, typer.Option(help="Only this rep's page, with nobody else's numbers.")
    ] = "",
    paper: Annotated[str, typer.Option(help="a4 or letter.")] = "a4",
) -> None:
    """Print a report: team, last year, goals, fairness, each rep, your own goals, the method."""
    from xlgoals.hosts.calc.printing import print_pdf
    from xlgoals.hosts.fresh import write_report
    from xlgoals.verbs import report as printed

    size = paper.casefold()
    if size not in {"a4", "letter"}:
        raise InputError(f"“{paper}” is no paper size; choose a4 or letter.")
    if pdf is None and xlsx is None:
        pdf = path.with_name(f"{path.stem} report.pdf")
    plan = open_plan(path, ("History",), saves=False)
    made = printed.rep_report(plan, rep) if rep else printed.report(plan)
    now = dt.datetime.now().replace(microsecond=0)
    if xlsx is not None:
        write_report(xlsx, made, created=now, paper=size)
        out.print(f"{xlsx}: {_pages(len(made.pages))}.")
    if pdf is not None:
        with tempfile.TemporaryDirectory(prefix="xlgoals-report-") as folder:
            book = Path(folder) / "report.xlsx"
            write_report(book, made, created=now, paper=size)
            print_pdf(book, pdf)
        out.print(f"{pdf}: {_pages(len(made.pages))}.")


def _pages(count: int) -> str:
    """How many parts a report has."""
    return f"{count} pages, long ones go on over the page"


def _leave(problems: "tuple[Problem, ...]", name: str, *, silent: bool) -> None:
    """List problems and leave with exit code 1; nothing where there is none."""
    if not problems:
        return
    if not silent:
        problem_lines(problems, name, SHOWN_PROBLEMS)
    raise typer.Exit(PROBLEMS_FOUND)
