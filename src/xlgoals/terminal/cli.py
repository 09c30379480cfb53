"""What the terminal calls: the actions, on a plan in a file."""

import datetime as dt
import gc
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from xlgoals import __version__
from xlgoals.domain.errors import InputError, XlgoalsError
from xlgoals.terminal import (
    cli_addin,
    cli_libreoffice,
    cli_mine,
    cli_negotiate,
    cli_period,
    cli_reps,
)
from xlgoals.terminal.cli_opening import open_plan
from xlgoals.terminal.output import (
    err,
    import_json,
    out,
    problem_lines,
    tell_import,
    tell_lines,
    tell_regenerate,
    watched,
)

if TYPE_CHECKING:
    from xlgoals.domain.problems import Problem
    from xlgoals.verbs import Regenerated

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    help="Set sales goals with your reps: history and assumptions in, goals with reasons out.",
    pretty_exceptions_enable=False,
)
app.add_typer(cli_addin.app, name="addin")
app.add_typer(cli_libreoffice.app, name="libreoffice")
app.add_typer(cli_negotiate.app, name="negotiate")
app.add_typer(cli_mine.app, name="mine")
app.add_typer(cli_reps.app, name="reps")
PROBLEMS_FOUND, CANNOT = 1, 2
SHOWN_PROBLEMS = 20

PlanPath = Annotated[Path, typer.Argument(metavar="PLAN", help="The plan, an .xlsx or .xlsm file.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print problems and errors only.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for a program to read.")]


def main() -> None:
    """The command ``xlgoals``: an error is one sentence, and exit code 2."""
    gc.disable()  # a command runs once and ends: looking for garbage on the way only costs time
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        app()
    except XlgoalsError as error:
        err.print(f"[bold red]xlgoals:[/] {escape(str(error))}")
        raise SystemExit(CANNOT) from None
    except KeyboardInterrupt:
        err.print("xlgoals: stopped; the plan is as it was.")
        raise SystemExit(130) from None
    except MemoryError:
        err.print("xlgoals: there is not enough memory for a plan of this size.")
        raise SystemExit(CANNOT) from None


@app.callback(invoke_without_command=True)
def version(
    show_version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    """Set sales goals with your reps: history and assumptions in, goals with reasons out."""
    if show_version:
        out.print(__version__)
        raise typer.Exit


@app.command()
def demo(
    folder: Annotated[Path, typer.Argument(help="Where to put the plan.")] = Path("demo"),
    quiet: Quiet = False,
) -> None:
    """Make a plan for a sample organisation, with suggested goals, to look around in."""
    path = folder / "plan.xlsx"
    kept = _keep(path) if path.exists() else None
    _new(path, None, sample=True)
    result = _regenerate(path, quiet=quiet, backup=False)[0]
    if quiet:
        return
    tell_regenerate(result)
    if kept:
        out.print(f"The plan that was there is now {kept}.")
    out.print(f"\nOpen [bold]{path}[/] and begin on sheet Start. In the terminal, try")
    out.print(f"  xlgoals show {path} Team\n  xlgoals show {path} Targets")


@app.command()
def new(
    path: PlanPath,
    start: Annotated[str, typer.Option(help="First month, such as 2027-01; next January.")] = "",
    sample: Annotated[bool, typer.Option(help="Fill it with the sample organisation.")] = False,
    quiet: Quiet = False,
) -> None:
    """Make an empty plan; one that ends in .xlsm has buttons and functions for Excel."""
    if path.suffix.casefold() not in {".xlsx", ".xlsm"}:
        raise InputError(
            f"A plan is an .xlsx file, or .xlsm with buttons and functions; call it "
            f"{path.with_suffix('.xlsx').name}."
        )
    _new(path, _month(start), sample=sample)
    if not quiet:
        out.print(f"{path} is ready. Next: xlgoals import {path} History FILE")


@app.command("import")
def import_(
    path: PlanPath,
    table: Annotated[str, typer.Argument(help="History, Reps, Proposals, Last targets, …")],
    source: Annotated[Path, typer.Argument(metavar="FILE", help=".csv, .xlsx, .xlsm or .parquet")],
    column: Annotated[
        list[str] | None, typer.Option("--map", help="Header=column of the file. Repeat it.")
    ] = None,
    constant: Annotated[
        list[str] | None, typer.Option(help="Header=value for all rows. Repeat it.")
    ] = None,
    decimal: Annotated[str, typer.Option(help="Decimal sign of the file: . or ,")] = "",
    sheet: Annotated[str, typer.Option(help="Sheet of a workbook; the first by default.")] = "",
    quiet: Quiet = False,
    as_json: AsJson = False,
) -> None:
    """Bring the rows of a file into a table of the plan; the same key replaces."""
    from xlgoals import verbs
    from xlgoals.hosts.source_file import read_source

    if decimal not in {"", ".", ","}:
        raise InputError("The decimal sign is . or ,; say --decimal , for 1.234,50.")
    told, constants = _pairs("--map", column), _pairs("--constant", constant)
    verbs.input_table(table)
    with watched(quiet or as_json) as progress:
        progress("Reading the file", 0.1)
        rows = read_source(source, sheet)
        progress("Reading the plan", 0.4)
        plan = open_plan(path, ("History",))
        result = verbs.import_rows(plan, table, rows, told, constants, decimal)
        progress("Saving", 0.8)
        backup = plan.save(dt.datetime.now())
    if as_json:
        out.print_json(json.dumps(import_json(result)))
    elif not quiet:
        tell_import(result, backup)
    report_problems(result.problems, source.name, silent=as_json)


@app.command()
def check(path: PlanPath, as_json: AsJson = False) -> None:
    """List every problem of a plan with its sheet, header and row."""
    plan = open_plan(path, ("History",), saves=False)
    from xlgoals import verbs

    problems = verbs.check(plan)
    if as_json:
        out.print_json(json.dumps([vars(problem) for problem in problems]))
    elif not problems:
        out.print("No problems.")
    report_problems(problems, path.name, silent=as_json, most=len(problems))


@app.command()
def regenerate(path: PlanPath, quiet: Quiet = False, as_json: AsJson = False) -> None:
    """Work out metrics, review and suggested goals anew, and write them into the plan."""
    result, backup = _regenerate(path, quiet=quiet or as_json)
    if as_json:
        summary = {**vars(result), "problems": [vars(problem) for problem in result.problems]}
        summary["goal"] = None if result.goal != result.goal else result.goal
        out.print_json(json.dumps(summary))
    elif not quiet:
        tell_regenerate(result)
        out.print(f"Saved {path}." + _kept(backup))
    report_problems(result.problems, path.name, silent=as_json)


@app.command()
def backtest(path: PlanPath, quiet: Quiet = False, as_json: AsJson = False) -> None:
    """Try the suggestions on the plan's own past, and write sheet Backtest."""
    from xlgoals import verbs

    with watched(quiet or as_json) as progress:
        progress("Looking back", 0.2)
        plan = open_plan(path, ("History",))
        result = verbs.backtest(plan)
        plan.show_sheet(result.sheet)
        backup = plan.save(dt.datetime.now())
    if as_json:
        out.print_json(json.dumps({"sentences": result.sentences}))
    elif not quiet:
        for sentence in result.sentences:
            out.print(sentence)
        out.print(f"Written to sheet {result.sheet} of {path}." + _kept(backup))
    report_problems(result.problems, path.name, silent=as_json)


@app.command()
def review(
    path: PlanPath,
    rep: Annotated[str, typer.Argument(help="A rep's name or id; the team by default.")] = "",
    as_json: AsJson = False,
) -> None:
    """Say why last year came out as it did, and write it to the sheets beside your reasons."""
    from xlgoals import verbs
    from xlgoals.terminal.grids import steps_grid

    now = dt.datetime.now()
    plan = open_plan(path, ("History",))
    found = verbs.review(plan, now)
    year = verbs.year_of(found, rep)
    backup = plan.save(now)
    if as_json:
        out.print_json(json.dumps(verbs.year_json(found, year, now)))
    else:
        out.print(f"[bold]{escape(year.name)}[/]")
        out.print(steps_grid(year.steps))
        for line in verbs.year_lines(year):
            out.print(escape(line))
        if found.missing:
            out.print(escape(verbs.missing_line(found)))
        out.print(f"Written to {path}." + _kept(backup))
    report_problems(found.problems, path.name, silent=as_json)


@app.command()
def scenarios(
    path: PlanPath,
    use: Annotated[str | None, typer.Option(help="Put this scenario in force.")] = None,
    as_json: AsJson = False,
) -> None:
    """Show what each set of assumptions suggests, side by side; ``--use`` puts one in force."""
    from xlgoals import verbs
    from xlgoals.terminal.grids import money_grid

    if use is not None:
        plan = open_plan(path, ("History",))
        name = verbs.use_scenario(plan, use)
        backup = plan.save(dt.datetime.now())
        _, regenerated = _regenerate(path, quiet=True)
        if regenerated and backup:
            regenerated.unlink()
        if not as_json:
            out.print(f"{name} is in force now; all goals were worked out anew." + _kept(backup))
    found = verbs.compare(open_plan(path, saves=False))
    if as_json:
        rows = found.table.to_dict("records")
        out.print_json(json.dumps({"in_force": found.in_force, "goals": rows}))
        return
    out.print(money_grid(found.table, found.in_force))
    for line in verbs.compared_lines(found):
        out.print(escape(line))


@app.command()
def upgrade(path: PlanPath) -> None:
    """Give a plan that an older xlgoals made the sheets, columns, names and macros of today."""
    from xlgoals.hosts.closed import ClosedFile
    from xlgoals.verbs.upgrade import upgrade as upgraded

    plan = ClosedFile.open(path)
    said = upgraded(plan, always=True)
    if not said:
        out.print(f"Nothing to add: {escape(path.name)} has all that a plan of today has.")
        return
    backup = plan.save(dt.datetime.now())
    out.print(escape(said + _kept(backup)))


app.command()(cli_period.track)
app.command()(cli_period.report)


@app.command()
def explain(
    path: PlanPath,
    rep: Annotated[str, typer.Argument(help="A rep's name or id, or Team.")],
    as_json: AsJson = False,
) -> None:
    """Say why a rep's goals are what they are, step by step."""
    from xlgoals import verbs

    found = verbs.explain(open_plan(path, ("History",), saves=False), rep)
    if as_json:
        steps = [vars(step) for step in found.steps]
        out.print_json(json.dumps({**vars(found), "steps": steps}))
        return
    for sentence in found.sentences:
        out.print(escape(sentence))


@app.command()
def show(
    path: PlanPath,
    table: Annotated[str, typer.Argument(help="Name of a sheet; none lists all.")] = "",
    as_json: AsJson = False,
) -> None:
    """Show a table of the plan."""
    from xlgoals import verbs
    from xlgoals.terminal.grids import grid, json_rows, sheet_list

    plan = open_plan(path, ("History",), saves=False)
    if not table:
        out.print(sheet_list())
        return
    declared, frame = verbs.show(plan, table)
    if as_json:
        print(json.dumps(json_rows(declared, frame), ensure_ascii=False))
    else:
        out.print(grid(declared, frame), soft_wrap=False)


@app.command()
def doctor(
    path: Annotated[
        Path | None, typer.Argument(metavar="[PLAN]", help="A plan to look at.")
    ] = None,
) -> None:
    """Look whether everything is in place for buttons and functions, and say what to do."""
    from xlgoals.ribbon import doctor as examination

    if not tell_lines(examination.look(examination.this_machine(), path)):
        raise typer.Exit(PROBLEMS_FOUND)


def _month(text: str) -> dt.date | None:
    """The month a user named."""
    from xlgoals.tables.dates import parse_date

    try:
        return parse_date(text).replace(day=1) if text else None
    except ValueError:
        raise InputError(f"“{text}” is no month; write it like 2027-01.") from None


def _new(path: Path, first: dt.date | None, *, sample: bool) -> None:
    """A new plan in a file; for the next calendar year where no month is named."""
    from xlgoals import verbs
    from xlgoals.hosts.fresh import write_plan

    now = dt.datetime.now().replace(microsecond=0)
    macros = path.suffix.casefold() == ".xlsm"
    plan = verbs.new_plan(first or dt.date(now.year + 1, 1, 1), sample, macros=macros)
    write_plan(path, plan.rows, created=now, name=plan.name, values=plan.values, more=plan.sheets)


def _keep(path: Path) -> Path:
    """Put a plan aside before a new one takes its place; returns where it is now."""
    from xlgoals.hosts.closed import saving

    saving.check_unlocked(path)
    kept = saving.keep_backup(path, dt.datetime.now())
    path.unlink()
    return kept


def _regenerate(
    path: Path, *, quiet: bool, backup: bool = True
) -> "tuple[Regenerated, Path | None]":
    """Regenerate a plan in place."""
    with watched(quiet) as progress:
        progress("Opening the plan", 0.0)
        plan = open_plan(path, ("History",))
        from xlgoals import verbs

        now = dt.datetime.now()
        result = verbs.regenerate(plan, now, progress)
        progress("Saving", 0.95)
        kept = plan.save(now)
        progress("Done", 1.0)
    if kept and not backup:
        kept.unlink()
    return result, kept


def _kept(backup: Path | None) -> str:
    """Where the version before is."""
    return f" The version before is {backup.name}." if backup else ""


def _pairs(option: str, texts: list[str] | None) -> dict[str, str]:
    """``Header=value`` texts as a dictionary."""
    pairs = dict(text.split("=", 1) for text in texts or () if "=" in text)
    if len(pairs) < len(texts or ()):
        raise InputError(f'{option} wants Header=value, such as {option} "Rep ID=owner".')
    return pairs


def report_problems(
    problems: "tuple[Problem, ...]", name: str, *, silent: bool, most: int = SHOWN_PROBLEMS
) -> None:
    """List problems and leave with exit code 1; nothing where there is none."""
    if not problems:
        return
    if not silent:
        problem_lines(problems, name, most)
    raise typer.Exit(PROBLEMS_FOUND)
