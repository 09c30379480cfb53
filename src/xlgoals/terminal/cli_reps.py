"""What the terminal calls for the reps' files: send them, and collect what came back."""

import datetime as dt
import json
import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from xlgoals.terminal.cli_opening import open_plan
from xlgoals.terminal.output import err, out, problem_lines, watched

if TYPE_CHECKING:
    from xlgoals.domain.problems import Problem
    from xlgoals.hosts.fresh.rep_file import Written
    from xlgoals.verbs import Collected, Sent

    Problems = tuple[Problem, ...]

app = typer.Typer(no_args_is_help=True, help="Send each rep a file, and collect what comes back.")
PlanPath = Annotated[Path, typer.Argument(metavar="PLAN", help="The plan, an .xlsx or .xlsm file.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for a program to read.")]
SOME_NOT = 1
MARKS = {"taken": "[green]✓[/]", "nothing new": "–", "refused": "[red]![/]"}


@app.command()
def send(
    path: PlanPath,
    to: Annotated[Path, typer.Option("--to", help="The folder for the files.")],
    rep: Annotated[
        list[str] | None, typer.Option("--rep", help="A rep's name or ID; repeat it.")
    ] = None,
    eml: Annotated[bool, typer.Option("--eml", help="Write an e-mail with each file.")] = False,
    as_json: AsJson = False,
) -> None:
    """Write a file for each rep with their own goals; nothing is sent from here."""
    from xlgoals import verbs
    from xlgoals.hosts.fresh.rep_file import write_rep_files

    plan = open_plan(path)
    with watched(as_json) as progress:
        found = verbs.send(plan, rep or [], _now(), lambda: secrets.token_hex(24), progress)
        plan.save(dt.datetime.now())
        written = write_rep_files(to, found.files, dt.datetime.now(), mails=eml, progress=progress)
    problems = verbs.address_problems(found) if eml else ()
    if as_json:
        out.print_json(json.dumps(_sent_json(found, written, problems)))
    else:
        _tell_sent(to, found, written, problems)
    if problems or any(one.failed for one in written):
        raise typer.Exit(SOME_NOT)


@app.command()
def collect(
    path: PlanPath,
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE_OR_FOLDER...", help="Files that came back.")
    ],
    as_json: AsJson = False,
) -> None:
    """Take what the reps answered, as far as it holds, and tell file by file."""
    from xlgoals.hosts.sandbox.reading import Reader, read_rep_files, rep_file_paths

    paths = rep_file_paths(files)
    reader = Reader()  # starts while the plan is opened
    try:
        plan = open_plan(path)
        from xlgoals import verbs

        with watched(as_json) as progress:
            returned = read_rep_files(paths, progress, reader)
            found = verbs.collect(plan, returned, _now(), progress)
            backup = plan.save(dt.datetime.now()) if found.changed or plan.upgraded else None
    finally:
        reader.close()
    if as_json:
        out.print_json(json.dumps(_collected_json(found)))
    else:
        _tell_collected(found)
        if backup:
            out.print(f"Saved {escape(str(path))}. The version before is {escape(backup.name)}.")
    if found.refused or found.problems:
        raise typer.Exit(SOME_NOT)


def _tell_sent(to: Path, found: "Sent", written: "list[Written]", problems: "Problems") -> None:
    """What was written, and what the manager should know."""
    for one in written:
        if one.failed:
            err.print(escape(one.failed))
        elif one.kept:
            out.print(escape(f"{one.path.name}: the one that was there is now {one.kept.name}."))
    done = [one for one in written if not one.failed]
    many = "1 file" if len(done) == 1 else f"{len(done):,} files"
    out.print(f"{many} in {escape(str(to))}, ready to be sent.")
    for note in found.notes:
        out.print(escape(note))
    if problems:
        problem_lines(problems, "the e-mail addresses", len(problems))


def _tell_collected(found: "Collected") -> None:
    """What became of each file."""
    for one in found.reports:
        out.print(MARKS[one.outcome], escape(one.sentence))
        for line in (*one.notes, *one.echo, *map(str, one.problems)):
            out.print(f"    {escape(line)}")


def _sent_json(found: "Sent", written: "list[Written]", problems: "Problems") -> dict[str, object]:
    """What was sent, as JSON."""
    files = [
        {
            "rep_id": one.rep_id,
            "file": str(one.path),
            "mail": str(one.mail) if one.mail else None,
            "kept": str(one.kept) if one.kept else None,
            "failed": one.failed or None,
        }
        for one in written
    ]
    return {"files": files, "notes": found.notes, "problems": [vars(one) for one in problems]}


def _collected_json(found: "Collected") -> dict[str, object]:
    """What was collected, as JSON."""
    reports = [
        {**vars(one), "problems": [vars(problem) for problem in one.problems]}
        for one in found.reports
    ]
    return {"files": reports, "changed": found.changed}


def _now() -> dt.datetime:
    """Now, in UTC, as the log has it."""
    return dt.datetime.now(dt.UTC).replace(tzinfo=None)
