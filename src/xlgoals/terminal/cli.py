"""The command ``xlgoals``: every verb, and what puts the buttons into a spreadsheet program."""

import datetime as dt
import gc
import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape
from typer.core import TyperGroup

from xlgoals import __version__, verbs
from xlgoals.domain.errors import XlgoalsError
from xlgoals.terminal import cli_addin, cli_libreoffice, file_commands
from xlgoals.terminal.commands import Quiet, command, run_verb
from xlgoals.terminal.output import err, out, tell_lines

PROBLEMS_FOUND, CANNOT = 1, 2
WHAT = "Set sales goals with your reps: history and assumptions in, goals with reasons out."


class PlanFirst(TyperGroup):
    """``mine plan.xlsx`` is ``mine status plan.xlsx``; the plan may also stand before the word."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """The words in the order of the commands."""
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            word = args[1] if len(args) > 1 and args[1] in self.commands else ""
            args = [word, args[0], *args[2:]] if word else ["status", *args]
        return list(super().parse_args(ctx, args))


def _group(help_text: str, cls: type[TyperGroup] = TyperGroup) -> typer.Typer:
    """Commands that belong together."""
    return typer.Typer(cls=cls, no_args_is_help=True, help=help_text)


app = typer.Typer(
    no_args_is_help=True, add_completion=False, help=WHAT, pretty_exceptions_enable=False
)
GROUPS = {
    "": app,
    "negotiate": _group("Propose, counter, agree and sign goals, rep by rep."),
    "mine": _group(
        "Your own goals: coaching per rep, field days, trade shows, reading.", PlanFirst
    ),
    "reps": _group("Send each rep a file, and collect what comes back."),
    "addin": cli_addin.app,
    "libreoffice": cli_libreoffice.app,
}


def main() -> None:
    """The command ``xlgoals``: an error is one sentence, and exit code 2."""
    gc.disable()  # a command runs once and ends: looking for garbage on the way only costs time
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        app()
    except XlgoalsError as error:
        _tell_error(str(error))
        raise SystemExit(CANNOT) from None
    except KeyboardInterrupt:
        err.print("xlgoals: stopped; the plan is as it was.")
        raise SystemExit(130) from None
    except MemoryError:
        _tell_error("there is not enough memory for a plan of this size.")
        raise SystemExit(CANNOT) from None


def _tell_error(sentence: str) -> None:
    """What could not be done; a program that reads JSON gets it as that too."""
    err.print(f"[bold red]xlgoals:[/] {escape(sentence)}")
    if "--json" in sys.argv[1:]:
        print(json.dumps({"error": sentence}, ensure_ascii=False))


@app.callback(invoke_without_command=True, help=WHAT)
def version(
    show_version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    """The program itself, without a command."""
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
    kept = _put_aside(path) if path.exists() else None
    file_commands.make_plan(path, None, sample=True)
    # the version before is the same plan without goals
    run_verb(verbs.NAMED["regenerate"], path, {}, quiet=quiet, as_json=False, keep=False)
    if quiet:
        return
    if kept:
        out.print(f"The plan that was there is now {kept}.")
    out.print(f"\nOpen [bold]{path}[/] and begin on sheet Start. In the terminal, try")
    out.print(f"  xlgoals show {path} Team\n  xlgoals show {path} Targets")


def _put_aside(path: Path) -> Path:
    """Put a plan aside before a new one takes its place; returns where it is now."""
    from xlgoals.hosts.closed import saving

    saving.check_unlocked(path)
    kept = saving.keep_backup(path, dt.datetime.now())
    path.unlink()
    return kept


def _add_commands() -> None:
    """A command for every verb that declares one."""
    for verb in verbs.VERBS:
        if not verb.command:
            continue
        group, _, name = verb.command.rpartition(" ")
        own = file_commands.BY_VERB.get(verb.name)
        run = own or command(verb)
        GROUPS[group].command(name, help=verb.what)(run)


_add_commands()


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


for group_name, group in GROUPS.items():
    if group_name:
        app.add_typer(group, name=group_name)
