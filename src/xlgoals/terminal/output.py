"""What the commands print: progress, what was done, problems."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

if TYPE_CHECKING:
    from xlgoals.verbs.outcome import Outcome

out = Console(highlight=False, soft_wrap=True, width=None if sys.stdout.isatty() else 240)
err = Console(stderr=True, highlight=False, soft_wrap=True)


@contextmanager
def watched(quiet: bool) -> Iterator[Any]:
    """A progress bar on a terminal; nothing where nobody watches."""
    if quiet or not err.is_terminal:
        yield lambda doing, share: None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=err, transient=True) as bars:
        bar = bars.add_task("", total=1.0)
        yield lambda doing, share: bars.update(bar, description=doing, completed=share)


def tell(
    outcome: "Outcome",
    path: Path,
    backup: Path | None = None,
    *,
    name: str = "",
    quiet: bool = False,
    as_json: bool = False,
) -> None:
    """What was done to a plan; leaves with exit code 1 where something was left out or refused.

    Args:
        outcome: What was done.
        path: The plan.
        backup: The version before, where the plan was saved.
        name: Of the file that problems are in, where that is not the plan.
        quiet: Whether only problems are told.
        as_json: Whether a program reads it.
    """
    if as_json:
        print(outcome.json())
    else:
        if not quiet:
            _print(outcome, path, backup)
        _print_problems(outcome, name or path.name)
    if outcome.status:
        raise typer.Exit(outcome.status)


def _print(outcome: "Outcome", path: Path, backup: Path | None) -> None:
    """Tables first, since the last lines are what a terminal shows."""
    from xlgoals.terminal.grids import drawn

    for table in outcome.tables:
        out.print(drawn(table), soft_wrap=False)
    for line in (outcome.title, *outcome.lines, *outcome.details):
        if line:
            out.print(escape(line))
    if backup:
        sheet = f"; see sheet {outcome.front}" if outcome.front else ""
        out.print(escape(f"Saved {path}{sheet}. The version before is {backup.name}."))
    elif outcome.front:
        out.print(escape(f"See sheet {outcome.front} of {path}; nothing in the plan is new."))
    if outcome.next_step:
        out.print(escape(outcome.next_step))


def _print_problems(outcome: "Outcome", name: str) -> None:
    """The problems that are listed, and how many there are."""
    for line in outcome.problem_lines():
        err.print(escape(line))
    if outcome.problems:
        err.print(escape(outcome.counted(name)))


def tell_lines(lines: Sequence[tuple[bool, str]]) -> bool:
    """Lines that are fine or not, with a mark each; whether all are."""
    for fine, text in lines:
        out.print("[green]ok[/]" if fine else "[red] ![/]", escape(text), highlight=False)
    return all(fine for fine, _ in lines)
